"""The messages stand first in what is taken out; in what leaves, their numbers are those of released
lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from audit_app.export.internal import internal_workbook
from audit_app.export.report import printed_report
from audit_app.export.shared import shared_workbook
from audit_app.export.workbook import workbook
from audit_app.lines.messages import Message
from audit_app.lines.released import ReleasedBlock
from audit_app.model import AuditInfo
from audit_app.operations.act import wordings
from audit_app.operations.act.messages import inside_messages
from audit_app.operations.act.ranking import line_of
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import exporting, releasing
from audit_app.operations.share.messages_out import messages_of
from audit_app.operations.share.reviewing import chosen, leave_out, release
from audit_app.operations.share.wording import worded
from audit_app.results.pages import Profile
from tests.once import Once
from tests.samples import copied, made_up

ASSESSED, EARLY, SUICIDE = "M7.2_father_assessed", "M4.8_referral_before_20_weeks", "M10.5_suicide_risk_asked"
ALL = Filters()
TYPED = "{k} of {n} families came in good time"


@pytest.fixture(name="audit", scope="module")
def _audit(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    """The sample with three messages, one of them in typed words."""
    audit = copied(made_up(once, 24), tmp_path_factory.mktemp("messages") / "a.audit")
    reading = pages.read(audit, ALL)
    for id_ in (EARLY, ASSESSED, SUICIDE):
        line = line_of(reading, id_)
        assert line
        message = wordings.choose(audit, line)
        if id_ == EARLY:
            wordings.word(audit, message.id, line, words=TYPED)
    yield audit
    close_audit(audit)


@pytest.fixture(name="draft", scope="module")
def _draft(audit: Audit) -> releasing.Draft:
    return releasing.draft(audit, pages.read(audit, ALL), ["fathers", "journey"], "dfe")


@pytest.fixture(name="told", scope="module")
def _told(audit: Audit, draft: releasing.Draft) -> tuple[Message, ...]:
    return messages_of(audit, draft.released, draft.worded)


def test_their_numbers_are_those_of_released_lines(draft: releasing.Draft, told: tuple[Message, ...]) -> None:
    rows = {
        row.id: row
        for page in draft.released.pages
        for block in page.blocks
        for row in (block.table.rows if block.table else ())
    }
    for message in told:
        if message.held:
            assert not message.sentence
            assert message.block is None
            continue
        row = rows[message.figure]
        n, of = row.cell("n").value, row.cell("of").value
        numbers = {f"{n:.0f}", f"{of:.0f}", f"{of - n:.0f}", row.cell("share").text.rstrip("%")}
        assert set(re.findall(r"\d+", message.sentence)) <= numbers | {"20"}
        assert isinstance(message.block, ReleasedBlock)
        assert message.block.title == message.sentence


def test_one_whose_page_is_not_in_the_output_is_held_back(told: tuple[Message, ...]) -> None:
    assert told[2].held == "Held back: its page is not in this output."


def test_one_with_a_hidden_number_is_held_back(audit: Audit) -> None:
    draft = releasing.draft(audit, pages.read(audit, ALL), ["birth"], "dfe")
    rows = {
        row.id: row
        for page in draft.released.pages
        for block in page.blocks
        for row in (block.table.rows if block.table else ())
    }
    assert rows[SUICIDE].cell("n").hidden
    last = messages_of(audit, draft.released, draft.worded)[2]
    assert last.held == "Held back: a number in it is hidden, so that nobody can be recognised."


def test_typed_words_leave_only_after_somebody_looked_at_them(audit: Audit) -> None:
    reading = pages.read(audit, ALL)
    said = worded(audit, reading)
    (text,) = [each for each in said.texts if each.place.startswith("message.")]
    assert (text.where, text.text) == ("Message 1, the sentence", TYPED)
    assert said.messages[0].words.startswith("{k} of {n} families were referred before 20 weeks")
    release(audit, chosen(said.texts, [text.place]))
    assert worded(audit, reading).messages[0].words == TYPED
    leave_out(audit, chosen(said.texts, [text.place]))
    assert TYPED not in worded(audit, reading).messages[0].words


def test_the_same_messages_stand_first_in_workbook_and_report(
    draft: releasing.Draft, told: tuple[Message, ...], audit: Audit
) -> None:
    said = draft.worded
    made = exporting._made(audit, said)
    document = shared_workbook(draft.released, said.about, made, said.practice, told)
    sheet = load_workbook(BytesIO(workbook(document))).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    printed = printed_report(draft.released, said.about, made, said.practice, told, most=1, definitions=False)
    whole = str(printed.parts)
    assert sheet.title == "What stands out"
    for n, message in enumerate(told, start=1):
        if message.held:
            assert f"Message {n}: {message.held}" in cells
            assert f"Message {n}: {message.held}" in whole
        else:
            assert f"{n}. {message.sentence}" in cells
            assert f"{message.sentence}." in whole
    assert whole.index("What stands out") < whole.index("What it rests on")


def test_the_internal_workbook_begins_with_them_too(audit: Audit) -> None:
    reading = pages.read(audit, ALL)
    messages = inside_messages(audit, reading)
    profile = Profile((), reading.heading)
    made = exporting._made(audit)
    document = internal_workbook(profile, reading.gaps, AuditInfo(), made, messages=messages)
    front, cover, *_others = document.sheets
    assert (front.name, cover.name) == ("What stands out", "Cover")
    charts = [table.chart.title for table in front.tables if table.chart]
    assert charts == [message.sentence for message in messages]
