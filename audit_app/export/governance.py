"""A document of headed sections as one web page that any word processor opens: no scripts, nothing
fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """body { font-family: sans-serif; max-width: 46em; margin: 2em auto; line-height: 1.45; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
th, td { border: 1px solid #777; padding: .4em .6em; text-align: left; vertical-align: top; }
th { width: 34%; } h2 { page-break-before: always; } h2:first-of-type { page-break-before: avoid; }"""


@dataclass(frozen=True)
class GovernanceSection:
    """A heading, what is said under it, and a table of what and its answer; an empty answer is left for
    people to fill in."""

    title: str
    words: tuple[str, ...]
    rows: tuple[tuple[str, str], ...] = ()


def web_page(
    title: str, sections: Sequence[GovernanceSection], *, language: str = "en-GB", blank: str = ""
) -> bytes:
    """The document; `blank` stands where nobody has answered yet."""
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{escape(title)}</h1>",
        *(_section(section, blank) for section in sections),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _section(section: GovernanceSection, blank: str) -> str:
    words = "".join(f"<p>{escape(line)}</p>\n" for line in section.words)
    left_open = f"<em>{escape(blank)}</em>"
    rows = "".join(
        f'<tr><th scope="row">{escape(what)}</th><td>{escape(answer) or left_open}</td></tr>\n'
        for what, answer in section.rows
    )
    table = f"<table>\n{rows}</table>\n" if rows else ""
    return f"<h2>{escape(section.title)}</h2>\n{words}{table}"
