"""Several files that belong together, as people keep them: in a folder, or in an archive."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from audit_app.errors import AuditError
from audit_app.readers import limits
from audit_app.readers.files import read_bytes, shown, too_large
from audit_app.words import _

ENDINGS = frozenset({".csv", ".xml"})
"""Of what lies there only tables and submissions are read; photographs and the like are passed over."""
# How the archive's list of parts begins each of its lines.
_PART_MARK = b"PK\x01\x02"


def open_archive(path: Path, data: bytes) -> zipfile.ZipFile:
    """An archive that isn't too large unpacked; zipfile itself holds each part to the size that it says.
    AuditError for one that is; BadZipFile, ValueError and the like for what is none."""
    if data.count(_PART_MARK) > limits.PARTS:
        raise too_large(path, _("it has more than {n} parts").format(n=f"{limits.PARTS:,}"))
    archive = zipfile.ZipFile(io.BytesIO(data))
    size = sum(part.file_size for part in archive.infolist())
    if size > limits.UNPACKED_BYTES:
        raise too_large(path, _("unpacked it has {n} MB; at most {limit} MB can be read").format(
            n=-(-size // limits.MEGABYTE), limit=limits.UNPACKED_BYTES // limits.MEGABYTE))  # fmt: skip
    return archive


def holds_tables(data: bytes) -> bool:
    """Whether an archive is one of CSV files, not a workbook; a damaged one, or one of too many
    parts, is neither."""
    if data.count(_PART_MARK) > limits.PARTS:
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return False
    return "[Content_Types].xml" not in names and any(
        PurePosixPath(name).suffix.lower() in ENDINGS for name in names
    )


def read_bundle(path: Path) -> dict[str, bytes]:
    """The tables and submissions of a folder or an archive, folders within included, in the order of their
    names, by these (with folders where two share a name). AuditError for what is damaged, locked or too
    large."""
    found = dict(_of_folder(path) if path.is_dir() else _of_archive(path))
    n = Counter(PurePosixPath(full).name for full in found)
    return {
        (full if n[PurePosixPath(full).name] > 1 else PurePosixPath(full).name): data
        for full, data in found.items()
    }


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    left = limits.UNPACKED_BYTES
    files = (file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS)
    found = sorted(islice(files, limits.PARTS + 1))
    if len(found) > limits.PARTS:
        raise too_large(folder, _("it has more than {n} parts").format(n=f"{limits.PARTS:,}"))
    for file in found:
        if not _is_hidden(name := file.relative_to(folder).as_posix()):
            data = read_bytes(file)
            left -= len(data)
            if left < 0:
                most = limits.UNPACKED_BYTES // limits.MEGABYTE
                raise too_large(folder, _("at most {limit} MB can be read").format(limit=most))
            yield name, data


def _of_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with open_archive(path, read_bytes(path)) as archive:
            for name in sorted(archive.namelist()):
                if PurePosixPath(name).suffix.lower() in ENDINGS and not _is_hidden(name):
                    yield name, archive.read(name)
    except RuntimeError:  # zipfile's own word for a password
        raise _refused(path, _("{file} is locked with a password. Unpack it, and use the folder.")) from None
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        raise _refused(path, _("{file} is a damaged archive. Fetch it again from where it came.")) from None


def _is_hidden(name: str) -> bool:
    """What macOS and synchronising programs put beside a file."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _refused(path: Path, sentence: str) -> AuditError:
    return AuditError(sentence.format(file=shown(path.name)))
