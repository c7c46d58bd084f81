"""Cut-offs are kept with the audit, and refused in words where they can't be."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import pytest

from audit_app.errors import AuditError
from audit_app.model import Country
from audit_app.operations.area import area_context
from audit_app.operations.area.cut_offs import SHORT_NOTICE, short_notice_words
from audit_app.operations.audit import Audit
from audit_app.results.inputs import Cuts
from audit_app.store import info
from audit_app.store.writing import transaction


def test_an_audit_begins_with_those_of_the_design(audit: Audit) -> None:
    assert area_context.cuts(audit) == Cuts()


def test_they_are_kept_with_their_weeks_in_order(audit: Audit) -> None:
    said = Cuts(
        early_before=16 * 7, by_weeks=(30, 12, 20, 12), short_notice="2_to_5", newborn_under=14,
        greyed_above=0.3, records_to="2024-03-31",
    )  # fmt: skip
    assert area_context.set_cuts(audit, said) == replace(said, by_weeks=(12, 20, 30))
    assert area_context.cuts(audit) == replace(said, by_weeks=(12, 20, 30))


def test_the_country_is_the_audits_own(audit: Audit) -> None:
    with transaction(audit.file):
        info.write_info(audit.file, replace(info.read_info(audit.file), country=Country.WALES))
    assert area_context.set_cuts(audit, Cuts(country=Country.ENGLAND)).country is Country.WALES
    assert area_context.cuts(audit).assessment_working_days == 42


def test_other_settings_stay(audit: Audit) -> None:
    with transaction(audit.file):
        info.write_info(audit.file, replace(info.read_info(audit.file), settings={"other": "1"}))
    area_context.set_cuts(audit, Cuts())
    assert info.read_info(audit.file).settings["other"] == "1"


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"early_before": 20}, "Early referral"),
        ({"early_before": 300}, "Early referral"),
        ({"by_weeks": ()}, "at least one"),
        ({"by_weeks": (20, 60)}, "between 4 and 42"),
        ({"short_notice": "soon"}, "“soon”"),
        ({"newborn_under": 10}, "under 7 or under 14"),
        ({"greyed_above": 0}, "greyed"),
        ({"greyed_above": 20}, "greyed"),
        ({"records_to": "2024-03"}, "2026-03-31"),
        ({"records_to": "20240331"}, "2026-03-31"),
        ({"records_to": "2099-01-01"}, "a day that has been"),
    ],
)
def test_what_cannot_be_is_refused(audit: Audit, wrong: dict[str, object], word: str) -> None:
    with pytest.raises(AuditError, match=word):
        area_context.set_cuts(audit, replace(Cuts(), **wrong))  # type: ignore[arg-type]
    assert area_context.cuts(audit) == Cuts()


def test_all_that_is_wrong_is_said_at_once(audit: Audit) -> None:
    with pytest.raises(AuditError, match=r"Early referral.*newborn"):
        area_context.set_cuts(audit, Cuts(early_before=0, newborn_under=1))


def test_short_notice_is_called_as_the_measures_call_it() -> None:
    from audit_app.analysis.computed.notice import DEFINITIONS

    offered = {name: short_notice_words(name) for name in SHORT_NOTICE}
    assert list(offered.items()) == [(name, each.label) for name, each in DEFINITIONS.items()]


@pytest.mark.parametrize(("week", "possible"), [(3, False), (4, True), (42, True), (43, False)])
def test_weeks_from_4_to_42_can_be_chosen(audit: Audit, week: int, possible: bool) -> None:
    for chosen in (Cuts(early_before=week * 7), Cuts(by_weeks=(week,))):
        with nullcontext() if possible else pytest.raises(AuditError, match="between 4 and 42"):
            assert area_context.set_cuts(audit, chosen) == chosen


def test_early_referral_ends_with_week_42_and_not_a_day_later(audit: Audit) -> None:
    for days in (4 * 7 - 1, 42 * 7 + 1):
        with pytest.raises(AuditError, match="Early referral ends between 4 and 42 weeks"):
            area_context.set_cuts(audit, Cuts(early_before=days))
