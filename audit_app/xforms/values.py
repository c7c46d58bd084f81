"""Values as people and files give them, made into what the form keeps: canonical text, or a sentence why
not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, time
from decimal import Decimal, InvalidOperation

from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.definition import Choice, Question, QuestionType

_INTEGER = re.compile(r"[-+]?\d{1,15}\Z", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})\Z", re.ASCII)
_LONGEST = 100_000
# XML, and with it every other ODK tool, has no place for these.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def check_value(question: Question, text: str, choices: Sequence[Choice] | None = None) -> str:
    """The canonical text of a value for `question` (empty for an empty one): numbers without signs and zeros
    that say nothing, dates in ISO form (`yyyy`, `yyyy-mm` where the form lets them be inexact), a choice's
    name, several names in the list's order (a ranking keeps its own). `choices` are those left by a filter;
    all of the list without. AuditError that says what is wrong and what is expected.
    """
    stripped = text.strip()
    if not stripped:
        return ""
    if _CONTROL.search(stripped):
        raise AuditError(_("The value has a sign in it that can't be kept. Type it again."))
    if not choices and question.itemset and question.itemset.answer:
        return stripped  # which rows a case has is not known here; its problems say what is no longer there
    if question.type in _BY_CHOICES:
        return _BY_CHOICES[question.type](stripped, question.choices if choices is None else choices)
    if question.type in _BY_TEXT:
        return _BY_TEXT[question.type](stripped)
    if question.type is QuestionType.DATE:
        return _date(stripped, inexact=question.precision != "day")
    if question.type is QuestionType.RANGE:
        return _range(stripped, question)
    if len(text) > _LONGEST:
        raise AuditError(_("The text is too long: {n:,} characters at most.").format(n=_LONGEST))
    return stripped


def _integer(text: str) -> str:
    if not _INTEGER.match(text):
        raise AuditError(
            _("“{value}” is not a whole number. Write one in digits, like 3.").format(value=_short(text))
        )
    return str(int(text))


def _decimal(text: str) -> str:
    if not _DECIMAL.match(text):
        raise AuditError(
            _("“{value}” is not a number. Write one in digits, like 2.5.").format(value=_short(text))
        )
    return _plain(Decimal(text))


def _plain(number: Decimal) -> str:
    written = format(number.normalize(), "f")
    return "0" if written == "-0" else written


def _range(text: str, question: Question) -> str:
    number = Decimal(_decimal(text))
    try:
        start, end = Decimal(question.parameters["start"]), Decimal(question.parameters["end"])
        step = abs(Decimal(question.parameters.get("step", "1")))
    except (KeyError, InvalidOperation):
        return _plain(number)
    low, high = min(start, end), max(start, end)
    if not low <= number <= high or (step and (number - start) % step):
        raise AuditError(
            _("“{value}” is not on the scale: from {low} to {high} in steps of {step}.").format(
                value=_short(text), low=_plain(low), high=_plain(high), step=_plain(step)
            )
        )
    return _plain(number)


def _date(text: str, *, inexact: bool) -> str:
    found = parse_iso(text)
    if found is None:
        raise AuditError(
            _("“{value}” is not a date of the calendar. Write it like 2024-11-03, 2024-11 or 2024.").format(
                value=_short(text)
            )
        )
    if found.day is None and not inexact:
        raise AuditError(
            _("“{value}” has no day. This date is needed to the day.").format(value=_short(text))
        )
    iso: str = found.iso
    return iso


def _time(text: str) -> str:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        raise AuditError(
            _("“{value}” is not a time. Write it like 14:30.").format(value=_short(text))
        ) from None
    return found.isoformat(timespec="seconds" if found.second or found.microsecond else "minutes")


def _datetime(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise AuditError(
            _("“{value}” is not a date with a time. Write it like 2024-11-03T14:30.").format(
                value=_short(text)
            )
        ) from None
    return found.isoformat(timespec="milliseconds" if found.microsecond else "seconds")


def _acknowledged(text: str) -> str:
    if text.lower() not in ("ok", "yes", "true", "1"):
        raise AuditError(_("“{value}” is not expected here. Write OK.").format(value=_short(text)))
    return "OK"


def _one(text: str, choices: Sequence[Choice]) -> str:
    _require_known([text], choices)
    return text


def _several(text: str, choices: Sequence[Choice]) -> str:
    given = _once(text, choices)
    return " ".join(choice.name for choice in choices if choice.name in given)


def _ranked(text: str, choices: Sequence[Choice]) -> str:
    given = _once(text, choices)
    missing = [choice.name for choice in choices if choice.name not in given]
    if missing:
        raise AuditError(
            _("A ranking needs every choice; missing: {names}.").format(names=", ".join(missing))
        )
    return " ".join(given)


def _once(text: str, choices: Sequence[Choice]) -> list[str]:
    given = text.split()
    _require_known(given, choices)
    twice = sorted({name for name in given if given.count(name) > 1})
    if twice:
        raise AuditError(_("Given twice: {names}. Give each choice once.").format(names=", ".join(twice)))
    return given


def _require_known(names: Sequence[str], choices: Sequence[Choice]) -> None:
    known = [choice.name for choice in choices]
    unknown = [name for name in names if name not in known]
    if not unknown:
        return
    shown = ", ".join(known[:12]) + ("…" if len(known) > 12 else "")
    raise AuditError(
        _("“{value}” is not among the choices. Use one of: {names}.").format(
            value=_short(", ".join(unknown)), names=shown or _("none is left")
        )
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


_BY_TEXT: dict[QuestionType, Callable[[str], str]] = {
    QuestionType.INTEGER: _integer,
    QuestionType.DECIMAL: _decimal,
    QuestionType.TIME: _time,
    QuestionType.DATETIME: _datetime,
    QuestionType.ACKNOWLEDGE: _acknowledged,
}
_BY_CHOICES: dict[QuestionType, Callable[[str, Sequence[Choice]], str]] = {
    QuestionType.SELECT_ONE: _one,
    QuestionType.SELECT_MULTIPLE: _several,
    QuestionType.RANK: _ranked,
}
