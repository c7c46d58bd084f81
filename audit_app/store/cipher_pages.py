"""Pages as SQLCipher writes them: whether a key fits a file, told from its first page without SQLite.

Opening a file with a wrong key through SQLite would still tidy up what a crash left beside it. SQLCipher 4
ends each page with 16 bytes of initialisation vector and an HMAC-SHA512 over the page and its number, under a
key derived from the file's own; both are described at https://www.zetetic.net/sqlcipher/design/.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE_SIZE = 4096
SALT_BYTES = 16
_HMAC_BYTES, _HMAC_ROUNDS, _HMAC_MASK = 64, 2, 0x3A
# The write-ahead log: a header, then frames of a header (which begins with the page's number) and a page.
_LOG_HEADER, _FRAME_HEADER = 32, 24


def log_of(path: Path) -> Path:
    """The write-ahead log beside a file."""
    return Path(f"{path}-wal")


@dataclass(frozen=True)
class Commit:
    """A transaction in a log: its last frame, counted from 1, and the numbers of the pages it wrote."""

    last: int
    pages: frozenset[int]


def commits(log: bytes) -> tuple[Commit, ...]:
    """The transactions of a log's latest use (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
    Whether they are sound is for SQLite to say, which takes none where the header is damaged: here it is then
    the first frame that says which are of the latest use."""
    salts = log[16:24] if _has_sound_header(log) else log[_LOG_HEADER + 8 : _LOG_HEADER + 16]
    size = _FRAME_HEADER + PAGE_SIZE
    found: list[Commit] = []
    written: set[int] = set()
    for number, start in enumerate(range(_LOG_HEADER, len(log) - size + 1, size), 1):
        header = log[start : start + _FRAME_HEADER]
        if header[8:16] != salts:
            continue
        written.add(int.from_bytes(header[:4], "big"))
        if header[4:8] != bytes(4):
            found.append(Commit(number, frozenset(written)))
            written.clear()
    return tuple(found)


def _has_sound_header(log: bytes) -> bool:
    if len(log) < _LOG_HEADER:
        return False
    order = ">" if log[3] & 1 else "<"  # in which the checksums are made
    words = struct.unpack(f"{order}6I", log[:24])
    first = second = 0
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return struct.unpack(">2I", log[24:32]) == (first, second)


def fits(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether this key encrypted the first page of the file, or its newer versions in the log: should a power
    cut have torn the one in the file, SQLite will take it from there."""
    hmac_salt = bytes(byte ^ _HMAC_MASK for byte in salt)
    hmac_key = hashlib.pbkdf2_hmac("sha512", key, hmac_salt, _HMAC_ROUNDS, len(key))
    return any(_is_whole(page, hmac_key) for page in _first_pages(path))


def _is_whole(page: bytes, hmac_key: bytes) -> bool:
    content, code = page[SALT_BYTES:-_HMAC_BYTES], page[-_HMAC_BYTES:]
    number = (1).to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(hmac_key, content + number, "sha512"), code)


def _first_pages(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield stream.read(PAGE_SIZE)
    if not log_of(path).exists():
        return
    with log_of(path).open("rb") as stream:
        stream.seek(_LOG_HEADER)
        while len(header := stream.read(_FRAME_HEADER)) == _FRAME_HEADER:
            if int.from_bytes(header[:4], "big") == 1:
                yield stream.read(PAGE_SIZE)
            else:
                stream.seek(PAGE_SIZE, 1)
