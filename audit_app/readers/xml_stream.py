"""XML read as it streams by, element by element: no tree in memory, no document types, no entities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from audit_app.readers import limits

_PIECE = 1 << 16


class DocumentTypeError(ValueError):
    """The XML has a document type, which may hold entities that expand without end."""


class TooMuchXmlError(ValueError):
    """More elements, or longer tags or texts, than any file of the kind has."""


class XmlHandler:
    """What to do as elements start and end: names come without their prefix. `left` is how many elements may
    come."""

    def __init__(self, most: int | None = None) -> None:
        self.left = limits.ELEMENTS if most is None else most
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._started
        self._parser.EndElementHandler = self._ended
        self._parser.CharacterDataHandler = self._said
        self._parser.StartDoctypeDeclHandler = _refuse
        self._names: dict[str, str] = {}
        self._heard: list[str] = []
        self._n_heard = 0

    @property
    def line(self) -> int:
        """The line on which reading stands."""
        return self._parser.CurrentLineNumber

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element starts."""

    def end(self, name: str, text: str) -> None:
        """An element ends: the text directly before its end."""

    def read(self, source: IO[bytes]) -> Iterator[None]:
        """Read it all, with a pause after each piece. ExpatError or ValueError for what isn't such XML."""
        self._must_be_few(source)
        fed = 0
        while piece := source.read(_PIECE):
            self._parser.Parse(piece, False)
            fed += len(piece)
            # expat looks through a tag that isn't whole anew with each piece.
            if fed - self._parser.CurrentByteIndex > limits.TAG_BYTES:
                raise TooMuchXmlError
            yield
        self._parser.Parse(b"", True)
        yield

    def _must_be_few(self, source: IO[bytes]) -> None:
        """Counted before any is read: that takes a fiftieth of the time."""
        while piece := source.read(_PIECE):
            self.left -= piece.count(b"<") - piece.count(b"</")
            if self.left < 0:
                raise TooMuchXmlError
        source.seek(0)

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names.get(name)
        if local is None:
            local = self._names[name] = name.rpartition(":")[2]
        if self._heard:
            self._heard, self._n_heard = [], 0
        self.start(local, attributes)

    def _ended(self, name: str) -> None:
        if self._heard:
            text = "".join(self._heard)
            self._heard, self._n_heard = [], 0
        else:
            text = ""
        self.end(self._names[name], text)

    def _said(self, text: str) -> None:
        self._n_heard += len(text)
        if self._n_heard > limits.CELL_LETTERS:
            raise TooMuchXmlError
        self._heard.append(text)


def _refuse(*_declared: object) -> None:
    raise DocumentTypeError
