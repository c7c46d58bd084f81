"""Why a figure can't be made, in words: its module is off, or the form doesn't ask for what it reads."""

from __future__ import annotations

from collections.abc import Iterable

from audit_app.results.inputs import CohortInput
from audit_app.words import _


def cannot(cohort: CohortInput, questions: Iterable[str]) -> str:
    """A sentence that says why a figure reading these questions can't be made; empty where it can."""
    questions = tuple(questions)
    missing = [name for name in questions if name not in cohort.variables]
    if missing:
        return _("This audit's form doesn't ask for it: it has no question {names}.").format(
            names=", ".join(f"“{name}”" for name in dict.fromkeys(missing))
        )
    off = dict.fromkeys(cohort.variables[name].module for name in questions if not is_on(cohort, name))
    if not off:
        return ""
    labels = ", ".join(f"“{cohort.module_labels.get(name, name)}”" for name in off)
    if len(off) == 1:
        return _("This needs the module {names}, which is switched off in this audit.").format(names=labels)
    return _("This needs the modules {names}, which are switched off in this audit.").format(names=labels)


def is_on(cohort: CohortInput, question: str) -> bool:
    """Whether the form has this question and asks it in this audit."""
    variable = cohort.variables.get(question)
    return variable is not None and (
        not variable.module or cohort.modules is None or variable.module in cohort.modules
    )
