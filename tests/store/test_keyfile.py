"""The key file: numbers and references, encrypted under a key of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.store import keyfile
from audit_app.store.connection import ConstraintError

KEY, OTHER_KEY = bytes(range(32)), bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "north.key"
    keyfile.link(made, KEY, {}, "2025-03-01")
    return made


def test_links_are_found_both_ways(path: Path) -> None:
    keyfile.link(path, KEY, {"case": {"100200": "K7QX-4M", "100300": "PT4C-9R"}}, "2025-03-01")
    keyfile.link(path, KEY, {"mother": {"100200": "CCXW-7D"}}, "2025-03-01")
    assert keyfile.links(path, KEY, "case")["100200"] == "K7QX-4M"
    assert keyfile.numbers(path, KEY, "case", ["PT4C-9R"]) == {"PT4C-9R": "100300"}
    assert keyfile.all_references(path, KEY) == {"K7QX-4M", "PT4C-9R", "CCXW-7D"}


def test_numbers_are_not_readable_on_disk(path: Path) -> None:
    keyfile.link(path, KEY, {"case": {"PLANTED-NUMBER": "K7QX-4M"}}, "2025-03-01")
    for entry in path.parent.iterdir():
        assert b"PLANTED" not in entry.read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"not a key file at all"], ids=["other key", "empty", "text"])
def test_another_file_is_refused(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AuditError, match="is not the key file of this audit"):
        keyfile.links(path, OTHER_KEY, "case")


def test_one_under_another_key_is_never_written_over(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(AuditError, match="is not the key file of this audit"):
        keyfile.link(path, OTHER_KEY, {"case": {"1": "K7QX-4M"}}, "2025-03-01")
    assert path.read_bytes() == before
    assert keyfile.all_references(path, KEY) == frozenset()


def test_links_that_contradict_each_other_leave_it_as_it_was(path: Path) -> None:
    keyfile.link(path, KEY, {"case": {"1": "K7QX-4M"}}, "2025-03-01")
    before = path.read_bytes()
    with pytest.raises(ConstraintError):
        keyfile.link(path, KEY, {"case": {"2": "PT4C-9R", "3": "K7QX-4M"}}, "2025-03-01")
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
