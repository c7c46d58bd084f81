"""What is in plain letters and yet needs no translation: what people typed, names by which computers know
things, and the few words below.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

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
    "English Index of Multiple Deprivation (IMD)",  # an output of the form, in a calculation
    *("child protection plan", "entry on the child protection register", "section 20", "section 76"),
)
"""Titles of forms, names of keys, formats and methods, and what calculations of the form put into words."""
_CODES = re.compile(
    r"\w*_\w*|\b[A-Z]{1,2}\d[\w.]*|\b[a-z]+\.[a-z_0-9.]+|\b[\w -]+\.(?:audit|xlsx|pdf|csv|zip|key)\b"
)


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
    for name in ("sample_actions.csv", "national_figures.csv", "sample_area.csv"):
        with (RESOURCES / name).open(encoding="utf-8-sig", newline="") as file:
            columns = ("source", "period") if name.startswith("national") else ()
            for row in csv.DictReader(file):
                texts |= {row[column] for column in columns or row}
    for ref in cases.list_cases(audit):
        texts |= {ref.reference, ref.person, ref.round, *ref.attributes, *ref.attributes.values()}
    answers_file.export_answers(audit, scratch / "said.csv")
    questions = audit.form.questions
    with (scratch / "said.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            texts |= {row["note"], *row["evidence"].split("|"), *row["evidence"].split("; ")}
            question = questions.get(row["question"].rpartition("/")[2])
            if row["state"] == "unclear" or (question and question.type is QuestionType.TEXT):
                texts.add(row["value"])
    unlabelled = (name for name, question in questions.items() if not question.label)
    return Typed(texts | {name.replace("_", " ").capitalize() for name in unlabelled})
