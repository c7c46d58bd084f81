"""The copies of an audit that the program made by itself: before an update, a log or a damaged working copy
that was set aside. They hold what was in the audit then, under the same key.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from audit_app.operations.audit import Audit
from audit_app.operations.file import working_copy
from audit_app.operations.origin import original_of
from audit_app.store import audit_file, left_logs
from audit_app.words import in_every_language


def automatic(audit: Audit) -> tuple[Path, ...]:
    """Those that are there, beside the audit and, for a working copy, beside its original."""
    places = dict.fromkeys((audit.path, original_of(audit.path)))
    beside = [found for path in places for found in _beside(path)]
    return (*dict.fromkeys(beside), *working_copy.set_aside(original_of(audit.path)))


def time_of(path: Path) -> str:
    """When a copy was made (UTC, ISO, as the times of the file are); the latest time for one that is gone."""
    try:
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        made = datetime.max.replace(tzinfo=UTC)
    return made.isoformat(timespec="microseconds")


def delete(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Delete them; those that could not be."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    return tuple(path for path in paths if path.exists())


def _beside(path: Path) -> Iterator[Path]:
    stems = (re.escape(words.format(name=path.stem)) for words in in_every_language(audit_file.BEFORE_UPDATE))
    before_update = re.compile(rf"(?:{'|'.join(stems)})\d*{re.escape(path.suffix)}")
    with suppress(OSError):
        for found in sorted(path.parent.iterdir()):
            is_log = found.name.startswith(f"{path.name}{left_logs.ASIDE}")
            if is_log or before_update.fullmatch(found.name):
                yield found
