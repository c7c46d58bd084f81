"""What stands around the cells of an `.xlsx`: its sheets, its texts, and which formats are dates.

Of openpyxl only what it knows about formats and days is used: its own reading takes five times as long, and
reads all of a part before anybody can stop it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from audit_app.readers.xml_stream import XmlHandler

Attributes = dict[str, str]
Pause = Callable[[], object]


@dataclass(frozen=True)
class SheetPart:
    """A sheet: its name, the part with its cells, and whether it is shown."""

    title: str
    part: str
    is_shown: bool


@dataclass(frozen=True)
class Book:
    """A workbook without its cells: `texts` are those that cells name by number; `dates` and `lengths` the
    cell styles, by number, whose numbers are days or times, or lengths of time. `left` is how many elements
    of XML may still be read."""

    sheets: tuple[SheetPart, ...]
    texts: list[str]
    dates: frozenset[str]
    lengths: frozenset[str]
    from_1904: bool
    left: int


class PartHandler(XmlHandler):
    """A part of a workbook."""

    def pieces(self, archive: ZipFile, part: str) -> Iterator[None]:
        """Read it, with a pause after each piece."""
        with archive.open(part) as source:
            yield from self.read(source)

    def run(self, archive: ZipFile, part: str, pause: Pause) -> None:
        """Read all of it; `pause` may raise to stop that."""
        for _piece in self.pieces(archive, part):
            pause()


def read_book(archive: ZipFile, pause: Pause) -> Book:
    """All but the cells. KeyError, ValueError and the like for a workbook that is damaged."""
    root = _Relations("", None)
    root.run(archive, "_rels/.rels", pause)
    main = root.first("officeDocument")
    related = _Relations(posixpath.dirname(main), root.left)
    related.run(
        archive, posixpath.join(posixpath.dirname(main), "_rels", f"{posixpath.basename(main)}.rels"), pause
    )
    workbook = _Workbook(related.left)
    workbook.run(archive, main, pause)
    styles = _Styles(workbook.left)
    if part := related.first("styles"):
        styles.run(archive, part, pause)
    texts = _Texts(styles.left)
    if part := related.first("sharedStrings"):
        texts.run(archive, part, pause)
    parts = set(archive.namelist()) & {part for kind, part in related.found.values() if kind == "worksheet"}
    named = ((title, related.found[relation][1], shown) for title, relation, shown in workbook.sheets)
    sheets = tuple(SheetPart(title, part, shown) for title, part, shown in named if part in parts)
    dates, lengths = styles.dates_and_lengths()
    return Book(sheets, texts.found, dates, lengths, workbook.from_1904, texts.left)


class _Relations(PartHandler):
    """Which parts belong to a part: by id, their kinds and places."""

    def __init__(self, folder: str, most: int | None) -> None:
        super().__init__(most)
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            place = target[1:] if target.startswith("/") else posixpath.join(self._folder, target)
            kind = posixpath.basename(attributes["Type"])
            self.found[attributes["Id"]] = (kind, posixpath.normpath(place))

    def first(self, wanted: str) -> str:
        return next((part for kind, part in self.found.values() if kind == wanted), "")


class _Workbook(PartHandler):
    """The sheets: their names, the ids of their relations, and whether they are shown."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            relation = next(text for key, text in attributes.items() if key.endswith(":id"))
            self.sheets.append(
                (attributes["name"], relation, attributes.get("state", "visible") == "visible")
            )


class _Styles(PartHandler):
    """The formats of cells, and the codes of those that aren't Excel's own."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self._codes: dict[str, str] = {}
        self._formats: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._codes[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._formats.append(attributes.get("numFmtId", "0"))

    def end(self, name: str, _text: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def dates_and_lengths(self) -> tuple[frozenset[str], frozenset[str]]:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        usual = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        codes = {number: self._codes.get(number, usual.get(number, "")) for number in set(self._formats)}
        dates = {number for number, code in codes.items() if is_date_format(code)}
        lengths = {number for number, code in codes.items() if is_timedelta_format(code)}
        places = [(str(place), number) for place, number in enumerate(self._formats)]
        return (
            frozenset(place for place, number in places if number in dates),
            frozenset(place for place, number in places if number in lengths),
        )


class _Texts(PartHandler):
    """The texts that cells share; of one in several formats the pieces together, without its furigana."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._aside = False

    def start(self, name: str, _attributes: Attributes) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._aside = True

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._aside:
            self._pieces.append(text)
        elif name == "rPh":
            self._aside = False
        elif name == "si":
            self.found.append("".join(self._pieces).replace("x005F_", ""))
