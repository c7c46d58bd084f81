"""What a person may choose that is no file to be read, and the sentence that it ends in."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.readers import limits
from audit_app.readers.files import read_bytes, shown, shown_all

Make = Callable[[Path], object]


def as_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket has at most some hundred letters
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "thing isn't there. Check its name"),
        (Path.mkdir, "thing is a folder, not a file. Choose a file in it"),
        (lambda path: path.write_bytes(b" \n"), "thing is empty. Choose a file that holds something"),
        (lambda path: path.symlink_to(path.name), "thing can't be read .*Check that you may open it"),
        (lambda path: path.symlink_to("nowhere"), "thing isn't there"),
        (lambda path: path.symlink_to(os.devnull), "thing is a device or a pipe, not a file"),
        (lambda path: os.mkfifo(path), "thing is a device or a pipe, not a file"),
        (as_socket, "thing is a device or a pipe, not a file"),
    ],
)  # fmt: skip
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX systems have pipes and devices under names")
def test_what_is_no_file_is_said_at_once(tmp_path: Path, make: Make, said: str) -> None:
    make(tmp_path / "thing")
    with pytest.raises(AuditError, match=said):
        read_bytes(tmp_path / "thing")


@pytest.mark.parametrize("name", ["x" * 300 + ".csv", "/".join(["x" * 200] * 30)])
def test_a_name_or_path_that_is_too_long_is_said_by_its_beginning(tmp_path: Path, name: str) -> None:
    with pytest.raises(AuditError, match=r"x{79}… (is too long|isn't there)") as caught:
        read_bytes(tmp_path / name)
    assert len(str(caught.value)) < 200


def test_a_file_whose_size_nobody_knows_is_read_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Path("/proc/self/maps")  # says that it has no bytes
    if not endless.is_file():
        pytest.skip("only Linux has files of an unknown size")
    assert read_bytes(endless)
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    with pytest.raises(AuditError, match="maps is too large"):
        read_bytes(endless)


def test_somebody_elses_text_is_said_on_one_line_and_without_what_no_screen_shows() -> None:
    assert shown("a\n b\udcff") == "a b?"
    assert shown("x" * 100) == "x" * 79 + "…"
    assert shown_all([f"c{n}" for n in range(33)]).endswith("c29, and 3 more")
