"""Cut-offs: kept as they are given, and refused in words when they can't be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from audit_app.errors import AuditError
from audit_app.operations.area import area_context
from audit_app.results.inputs import Cuts
from audit_app.ui.plan.cuts_part import CutsPart, read_day, read_gestation, read_weeks
from audit_app.ui.plan.plan_page import PlanPage
from tests.ui.conftest import Ask
from tests.ui.screen import says


@pytest.fixture
def part(plan: PlanPage) -> CutsPart:
    plan.show_part(plan.cuts)
    return plan.cuts


def kept(ask: Ask) -> Cuts:
    return ask(area_context.cuts)


def test_what_is_kept_is_shown(part: CutsPart) -> None:
    assert (part.early.text(), part.weeks.text(), part.until.text()) == ("20+0", "20, 24, 28, 34", "")
    assert (part.notice.currentText(), part.newborn.currentText()) == ("under 7 days", "under 7 days old")
    assert part.greyed.value() == 20
    assert says(part, "45 working days")


@pytest.mark.parametrize(
    ("editor", "text", "name", "value"),
    [
        ("early", "22", "early_before", 154),
        ("early", "22+3", "early_before", 157),
        ("weeks", "16, 28", "by_weeks", (16, 28)),
        ("greyed", "30", "greyed_above", 0.3),
        ("until", "31 march 2026", "records_to", "2026-03-31"),
        ("offer", "1 september 2026", "family_offer_from", "2026-09-01"),
    ],
)
def test_what_is_typed_is_kept_at_once(
    ask: Ask, qtbot: QtBot, part: CutsPart, editor: str, text: str, name: str, value: object
) -> None:
    box = getattr(part, editor)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert kept(ask) == replace(Cuts(), **{name: value})
    assert not part.trouble.isVisible()


def test_what_is_chosen_is_kept_at_once(ask: Ask, qtbot: QtBot, part: CutsPart) -> None:
    for box in (part.notice, part.newborn):
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert kept(ask) == replace(Cuts(), short_notice="at_most_7", newborn_under=14)


@pytest.mark.parametrize(
    ("editor", "text", "said"),
    [
        ("early", "60", "between 4 and 42"),
        ("early", "half way", "no week of pregnancy"),
        ("weeks", "", "at least one"),
        ("weeks", "20 weeks", "no weeks of pregnancy"),
        ("until", "2026", "no whole date"),
        ("until", "31 march 2090", "a day that has been"),
    ],
)
def test_what_cannot_be_is_said_in_place(ask: Ask, part: CutsPart, editor: str, text: str, said: str) -> None:
    box = getattr(part, editor)
    box.setText(text)
    box.editingFinished.emit()
    assert said in part.trouble.text()
    assert part.trouble.isVisible()
    assert kept(ask) == Cuts()
    assert box.text() == text


def test_a_finer_share_set_elsewhere_stays(ask: Ask, part: CutsPart) -> None:
    ask(area_context.set_cuts, Cuts(greyed_above=0.125))
    part.read()
    part.greyed.editingFinished.emit()
    assert kept(ask).greyed_above == 0.125


@pytest.mark.parametrize(("text", "days"), [("20", 140), (" 20 + 3 ", 143), ("0+6", 6)])
def test_weeks_of_pregnancy_are_read(text: str, days: int) -> None:
    assert read_gestation(text) == days


@pytest.mark.parametrize("text", ["", "20+7", "+3", "20+", "-4", "twenty"])
def test_what_is_no_week_of_pregnancy_is_refused(text: str) -> None:
    with pytest.raises(AuditError):
        read_gestation(text)


def test_weeks_come_in_order_once_each() -> None:
    assert read_weeks("34; 20,24 20") == (20, 24, 34)


@pytest.mark.parametrize(
    ("text", "iso"), [("", ""), ("1 apr 2025", "2025-04-01"), ("2025-04-01", "2025-04-01")]
)
def test_days_are_read(text: str, iso: str) -> None:
    assert read_day(text) == iso
