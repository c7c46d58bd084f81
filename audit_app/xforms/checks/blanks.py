"""Calculations that read a blank otherwise than ODK does.

In ODK a question without an answer is an empty text. Here what is worked out from it takes its state and has
no value, so that a file that doesn't say never counts as one that says no. A calculation that means the blank
says what it stands for: `coalesce(${x}, 'nothing said')` is that text where there is no answer, here and in
ODK.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.words import _
from audit_app.xforms.checks.outside import stands_in_other_rows
from audit_app.xforms.checks.survey import Survey, SurveyRow
from audit_app.xforms.syntax import Call, Chain, Literal, Path, Syntax, walk

_TEXTS = ("concat", "count-selected", "string-length")
"""Functions that make something of an empty text."""


def read_blanks(syntax: Syntax, entry: SurveyRow, survey: Survey) -> Iterator[tuple[str, str]]:
    """What a calculation reads of a blank: what is said of it, and what to do. Once for each question."""
    found: dict[str, str] = {}
    for value, how in _readings(syntax):
        question = _question(value, survey)
        if question is not None and not question.is_group and not stands_in_other_rows(question, entry):
            found.setdefault(question.name, how)
    for name, how in found.items():
        yield (
            _(
                "“{how}” takes a blank “{name}” for an answer in ODK; here nothing is worked out from it."
            ).format(how=how, name=name),
            _(
                "Where a blank is meant to count, say what it stands for: coalesce(${{{name}}}, '...')."
            ).format(name=name),
        )


def _readings(syntax: Syntax) -> Iterator[tuple[Syntax, str]]:
    """The values of which something is made though they may be blank, and in what."""
    for part in walk(syntax):
        match part:
            case Chain((left, Literal("")), (("=" | "!=") as sign,)) | Chain(
                (Literal(""), left), (("=" | "!=") as sign,)
            ):
                yield left, f"{sign} ''"
            case Call("not", (Call("selected", (value, *_rest)),)):
                yield value, "not(selected())"
            case Call("coalesce", (value, Literal(""))):
                yield value, "coalesce(, '')"
            case Call(name, arguments) if name in _TEXTS:
                yield from ((argument, f"{name}()") for argument in arguments)


def _question(value: Syntax, survey: Survey) -> SurveyRow | None:
    """The question whose answer a value is, if it is plainly one."""
    match value:
        case Call("string", (inner,)):
            return _question(inner, survey)
        case Path(steps, start=None) if steps:
            return survey.by_name.get(steps[-1].test.name)
    return None
