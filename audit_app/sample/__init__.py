"""The made-up audit: plausible cases that belong to nobody, for trying the program and for measuring it.

A `Story` (pregnancy) and its `Course` (what followed) say what hangs together: dates, outcomes, rows. An
officer then fills in the form (`walk`): what it asks next, in its order, is answered from the story, else by
a line of `resources/sample_odds.csv`, else by the question's type. So a question more in the form needs
nothing here. A case with contradictory dates is finished by `demo` with its warnings accepted."""

from audit_app.sample.cases import each_case, make_cases
from audit_app.sample.facts import SampleAnswer, SampleCase

__all__ = ["SampleAnswer", "SampleCase", "each_case", "make_cases"]
