"""Sets a described document as PDF on A4: the only module that knows ReportLab.

The same description gives the same bytes: no clock and no chance is in them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from reportlab import rl_config
from reportlab.graphics.shapes import Circle, Drawing, Line, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch, mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Preformatted,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from audit_app.charts.practice_words import rag_words
from audit_app.export.pdf_styles import ACCENT, BAND, BOLD, INK, MONO, PLAIN, RULE, TABLE_SIZE, fonts, styles
from audit_app.export.printed import (
    BesideScale,
    Contents,
    Look,
    NewPage,
    Part,
    Picture,
    Points,
    PrintedDocument,
    PrintedGrid,
    PrintedHeading,
    Prose,
    Scale,
    Span,
    Together,
    TypedLines,
    Words,
)
from audit_app.model import Rag
from audit_app.words import _

# To spell pictures in printable letters makes a file a quarter larger, and is the slowest part of writing it.
rl_config.useA85 = 0

AUTHOR = "audit_app"
_SIDE, _HEAD, _FOOT = 18 * mm, 22 * mm, 18 * mm
_WIDE, _TALL = A4[0] - 2 * _SIDE, A4[1] - _HEAD - _FOOT
_LETTERS_OF_A_LINE = 108  # as many typed ones as fit on it
_ROOM_UNDER_HEADING = 40 * mm
_KEPT_ROWS = 9  # a table of no more rows is not parted
_TALLEST_PICTURE = 180 * mm
_SCALE_WIDE, _SCALE_TALL = 46 * mm, 14 * mm
# Light, so that the letter and the word on them are read first, in grey too.
_TINTS = {Rag.RED: HexColor("#F6D5D0"), Rag.AMBER: HexColor("#FBE8C3"), Rag.GREEN: HexColor("#D5EAD8")}


def write_pdf(printed: PrintedDocument, *, compressed: bool = True) -> tuple[bytes, int]:
    """The document as PDF, and how many pages it has."""
    fonts()
    out = io.BytesIO()
    document = _Document(out, printed, compressed)
    story = [flowable for part in printed.parts for flowable in _set(part)]
    document.multiBuild(story)
    return out.getvalue(), document.pages


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Pages with their head and foot; headings tell the contents and the outline where they are."""

    def __init__(self, out: io.BytesIO, printed: PrintedDocument, compressed: bool) -> None:
        super().__init__(
            out,
            pagesize=A4,
            title=printed.title,
            author=AUTHOR,
            subject=printed.about,
            creator=AUTHOR,
            lang=printed.language,
            initialFontName=PLAIN,
            invariant=1,
            pageCompression=int(compressed),
        )
        self.printed = printed
        self.pages = self.pages_before = self.headings = 0
        frame = Frame(_SIDE, _FOOT, _WIDE, _TALL, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=_around))

    def beforeDocument(self) -> None:  # noqa: N802
        """Every pass but the first knows how many pages there are."""
        self.pages_before, self.headings = self.pages, 0

    def afterPage(self) -> None:  # noqa: N802
        """The pages of this pass so far."""
        self.pages = self.page

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """A heading is noted where it came to stand."""
        heading = getattr(flowable, "heading", None)
        if heading is None:
            return
        self.headings += 1
        key = f"heading{self.headings}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(heading.text, key, heading.level - 1, closed=heading.level == 1)
        if heading.level == 1:
            self.notify("TOCEntry", (0, escape(heading.text), self.page, key))


def _around(canvas: Any, document: _Document) -> None:
    """Head and foot of a page."""
    printed = document.printed
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.saveState()
    canvas.setFillColor(INK)
    canvas.setStrokeColor(RULE)
    top, bottom = A4[1] - 13 * mm, 11 * mm
    canvas.setFont(PLAIN, TABLE_SIZE)
    canvas.drawString(_SIDE, top, _fitting(printed.title, _WIDE / 2))
    canvas.drawString(_SIDE, bottom, _fitting(printed.foot, _WIDE * 0.75))
    page = _("Page {n} of {all}").format(n=document.page, all=max(document.pages_before, document.page))
    canvas.drawRightString(A4[0] - _SIDE, bottom, page)
    canvas.setFont(BOLD, TABLE_SIZE)
    canvas.drawRightString(A4[0] - _SIDE, top, printed.mark)
    canvas.line(_SIDE, top - 3 * mm, A4[0] - _SIDE, top - 3 * mm)
    canvas.restoreState()


