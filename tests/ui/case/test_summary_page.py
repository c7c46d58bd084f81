from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.operations import answering
from audit_app.operations.answering import CaseSummary
from audit_app.ui.case.summary_page import page_html
from tests.ui.case.hands import Hands
from tests.ui.case.test_case_page import fill
from tests.ui.told import Told


def test_what_people_wrote_is_text_and_not_markup() -> None:
    html = page_html(CaseSummary("C<1>", (("Worries", ("<b>bold</b> & more",)), ("Strengths", ()))))
    assert "C&lt;1&gt;" in html
    assert "<li>&lt;b&gt;bold&lt;/b&gt; &amp; more</li>" in html
    assert "Nothing recorded." in html


def test_the_page_is_saved_only_after_a_warning(hands: Hands, told: Told, tmp_path: Path) -> None:
    page = tmp_path / "summary.html"
    hands.page._show_summary()
    told.will_answer(False)
    hands.page._summary._save()
    assert not page.exists()
    told.will_answer(True, page)
    hands.page._summary._save()
    assert "C-001" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [("missing/page.html", "does not exist"), ("north.audit", "is an audit, and would be lost")],
)
def test_a_place_that_cant_be_written_is_said(
    hands: Hands, told: Told, tmp_path: Path, name: str, said: str
) -> None:
    hands.page._show_summary()
    told.will_answer(True, tmp_path / name)
    hands.page._summary._save()
    assert said in told.said[-1]
    assert not (tmp_path / name).exists()


def test_views_are_added_to_a_finished_audit_and_printed_with_it(hands: Hands, told: Told) -> None:
    fill(hands)
    hands.page._finish()
    family = hands.page._summary._boxes["What the family says"]
    family.box.setFocus()
    hands.type("We were never asked")
    hands.tab()
    views = hands.page._sitting.read(answering.views)
    assert [view.text for view in views] == ["", "We were never asked"]
    assert hands.page._sitting.locked
    assert family._by.text().startswith("AB, ")
    assert "<li>We were never asked</li>" in hands.page._summary._page()


def test_a_view_being_written_is_saved_when_the_case_is_put_away(hands: Hands) -> None:
    hands.page._show_summary()
    hands.page._summary._boxes["What the practitioner says"].box.setFocus()
    hands.type("No midwife")
    hands.page.leave()
    assert hands.page._sitting.read(answering.views)[0].text == "No midwife"
