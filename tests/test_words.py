"""A language is offered once there is something to read in it."""

from __future__ import annotations

from pathlib import Path

from audit_app.words import TRANSLATIONS, languages


def test_english_alone_needs_no_catalogue(tmp_path: Path) -> None:
    assert languages(tmp_path / "none") == {"en": "English"}


def test_a_language_with_a_catalogue_goes_by_its_own_name(tmp_path: Path) -> None:
    for code, name in (("cy", "audit_app.mo"), ("fr", "another_program.mo")):
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / name).touch()
    assert languages(tmp_path) == {"en": "English", "cy": "Cymraeg"}


def test_each_shipped_catalogue_has_a_name() -> None:
    assert all(name != code for code, name in languages(TRANSLATIONS).items())
