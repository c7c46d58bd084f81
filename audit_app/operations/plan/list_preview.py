"""What importing a list would do, and did, as people are shown it."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit_app.errors import Problem
from audit_app.readers.lists import CaseList, ColumnKind, Layout, ListRow, Meaning
from audit_app.words import _


@dataclass(frozen=True)
class ColumnView:
    """A column of the list: what it is taken to mean, how it was read, and some of its cells."""

    name: str
    meaning: Meaning
    kind: ColumnKind
    n_filled: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What importing a list would do. `missing` says what must be mapped first, empty when it can be
    imported; `remembered` whether meanings are those of the last time. `problems` are refused rows (errors)
    and what was left out or is unusual (warnings). Of `n_rows` `n_left_out` are children who don't belong;
    `belonging` says who does, `notes` what the whole file is and lacks. `chooses` is whether children are
    chosen at all, `everyone` whether they are all wanted."""

    file: str
    layout: Layout
    layout_words: str
    columns: tuple[ColumnView, ...]
    sample: tuple[ListRow, ...]
    problems: tuple[Problem, ...]
    n_rows: int
    n_new: int
    n_updated: int
    n_unchanged: int
    n_refused: int
    sheets: tuple[str, ...] = ()
    missing: str = ""
    remembered: bool = False
    keep_references: bool = False
    n_left_out: int = 0
    belonging: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    chooses: bool = False
    everyone: bool = False
    listed: CaseList = field(default_factory=lambda: CaseList(Layout.PLAIN, (), ()), repr=False)

    @property
    def meanings(self) -> dict[str, Meaning]:
        """What each column is taken to mean."""
        return {column.name: column.meaning for column in self.columns}


@dataclass(frozen=True)
class ImportedList:
    """What an import did; `problems`, `belonging` and `notes` as in the preview."""

    added: int
    updated: int
    unchanged: int
    refused: int
    problems: tuple[Problem, ...] = ()
    belonging: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def layout_words(layout: Layout) -> str:
    """A kind of list as people say it."""
    return {
        Layout.PLAIN: _("a list of your own"),
        Layout.ANNEX_A: _("the lists of an Ofsted inspection (Annex A)"),
        Layout.CIN_CENSUS: _("the children in need census"),
        Layout.SSDA903_HEADER: _("the looked-after children return (SSDA903), header"),
        Layout.SSDA903_EPISODES: _("the looked-after children return (SSDA903), episodes"),
        Layout.SSD: _("an extract of the Standard Safeguarding Dataset (SSD)"),
        Layout.CRCS: _("the Welsh children receiving care and support census"),
    }[layout]
