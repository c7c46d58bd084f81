"""Zip files that don't say when they were made, so that the same results give the same file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any


class Timeless(zipfile.ZipFile):
    """An archive whose parts all have the time at which a zip file's calendar begins."""

    def writestr(self, name: Any, data: Any, *_how: Any) -> None:
        """As the zip file does it, but for the time."""
        part = zipfile.ZipInfo(str(name))
        part.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(part, data)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by their names as one archive."""
    data = io.BytesIO()
    with Timeless(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()
