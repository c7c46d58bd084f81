"""Who may use a file, asked of the system itself."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path


def is_its_owners_alone(path: Path) -> bool:
    """Whether nobody but its owner (and, on Windows, the system and the administrators) may use it."""
    if sys.platform != "win32":
        return path.stat().st_mode & 0o077 == 0
    said = list_of(path)
    others = ("WD", "BU", "AU", "IU", "LG", "DU")  # everyone, users, those who have logged in, guests
    return bool(said) and not any(f";;;{who})" in said for who in others)


def list_of(path: Path) -> str:
    """Windows' list of a file, as text (SDDL)."""
    assert sys.platform == "win32"
    security, dacl, size = ctypes.windll.advapi32, 4, ctypes.c_ulong()
    security.GetFileSecurityW(str(path), dacl, None, 0, ctypes.byref(size))
    found, text = ctypes.create_string_buffer(size.value), ctypes.c_wchar_p()
    assert security.GetFileSecurityW(str(path), dacl, found, size, ctypes.byref(size))
    assert security.ConvertSecurityDescriptorToStringSecurityDescriptorW(
        found, 1, dacl, ctypes.byref(text), None
    )
    return text.value or ""
