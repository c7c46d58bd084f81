"""A language is offered once there is something to read in it, and read in the words that are sure."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audit_app import words
from audit_app.dates import PartialDate
from audit_app.words import TRANSLATIONS, languages
from tests.words import catalogue


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogues of this test's own."""
    monkeypatch.setattr(words, "TRANSLATIONS", tmp_path)


def in_welsh(tmp_path: Path, header: str = "", fuzzy: bool = False) -> None:
    """A small Welsh catalogue, with plurals."""
    made = catalogue.Checkable(locale="cy", fuzzy=False)
    made.checked_by = header or words.UNCHECKED
    made.add("Home", "Hafan")
    made.add("Plan", "Cynllun", flags=("fuzzy",) if fuzzy else ())
    made.add(("{n} case", "{n} cases"), tuple(f"{{n}} ffurf {form}" for form in range(6)))
    made.add(("{n} file", "{n} files"), ("{n} ffeil", "", "", "", "", ""))
    path = tmp_path / "cy" / "LC_MESSAGES" / "audit_app.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogue.as_mo(made))


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


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Cymraeg (cy)", "cy"),
        ("cy", "cy"),
        ("Welsh", "cy"),
        ("English (en)", "en"),
        ("default", ""),
        ("", ""),
    ],
)
def test_the_code_of_a_language_is_read_from_its_name_in_a_form(name: str, code: str) -> None:
    assert words.code_of(name) == code


@pytest.mark.usefixtures("own_folder")
def test_welsh_counts_in_six_forms(tmp_path: Path) -> None:
    in_welsh(tmp_path)
    with words.speaking("cy"):
        said = [words.plural("{n} case", "{n} cases", n) for n in (0, 1, 2, 3, 4, 5, 6, 7, 100)]
    forms = [0, 1, 2, 3, 5, 5, 4, 5, 5]
    assert said == [f"{n} ffurf {form}" for n, form in zip((0, 1, 2, 3, 4, 5, 6, 7, 100), forms, strict=True)]


@pytest.mark.usefixtures("own_folder")
def test_what_is_fuzzy_or_half_translated_stays_english(tmp_path: Path) -> None:
    in_welsh(tmp_path, fuzzy=True)
    with words.speaking("cy"):
        assert (words._("Home"), words._("Plan"), words._("")) == ("Hafan", "Plan", "")
        assert words.plural("{n} file", "{n} files", 3) == "3 files"


@pytest.mark.usefixtures("own_folder")
def test_an_output_in_another_language_leaves_the_window_in_its_own(tmp_path: Path) -> None:
    in_welsh(tmp_path)
    with ThreadPoolExecutor(1) as other, words.speaking("cy"):
        assert words._("Home") == "Hafan"
        assert other.submit(words._, "Home").result() == "Home"
    assert (words._("Home"), words.tag()) == ("Home", "en-GB")


@pytest.mark.parametrize(("header", "said"), [("", True), ("A. Speaker, 2027-01-01", False)])
@pytest.mark.usefixtures("own_folder")
def test_that_nobody_has_checked_the_words_is_said_until_somebody_has(
    tmp_path: Path, header: str, said: bool
) -> None:
    in_welsh(tmp_path, header)
    assert words.unchecked() == ""  # of English
    with words.speaking("cy"):
        assert bool(words.unchecked()) is said


def test_dates_are_written_in_the_language_in_use() -> None:
    with words.speaking("cy"):
        assert PartialDate(2024, 11, 3).words == "3 Tachwedd 2024"


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    """`./dev words` compiles it."""
    text = catalogue.file()
    assert text.with_suffix(".mo").read_bytes() == catalogue.as_mo(catalogue.read())
    assert text.read_bytes() == catalogue.as_po(catalogue.read())


def test_no_translation_loses_or_invents_a_value() -> None:
    assert catalogue.wrong(catalogue.read()) == []


@pytest.mark.parametrize(
    ("source", "said", "wrong"),
    [
        (["{n} of {all}"], ["{all}: {n}"], []),
        (["{n} of {all}"], ["{all}"], ["{n} is missing"]),
        (["{n} of {all}"], ["{n} o {pawb} {all}"], ["{pawb} is not among its values"]),
        (["one case", "{n} cases"], ["dim", "un achos", "{n} achos"], []),
        (["<b>{n}</b>"], ["{n}"], ["</b> is missing", "<b> is missing"]),
    ],
)
def test_values_and_marks_are_kept_whatever_their_order(
    source: list[str], said: list[str], wrong: list[str]
) -> None:
    assert list(catalogue.mistakes(source, said)) == wrong
