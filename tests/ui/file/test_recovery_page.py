"""The recovery code is saved where the person says, and never in the place of an audit."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.ui.file.recovery_page import RecoveryPage
from tests.owners import is_its_owners_alone
from tests.ui.screen import press
from tests.ui.told import Told


@pytest.fixture
def page(qtbot: QtBot, told: Told) -> RecoveryPage:
    made = RecoveryPage(told)
    qtbot.addWidget(made)
    made.show_code("north.audit", "ABCD-EFGH")
    made.show()
    return made


def test_the_code_is_saved_as_text_for_its_owner_alone(
    page: RecoveryPage, told: Told, tmp_path: Path
) -> None:
    told.will_answer(tmp_path / "code.txt")
    press(page, "Save as a text file…")
    assert (tmp_path / "code.txt").read_text(encoding="utf-8") == "north.audit\nABCD-EFGH\n"
    assert is_its_owners_alone(tmp_path / "code.txt")


@pytest.mark.parametrize(
    ("name", "said"),
    [("missing/code.txt", "does not exist"), ("north.audit", "is an audit, and would be lost")],
)
def test_a_place_that_cannot_be_is_said(
    page: RecoveryPage, told: Told, tmp_path: Path, name: str, said: str
) -> None:
    told.will_answer(tmp_path / name)
    press(page, "Save as a text file…")
    assert said in told.said[-1]
    assert not (tmp_path / name).exists()
