"""Files that leave the program never take the place of an audit: its answers are nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from audit_app import unfinished
from audit_app.errors import AuditError
from audit_app.export.archive import zipped
from audit_app.placing import Last, put_folder_in_place, put_in_place
from audit_app.store.audit_file import is_open_here
from audit_app.words import _

AUDIT_SUFFIX, ZIP = ".audit", ".zip"
_ONE_FILE = (".csv", ".parquet", ".xlsx", ".pdf", ".xml", ".sav", ".dta")
_MADE_HERE = (b"PK\x03\x04", b"%PDF", b"PAR1", b"\x89PNG\r\n\x1a\n")
_NO_TEXT = bytes({*range(9), *range(14, 32)})
_ENOUGH = 512


def put_out(path: Path, data: bytes, *, private: bool = True, last: Last | None = None) -> None:
    """Write a finished file; `last` is called when nothing but its name is left to do. AuditError when `path`
    is an audit or can't be written."""
    require_no_audit(path)
    put_in_place(data, path, private=private, last=last)


def put_out_files(path: Path, files: Mapping[str, bytes], *, last: Last | None = None) -> None:
    """Write several files: as one archive where `path` ends in `.zip`, else as a new folder. AuditError as
    `put_out` has it, and for a path that looks like one file."""
    ending = path.suffix.lower()
    if ending == ZIP:
        put_out(path, zipped(files), last=last)
        return
    require_no_audit(path)
    if ending in _ONE_FILE:
        raise AuditError(
            _(
                "{file} is the name of one file, but several tables are written. Name a new folder, or a "
                "file that ends in .zip."
            ).format(file=path.name)
        )
    put_folder_in_place(files, path, last)


def left_unfinished() -> tuple[Path, ...]:
    """What programs that stopped in the middle left half written, wherever that lies; told once."""
    return unfinished.left_behind()


def delete_unfinished(parts: Iterable[Path]) -> tuple[Path, ...]:
    """Delete half files; those that couldn't be."""
    return unfinished.delete(parts)


def require_no_audit(path: Path) -> None:
    """AuditError when `path` is an audit by its name or by what it holds, or is open in an office program."""
    _require_closed(path)
    if path.suffix.lower() == AUDIT_SUFFIX or is_open_here(path):
        raise AuditError(
            _("{file} is an audit, and would be lost. Choose another name.").format(file=path.name)
        )
    if path.is_file() and _holds_something_else(path):
        raise AuditError(
            _(
                "{file} is there already and holds something that can't be made again, perhaps an audit. "
                "Choose another name."
            ).format(file=path.name)
        )


def _require_closed(path: Path) -> None:
    """Excel and LibreOffice put a file beside one that they have open; saving there would be lost, or undo
    this."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if path.exists() and lock.exists():
            raise AuditError(
                _(
                    "{file} seems to be open in another program. Close it there, or choose another name. If "
                    "nobody has it open, delete {lock} beside it."
                ).format(file=path.name, lock=lock.name)
            )


def _holds_something_else(path: Path) -> bool:
    """Whether a file is neither text nor of a kind that is made here. An encrypted file looks random."""
    try:
        with path.open("rb") as file:
            head = file.read(_ENOUGH)
    except OSError:
        return False  # it will be said when it can't be written either
    return not head.startswith(_MADE_HERE) and bool(head.translate(None, _NO_TEXT) != head)
