"""Handbooks made from a form: what stands in them, and that they can be read on their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit_app.export.handbook import pdf
from audit_app.export.markdown import Around, to_escape, web_text
from audit_app.operations import handbooks
from audit_app.operations.audit import Audit
from audit_app.operations.handbook_parts import filled
from audit_app.paths import FOLDER
from audit_app.xforms.definition import Choice, Form, ItemSet, Question, QuestionType, Section, Text
from tests.operations.conftest import MakeAudit

NOWHERE = Around(lambda _name: None, lambda target: target if "://" in target else "")


def words(text: str) -> Text:
    return Text({"default": (text,)} if text else {})


def question(name: str, label: str, guidance: str = "") -> Question:
    choices = ItemSet("yes_no", (Choice("yes", words("Yes")), Choice("no", words("No"))))
    kind = QuestionType.SELECT_ONE
    return Question(
        name, f"/form/{name}", kind, label=words(label), guidance=words(guidance), itemset=choices
    )


JUDGED = "Only what somebody wrote down."
SECTION = Section(
    "home",
    "/form/home",
    words("At home"),
    items=(
        question("damp", "Was it damp?", JUDGED),
        question("cold", "Was it cold | wet?", JUDGED),
        question("far", "Was it far?"),
    ),
)
FORM = Form("homes", words("Homes"), "3", "form", ("default",), (SECTION,))


def test_the_officers_handbook_has_the_guidance_of_the_form_once_for_all_that_share_it() -> None:
    text = filled("# A\n<!-- made: guidance -->\n", FORM, {})
    assert text.count(JUDGED) == 1
    assert "- **Was it damp? · Was it cold \\| wet?** Only what" in text
    assert "*Also asked:* Was it far?" in text


def test_the_codebook_names_each_column_and_a_shared_list_once() -> None:
    text = filled("<!-- made: codebook -->", FORM, {})
    assert "| `cold` | Was it cold \\| wet? | list `yes_no` |" in text
    assert text.count("`yes` Yes; `no` No") == 1


def test_figures_and_pages_are_those_of_the_forms_own_sheets() -> None:
    sheets = {
        "measures": [{"id": "M1_damp", "label": "Damp homes", "definition": "Homes that were *damp*."}],
        "pages": [{"title": "Homes", "question": "How were they?", "cautions": "Few."}],
    }
    text = filled("<!-- made: figures -->\n<!-- made: pages -->", FORM, sheets)
    assert "| `M1_damp` | Damp homes | Homes that were \\*damp\\*. |" in text
    assert "- **Homes.** How were they? Few." in text


def test_words_of_a_form_are_shown_as_they_are() -> None:
    typed = "a*b*_c_ <b> [d](e) | `f` # 1"
    assert "<em>" not in (made := web_text(to_escape(typed), NOWHERE).body)
    assert "&lt;b&gt;" in made
    assert "<a" not in made


def test_a_link_that_leads_out_of_the_handbook_leaves_its_words() -> None:
    body = web_text("[why](decisions/1.md) [web](https://example.org)", NOWHERE).body
    assert body == '<p>why <a href="https://example.org">web</a></p>\n'


def test_a_pdf_says_its_title_and_language_and_has_its_headings_as_outline() -> None:
    text = "# Title\n\n## First *part*\n\n3. `three`\n\n| a | b |\n|--|--|\n| 1 | **2** |\n\n    typed\n"
    made = pdf("The handbook", "about it", "Contents", text, NOWHERE)
    for said in (b"/Lang (en-GB)", b"/Title (The handbook)", b"/Title (First part)", b"/Outlines"):
        assert said in made


def test_a_page_fetches_nothing_and_has_its_pictures_inside(
    make_audit: MakeAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = opened(make_audit, tmp_path, monkeypatch)
    page = handbooks.for_reading("officer", audit)
    text = page.read_text(encoding="utf-8")
    sources = re.findall(r'(?:src|href)="([^"#][^"]{0,30})', text)
    assert sources
    assert all(source.startswith(("data:image/png;base64,", "manager.html")) for source in sources)
    assert "Is there a concern?" in text
    assert page.parent == tmp_path / "own" / "handbooks"


def test_the_handbook_that_came_is_shown_where_no_audit_has_another_form(
    make_audit: MakeAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = opened(make_audit, tmp_path, monkeypatch)
    monkeypatch.setattr(handbooks, "_MADE", tmp_path)
    came = tmp_path / "it.html"
    came.write_text("It", encoding="utf-8")
    assert handbooks.for_reading("it", None) == came
    assert handbooks.for_reading("it", audit) != came


def test_every_book_is_there_and_has_a_title() -> None:
    for book in handbooks.BOOKS.values():
        assert book.source.read_text(encoding="utf-8").startswith("# ")


def opened(make_audit: MakeAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    monkeypatch.setenv(FOLDER, str(tmp_path / "own"))
    monkeypatch.setattr(handbooks, "_MADE", tmp_path / "nothing")
    return make_audit()
