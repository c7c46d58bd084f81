"""The form's sheets `pages`, `blocks` and `findings`, as the pages that they declare.

What is wrong in them is said by `form check`; here a row that can't be used is left out, so that an audit
whose form lost a question still shows the rest of its pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audit_app.analysis.pages.spec import FAMILIES, BlockSpec, FindingSpec, PageSpec
from audit_app.words import _, said

Rows = Sequence[Mapping[str, str]]
Sheets = Mapping[str, Rows]

PAGES, BLOCKS, FINDINGS, MEASURES = "pages", "blocks", "findings", "measures"


def read_pages(sheets: Sheets) -> tuple[PageSpec, ...]:
    """The pages that a form declares, in order, in the language in use; one without a block is none. A form
    that declares none has one page of its measures by their sections, so that it can be read and shared."""
    if not any(_filled(sheets, PAGES)):
        return tuple(_of_measures(sheets))
    blocks, findings = list(_filled(sheets, BLOCKS)), list(_filled(sheets, FINDINGS))
    made = (_page(row, blocks, findings) for row in _filled(sheets, PAGES))
    return tuple(page for page in made if page.blocks)


def _of_measures(sheets: Sheets) -> Iterator[PageSpec]:
    sections: dict[str, list[str]] = {}
    for row in _filled(sheets, MEASURES):
        sections.setdefault(said(row, "section") or _("Measures"), []).append(row["id"])
    blocks = [
        BlockSpec(f"section_{number}", section, figures=tuple(ids))
        for number, (section, ids) in enumerate(sections.items(), 1)
    ]
    if any(_filled(sheets, "needs")):
        blocks.append(BlockSpec("gaps", _("Needs and offers"), "matrix", adds=("gaps", "overall")))
    if blocks:
        yield PageSpec(
            MEASURES, _("Measures"), _("What do the files say, measure by measure?"), tuple(blocks)
        )


def _filled(sheets: Sheets, name: str) -> Iterator[Mapping[str, str]]:
    for row in sheets.get(name, ()):
        cells = {column: str(text or "").strip() for column, text in row.items()}
        if cells.get("id"):
            yield cells


def _page(row: Mapping[str, str], blocks: Rows, findings: Rows) -> PageSpec:
    id_ = row["id"]
    return PageSpec(
        id=id_,
        title=said(row, "title"),
        question=said(row, "question"),
        blocks=tuple(_block(each) for each in blocks if each.get("page") == id_),
        findings=tuple(_clause(each) for each in findings if each.get("page") == id_),
        cautions=_lines(row, "cautions"),
        counted=row.get("counted") or FAMILIES,
        tab=said(row, "tab"),
        leads=_names(row, "leads"),
    )


def _block(row: Mapping[str, str]) -> BlockSpec:
    return BlockSpec(
        id=row["id"],
        title=said(row, "title"),
        picture=row.get("picture", ""),
        figures=_names(row, "figures"),
        cautions=_lines(row, "cautions"),
        kinds=frozenset(_names(row, "kinds")),
        adds=_names(row, "adds"),
    )


def _clause(row: Mapping[str, str]) -> FindingSpec:
    return FindingSpec(
        id=row["id"],
        say=row.get("say", ""),
        figures=_names(row, "figure"),
        kinds=_names(row, "kind"),
        row=row.get("row", ""),
        words=said(row, "words"),
        unless=row.get("unless", ""),
        follows=row.get("follows", ""),
    )


def _names(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(row.get(column, "").split())


def _lines(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """A cell with a caution a line."""
    return tuple(line.strip() for line in said(row, column).splitlines() if line.strip())
