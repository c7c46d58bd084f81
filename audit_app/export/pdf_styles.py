"""The letters, colours and styles of the printed report."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from audit_app.charts.fonts import font_files
from audit_app.export.printed import Look

TABLE_SIZE = 8.5
INK, ACCENT, RULE, BAND = (HexColor(c) for c in ("#1f2328", "#1f5f8b", "#b8bdc4", "#eef2f5"))
PLAIN, BOLD, ITALIC, MONO = "Printed", "Printed-Bold", "Printed-Italic", "Printed-Mono"


@cache
def fonts() -> None:
    """The letters, embedded: they hold Welsh ones, which a PDF's own fonts don't."""
    files = font_files()
    names = {"plain": PLAIN, "bold": BOLD, "italic": ITALIC, "mono": MONO}
    for style, name in names.items():
        pdfmetrics.registerFont(TTFont(name, str(files[style])))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@cache
def styles() -> dict[str, ParagraphStyle]:
    """A style for each look of a paragraph, and for titles, headings and cells by name."""
    body = ParagraphStyle(
        "body", fontName=PLAIN, fontSize=9.5, leading=13.2, textColor=INK, spaceAfter=4, allowWidows=0
    )

    def style(name: str, **different: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=body, **different)

    table = style("cell", fontSize=TABLE_SIZE, leading=10.8, spaceAfter=0)
    return {
        Look.BODY: body,
        Look.FINDING: style("finding", fontName=BOLD, fontSize=10, leading=14, spaceAfter=6),
        Look.NOTE: style("note", fontSize=TABLE_SIZE, leading=11, spaceAfter=1.5),
        Look.WARNING: style(
            "warning",
            fontName=BOLD,
            borderWidth=1,
            borderColor=INK,
            borderPadding=5,
            leftIndent=6,
            rightIndent=6,
            spaceBefore=8,
            spaceAfter=9,
        ),
        "title": style("title", fontName=BOLD, fontSize=18, leading=22, textColor=ACCENT, spaceAfter=6),
        "heading1": style(
            "heading1",
            fontName=BOLD,
            fontSize=14,
            leading=18,
            textColor=ACCENT,
            spaceBefore=12,
            spaceAfter=4,
        ),
        "heading2": style("heading2", fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=7, spaceAfter=3),
        "typed": style("typed", fontName=MONO, fontSize=7.4, leading=10.4, spaceBefore=2, spaceAfter=7),
        "cell": table,
        "number": ParagraphStyle("number", parent=table, alignment=TA_RIGHT),
        "head": ParagraphStyle("head", parent=table, fontName=BOLD),
        "head number": ParagraphStyle("head number", parent=table, fontName=BOLD, alignment=TA_RIGHT),
    }
