from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from audit_app.operations.case import answering
from audit_app.operations.case.answering import CaseSummary
from audit_app.ui.case.summary_page import page_html
from tests.ui.case.hands import Hands
from tests.ui.case.test_case_page import fill
from tests.ui.screen import field, press, text
from tests.ui.told import Told


def test_what_people_wrote_is_text_and_not_markup() -> None:
    html = page_html(CaseSummary("C<1>", (("Worries", ("<b>bold</b> & more",)), ("Strengths", ()))))
    assert "C&lt;1&gt;" in html
    assert "<li>&lt;b&gt;bold&lt;/b&gt; &amp; more</li>" in html
    assert "Nothing recorded." in html


def test_of_a_file_that_cant_be_audited_the_page_says_why() -> None:
    assert "can't be audited (Too little)" in unescape(page_html(CaseSummary("C1", (), "Too little")))


def test_the_page_is_saved_only_after_a_warning(hands: Hands, told: Told, tmp_path: Path) -> None:
    page = tmp_path / "summary.html"
    hands.to_summary()
    told.will_answer(False)
    press(hands.summary, "Save as a page…")
    assert not page.exists()
    told.will_answer(True, page)
    press(hands.summary, "Save as a page…")
    assert "C-001" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [("missing/page.html", "does not exist"), ("north.audit", "is an audit, and would be lost")],
)
def test_a_place_that_cant_be_written_is_said(
    hands: Hands, told: Told, tmp_path: Path, name: str, said: str
) -> None:
    hands.to_summary()
    told.will_answer(True, tmp_path / name)
    press(hands.summary, "Save as a page…")
    assert said in told.said[-1]
    assert not (tmp_path / name).exists()


def test_views_are_added_to_a_finished_audit_and_saved_with_it(
    hands: Hands, told: Told, tmp_path: Path
) -> None:
    fill(hands)
    told.will_answer(True, "The file is nearly empty")
    hands.finish()
    field(hands.summary, "What the family says").setFocus()
    hands.type("We were never asked")
    hands.tab()
    views = hands.sitting.read(answering.opinions)
    assert [view.text for view in views] == ["", "We were never asked"]
    assert hands.sitting.locked
    assert any(line.startswith("AB, ") for line in text(hands.summary).split("\n"))
    told.will_answer(True, page := tmp_path / "summary.html")
    press(hands.summary, "Save as a page…")
    assert "<li>We were never asked</li>" in page.read_text(encoding="utf-8")


def test_a_view_being_written_is_saved_when_the_case_is_put_away(hands: Hands) -> None:
    hands.to_summary()
    field(hands.summary, "What the practitioner says").setFocus()
    hands.type("No midwife")
    hands.page.leave()
    assert hands.sitting.read(answering.opinions)[0].text == "No midwife"
