"""Files as people never meant them: a few small changes to a good one, drawn by chance."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

# One a word.
_ODD_WORDS = r"""
" ' , ; < > & { } [ ] ( ) \ = | ${ ${mother_age} ]]> <!-- &#0; &#x110000; \u0000 \ud800 not( count(
=1+1 ///// -1 1e999 nan 0 45599 31/02/2024 2024-13-45 0000-00-00 99999999 1.5 null true case
"""
_ODD_LETTERS = "\r\n\t\0\ufeff\u2028\x1b🙂é"
_ODD_BYTES = (b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\x80", b"9" * 5000, b"A" * 40_000, b"(" * 300)
_ODD = (*_ODD_BYTES, *(text.encode() for text in (*_ODD_WORDS.split(), *_ODD_LETTERS)))
_NUMBER = re.compile(rb"\d+")


def mutated(data: bytes, random: Random) -> bytes:
    """A file with up to four changes; in an archive, mostly to one of its parts."""
    if data.startswith(b"PK\x03\x04") and random.random() < 0.8:
        return _in_a_part(data, random)
    found = bytearray(data)
    for _ in range(random.randint(1, 4)):
        random.choice(_CHANGES)(found, random)
    return bytes(found)


def _in_a_part(data: bytes, random: Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = random.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen:
                for _ in range(random.randint(1, 4)):
                    random.choice(_CHANGES)(part, random)
            new.writestr(name, bytes(part))
    return out.getvalue()


def _piece(data: bytearray, random: Random) -> slice:
    at = random.randrange(len(data) + 1)
    return slice(at, at + random.choice((1, 2, 5, 20, 200)))


def _flip(data: bytearray, random: Random) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _insert(data: bytearray, random: Random) -> None:
    at = random.randrange(len(data) + 1)
    data[at:at] = random.choice(_ODD)


def _replace(data: bytearray, random: Random) -> None:
    data[_piece(data, random)] = random.choice(_ODD)


def _remove(data: bytearray, random: Random) -> None:
    del data[_piece(data, random)]


def _repeat(data: bytearray, random: Random) -> None:
    piece = _piece(data, random)
    data[piece] = data[piece] * random.choice((2, 3, 50))


def _move(data: bytearray, random: Random) -> None:
    taken = data[_piece(data, random)]
    at = random.randrange(len(data) + 1)
    data[at:at] = taken


def _number(data: bytearray, random: Random) -> None:
    if found := [*_NUMBER.finditer(data)]:
        start, end = random.choice(found).span()
        data[start:end] = random.choice((b"0", b"-1", b"9" * 400, b"4294967295", b"1048577", b"1.5", b""))


def _cut(data: bytearray, random: Random) -> None:
    del data[random.randrange(len(data) + 1) :]


_CHANGES: tuple[Callable[[bytearray, Random], None], ...] = (
    *(_flip, _flip, _insert, _insert, _replace, _replace, _remove, _repeat, _move, _number, _number, _cut),
)
