"""Which of a form's pages there are: those of which any figure can be made of the questions that it asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit_app.analysis.derived import Derived
from audit_app.analysis.pages.spec import PageSpec, is_named
from audit_app.results.inputs import FormRole

Sheets = Mapping[str, Sequence[Mapping[str, str]]]

GAPS = ("gaps", "overall", "load")


@dataclass(frozen=True)
class Offered:
    """What a form can fill pages with: its figures, by id, each with the ids of its pages; and what can stand
    beside them (`spec.ADDS`), as far as it depends on the form."""

    figures: Mapping[str, str]
    adds: frozenset[str]


def offered(
    sheets: Sheets, roles: Mapping[str, FormRole], derived: Iterable[Derived], questions: Collection[str]
) -> Offered:
    """What the sheets offer of a form that asks these questions."""
    return Offered(dict(_figures(sheets, derived, questions)), frozenset(_adds(sheets, roles, questions)))


def there(pages: Iterable[PageSpec], found: Offered) -> tuple[PageSpec, ...]:
    """The pages that have something to show, or could have once there are cases."""
    return tuple(page for page in pages if _has_something(page, found))


def _has_something(page: PageSpec, found: Offered) -> bool:
    if any(not found.adds.isdisjoint(block.adds) for block in page.blocks):
        return True
    if any(page.id in of_pages.split() for of_pages in found.figures.values()):
        return True
    names = {name for block in page.blocks for name in block.figures}
    return any(is_named(id_, name) for name in names for id_ in found.figures)


def _figures(
    sheets: Sheets, derived: Iterable[Derived], questions: Collection[str]
) -> Iterator[tuple[str, str]]:
    for row in sheets.get("measures", ()):
        asked = {row.get("question", ""), row.get("from", "")} - {"", None}
        if row.get("id") and asked and asked <= set(questions):
            yield row["id"], row.get("page") or ""
    for each in derived:
        if each.is_possible(questions):
            yield each.id, each.measure.page
    for row in sheets.get("needs", ()):
        if row.get("id") and row.get("question") in questions:
            yield f"M8.1_chain_{row['id']}", ""


def _adds(sheets: Sheets, roles: Mapping[str, FormRole], questions: Collection[str]) -> Iterator[str]:
    if any(row.get("question") in questions for row in sheets.get("needs", ())):
        yield from GAPS
    if any(set(row.get("reads", "").split()) & set(questions) for row in sheets.get("planning", ())):
        yield "answerable"
    pairs = [(row.get("first"), row.get("second")) for row in sheets.get("orders", ())]
    steps = [row.get("gestation") for row in sheets.get("steps", ())]
    if any(set(pair) <= set(questions) for pair in pairs) or any(step in questions for step in steps):
        yield "contradictions"
    if "referral" in roles and roles["referral"].question in questions:
        yield "periods"
