"""The picture of the layers in `docs`, drawn from the import contracts and from what each package imports:
`python -m tests.layers_picture` draws it anew. `tests/test_documents.py` says when it is out of date.
"""

from __future__ import annotations

import ast
import tomllib
from html import escape
from pathlib import Path

from audit_app.paths import ROOT

PICTURE = ROOT / "docs" / "layers.svg"
# Libraries that a reader of the picture would ask after, as they are imported and as they are called.
LIBRARIES = {
    "PySide6": "Qt",
    "sqlcipher3": "SQLCipher",
    "pandas": "pandas",
    "matplotlib": "matplotlib",
    "openpyxl": "openpyxl",
    "reportlab": "ReportLab",
    "pyarrow": "pyarrow",
    "highspy": "HiGHS",
    "pyxform": "pyxform",
    "lark": "lark",
    "click": "click",
}
_WIDTH, _HEIGHT, _GAP, _EDGE = 900, 46, 10, 20


def layers() -> list[list[str]]:
    """The packages of each layer, the highest first, as the first contract has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["tool"]["importlinter"]["contracts"][0]["layers"]
    return [[name.strip().removeprefix("audit_app.") for name in line.split("|")] for line in lines]


def libraries(package: str) -> list[str]:
    """What a package imports of the libraries that are shown, as they are called."""
    place = ROOT / "audit_app" / package
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    found = {name for file in files for name in _imported(file)}
    return [called for name, called in LIBRARIES.items() if name in found]


def _imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names


def picture() -> str:
    """The picture as SVG: a row a layer, a box a package, its libraries below its name."""
    rows = layers()
    height = 2 * _EDGE + len(rows) * (_HEIGHT + _GAP) - _GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        ' font-family="sans-serif" text-anchor="middle">',
        "<title>The layers: each package imports only those in rows below its own</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for place, row in enumerate(rows):
        top = _EDGE + place * (_HEIGHT + _GAP)
        wide = (_WIDTH - 2 * _EDGE + _GAP) / len(row)
        for number, package in enumerate(row):
            parts += _box(package, _EDGE + number * wide, top, wide - _GAP)
    return "\n".join([*parts, "</svg>", ""])


def _box(package: str, left: float, top: float, width: float) -> list[str]:
    middle, below = left + width / 2, " · ".join(libraries(package))
    box = f'<rect x="{left:.0f}" y="{top}" width="{width:.0f}" height="{_HEIGHT}" rx="4"'
    name = f'<text x="{middle:.0f}" y="{top + (20 if below else 28)}" font-size="15">{escape(package)}</text>'
    known = f'<text x="{middle:.0f}" y="{top + 37}" font-size="10" fill="#444444">{escape(below)}</text>'
    return [f'{box} fill="#eef3f8" stroke="#4a6a8a"/>', name, *([known] if below else [])]


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
