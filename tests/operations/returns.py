"""Made-up cases of the second shipped form, `return_home_audit`: children who went home from care."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.operations.case.answers_file import import_answers
from audit_app.operations.file import audits
from audit_app.paths import FORMS
from audit_app.readers.form_workbook import read_form_sheets

FORM = "return_home_audit"
PASSPHRASE = "plum harbour lantern"
N_CASES = 15
NEVER = "never"
"""Of a date that never came."""
RENAMED = {"assessed": "return_assessed", "child_age": "age_home", "service_started_date": "help_began"}
"""Earlier and present names of questions in a copy of the form."""


def audit_of_returns(folder: Path, form: str | Path = FORM) -> Audit:
    """An audit with the form and 15 finished cases, taken in from a file of answers."""
    audit, _code = audits.create_audit(
        folder / "returns.audit", PASSPHRASE, form=form, info=AuditInfo(name="Returns"), person="AB"
    )
    import_answers(audit, write_answers(folder / "answers.csv", set(audit.form.questions)))
    return audit


def write_answers(path: Path, questions: set[str]) -> Path:
    """The answers of all cases; an empty value is one that the file doesn't have. Of a form in which some
    questions are renamed, by their present names."""
    now = {name: new for name, new in RENAMED.items() if new in questions}
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("case", "auditor", "question", "state", "value", "status"))
        for number in range(1, N_CASES + 1):
            for path_, value in case_answers(Random(number)).items():
                row, _slash, name = path_.rpartition("/")
                question = "/".join(filter(None, (row, now.get(name, name))))
                state = "answered" if value else "not_recorded"
                cells = ("not_applicable", "") if value == NEVER else (state, value)
                writer.writerow((f"R{number:02}", "AB", question, *cells, "finished"))
    return path


def case_answers(chance: Random) -> dict[str, str]:
    """The answers of one case by question; an empty value is not in the file."""
    decided = date(2024, 1, 10) + timedelta(days=chance.randrange(200))
    home = decided + timedelta(days=chance.randrange(10, 90))
    back = home + timedelta(days=chance.randrange(60, 300)) if chance.random() < 0.4 else None
    said = {
        "records_seen": "case_system early_help",
        "child_age": str(chance.randrange(17)),
        "why_in_care": chance.choice(["neglect", "neglect parent_ill", "behaviour"]),
        "care_start_date": (decided - timedelta(days=chance.randrange(90, 900))).isoformat(),
        "returned_before": chance.choice(["yes", "no", "no"]),
        "decision_date": decided.isoformat(),
        "assessed": chance.choice(["yes", "yes", "no", ""]),
        "seen_alone": chance.choice(["yes", "no", ""]),
        "plan_written": chance.choice(["yes", "no"]),
        "reviewed": chance.choice(["yes", "no"]),
        "return_date": home.isoformat(),
        "first_visit_date": (home + timedelta(days=chance.randrange(21))).isoformat(),
        "lives_12m": "foster" if back else "home",
        "immediate_concern": "no",
    }
    for need in read_form_sheets(FORMS / FORM)["needs"]:
        said[need["question"]] = chance.choice(["current", "no", "no", "suspected"])
        if said[need["question"]] == "current":
            said[need["offer"]] = chance.choice(["offered", "no_offer_found"])
    said["back_in_care_date"] = back.isoformat() if back else NEVER
    if said["parent_need_parenting"] == "current":
        said |= {
            "services[1]/service_type": "parenting",
            "services[1]/service_needs": "parent_parenting",
            "services[1]/service_response": "accepted",
            "services[1]/service_started_date": home.isoformat(),
            "services[1]/service_end_reason": "completed",
        }
    return said
