"""A picture as a file: with its title and what it says in words inside, and no date, path or program.

Until a picture has gone through the disclosure step it carries a printed mark that it is not for sharing.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from html import escape

from matplotlib import rc_context
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from audit_app.charts.theme import broken
from audit_app.words import _

_DOTS_PER_INCH = 200
_LETTERS_PER_INCH = 13  # at 10 points


def not_for_sharing() -> str:
    """The mark of a picture that shows small numbers."""
    return _("Not for sharing: contains small numbers")


def to_png(canvas: Canvas, title: str, description: str, *, mark: str | None = None) -> bytes:
    """The picture as PNG, under its mark (None: not for sharing; empty: none) and its title.

    The canvas grows by both, so draw one for each saving. The description is kept as PNG text.
    """
    _frame(canvas, title, not_for_sharing() if mark is None else mark)
    out = io.BytesIO()
    about = {"Title": title, "Description": description, "Software": None}
    canvas.savefig(out, format="png", dpi=_DOTS_PER_INCH, metadata=about)
    return out.getvalue()


def to_svg(canvas: Canvas, title: str, description: str, *, mark: str | None = None) -> bytes:
    """The picture as SVG, as `to_png`; title and description are what a screen reader reads of it."""
    _frame(canvas, title, not_for_sharing() if mark is None else mark)
    out = io.StringIO()
    with rc_context({"svg.hashsalt": "picture"}):  # else ids inside differ each time
        canvas.savefig(out, format="svg", metadata={"Title": title, "Date": None, "Creator": None})
    named = '<svg role="img" aria-labelledby="title description"'
    words = f'<title id="title">{escape(title)}</title><desc id="description">{escape(description)}</desc>'
    text = re.sub(r"<svg\b([^>]*)>", lambda tag: f"{named}{tag[1]}>{words}", out.getvalue(), count=1)
    return text.encode("utf-8")


def _frame(canvas: Canvas, title: str, mark: str) -> None:
    """Title and mark, in black or white as the ground asks for, with room made for both."""
    light = sum(to_rgb(canvas.get_facecolor())) > 1.5
    colour = "#000000" if light else "#ffffff"
    sizes = Counter(
        float(text.get_fontsize())
        for text in canvas.findobj(Text)
        if isinstance(text, Text) and text.get_text()
    )
    points = sizes.most_common(1)[0][0] if sizes else 10.0
    across = int(canvas.get_figwidth() * _LETTERS_PER_INCH * 10 / points)
    lines = "\n".join(broken(words, across) for words in (mark, title) if words)
    if lines:
        canvas.set_figheight(canvas.get_figheight() + points / 72 * 1.5 * (lines.count("\n") + 1.5))
        canvas.suptitle(lines, color=colour, size=points, weight="bold", x=0.02, ha="left")
