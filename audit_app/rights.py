"""Who may use a file: files and folders that are their owner's alone from the moment they exist.

POSIX systems have modes for that. Windows has lists of who may do what; a file inherits that of its folder,
which on a shared drive lets many in. So a private one gets a list of its own there: its maker, and the system
and the administrators, without whom no computer can be backed up (the three that Python's own
`os.mkdir(mode=0o700)` lets in on Windows from 3.13 on).
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path


def make_file(path: Path) -> None:
    """An empty file for its owner alone. OSError (FileExistsError where there is one) when it can't be."""
    if sys.platform == "win32":
        _windows_file(path)
    else:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def make_folder(path: Path) -> None:
    """A folder for its owner alone; on Windows, what is made in it too. OSError when it can't be."""
    if sys.platform == "win32":
        _windows_folder(path)
    else:
        path.mkdir(mode=0o700)


def copy(source: Path, target: Path) -> None:
    """Let those who may use `source` use `target` likewise, as far as the drive lets its users say that."""
    if sys.platform == "win32":
        _copy_list(source, target)
    else:
        shutil.copymode(source, target)


if sys.platform == "win32":
    from ctypes import wintypes

    # Constants and calls are in https://learn.microsoft.com/windows/win32/api/ (fileapi, sddl).
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _security = ctypes.WinDLL("advapi32", use_last_error=True)
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]
    _kernel.LocalFree.argtypes = [ctypes.c_void_p]
    _security.OpenProcessToken.argtypes = [wintypes.HANDLE, wintypes.DWORD, ctypes.c_void_p]
    _security.GetTokenInformation.argtypes = [
        *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD, ctypes.c_void_p)
    ]

    _WRITE, _NEW, _NORMAL = 0x40000000, 1, 0x80
    _DACL = 0x4
    _QUERY, _USER = 0x8, 1
    _SDDL = 1
    _NO_SUCH_LISTS = (1, 50)  # a drive that has none, like a memory stick, may say so
    _INVALID_HANDLE = ctypes.c_void_p(-1).value

    class _Attributes(ctypes.Structure):
        _fields_ = (
            ("length", wintypes.DWORD),
            ("descriptor", ctypes.c_void_p),
            ("inherit", wintypes.BOOL),
        )

    class _Descriptor:
        """The list of one that is its maker's alone, as Windows takes it."""

        def __enter__(self) -> ctypes.c_void_p:
            text = f"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;{_own_name()})"
            self._made = ctypes.c_void_p()
            _must(
                _security.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                    ctypes.c_wchar_p(text), _SDDL, ctypes.byref(self._made), None
                )
            )
            self._attributes = _Attributes(ctypes.sizeof(_Attributes), self._made, False)
            return ctypes.c_void_p(ctypes.addressof(self._attributes))

        def __exit__(self, *_: object) -> None:
            _kernel.LocalFree(self._made)

    def _windows_file(path: Path) -> None:
        with _Descriptor() as private:
            made = _create(path, private)
            if made == _INVALID_HANDLE and ctypes.get_last_error() in _NO_SUCH_LISTS:
                made = _create(path, None)
        if made == _INVALID_HANDLE:
            raise _error(path)
        _kernel.CloseHandle(made)

    def _create(path: Path, attributes: ctypes.c_void_p | None) -> int | None:
        handle: int | None = _kernel.CreateFileW(
            ctypes.c_wchar_p(str(path)), _WRITE, 0, attributes, _NEW, _NORMAL, None
        )
        return handle

    def _windows_folder(path: Path) -> None:
        with _Descriptor() as private:
            if _kernel.CreateDirectoryW(ctypes.c_wchar_p(str(path)), private):
                return
        if ctypes.get_last_error() not in _NO_SUCH_LISTS:
            raise _error(path)
        path.mkdir()

    def _copy_list(source: Path, target: Path) -> None:
        needed = wintypes.DWORD()
        name = ctypes.c_wchar_p(str(source))
        _security.GetFileSecurityW(name, _DACL, None, 0, ctypes.byref(needed))
        found = ctypes.create_string_buffer(needed.value)
        if _security.GetFileSecurityW(name, _DACL, found, needed, ctypes.byref(needed)):
            # Many shares let nobody but IT change lists: then that of its folder holds.
            _security.SetFileSecurityW(ctypes.c_wchar_p(str(target)), _DACL, found)

    def _own_name() -> str:
        """Who runs this program, as Windows' lists name people (a SID)."""
        token, needed = wintypes.HANDLE(), wintypes.DWORD()
        _must(_security.OpenProcessToken(_kernel.GetCurrentProcess(), _QUERY, ctypes.byref(token)))
        try:
            _security.GetTokenInformation(token, _USER, None, 0, ctypes.byref(needed))
            found = ctypes.create_string_buffer(needed.value)
            _must(_security.GetTokenInformation(token, _USER, found, needed, ctypes.byref(needed)))
            text = ctypes.c_wchar_p()
            sid = ctypes.c_void_p.from_buffer(found)  # the structure begins with the pointer to it
            _must(_security.ConvertSidToStringSidW(sid, ctypes.byref(text)))
        finally:
            _kernel.CloseHandle(token)
        try:
            return text.value or ""
        finally:
            _kernel.LocalFree(text)

    def _must(done: int) -> None:
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())

    def _error(path: Path) -> OSError:
        code = ctypes.get_last_error()
        return OSError(None, ctypes.FormatError(code), str(path), code)
