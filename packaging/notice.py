"""The list of NOTICE: each package that is installed with the program, and its licence, from its metadata.

    .venv/bin/python packaging/notice.py            # write it anew, after a change of the pins

`tests/test_notice.py` says when it no longer fits the pins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOTICE = HERE.parent / "NOTICE"
BEGIN = "Packages, with their versions and licences\n------------------------------------------\n"

# What the metadata doesn't say: read in the licence file of the package.
READ = {
    "click-default-group": "public domain",
    "et-xmlfile": "MIT, parts under the Python Software Foundation's licence",
    "msvc-runtime": "Microsoft's terms for its Visual C++ run-time, which may be passed on with a program",
    "python": "PSF-2.0",
    "pyxform": "BSD-2-Clause",
    "pywin32-ctypes": "BSD-3-Clause",  # on Windows alone
    "sqlcipher3": "Zlib; it holds SQLCipher (BSD-3-Clause), SQLite (public domain) and OpenSSL (Apache-2.0)",
    "tzdata": "Apache-2.0",  # on Windows alone
}


def pins() -> Iterator[tuple[str, str]]:
    """Name and version of each pinned package, in order; the versions where Pythons have different ones."""
    text = (HERE / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", text, re.MULTILINE)
    for name in dict.fromkeys(name for name, _version in pinned):
        yield name, " or ".join(version for each, version in pinned if each == name)


def licence(name: str) -> str:
    """The licence of a package; empty where it is not installed on this system and nobody has read it."""
    if name in READ:
        return READ[name]
    try:
        return _stated(distribution(name))
    except PackageNotFoundError:
        return ""


def _stated(package: Distribution) -> str:
    metadata = package.metadata
    classified = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    words = metadata.get("License") or ""
    short = words if words and "\n" not in words and len(words) < 60 else ""
    return metadata.get("License-Expression") or " or ".join(classified) or short


def listed() -> str:
    """The lines of all packages."""
    return "".join(f"{name} {version}: {licence(name)}\n" for name, version in pins())


if __name__ == "__main__":
    before = NOTICE.read_text(encoding="utf-8").partition(BEGIN)[0]
    NOTICE.write_text(before + BEGIN + listed(), encoding="utf-8")
