"""Puts a finished file in its place in one step, so that there is never half of one."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.words import _


def put_in_place(data: bytes, path: Path, *, private: bool = True) -> None:
    """Write `data` to `path`, replacing what was there; a `private` file is for its owner alone. AuditError,
    with the place as it was, when that can't be done."""
    with _said_plainly(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)  # a pipe or a device can only be written to, never replaced
        else:
            _replace(data, path.resolve(), private)


def put_folder_in_place(files: Mapping[str, bytes], path: Path) -> None:
    """Make a folder of these files, by name, all of them or none; for its owner alone. An empty folder may be
    there already. AuditError when something else is, or when that can't be done."""
    with _said_plainly(path):
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            raise AuditError(
                _("{name} is there already and isn't an empty folder. Choose another name.").format(
                    name=path.name
                )
            )
        part = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=path.resolve().parent))
        try:
            for name, data in files.items():
                _replace(data, part / name, private=True)
            if path.is_dir():
                path.rmdir()
            part.replace(path)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise


def _replace(data: bytes, path: Path, private: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        if not private:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        sentences = {
            errno.ENOSPC: _(
                "There is no room left on the disk for {file}. Make room, or choose another place."
            ),
            errno.ENOENT: _("The folder for {file} does not exist. Choose another place."),
            errno.ENOTDIR: _("The folder for {file} does not exist. Choose another place."),
            errno.EISDIR: _("{file} is a folder. Choose another name."),
        }
        refused = _(
            "{file} can't be written. If it is open in another program, close it there; otherwise choose a "
            "place where you may write."
        )
        raise AuditError(sentences.get(error.errno or 0, refused).format(file=path.name)) from error
