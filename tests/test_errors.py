"""Why the system refused, in one way on all systems."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from audit_app.errors import AuditError, system_code
from audit_app.placing import put_in_place
from audit_app.readers.files import read_bytes


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has reasons of its own")
@pytest.mark.parametrize(
    ("windows", "code"),
    [(32, errno.EBUSY), (19, errno.EROFS), (112, errno.ENOSPC), (206, errno.ENAMETOOLONG), (5, errno.EACCES)],
)
def test_what_windows_tells_apart_is_told_apart(windows: int, code: int) -> None:
    assert system_code(OSError(None, "", "list.csv", windows)) == code


def test_elsewhere_it_is_what_the_system_says() -> None:
    assert system_code(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == errno.ENOSPC
    assert system_code(OSError()) == 0


def test_a_folder_in_the_way_of_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"is a folder\. Choose another name"):
        put_in_place(b"x", tmp_path)


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="too long"):
        put_in_place(b"x", tmp_path / f"{'x' * 300}.csv")


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere no program keeps others from a file")
def test_a_file_that_another_program_holds_is_said(tmp_path: Path) -> None:
    import ctypes

    held = tmp_path / "list.csv"
    held.write_text("case\n", encoding="utf-8")
    kernel = ctypes.windll.kernel32
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(held), 0x80000000, 0, None, 3, 0, None)  # as Excel: nobody else may read
    try:
        with pytest.raises(AuditError, match="no other program holds it"):
            read_bytes(held)
        with pytest.raises(AuditError, match="open in another program"):
            put_in_place(b"x", held)
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
    assert held.read_text(encoding="utf-8") == "case\n"
