"""What is on a disk after a power cut, played from a trace of changes.

Nothing counts as kept that wasn't synchronised: of the data written since a file's last `fsync` each write is
there, or not, or in part (by sectors of 512 bytes), in whatever order; of the names made, changed and removed
since the last `fsync` of their folder each is, or not. A renaming is one change: the disk has it or hasn't.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

_HEAD = struct.Struct("<cQqII")
_SECTOR = 512


@dataclass(frozen=True)
class Event:
    """One change, or `A`: a person was told something (its number is `inode`). `name` and `other` are
    relative to the folder that was watched."""

    what: str
    inode: int
    offset: int
    name: str
    other: str
    data: bytes


def read_trace(path: Path, folder: Path) -> list[Event]:
    """The changes under `folder`, in order."""
    raw, at, found = path.read_bytes(), 0, []
    while at < len(raw):
        what, inode, offset, length, also = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        name, rest = os.fsdecode(raw[at : at + length]), raw[at + length : at + length + also]
        at += length + also
        sign = what.decode()
        other = _relative(os.fsdecode(rest), folder) if sign in "RL" else ""
        found.append(Event(sign, inode, offset, _relative(name, folder), other, rest))
    return found


def _relative(name: str, folder: Path) -> str:
    return os.path.relpath(name, folder) if name else ""


@dataclass
class _File:
    """What is surely on the disk, and what was written since."""

    kept: bytearray
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut to this length

    def synchronise(self) -> None:
        for offset, data in self.pending:
            _put(self.kept, offset, data)
        self.pending.clear()

    def after_a_cut(self, keep: Callable[[], bool], random: Random) -> bytes:
        found = bytearray(self.kept)
        for offset, data in self.pending:
            if data is None:
                if keep():
                    _put(found, offset, data)
                continue
            is_torn = random.random() < 0.3
            is_there = keep()
            for start in range(0, len(data), _SECTOR):
                if keep() if is_torn else is_there:
                    _put(found, offset + start, data[start : start + _SECTOR])
        return bytes(found)


def _put(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


@dataclass
class _Folder:
    """The names that are surely on the disk, and the changes of names since: each takes names away and gives
    others."""

    kept: dict[str, _File | _Folder] = field(default_factory=dict)
    now: dict[str, _File | _Folder] = field(default_factory=dict)
    pending: list[tuple[str, str, _File | _Folder | None]] = field(default_factory=list)

    def change(self, gone: str, new: str, what: _File | _Folder | None) -> None:
        _rename(self.now, gone, new, what)
        self.pending.append((gone, new, what))

    def synchronise(self) -> None:
        self.kept = dict(self.now)
        self.pending.clear()

    def after_a_cut(self, keep: Callable[[], bool]) -> dict[str, _File | _Folder]:
        found = dict(self.kept)
        for change in self.pending:
            if keep():
                _rename(found, *change)
        return found


def _rename(names: dict[str, _File | _Folder], gone: str, new: str, what: _File | _Folder | None) -> None:
    names.pop(gone, None)
    if what is not None:
        names[new] = what


class Disk:
    """A folder on a disk to which changes happen."""

    def __init__(self, base: Sequence[tuple[str, int, bytes]]) -> None:
        self._root = _Folder()
        self._files: dict[int, _File] = {}
        for name, inode, data in base:
            self._files[inode] = file = _File(bytearray(data))
            folder = self._root
            *parents, last = name.split("/")
            for parent in parents:
                folder = folder.now.setdefault(parent, _Folder())  # type: ignore[assignment]
            folder.now[last] = file
        for folder in self._folders(self._root):
            folder.synchronise()

    def happen(self, event: Event) -> None:
        """Let one change happen."""
        match event.what:
            case "W":
                self._file(event.inode).pending.append((event.offset, event.data))
            case "T":
                self._file(event.inode).pending.append((event.offset, None))
            case "S":
                self._synchronise(event)
            case "C":
                self._files[event.inode] = file = _File(bytearray())
                self._name(event.name, file)
            case "M":
                self._name(event.name, _Folder())
            case "U" | "D":
                folder, last = self._place(event.name)
                folder.change(last, "", None)
            case "L":
                folder, last = self._place(event.name)
                self._name(event.other, folder.now[last])
            case "R":
                self._rename(event)

    def cut(self, to: Path, random: Random) -> None:
        """The power is cut: write what a computer finds afterwards into a folder."""
        share = random.choice((0.0, 0.1, 0.5, 0.5, 0.9, 1.0))
        self._write(self._root, to, lambda: random.random() < share, random)

    def _write(self, folder: _Folder, to: Path, keep: Callable[[], bool], random: Random) -> None:
        to.mkdir()
        for name, what in sorted(folder.after_a_cut(keep).items(), key=lambda entry: entry[0]):
            if isinstance(what, _Folder):
                self._write(what, to / name, keep, random)
            else:
                (to / name).write_bytes(what.after_a_cut(keep, random))

    def _file(self, inode: int) -> _File:
        return self._files.setdefault(inode, _File(bytearray()))

    def _synchronise(self, event: Event) -> None:
        if event.inode in self._files:
            self._files[event.inode].synchronise()
            return
        folder = self._folder(event.name)
        if folder:
            folder.synchronise()

    def _rename(self, event: Event) -> None:
        old, last = self._place(event.name)
        new, name = self._place(event.other)
        what = old.now[last]
        if old is new:
            old.change(last, name, what)
        else:
            new.change("", name, what)
            old.change(last, "", None)

    def _name(self, name: str, what: _File | _Folder) -> None:
        folder, last = self._place(name)
        folder.change("", last, what)

    def _place(self, name: str) -> tuple[_Folder, str]:
        *parents, last = name.split("/")
        folder = self._root
        for parent in parents:
            inner = folder.now[parent]
            assert isinstance(inner, _Folder)
            folder = inner
        return folder, last

    def _folder(self, name: str) -> _Folder | None:
        if name == ".":
            return self._root
        folder, last = self._place(name)
        found = folder.now.get(last)
        return found if isinstance(found, _Folder) else None

    def _folders(self, folder: _Folder) -> Iterator[_Folder]:
        yield folder
        for inner in folder.now.values():
            if isinstance(inner, _Folder):
                yield from self._folders(inner)
