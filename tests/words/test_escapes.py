"""No word escapes translation: the program and its form are put into a language in which no letter is plain,
and whatever is still in plain letters was never a message. `tests.words.typed` says what may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from audit_app import __version__
from audit_app.cli import read as cli
from audit_app.export import report
from audit_app.export.cover import Provenance
from audit_app.operations import demo
from audit_app.operations.act import wordings
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, cases
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.read import cohort, pages
from audit_app.operations.share import exporting, releasing
from audit_app.ui.changes import Changes
from audit_app.ui.file import lock
from audit_app.ui.main_window import MainWindow
from audit_app.ui.parts.parts_page import PartsPage
from audit_app.ui.settings import Settings
from audit_app.ui.tasks import Desk
from audit_app.words import ENGLISH, speaking
from tests import examples
from tests.once import Once
from tests.samples import PASSPHRASE
from tests.screens.tour import go_round
from tests.ui.told import Told
from tests.words.seen import texts
from tests.words.typed import Typed, typed_in

PATIENCE = 60_000
NO_WORDS = ("style", "look", "kind", "language")  # of what is printed
SOME = ("parents", "waits", "needs")


@pytest.fixture(scope="session")
def sample(once: Once, pseudo_form: Path) -> tuple[Path, str]:
    """A filled audit of that form and its recovery code."""

    def make(folder: Path) -> tuple[Path, str]:
        path = folder / "sample.audit"
        audit, code = demo.make_demo(path, PASSPHRASE, n_cases=30, form=pseudo_form)
        wordings.keep(audit, ())  # typed by people, and printed in parts that nobody would know again
        close_audit(audit)
        return path, code

    path, code = once("a pseudo sample", make)
    return path, code


@contextmanager
def opened_anew(sample: tuple[Path, str], path: Path) -> Iterator[Audit]:
    """A copy of the sample, open."""
    path.write_bytes(sample[0].read_bytes())
    opened = open_audit(path, sample[1])
    yield opened
    close_audit(opened)


@pytest.fixture
def audit(sample: tuple[Path, str], no_language: None, tmp_path: Path) -> Iterator[Audit]:
    with opened_anew(sample, tmp_path / "copy.audit") as opened:
        yield opened


@pytest.fixture
def typed(audit: Audit, tmp_path: Path) -> Typed:
    return typed_in(audit, tmp_path)


def none_escaped(typed: Typed, found: Iterable[tuple[str, str]]) -> None:
    """Nothing is in plain letters; a failure lists what is, once each, with where it was found."""
    seen = {typed.escaped(text): f"{where}: {text}" for where, text in found}
    escaped = [f"[{words}] {text[:300]}" for words, text in seen.items() if words]
    assert not escaped, "\n".join(escaped)


def test_no_word_escapes_in_the_profile_and_the_gaps(audit: Audit, typed: Typed) -> None:
    profile = cohort.read_profile(audit)
    lines = [*cli._heading(profile.cohort), *cli._figures(profile.figures, profile.cohort)]
    lines += cli._gaps(cohort.read_gaps(audit))
    none_escaped(typed, (("profile", line) for line in lines))


def test_no_word_escapes_in_what_leaves(audit: Audit, typed: Typed, tmp_path: Path) -> None:
    chosen = pages.ALL_PAGES if examples.is_long() else SOME
    draft = releasing.draft(audit, pages.read(audit), chosen, releasing.DEFAULT)
    exporting.export_draft(audit, tmp_path / "shared.xlsx", draft, edition="shared")
    none_escaped(typed, _of_workbook(tmp_path / "shared.xlsx"))
    said = draft.worded
    printed = report.printed_report(
        said.told(draft.released, exporting.PDF),
        said.about,
        Provenance(*said.form, __version__, audit.today, said.modules),
        said.practice,
        most=2,
        definitions=True,
    )
    none_escaped(typed, (("report", text) for text in _of_any(printed)))


def test_no_number_differs(sample: tuple[Path, str], audit: Audit, tmp_path: Path) -> None:
    """Of all figures before anything is hidden, and of an output of some pages."""
    ours = _figures(audit), _shared(audit, tmp_path / "shared.xlsx")
    with speaking(ENGLISH), opened_anew(sample, tmp_path / "again.audit") as again:
        theirs = _figures(again), _shared(again, tmp_path / "english.xlsx")
    assert ours == theirs
    assert len(ours[0]) > 1_000
    assert sum(map(len, ours[1])) > 100


@pytest.mark.skipif(not examples.is_long(), reason="long: ./dev test --long")
def test_no_word_escapes_in_the_internal_workbook(audit: Audit, typed: Typed, tmp_path: Path) -> None:
    exporting.export(audit, tmp_path / "own.xlsx", edition="internal")
    names = {page.title for page in load_workbook(tmp_path / "own.xlsx").worksheets}
    tables = {name for name in names if name.isascii()}  # of cases, as computers read them
    none_escaped(typed, _of_workbook(tmp_path / "own.xlsx", without=tables))


@pytest.fixture
def window(
    qtbot: QtBot, no_language: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(lock, "COST", 2)
    desk, drawing = Desk(), Desk(name="drawing")
    made = MainWindow(desk, drawing, Told(), Changes(), Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_no_word_escapes_on_any_page(
    qtbot: QtBot, window: MainWindow, sample: tuple[Path, str], tmp_path: Path
) -> None:
    found: list[tuple[str, str]] = []
    copy = tmp_path / "sample.audit"
    copy.write_bytes(sample[0].read_bytes())
    audit = window._desk.now(open_audit, copy, sample[1])
    typed = window._desk.now(typed_in, audit, tmp_path)
    window.entrance.opened.emit(audit, sample[1])
    rest = partial(qtbot.wait_until, lambda: not window._desk.busy, timeout=PATIENCE)
    for page in window.space._tabbed:
        window.space._go(page)
        if isinstance(page, PartsPage):
            for part in page.parts:
                page.show_part(part)
                rest()
        rest()
        found += _of_widget(page)
    begun = window._desk.now(cases.list_cases, audit)[0]
    window.space.open_case(begun.id)
    assert window.space.case is not None
    for section in (*window._desk.now(_sections, audit, begun.id), "@check"):
        window.space.case.go_to(section)
        rest()
    found += _of_widget(window)
    none_escaped(typed, found)


@pytest.mark.skipif(not examples.is_long(), reason="long: ./dev test --long")
def test_no_word_escapes_on_the_way_round_all_pages_and_dialogs(
    qapp: QApplication, window: MainWindow, pseudo_form: Path, tmp_path: Path
) -> None:
    found: list[tuple[str, str]] = []

    def look(widget: QWidget, name: str) -> None:
        found.extend((name, text) for _where, text in _of_widget(widget))

    go_round(qapp, window, tmp_path, look, n_cases=30, form=pseudo_form)
    assert window.space.audit is not None
    typed = window._desk.now(typed_in, window.space.audit, tmp_path)
    none_escaped(typed, found)


def _sections(audit: Audit, case_audit: str) -> list[str]:
    return [line.name for line in answering.sections(answering.open_case(audit, case_audit))]


def _of_widget(widget: QWidget) -> list[tuple[str, str]]:
    return [(type(widget).__name__, text) for text in texts(widget)]


def _of_workbook(path: Path, without: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    with closing(load_workbook(path, read_only=True)) as book:
        for page in book.worksheets:
            if page.title in without:
                continue
            yield page.title, page.title
            for row in page.iter_rows(values_only=True):
                yield from ((page.title, cell) for cell in row if isinstance(cell, str))


def _figures(audit: Audit) -> list[float]:
    """The numbers of all figures, in order."""
    return [*_numbers(cohort.profile_as_json(pages.profile(pages.read(audit))))]


def _numbers(told: object) -> Iterator[float]:
    if isinstance(told, int | float):
        yield told
    elif isinstance(told, Mapping | list | tuple):
        for each in told.values() if isinstance(told, Mapping) else told:
            yield from _numbers(each)


def _shared(audit: Audit, path: Path) -> list[list[float]]:
    """The numbers of each sheet of an output, in order."""
    exporting.export(audit, path, edition="shared", page_ids=SOME)
    with closing(load_workbook(path, read_only=True)) as book:
        return [[*_numbers([*page.iter_rows(values_only=True)])] for page in book.worksheets]


def _of_any(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in NO_WORDS:
                yield from _of_any(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _of_any(each)
