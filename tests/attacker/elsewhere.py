"""What a workbook or a report says beside its tables, or otherwise than the tables of the same release."""

from __future__ import annotations

import re
import zipfile
import zlib
from base64 import a85decode
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import load_workbook

from tests.attacker.printed import COLUMNS, Printed, is_hidden

_TEXTS = (
    "Chart data",
    "What was hidden",
    "Definitions",
    "Published figures",
    "Method",
    "Practice",
    "Actions",
)
_PAIR = re.compile(r"(\d+) of (\d+)(?! intervals| numbers)")


def given_away(tables: Printed, file: Path) -> list[str]:
    """What a workbook or a report of the same release prints, that the tables hold back: a sentence each."""
    return [*(_workbook if file.suffix == ".xlsx" else _report)(tables, file)]


def _workbook(tables: Printed, file: Path) -> Iterator[str]:
    book = load_workbook(file)
    hidden = _held_back(tables)
    for sheet in book.worksheets:
        keys: list[str] = []
        for line in sheet.iter_rows(values_only=True):
            label = str(line[0] or "")
            if label == "Measure":
                keys = [COLUMNS.get(str(words or ""), "") for words in line[1:]]
            elif keys and sheet.title not in _TEXTS:
                yield from _row(sheet.title, label, dict(zip(keys, line[1:], strict=True)), tables)
            elif label in hidden and _drawn(keys, line[1:]):
                yield f"{sheet.title}: “{label}” is drawn, and held back in every table"
    yield from _drawings(hidden, file)


def _row(where: str, label: str, cells: dict[str, object], tables: Printed) -> Iterator[str]:
    """A row of a sheet must be a row of the tables, cell by cell."""
    rows = [row for row in tables.rows if row.label == label]
    texts = {
        key: "" if cells.get(key) is None else str(cells[key])
        for key in ("n", "of", "silent", "out")
        if key in cells
    }
    if (
        label
        and any(texts.values())
        and not any(all(row.cells.get(key, "") == text for key, text in texts.items()) for row in rows)
    ):
        yield f"{where}: “{label}” reads {texts}, and so in none of the tables"


def _drawn(keys: Sequence[str], values: Sequence[object]) -> bool:
    """Whether a row of the numbers behind a chart holds a number of families, or their share."""
    return any(
        key in ("n", "share") and isinstance(value, int | float)
        for key, value in zip(keys, values, strict=False)
    )


def _held_back(tables: Printed) -> set[str]:
    """Labels whose number is held back wherever they stand."""
    texts: dict[str, set[bool]] = {}
    for row in tables.rows:
        if row.cells.get("n"):
            texts.setdefault(row.label, set()).add(is_hidden(row.cells["n"]))
    return {label for label, held in texts.items() if held == {True}}


def _drawings(hidden: set[str], file: Path) -> Iterator[str]:
    """Words behind pictures and numbers kept in charts."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith("xl/drawings/") and name.endswith(".xml"):
                for element in ElementTree.fromstring(archive.read(name)).iter():
                    for label, number in re.findall(r"([^:;.]+): (\d[\d.]*)", element.get("descr") or ""):
                        if label.strip() in hidden:
                            yield f"{name}: “{label.strip()}” reads {number}, and is held back in the tables"
            if name.startswith("xl/charts/"):
                yield from _cached(name, ElementTree.fromstring(archive.read(name)), hidden)


def _cached(name: str, chart: ElementTree.Element, hidden: set[str]) -> Iterator[str]:
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    for series in chart.iter(f"{space}ser"):
        labels = [each.text or "" for each in series.findall(f"{space}cat//{space}v")]
        values = [each.text or "" for each in series.findall(f"{space}val//{space}v")]
        for label, value in zip(labels, values, strict=False):
            if label in hidden and value:
                yield f"{name}: the chart keeps {value} of “{label}”, held back in every table"


def _report(tables: Printed, file: Path) -> Iterator[str]:
    """Every *n of N* in a report stands so in a table."""
    pairs = {(row.cells.get("n"), row.cells.get("of")) for row in tables.rows}
    for words in text_of(file):
        for match in _PAIR.finditer(words):
            if match.groups() not in pairs and not words.startswith("Page "):
                yield f"report: “{words[:120]}”, and {match[0]} stands in none of the tables"


def text_of(file: Path) -> Iterator[str]:
    """The pieces of text of a PDF, in order; letters as its own tables of letters give them."""
    raw = file.read_bytes()
    objects = {int(n): body for n, body in re.findall(rb"(\d+) 0 obj(.*?)endobj", raw, re.S)}
    letters = {}
    for body in objects.values():
        name, told = re.search(rb"/Name /(F[\d+]+)", body), re.search(rb"/ToUnicode (\d+) 0 R", body)
        if name and told:
            letters[name[1].decode()] = _letters(_stream(objects[int(told[1])]))
    for body in objects.values():
        if (stream := _stream(body)) and b" Tf" in stream:
            yield from _pieces(stream.decode("latin1"), letters)


def _stream(body: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*?)\r?\n?endstream", body, re.S)
    if not found or b"/FlateDecode" not in body or b"/Image" in body:
        return b""
    data = found[1]
    if b"ASCII85" in body:
        data = a85decode(data.strip().removesuffix(b"~>"))
    return zlib.decompressobj().decompress(data)


def _letters(table: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for first, _last, run in re.findall(rb"<(\w+)> <(\w+)> \[(.*?)\]", table, re.S):
        for place, code in enumerate(re.findall(rb"<(\w+)>", run)):
            found[chr(int(first, 16) + place)] = chr(int(code, 16))
    return found


def _pieces(stream: str, letters: dict[str, dict[str, str]]) -> Iterator[str]:
    for piece in re.findall(r"BT(.*?)ET", stream, re.S):
        font = re.search(r"/(\S+) [\d.]+ Tf", piece)
        table = letters.get(font[1], {}) if font else {}
        lines = re.findall(r"\(((?:\\.|[^\\)])*)\) Tj", piece, re.S)
        words = " ".join(_unescaped(line, table) for line in lines).strip()
        if words:
            yield words


def _unescaped(line: str, table: dict[str, str]) -> str:
    plain = re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), line)
    plain = re.sub(r"\\(.)", r"\1", plain)
    return "".join(table.get(letter, letter) for letter in plain)