def _fitting(words: str, width: float) -> str:
    """As many of the words as fit on one line."""
    shown = words
    while shown and pdfmetrics.stringWidth(shown, PLAIN, TABLE_SIZE) > width:
        words = words[:-1].rstrip()
        shown = f"{words}…"
    return shown


def _set(part: Part, *, within: bool = False) -> Iterator[Flowable]:
    """A part as what ReportLab sets; `within` others it is kept with."""
    looks = styles()
    if isinstance(part, PrintedHeading):
        if part.level and not within:
            yield CondPageBreak(_ROOM_UNDER_HEADING)
        yield _heading(part)
    elif isinstance(part, Prose):
        lead = f"<b>{escape(part.lead)}</b> " if part.lead else ""
        yield Paragraph(lead + _marked(part.text), looks[part.look])
    elif isinstance(part, Points | Picture | BesideScale | Contents):
        yield from _SETTERS[type(part)](part)
    elif isinstance(part, TypedLines):
        lines = "\n".join(part.lines)
        yield Preformatted(lines, looks["typed"], maxLineLength=_LETTERS_OF_A_LINE, newLineChars="    ")
    elif isinstance(part, PrintedGrid):
        short = len(part.rows) <= _KEPT_ROWS and not within
        yield KeepTogether([_grid(part)]) if short else _grid(part)
        yield Spacer(1, 2 * mm)
    elif isinstance(part, NewPage):
        yield PageBreak()
    elif isinstance(part, Together):
        if isinstance(part.parts[0], PrintedHeading):
            yield CondPageBreak(_ROOM_UNDER_HEADING)
        yield KeepTogether([flowable for each in part.parts for flowable in _set(each, within=True)])


def _heading(part: PrintedHeading) -> Flowable:
    style = "title" if part.level == 0 else f"heading{part.level}"
    heading = Paragraph(escape(part.text), styles()[style])
    if part.level:
        heading.heading = part
    return heading


def _points(part: Points) -> Iterator[Flowable]:
    style = styles()[part.look]
    if part.points:
        items = [Paragraph(_marked(point), style) for point in part.points]
        bullet: dict[str, Any] = {"bulletType": "bullet", "start": "•", "leftIndent": 10}
        if part.first is not None:
            bullet = {"bulletType": "1", "start": part.first, "bulletFormat": "%s.", "leftIndent": 16}
        yield ListFlowable(items, bulletFontName=PLAIN, bulletFontSize=9, **bullet)


def _marked(words: Words) -> str:
    """The words with ReportLab's marks for what looks different."""
    return escape(words) if isinstance(words, str) else "".join(map(_span, words))


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.code:
        text = f'<font name="{MONO}" size="8">{text}</font>'
    if span.bold:
        text = f"<b>{text}</b>"
    if span.italic:
        text = f"<i>{text}</i>"
    return f'<a href="{escape(span.link)}" color="{ACCENT.hexval()}">{text}</a>' if span.link else text


def _contents(part: Contents) -> Iterator[Flowable]:
    yield Paragraph(escape(part.title), styles()["heading2"])
    contents = TableOfContents(dotsMinLevel=0)
    contents.levelStyles = [
        ParagraphStyle("contents", parent=styles()[Look.BODY], fontSize=9, leading=10.5, spaceAfter=0)
    ]
    yield contents


def _picture(part: Picture) -> Iterator[Flowable]:
    scale = min(1.0, _WIDE / (part.width * inch), _TALLEST_PICTURE / (part.height * inch))
    image = Image(io.BytesIO(part.png), part.width * inch * scale, part.height * inch * scale)
    image.hAlign = "LEFT"
    set_ = [image, Paragraph(escape(part.caption), styles()[Look.NOTE])]
    yield from [KeepTogether([*set_, Spacer(1, 3 * mm)])] if part.apart else set_


def _beside(part: BesideScale) -> Iterator[Flowable]:
    words = [flowable for each in part.parts for flowable in _set(each, within=True)]
    across = _SCALE_WIDE + 4 * mm
    table = Table([[words, _scale(part.scale)]], [_WIDE - across, across], hAlign="LEFT")
    edges = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *((edge, (0, 0), (-1, -1), 0) for edge in edges),
                ("LEFTPADDING", (1, 0), (1, 0), 2 * mm),
            ]
        )
    )
    yield from (table, Spacer(1, mm))


