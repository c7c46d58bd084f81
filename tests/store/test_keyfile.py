"""The key file: numbers and references, encrypted under a key of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.store import keyfile

KEY, OTHER_KEY = bytes(range(32)), bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "north.key"
    keyfile.make(made, KEY)
    return made


def test_links_are_found_both_ways(path: Path) -> None:
    keyfile.link(path, KEY, "case", {"100200": "K7QX-4M", "100300": "PT4C-9R"}, "2025-03-01")
    keyfile.link(path, KEY, "mother", {"100200": "CCXW-7D"}, "2025-03-01")
    assert keyfile.references(path, KEY, "case", ["100200", "999"]) == {"100200": "K7QX-4M"}
    assert keyfile.numbers(path, KEY, "case", ["PT4C-9R"]) == {"PT4C-9R": "100300"}
    assert keyfile.all_references(path, KEY) == {"K7QX-4M", "PT4C-9R", "CCXW-7D"}


def test_numbers_are_not_readable_on_disk(path: Path) -> None:
    keyfile.link(path, KEY, "case", {"PLANTED-NUMBER": "K7QX-4M"}, "2025-03-01")
    for entry in path.parent.iterdir():
        assert b"PLANTED" not in entry.read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"not a key file at all"], ids=["other key", "empty", "text"])
def test_another_file_is_refused(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AuditError, match="is not the key file of this audit"):
        keyfile.references(path, OTHER_KEY, "case", ["1"])


def test_it_is_never_written_over(path: Path) -> None:
    with pytest.raises(AuditError, match="already a file"):
        keyfile.make(path, OTHER_KEY)
    assert keyfile.all_references(path, KEY) == frozenset()
