"""Markdown, in which the handbooks are written, as the parts of a printed document and as a web page's body:
the only module that knows markdown-it.

A link leads where `Links` says; a picture is looked for by the name that it has in the text.
"""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from audit_app.export.printed import (
    GridRow,
    Part,
    Picture,
    Points,
    PrintedGrid,
    PrintedHeading,
    Prose,
    Span,
    TypedLines,
    Words,
)

_DOTS_PER_INCH = 96
_DEEPEST = 2  # headings below are printed like it
_NARROWEST, _WIDEST = 6, 44  # letters by which the columns of a table share its width


@dataclass(frozen=True)
class Around:
    """What a text doesn't hold itself: the bytes of a picture (None where there is none), and where a link
    leads (empty: nowhere, then its words stand alone)."""

    picture: Callable[[str], bytes | None]
    link: Callable[[str], str]


@dataclass(frozen=True)
class WebText:
    """A text as HTML, and its headings of the second level with the names by which links lead to them."""

    body: str
    headings: tuple[tuple[str, str], ...]


def to_escape(words: str) -> str:
    """Words as Markdown that shows them as they are, on one line."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(words.split()))


def web_text(text: str, around: Around) -> WebText:
    """The text as HTML that fetches nothing: its pictures are inside."""
    tokens = _read(text, around)
    headings = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            said = _plain_of(inline.children or ())
            token.attrSet("id", anchor(said))
            if token.tag == "h2":
                headings.append((anchor(said), said))
        for child in token.children or ():
            if child.type == "image":
                png = around.picture(str(child.attrGet("src"))) or b""
                child.attrSet("src", f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}")
    return WebText(_reader().renderer.render(tokens, _reader().options, {}), tuple(headings))


def anchor(heading: str) -> str:
    """The name of a heading in a link, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def printed_parts(text: str, around: Around) -> tuple[Part, ...]:
    """The text as parts of a printed document; the first heading is its title (level 0)."""
    root = SyntaxTreeNode(_read(text, around))
    return tuple(part for node in root.children for part in _parts(node, around))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _read(text: str, around: Around) -> list[Token]:
    """The tokens of a text, with links that lead somewhere and pictures that there are."""
    tokens = _reader().parse(text)
    for token in tokens:
        if token.children:
            token.children = list(_leading(token.children, around))
    return tokens


def _leading(children: Sequence[Token], around: Around) -> Iterator[Token]:
    leads = ""
    for child in children:
        if child.type == "link_open":
            leads = around.link(str(child.attrGet("href")))
            child.attrSet("href", leads)
        if child.type in ("link_open", "link_close") and not leads:
            continue
        if child.type == "image" and around.picture(str(child.attrGet("src"))) is None:
            continue
        yield child


def _parts(node: SyntaxTreeNode, around: Around) -> Iterator[Part]:
    if node.type == "heading":
        yield PrintedHeading(_plain(node), min(int(node.tag[1:]) - 1, _DEEPEST))
    elif node.type == "paragraph":
        pictures = [child for child in node.children[0].children if child.type == "image"]
        yield from (_picture(child, around) for child in pictures)
        if words := _words(node):
            yield Prose(words)
    elif node.type in ("bullet_list", "ordered_list"):
        first = int(str(node.attrs.get("start", 1))) if node.type == "ordered_list" else None
        yield Points(tuple(_item(item) for item in node.children), first=first)
    elif node.type in ("fence", "code_block"):
        yield TypedLines(tuple(node.content.rstrip("\n").split("\n")))
    elif node.type == "table":
        yield _grid(node)
    else:
        yield from (part for child in node.children for part in _parts(child, around))


def _item(node: SyntaxTreeNode) -> Words:
    """A point of a list with all its paragraphs, and points of its own after a dash."""
    spans: list[Span] = []
    for child in node.children:
        inner = [_item(each) for each in child.children] if child.type.endswith("_list") else [_words(child)]
        for words in inner:
            spans += [Span("\n")] * bool(spans)
            spans += [Span("– ")] * child.type.endswith("_list")
            spans += [Span(words)] if isinstance(words, str) else words
    return tuple(spans)


def _words(node: SyntaxTreeNode) -> tuple[Span, ...]:
    inline = node.children[0] if node.children else node
    return tuple(span for child in inline.children for span in _spans(child, Span("")))


def _spans(node: SyntaxTreeNode, like: Span) -> Iterator[Span]:
    bold, italic = like.bold or node.type == "strong", like.italic or node.type == "em"
    link = str(node.attrs["href"]) if node.type == "link" else like.link
    within = Span("", bold, italic, like.code, link if "://" in link else "")
    if node.type == "text":
        yield Span(node.content, bold, italic, link=within.link)
    elif node.type == "code_inline":
        yield Span(node.content, bold, italic, code=True, link=within.link)
    elif node.type in ("softbreak", "hardbreak"):
        yield Span(" ")
    elif node.type != "image":
        yield from (span for child in node.children for span in _spans(child, within))


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(span.text for span in _words(node))


def _plain_of(children: Sequence[Token]) -> str:
    return "".join(child.content for child in children if child.type in ("text", "code_inline"))


def _picture(node: SyntaxTreeNode, around: Around) -> Picture:
    png = around.picture(str(node.attrs["src"])) or b""
    width, height = struct.unpack(">II", png[16:24])  # as a PNG begins
    return Picture(png, width / _DOTS_PER_INCH, height / _DOTS_PER_INCH, node.content, apart=True)


def _grid(node: SyntaxTreeNode) -> PrintedGrid:
    lines = [line for part in node.children for line in part.children]
    header, *rows = [tuple(_words(cell) for cell in line.children) for line in lines]
    longest = [
        max(len("".join(span.text for span in cell)) for cell in column)
        for column in zip(header, *rows, strict=True)
    ]
    widths = tuple(float(min(max(letters, _NARROWEST), _WIDEST)) for letters in longest)
    plain = tuple("".join(span.text for span in cell) for cell in header)
    return PrintedGrid(plain, tuple(GridRow(cells) for cells in rows), widths)