def _scale(scale: Scale) -> Drawing:
    """A line from nought to all, its interval as a bar on it, and the share as a dot."""
    left, right, line = 5.0 * float(mm), float(_SCALE_WIDE - 5 * mm), 5 * mm
    drawing = Drawing(_SCALE_WIDE + 4 * mm, _SCALE_TALL)

    def at(share: float) -> float:
        return left + share * (right - left)

    drawing.add(String(0, line + 4.5 * mm, scale.words, fontName=BOLD, fontSize=TABLE_SIZE, fillColor=INK))
    drawing.add(Line(at(0), line, at(1), line, strokeColor=RULE))
    for share in (0.0, 0.5, 1.0):
        drawing.add(Line(at(share), line - 2, at(share), line + 2, strokeColor=RULE))
        words = {"fontName": PLAIN, "fontSize": TABLE_SIZE, "textAnchor": "middle", "fillColor": INK}
        drawing.add(String(at(share), line - 4 * mm, f"{share:.0%}", **words))
    if scale.low is not None and scale.high is not None:
        drawing.add(Line(at(scale.low), line, at(scale.high), line, strokeColor=ACCENT, strokeWidth=2.5))
    drawing.add(Circle(at(scale.value), line, 3.2, fillColor=ACCENT, strokeColor=ACCENT))
    return drawing


def _grid(grid: PrintedGrid) -> Table:
    """Cells as paragraphs, so that none runs over; numbers stand to the right."""
    whole = sum(grid.widths)
    widths = [_WIDE * width / whole for width in grid.widths]
    numbers = [grid.numbers and place > 0 for place in range(len(widths))]
    header = [_cell(words, number, head=True) for words, number in zip(grid.header, numbers, strict=True)]
    rows = [
        [
            _cell(words, number, head=row.head and not place, level=row.level if not place else 0)
            for place, (words, number) in enumerate(zip(row.cells, numbers, strict=True))
        ]
        for row in grid.rows
    ]
    table = Table(
        [*([header] if any(grid.header) else []), *rows],
        widths,
        repeatRows=int(any(grid.header)),
        hAlign="LEFT",
    )
    table.setStyle(TableStyle(_rules(grid)))
    return table


def _rules(grid: PrintedGrid) -> list[tuple[Any, ...]]:
    first = int(any(grid.header))
    rules: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
        ("LINEBELOW", (0, first), (-1, -1), 0.25, RULE),
        ("NOSPLIT", (0, 0), (-1, min(3, len(grid.rows) + first - 1))),
        ("NOSPLIT", (0, max(len(grid.rows) + first - 2, 0)), (-1, -1)),
    ]
    if first:
        rules += [("BACKGROUND", (0, 0), (-1, 0), BAND), ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT)]
    if grid.rated:
        lines = [*([grid.header] if first else []), *(row.cells for row in grid.rows)]
        rules += [
            ("BACKGROUND", (column, row), (column, row), tint)
            for row, cells in enumerate(lines)
            for column, words in enumerate(cells)
            if (tint := _tint(words))
        ]
    # A figure and its first answers stay on one page.
    rules += [
        ("NOSPLIT", (0, place), (-1, place + 1))
        for place, row in enumerate(grid.rows, start=first)
        if row.head and place - first + 1 < len(grid.rows)
    ]
    return rules


_SETTERS: dict[type, Callable[[Any], Iterator[Flowable]]] = {
    Points: _points,
    Picture: _picture,
    BesideScale: _beside,
    Contents: _contents,
}


def _tint(words: Words) -> Any:
    said = _one_blank(words) if isinstance(words, str) else ""
    return next(
        (tint for rating, tint in _TINTS.items() if said.startswith(_one_blank(rag_words(rating)))), None
    )


def _one_blank(words: str) -> str:
    return " ".join(words.split())


def _cell(words: Words, number: bool, *, head: bool = False, level: int = 0) -> Paragraph:
    style = styles()[" ".join(("head",) * head + ("number",) * number) or "cell"]
    if level:
        style = ParagraphStyle("under", parent=style, leftIndent=8)
    return Paragraph(_marked(words).replace("\n", "<br/>"), style)
