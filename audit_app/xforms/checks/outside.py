"""Questions of a repeat that are read from outside it, where they stand for more than one answer.

A comparison then holds as soon as any row's does, a value is that of the first row, and other engines refuse
such a form in front of a case with two rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from audit_app.words import _
from audit_app.xforms.checks.survey import Survey, SurveyRow
from audit_app.xforms.syntax import Call, Path, Syntax, parts

# What takes the answers of all rows, or says which row is meant.
_OVER_ROWS = {
    "sum", "min", "max", "join", "concat", "count", "count-non-empty", "checklist", "weighted-checklist",
    "indexed-repeat", "position",
}  # fmt: skip


def read_from_outside(
    syntax: Syntax, entry: SurveyRow, survey: Survey, referred: Set[str]
) -> Iterator[tuple[str, str]]:
    """A message and what to do for each such question, given the names that are written as ${name}."""
    alone = [_name(syntax)] if _name(syntax) else []
    for name in dict.fromkeys([*alone, *_bare(syntax)]):
        other = survey.by_name.get(name)
        if name in referred and other is not None and stands_in_other_rows(other, entry):
            yield message_about(other)


def stands_in_other_rows(other: SurveyRow, entry: SurveyRow) -> bool:
    """Whether a question stands in a repeat that isn't around the entry that reads it."""
    repeat = other.repeat
    return repeat is not None and repeat is not entry and all(repeat is not around for around in entry.inside)


def message_about(other: SurveyRow) -> tuple[str, str]:
    """What reading it from outside means, and what to write instead."""
    repeat = other.repeat.name if other.repeat else ""
    return (
        _("“{name}” has an answer for each row of “{repeat}”, and is read from outside it.").format(
            name=other.name, repeat=repeat
        ),
        _("Take all rows, with join(), sum() or count() and the like, or one with indexed-repeat()."),
    )


def _bare(syntax: Syntax) -> Iterator[str]:
    """The names that stand by themselves, not as what such a function takes."""
    for part in parts(syntax):
        taken = isinstance(syntax, Call) and syntax.name in _OVER_ROWS and _name(part)
        if not taken:
            yield from [_name(part)] if _name(part) else ()
            yield from _bare(part)


def _name(part: Syntax) -> str:
    """The name that a reference comes down to, else empty."""
    if not isinstance(part, Path) or part.start is not None or part.absolute or len(part.steps) != 1:
        return ""
    return part.steps[0].test.name
