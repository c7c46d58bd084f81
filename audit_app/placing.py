"""Putting a file in its place: the one way in which anything that people keep comes to stand under its name.

It is written beside its place under a name that says that it isn't done, synchronised, and put in place in
one step; then the folder is synchronised, or a power cut could take back the name of what was acknowledged.
So there is never half a file under a final name, whatever stops the program.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from audit_app import rights, unfinished
from audit_app.errors import AuditError, system_code
from audit_app.words import _

Last = Callable[[], None]  # what is to be done when nothing but a name is left to do


@contextmanager
def placing(
    path: Path, *, replace: bool = False, private: bool = True, last: Last | None = None
) -> Iterator[Path]:
    """An empty unfinished file to be written and checked within; what then stands there is put in place when
    that ends well, and nothing is left of it when it raises. Without `replace` it takes no other file's
    place; a `private` file is for its owner alone. `last` is called when all is on the disk but for the name.
    AuditError, with the place as it was, for what the disk or the folder won't do."""
    with said_plainly(path), _beginning(path, replace) as (part, target):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _make_empty(part, private)
        yield part
        synchronise(part)
        if last:
            last()
        _put(part, target, replace)


@contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """An empty unfinished file beside `path`, gone at the end: for what can only be written to a file, since
    what it holds may lie nowhere else than where a person puts it. AuditError as `placing`."""
    with said_plainly(path), _beginning(path, replace=True) as (part, _target):
        rights.make_file(part)
        yield part


def _make_empty(part: Path, private: bool) -> None:
    if private:
        rights.make_file(part)
    else:
        part.touch(exist_ok=False)


def put_in_place(data: bytes, path: Path, *, private: bool = True, last: Last | None = None) -> None:
    """Write `data` to `path`, replacing what was there; a `private` file is for its owner alone. AuditError,
    with the place as it was, when that can't be done."""
    with said_plainly(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            if last:
                last()
            path.write_bytes(data)  # a pipe or a device can only be written to, never replaced
            return
    with placing(path, replace=True, private=private, last=last) as part:
        part.write_bytes(data)


def put_folder_in_place(files: Mapping[str, bytes], path: Path, last: Last | None = None) -> None:
    """Make a folder of these files, by name, all of them or none; for its owner alone. An empty folder may be
    there already. AuditError when something else is, or when that can't be done."""
    with said_plainly(path):
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            raise AuditError(
                _("{name} is there already and isn't an empty folder. Choose another name.").format(
                    name=path.name
                )
            )
        with _beginning(path, replace=True) as (part, target):
            rights.make_folder(part)
            for name, data in files.items():
                rights.make_file(part / name)
                (part / name).write_bytes(data)
                synchronise(part / name)
            synchronise(part)
            if last:
                last()
            if target.is_dir():
                target.rmdir()
            _put(part, target, replace=True)


def synchronise(path: Path) -> None:
    """Let what was written to a file, or into a folder, be on the disk. OSError when it can't be."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no such thing for folders, and keeps their entries in its journal
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _beginning(path: Path, replace: bool) -> Iterator[tuple[Path, Path]]:
    """An unfinished name and the place that it is for, noted while it is being written."""
    target = _target(path)
    if not replace and os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    os.lstat(target.parent)  # says what is wrong with the folder before anything is noted
    part = unfinished.name_for(target)
    noted = unfinished.note(part)
    try:
        yield part, target
    finally:
        # Also where it took its place: SQLite can leave a journal of it behind.
        if unfinished.discard(part):
            unfinished.forget(noted)


def _put(part: Path, target: Path, replace: bool) -> None:
    if replace:
        part.replace(target)
    elif os.name == "nt":
        part.rename(target)  # refuses there where a file is
    else:
        _link(part, target)
    # What was written is on the disk, and the name can't be taken back any more.
    with suppress(OSError):
        synchronise(target.parent)


def _link(part: Path, target: Path) -> None:
    """Renaming would take another file's place; a second name does not, and then the first one goes."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # the disk has no second names
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        part.rename(target)
    else:
        with suppress(OSError):
            part.unlink()


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Within it, what the disk or the folder of `path` won't do is raised as an AuditError."""
    try:
        yield
    except OSError as error:
        said = _sentences().get(system_code(error), _refused())
        folder = unfinished.shown_name(path.parent) or path.parent
        raise AuditError(said.format(file=unfinished.shown_name(path), folder=folder)) from error


def _target(path: Path) -> Path:
    """The place itself, links followed."""
    try:
        return path.resolve()
    except (ValueError, RuntimeError) as error:  # a letter that no name can have, or a link to itself
        raise OSError(errno.EINVAL, str(error)) from error


def _sentences() -> dict[int, str]:
    no_folder = _("The folder for {file} does not exist. Choose another place.")
    no_room = _("There is no room left on the disk for {file}. Make room, or choose another place.")
    return {
        errno.ENOSPC: no_room,
        errno.EDQUOT: no_room,
        errno.EFBIG: no_room,
        errno.ENOENT: no_folder,
        errno.ENOTDIR: no_folder,
        errno.EROFS: _(
            "{file} can't be made in “{folder}”, which is read-only. Choose a folder where you may save "
            "files."
        ),
        errno.EISDIR: _("{file} is a folder. Choose another name."),
        errno.EEXIST: _("There is already a file “{file}” there. Choose another name."),
        errno.ENAMETOOLONG: _("The name {file}, or that of its folder, is too long. Choose a shorter one."),
        errno.EIO: _(
            "{file} couldn't be written: its drive did not take it. Check that the drive is connected and "
            "sound, or choose another place."
        ),
    }


def _refused() -> str:
    return _(
        "{file} can't be written. If it is open in another program, close it there; otherwise choose a "
        "place where you may write."
    )
