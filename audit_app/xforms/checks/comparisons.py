"""Comparisons that can never hold: an answer against a value that is none of its question's choices."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.words import _
from audit_app.xforms.checks.choices import Lists
from audit_app.xforms.checks.survey import Survey, SurveyRow, nearest
from audit_app.xforms.syntax import Call, Chain, Literal, Path, Syntax, walk

_EQUALITY = {"=", "!="}


def unknown_choices(
    syntax: Syntax, entry: SurveyRow, survey: Survey, lists: Lists
) -> Iterator[tuple[str, str]]:
    """What is compared with an answer and is not among its choices: what is wrong, and what to do."""
    for value, text in _compared(syntax):
        question = _question(value, entry, survey)
        known = lists.names.get(question.list, {}) if question and not question.other else {}
        if question is None or not known or text in known or not text:
            continue
        close = nearest(text, known)
        yield (
            _("“{text}” is not a choice of “{question}”, so no answer can be it.").format(
                text=text, question=question.name
            ),
            _("Did you mean “{close}”?").format(close=close)
            if close
            else _("Its choices are: {names}.").format(names=", ".join(known)),
        )


def _compared(syntax: Syntax) -> Iterator[tuple[Syntax, str]]:
    """Each value that is set beside a quoted text, with that text."""
    for part in walk(syntax):
        match part:
            case Call("selected", (value, Literal(text))):
                yield value, text.strip()
            case Chain((left, right), (sign,)) if sign in _EQUALITY:
                yield from ((left, right.value),) if isinstance(right, Literal) else ()
                yield from ((right, left.value),) if isinstance(left, Literal) else ()


def _question(value: Syntax, entry: SurveyRow, survey: Survey) -> SurveyRow | None:
    """The question whose answer a value is, if it is plainly one."""
    match value:
        case Call("indexed-repeat", (inside, *_rest)):
            return _question(inside, entry, survey)
        case Path(steps, start=None) if steps:
            last = steps[-1]
            return entry if last.axis == "self" and len(steps) == 1 else survey.by_name.get(last.test.name)
    return None
