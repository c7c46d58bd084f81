"""*Read* opens with what stands out: messages are taken, worded, put in order, by hand and by keyboard."""

from __future__ import annotations

import pytest

from audit_app.operations.act import wordings
from audit_app.results.pages import Block
from audit_app.ui.main_window import MainWindow
from audit_app.ui.read.messages_part import MessagesPart
from tests.ui.conftest import Ask, Rest
from tests.ui.screen import press, text
from tests.ui.told import Told


@pytest.fixture(name="part")
def _part(rest: Rest, at_work: MainWindow) -> MessagesPart:
    at_work.workspace.go_read()
    rest()
    part = at_work.workspace.reading.messages
    assert at_work.workspace.reading.front is part
    return part


def sentences(part: MessagesPart) -> list[str]:
    return [card.message.sentence for card in part.cards]


def test_read_opens_with_the_findings_that_the_ranking_offers(
    part: MessagesPart, rest: Rest, ask: Ask
) -> None:
    offered = sentences(part)
    assert 0 < len(offered) <= 5
    assert "Nobody has chosen messages yet" in text(part)
    press(part, "Take these as they stand")
    rest()
    assert sentences(part) == offered
    assert [each.figure for each in ask(wordings.wordings)] == [card.message.figure for card in part.cards]
    press(part.cards[1], "Move up")
    rest()
    assert sentences(part)[:2] == offered[1::-1]
    press(part.cards[0], "Take it away")
    rest()
    assert sentences(part) == [offered[0], *offered[2:]]


def test_a_message_is_worded_and_a_typed_number_is_asked_about_again(
    part: MessagesPart, rest: Rest, told: Told
) -> None:
    part.more.click()
    assert part.table.isVisible()
    press(part, "Make it a message")
    rest()
    part.more.click()
    texts = {"means": "Fathers are left out.", "not_shown": "", "action": ""}
    told.will_answer(
        {"words": "53 of {n} fathers", **texts}, {"words": "{k} of {n} families, as we found", **texts}
    )
    press(part.cards[0], "Word it…")
    rest()
    rest()
    block = part.cards[0].message.block
    assert isinstance(block, Block)
    assert sentences(part)[0].endswith(" families, as we found")
    assert block.title == sentences(part)[0]
    assert told.said == ["Word the message", "Word the message"]
    assert "Fathers are left out." in text(part.cards[0])


def test_its_page_is_one_click_away(part: MessagesPart, rest: Rest, at_work: MainWindow) -> None:
    press(part.cards[0], "Show its page")
    rest()
    assert at_work.workspace.reading.front is at_work.workspace.reading.pages[part.cards[0].message.page]
