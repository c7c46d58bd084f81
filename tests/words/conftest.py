"""The program and its form in a language that nobody speaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app import words
from audit_app.paths import FORMS
from tests.once import Once
from tests.words import pseudo


@pytest.fixture(scope="session")
def pseudo_form(once: Once) -> Path:
    """The shipped form with every text in that language too."""
    return Path(once("pseudo form", lambda folder: pseudo.write_form(FORMS / pseudo.FORM, folder / "form")))


@pytest.fixture(scope="session")
def pseudo_words(once: Once) -> Path:
    """A folder of catalogues with that language alone."""

    def make(folder: Path) -> Path:
        pseudo.write_catalogue(folder)
        return folder

    return Path(once("pseudo words", make))


@pytest.fixture
def no_language(pseudo_words: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program speaks it."""
    monkeypatch.setattr(words, "TRANSLATIONS", pseudo_words)
    words.use_language(pseudo.CODE)
    yield
    words.use_language(words.ENGLISH)
