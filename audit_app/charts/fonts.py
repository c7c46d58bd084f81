"""The letters of the pictures, for whatever prints words beside them: they hold Welsh letters too."""

from __future__ import annotations

from pathlib import Path


def font_files() -> dict[str, Path]:
    """DejaVu Sans as TrueType files, by style: `plain`, `bold`, `italic`, `mono`; matplotlib brings them."""
    from matplotlib import get_data_path

    folder = Path(get_data_path()) / "fonts" / "ttf"
    names = {
        "plain": "DejaVuSans",
        "bold": "DejaVuSans-Bold",
        "italic": "DejaVuSans-Oblique",
        "mono": "DejaVuSansMono",
    }
    return {style: folder / f"{name}.ttf" for style, name in names.items()}
