"""What an area sets once for all its rounds, so that figures can be compared: where early ends, what short
notice is, who is a newborn.

Kept as JSON among the settings of the audit; the country is the audit's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from audit_app.errors import AuditError
from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.results.inputs import Cuts
from audit_app.store import identity, info
from audit_app.store.writing import transaction
from audit_app.words import _

SETTING = "cuts"
SHORT_NOTICE = ("under_3", "under_7", "at_most_7", "under_12", "2_to_5")
"""Names and order of `analysis.computed.notice.DEFINITIONS`, which is too heavy to offer a choice from."""
NEWBORN_DAYS = (7, 14)
ALWAYS = ("country", "greyed_above", "records_to")
"""Those that the figures of every form read."""
FIRST_WEEK, LAST_WEEK = 4, 42
"""Between which weeks of pregnancy a cut-off can lie."""


def short_notice_words(name: str) -> str:
    """A definition of short notice in words."""
    return {
        "under_3": _("under 3 days"),
        "under_7": _("under 7 days"),
        "at_most_7": _("at most 7 days"),
        "under_12": _("under 12 days"),
        "2_to_5": _("2 to 5 days"),
    }[name]


def cuts(audit: Audit) -> Cuts:
    """The cut-offs of the audit, as the design has them where nobody set others."""
    return cuts_of(info.read_info(audit.file))


def cuts_of(about: AuditInfo) -> Cuts:
    """The cut-offs among the settings of an audit."""
    known = {field.name for field in fields(Cuts)} - {"country"}
    said = {
        name: value for name, value in json.loads(about.settings.get(SETTING, "{}")).items() if name in known
    }
    if "by_weeks" in said:
        said["by_weeks"] = tuple(said["by_weeks"])
    return Cuts(country=about.country, **said)


def used(audit: Audit) -> frozenset[str]:
    """The cut-offs that figures of this audit's form read, by their fields, beside `ALWAYS`."""
    from audit_app.analysis.derived import CUTS

    return frozenset(name for method in methods(audit) for name in CUTS.get(method, ()))


def methods(audit: Audit) -> frozenset[str]:
    """The methods by which the form of an audit makes its figures."""
    derived = audit.declares.derived
    return frozenset(each.method for each in derived if each.is_possible(audit.form.questions))


def set_cuts(audit: Audit, cuts: Cuts) -> Cuts:
    """Keep these cut-offs, weeks in ascending order; what is kept. Their country is not looked at: it is the
    audit's. AuditError with a sentence for each that can't be, and in a pack."""
    require_own_audit(audit)
    wrong = dict(_wrong(cuts, audit.today))
    if wrong:
        raise AuditError(" ".join(wrong.values()))
    kept = replace(cuts, by_weeks=tuple(sorted(set(cuts.by_weeks))))
    said = {name: value for name, value in asdict(kept).items() if name != "country"}
    with transaction(audit.file):
        about = info.read_info(audit.file)
        settings = {**about.settings, SETTING: json.dumps(said, sort_keys=True)}
        info.write_info(audit.file, replace(about, settings=settings))
        return cuts_of(replace(about, settings=settings))


def with_said(cuts: Cuts, said: Mapping[str, str]) -> Cuts:
    """Cut-offs with some said as text: `early_before` in days or as `20+0`, `by_weeks` as `20,24`. AuditError
    for a name that is none, or a number that can't be read; `set_cuts` says what can't be."""
    unknown = [name for name in said if name not in _READ]
    if unknown:
        raise AuditError(
            _("There is no cut-off {names}. There are {all}.").format(
                names=", ".join(unknown), all=", ".join(_READ)
            )
        )
    return replace(cuts, **{name: _read(name, text.strip()) for name, text in said.items()})


def cuts_as_json(cuts: Cuts) -> dict[str, object]:
    """The cut-offs by name, the country with them."""
    return {**asdict(cuts), "country": cuts.country.value, "by_weeks": list(cuts.by_weeks)}


def _read(name: str, text: str) -> Any:
    try:
        return _READ[name](text)
    except ValueError:
        raise AuditError(_("“{text}” can't be read as {name}.").format(text=text, name=name)) from None


def _days(text: str) -> int:
    weeks, plus, days = text.partition("+")
    return int(weeks) * 7 + int(days) if plus else int(text)


def _weeks(text: str) -> tuple[int, ...]:
    return tuple(int(week) for week in text.replace(",", " ").split())


_READ: dict[str, Callable[[str], Any]] = {
    "early_before": _days,
    "by_weeks": _weeks,
    "short_notice": str,
    "newborn_under": int,
    "greyed_above": float,
    "records_to": str,
    "family_offer_from": str,
}


def require_own_audit(audit: Audit) -> None:
    """AuditError in a pack: what is said there about the area would never come back."""
    if identity.read_identity(audit.file).pack:
        raise AuditError(
            _("This is a pack. Cut-offs, area figures and events are set in the audit that it came from.")
        )


def _wrong(cuts: Cuts, today: date) -> Iterator[tuple[str, str]]:
    """Each cut-off that can't be, with what to do."""
    weeks = {"first": FIRST_WEEK, "last": LAST_WEEK}
    if not FIRST_WEEK * 7 <= cuts.early_before <= LAST_WEEK * 7:
        text = _(
            "Early referral ends between {first} and {last} weeks of pregnancy. Give a week between them."
        )
        yield "early_before", text.format(**weeks)
    if not cuts.by_weeks or not all(FIRST_WEEK <= week <= LAST_WEEK for week in cuts.by_weeks):
        text = _("The journey is read at one or more weeks between {first} and {last}. Give at least one.")
        yield "by_weeks", text.format(**weeks)
    if cuts.short_notice not in SHORT_NOTICE:
        text = _("“{name}” is no definition of short notice. Choose one of {names}.")
        yield "short_notice", text.format(name=cuts.short_notice, names=", ".join(SHORT_NOTICE))
    if cuts.newborn_under not in NEWBORN_DAYS:
        yield "newborn_under", _("A newborn is under 7 or under 14 days old. Choose one of the two.")
    if not 0 < cuts.greyed_above <= 1:
        text = _("The share of not recorded from which a fact is greyed lies between 0 and 1, such as 0.2.")
        yield "greyed_above", text
    if cuts.records_to and not _is_past_day(cuts.records_to, today):
        text = _(
            "The records can be read up to a day that has been. Write it as 2026-03-31, or leave it empty."
        )
        yield "records_to", text
    if cuts.family_offer_from and not _is_day(cuts.family_offer_from):
        text = _("The law is in force from a whole day. Write it as 2026-03-31, or leave it empty.")
        yield "family_offer_from", text


def _is_past_day(text: str, today: date) -> bool:
    return _is_day(text) and date.fromisoformat(text) <= today


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == len("2026-03-31")
    except ValueError:
        return False
