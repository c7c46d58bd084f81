"""The disk on which power cuts are played keeps what it was made to keep, and of the rest anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.faults.disk import Disk, Event

OLD, NEW = b"old" * 400, b"new" * 400
WRITE = Event("W", 1, 0, "", "", NEW)
RENAME = Event("R", 0, 0, "a", "b", b"")
SYNC_FILE, SYNC_FOLDER = Event("S", 1, 0, "a", "", b""), Event("S", 99, 0, ".", "", b"")


def after(folder: Path, events: Sequence[Event], seed: int) -> dict[str, bytes]:
    """The files after a power cut."""
    disk = Disk([("a", 1, OLD)])
    for event in events:
        disk.happen(event)
    disk.cut(folder / str(seed), Random(seed))
    return {path.name: path.read_bytes() for path in (folder / str(seed)).iterdir()}


def all_after(folder: Path, *events: Event) -> list[dict[str, bytes]]:
    return [after(folder, events, seed) for seed in range(60)]


def test_what_was_synchronised_is_kept(tmp_path: Path) -> None:
    found = all_after(tmp_path, WRITE, SYNC_FILE, RENAME, SYNC_FOLDER)
    assert found == [{"b": NEW}] * 60


def test_what_was_not_is_there_or_not_or_in_part(tmp_path: Path) -> None:
    found = {each["a"] for each in all_after(tmp_path, WRITE)}
    assert {OLD, NEW} < found
    assert {data[:512] for data in found} == {OLD[:512], NEW[:512]}


def test_a_renaming_is_one_change(tmp_path: Path) -> None:
    assert {tuple(each) for each in all_after(tmp_path, RENAME)} == {("a",), ("b",)}


def test_a_file_renamed_before_it_was_synchronised_may_be_half(tmp_path: Path) -> None:
    made = [Event("C", 2, 0, "a.part", "", b""), Event("W", 2, 0, "", "", NEW)]
    renamed = Event("R", 0, 0, "a.part", "a", b"")
    found = {each["a"] for each in all_after(tmp_path, *made, renamed, SYNC_FOLDER)}
    assert found > {b"", NEW}


def test_reused_numbers_of_files_are_other_files(tmp_path: Path) -> None:
    gone, again = Event("U", 0, 0, "a", "", b""), Event("C", 1, 0, "c", "", b"")
    (found,) = {tuple(each.items()) for each in all_after(tmp_path, gone, again, SYNC_FOLDER)}
    assert found == (("c", b""),)
