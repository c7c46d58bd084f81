"""A form small enough to read in one look, with one of everything that an operation must get right."""

from __future__ import annotations

import csv
from pathlib import Path

_COLUMNS = (
    *("type", "name", "label", "relevant", "calculation", "constraint", "constraint_message", "required"),
    *("repeat_count", "bind::audit:record", "bind::audit:edd", "bind::audit:warning"),
    *("bind::audit:warning_msg", "bind::audit:every_page", "bind::audit:summary", "read_only"),
)

_SURVEY: tuple[dict[str, str], ...] = (
    {"type": "begin_group", "name": "concern", "label": "Concern", "bind::audit:every_page": "yes"},
    {"type": "select_one yes_no", "name": "immediate_concern", "label": "Is there a concern?"},
    {
        "type": "text",
        "name": "concern_what",
        "label": "What is it?",
        "relevant": "${immediate_concern} = 'yes'",
    },
    {"type": "end_group"},
    {"type": "begin_group", "name": "start", "label": "First page"},
    {"type": "select_multiple records", "name": "records_seen", "label": "Which records were opened?"},
    {"type": "select_one pathway", "name": "pathway", "label": "How far did it go?"},
    {"type": "end_group"},
    {"type": "begin_group", "name": "parents", "label": "Parents"},
    {
        "type": "integer",
        "name": "mother_age",
        "label": "Mother's age",
        "constraint": ". >= 10",
        "constraint_message": "That is too young.",
        "bind::audit:warning": ". < 50",
        "bind::audit:warning_msg": "That is unusual.",
        "bind::audit:record": "case_system",
    },
    {
        "type": "select_one need",
        "name": "mother_need",
        "label": "Need of the mother",
        "bind::audit:record": "maternity legal_file",
    },
    {
        "type": "select_one offer",
        "name": "mother_offer",
        "label": "Was help offered?",
        "relevant": "${mother_need} = 'current'",
        "bind::audit:record": "case_system",
    },
    {"type": "begin_repeat", "name": "fathers", "label": "Fathers"},
    {"type": "select_one role", "name": "father_role", "label": "Who is he?"},
    {
        "type": "text",
        "name": "father_known_by",
        "label": "Known by",
        "relevant": "${father_role} = 'confirmed'",
    },
    {"type": "end_repeat"},
    {"type": "end_group"},
    {"type": "begin_group", "name": "care", "label": "Own care history"},
    {"type": "begin_repeat", "name": "father_care", "label": "His care", "repeat_count": "count(${fathers})"},
    {"type": "select_one yes_no", "name": "father_in_care", "label": "Was he in care?"},
    {"type": "end_repeat"},
    {"type": "end_group"},
    {"type": "begin_group", "name": "help", "label": "Help"},
    {"type": "begin_repeat", "name": "services", "label": "Services"},
    {"type": "text", "name": "service_type", "label": "What service?"},
    {"type": "begin_repeat", "name": "visits", "label": "Visits"},
    {"type": "integer", "name": "visit_length", "label": "How long?"},
    {"type": "end_repeat"},
    {"type": "end_repeat"},
    {"type": "end_group"},
    {"type": "begin_group", "name": "timing", "label": "Timing"},
    {"type": "date", "name": "due", "label": "Expected date"},
    {"type": "date", "name": "birth_date", "label": "Date of birth"},
    {"type": "date", "name": "seen", "label": "First seen", "bind::audit:edd": "due"},
    {
        "type": "calculate",
        "name": "days_early",
        "label": "Days early",
        "calculation": "round(decimal-date-time(${due}) - decimal-date-time(${birth_date}))",
    },
    {
        "type": "calculate",
        "name": "n_fathers",
        "label": "Number of fathers",
        "calculation": "count(${fathers})",
    },
    {"type": "end_group"},
)

_CHOICES = {
    "yes_no": ("yes", "no"),
    "records": ("case_system", "maternity", "legal_file"),
    "pathway": ("early_help", "cp_plan"),
    "need": ("current", "historic", "no"),
    "offer": ("offered", "no_offer_found"),
    "role": ("confirmed", "putative"),
}


def write_small_form(folder: Path) -> Path:
    """The form as a folder of CSVs, as forms are shipped."""
    folder.mkdir()
    _write(folder / "survey.csv", _COLUMNS, _SURVEY)
    choices = [
        {"list_name": of, "name": name, "label": name.replace("_", " ").capitalize()}
        for of, names in _CHOICES.items()
        for name in names
    ]
    _write(folder / "choices.csv", ("list_name", "name", "label"), choices)
    settings = {
        "form_title": "Small form",
        "form_id": "small",
        "version": "1",
        "namespaces": 'audit="https://audit-app.invalid/xforms"',
    }
    _write(folder / "settings.csv", tuple(settings), [settings])
    return folder


def _write(path: Path, columns: tuple[str, ...], rows: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)  # type: ignore[arg-type]
