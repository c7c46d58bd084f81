"""The made-up audit: plausible cases that belong to nobody, for trying the program and for measuring it.

It tells a `Story` (pregnancy) and its `Course` (what followed); each module page draws from a `Chance` of
its own, so that a page can change and leave the others as they were. A case with contradictory dates is
finished by `demo` with its warnings accepted.
"""

from audit_app.sample.cases import make_cases
from audit_app.sample.facts import SampleAnswer, SampleCase

__all__ = ["SampleAnswer", "SampleCase", "make_cases"]
