"""A handbook from its Markdown: a web page in one file that fetches nothing, and a PDF."""

from __future__ import annotations

from html import escape

from audit_app.export.markdown import Around, printed_parts, web_text
from audit_app.export.printed import Contents, PrintedDocument, PrintedHeading

_STYLE = """body { font-family: sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em;
 line-height: 1.45; color: #1f2328; background: #fff; }
h1, h2 { color: #1f5f8b; } img { max-width: 100%; height: auto; border: 1px solid #b8bdc4; }
table { border-collapse: collapse; margin: 1em 0; } th, td { border: 1px solid #888; padding: .3em .5em;
 text-align: left; vertical-align: top; } pre { background: #eef2f5; padding: .7em; overflow-x: auto; }
code { font-size: .92em; overflow-wrap: anywhere; } nav { columns: 2; } nav a { display: block; }
a { color: #1f5f8b; }
@media (prefers-color-scheme: dark) { body { color: #e6e6e6; background: #1e1e1e; }
 h1, h2, a { color: #8cc4ea; } pre { background: #2b2b2b; } }
@media print { nav { display: none; } h2 { break-after: avoid; } img { break-inside: avoid; } }"""
ENGLISH = "en-GB"


def web_page(title: str, about: str, text: str, around: Around) -> bytes:
    """The text as a web page; `about` says under its title what it was made of."""
    made = web_text(text, around)
    first, end, rest = made.body.partition("</h1>")
    links = "".join(f'<a href="#{escape(name)}">{escape(said)}</a>\n' for name, said in made.headings)
    return (
        f'<!DOCTYPE html>\n<html lang="{ENGLISH}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n{first}{end}\n<p><small>{escape(about)}</small></p>\n"
        f"<nav>\n{links}</nav>\n{rest}</body>\n</html>\n"
    ).encode()


def pdf(title: str, about: str, contents: str, text: str, around: Around) -> bytes:
    """The text as PDF, with its headings as outline and a list of them named `contents` at its beginning."""
    from audit_app.export.pdf import write_pdf

    first, *rest = printed_parts(text, around)
    assert isinstance(first, PrintedHeading)
    parts = (first, Contents(contents), *rest)
    return write_pdf(PrintedDocument(title, parts, foot=about, about=about, language=ENGLISH))[0]
