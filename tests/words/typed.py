"""What is in plain letters and yet needs no translation: what people typed, names by which computers know
things, and the few words below.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from audit_app.model import Evidence
from audit_app.operations.act import actions, statements
from audit_app.operations.area import local_events
from audit_app.operations.audit import Audit
from audit_app.operations.case import answers_file, cases
from audit_app.paths import RESOURCES
from audit_app.sample import about
from audit_app.words import ENGLISH, speaking
from audit_app.xforms.definition import QuestionType
from tests.words.seen import plain_words

DECLARED = (
    *("Scroll Left", "Scroll Right"),  # Qt's own, of a row of tabs
    *("Ctrl", "Shift", "Alt", "PgUp", "PgDown", "Return", "Enter", "Tab", "Space", "Esc", "Del"),
    *("SHA-256", "Pre-birth case audit", "Return home audit", "English", "MADE-UP", "Excel", "CSV", "PDF"),
    *("pdf", "xlsx", "csv", "zip", "parquet", "audit-app", "PO", "Wilson", "Byar", "Newcombe"),
    *("Core group of", "from", "Aged", "At six weeks", "At six months", "At twelve months"),  # lines of rows
    "English Index of Multiple Deprivation (IMD)",  # an output of the form, in a calculation
    *("child protection plan", "entry on the child protection register", "section 20", "section 76"),
)
"""Titles of forms, names of keys, formats and methods, and what calculations of the form put into words."""
_CODES = re.compile(
    r"\w*_\w*|\b[A-Z]{1,2}\d[\w.]*|\b[a-z]+\.[a-z_0-9.]+|\b[\w -]+\.(?:audit|xlsx|pdf|csv|zip|key)\b"
)


_LISTS: dict[str, tuple[str, ...]] = {
    "sample_actions.csv": (),
    "sample_messages.csv": (),
    "sample_area.csv": (),
    "national_figures.csv": ("source", "period"),
    "practice_statements.csv": ("source",),
}
"""Lists of what people wrote: all columns, or these."""


class Typed:
    """Texts that are left out of what is looked at."""

    def __init__(self, texts: set[str]) -> None:
        known = sorted({text for text in texts if len(text) > 2}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known)))

    def escaped(self, text: str) -> str:
        """What of a text should have been in the other language; empty when nothing."""
        return " ".join(plain_words(_CODES.sub(" ", self._known.sub(" ", text))))


def typed_in(audit: Audit, scratch: Path) -> Typed:
    """What people typed into a sample audit, what its form's calculations are called, what is declared."""
    with speaking(ENGLISH):
        texts = {*DECLARED, *about.said()}  # kept in the sample as they were when it was made
    for name, columns in _LISTS.items():
        with (RESOURCES / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                texts |= {row[column] for column in columns or row}
    texts |= {event.text for event in local_events.events(audit)}
    texts |= {
        said.rating.note for each in statements.current(audit) for said in statements.history(audit, each)
    }
    texts |= set(_kept(actions.actions(audit)))
    for ref in cases.list_cases(audit):
        texts |= {ref.reference, ref.person, ref.round, *ref.attributes, *ref.attributes.values()}
        texts |= {name.replace("_", " ") for name in ref.attributes}
    answers_file.export_answers(audit, scratch / "said.csv")
    questions = audit.form.questions
    with (scratch / "said.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            evidence = Evidence.from_text(row["evidence"])
            texts |= {row["note"], evidence.document, evidence.quote, evidence.page}
            question = questions.get(row["question"].rpartition("/")[2])
            if row["state"] == "unclear" or (question and question.type is QuestionType.TEXT):
                texts.add(row["value"])
    unlabelled = (name for name, question in questions.items() if not question.label)
    texts |= {text.replace("_", " ").capitalize() for text in texts}
    return Typed(texts | {name.replace("_", " ").capitalize() for name in unlabelled})


def _kept(value: object) -> Iterator[str]:
    """The texts in what was kept of actions: as people wrote them, and as a figure was read on a day."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _kept(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _kept(each)
