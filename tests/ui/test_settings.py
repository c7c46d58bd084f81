from __future__ import annotations

from pathlib import Path

import pytest

from audit_app import words
from audit_app.ui.settings import Preferences, Settings
from audit_app.ui.settings_dialog import ask_settings
from tests.ui.told import Told


def test_what_is_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    Settings(tmp_path / "s.json").change(text_size=150, person="AB")
    assert Settings(tmp_path / "s.json").now == Preferences(text_size=150, person="AB")


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"text_size": "large"}', '{"new_thing": 1}'])
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.json").write_text(text)
    assert Settings(tmp_path / "s.json").now == Preferences()


def test_the_recent_list_has_each_file_once_newest_first_and_only_what_is_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    one, two = tmp_path / "one.audit", tmp_path / "two.audit"
    for path in (one, two):
        path.touch()
    for path in (one, two, one):
        settings.opened(path)
    assert settings.recent() == (one, two)
    one.unlink()
    assert settings.recent() == (two,)


@pytest.mark.parametrize(
    ("now", "by", "then"), [(100, 1, 110), (200, 1, 200), (100, -1, 100), (150, -1, 125), (120, 1, 125)]
)
def test_text_grows_and_shrinks_in_steps(tmp_path: Path, now: int, by: int, then: int) -> None:
    settings = Settings(tmp_path / "s.json")
    settings.change(text_size=now)
    assert settings.step_text(by) == then


def test_no_language_is_offered_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "TRANSLATIONS", tmp_path / "none")
    settings, told = Settings(tmp_path / "s.json"), Told()
    told.will_answer({"text_size": "150", "idle_minutes": "5", "pause_minutes": "0"})
    assert ask_settings(told, settings)
    assert settings.now == Preferences(text_size=150, idle_minutes=5, pause_minutes=0)
    assert told.lines == [
        *("Text size", "Lock when nobody has been there for", "Suggest a pause from case files after")
    ]
