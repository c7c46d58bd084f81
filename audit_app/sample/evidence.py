"""Where made-up answers stand: documents, pages, and short quotes that name nobody. The table of odds has
lines for them: `document/PAGE/QUESTION`, `found_in/QUESTION`, `quote/QUESTION/ANSWER`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from audit_app.model import Evidence
from audit_app.sample.chance import Chance
from audit_app.sample.facts import NO_EVIDENCE
from audit_app.sample.odds import OddsLine
from audit_app.xforms.definition import CHOICE_TYPES, Question

_SHARE = 0.42
"""How many answers carry evidence."""
_HELD = {
    "legal_file": frozenset({"legal_file", "court_bundle"}),
    "maternity": frozenset({"maternity_summary"}),
    "early_help": frozenset({"early_help"}),
}
"""The records in which a place is."""
_USUAL_PLACE = "case_document"
Lines = Callable[[str], OddsLine | None]


def evidence_for(
    question: Question, value: str, day: date, opened: frozenset[str], lines: Lines, chance: Chance
) -> Evidence:
    """Made-up evidence for an answer, in a document of `day` or shortly after; none for what no record would
    hold. `opened` are the records that were. `lines` finds the line of the table that counts now."""
    if not question.record:
        return NO_EVIDENCE
    found = _found_in(question, opened, lines, chance) if question.found else ""
    if not chance.yes(_SHARE):
        return Evidence(found_in=found) if found else NO_EVIDENCE
    said = _drawn(lines(f"quote/{question.name}/{value}"), chance) if question.type in CHOICE_TYPES else ""
    return Evidence(
        document=_drawn(lines(f"document/{question.section}/{question.name}"), chance),
        date=(day + timedelta(days=chance.between(0, 20))).isoformat() if chance.yes(0.7) else "",
        page=str(chance.between(1, 24)) if chance.yes(0.55) else "",
        quote=said if chance.yes(0.85) else "",
        found_in=found,
    )


def _found_in(question: Question, opened: frozenset[str], lines: Lines, chance: Chance) -> str:
    """What a system holds as a field, what only its documents say, and what stands in another file
    altogether, if that one was opened."""
    place = _drawn(lines(f"found_in/{question.name}"), chance)
    return place if opened & _HELD.get(place, opened) else _USUAL_PLACE


def _drawn(line: OddsLine | None, chance: Chance) -> str:
    """What a line gives; `(…)` is nothing."""
    drawn = line.draw(chance) if line else None
    return drawn if isinstance(drawn, str) else ""
