"""A form with a core and three modules, small enough to count by hand."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.xforms.forms import YES_NO, survey

NAMESPACES = 'audit="https://audit-app.invalid/xforms"'
SURVEY = """
begin_group every bind::audit:every_page=yes
select_one yes_no immediate_concern
end_group
begin_group core label=Core
hidden country
integer age
select_one yes_no known
calculate next_age calculation="${age} + 1"
end_group
begin_group court label=Court bind::audit:module=court
date heard
select_one yes_no represented relevant="${heard} != ''"
calculate law calculation="if(${country} = 'wales', 'Part 4', 'section 20')"
note words label="Under ${law}"
end_group
begin_group home label=Home bind::audit:module=placements
begin_repeat stays label=Stays
text stay_who
date stay_end
end_repeat
end_group
begin_group after label=After bind::audit:module=outcomes
text living_with required=yes
end_group
"""
MODULES = {
    "placements": ("Placements", "where the baby stayed"),
    "court": ("Court", "hearings and who was represented"),
    "outcomes": ("Outcomes", ""),
}
ORDINARY = {"age": "24", "known": "yes", "heard": "2025-01-03", "stays[2]/stay_who": "grandmother"}
# heard and represented; two stays with two questions each; one.
ADDS = {"placements": 4, "court": 2, "outcomes": 1}
CORE = 3  # immediate concern, age, known


def sheets() -> dict[str, list[dict[str, str]]]:
    settings = {"form_id": "modular", "form_title": "Modular", "version": "1", "namespaces": NAMESPACES}
    return {
        "survey": survey(SURVEY),
        "choices": YES_NO,
        "settings": [settings],
        "modules": [{"id": name, "label": said, "adds": adds} for name, (said, adds) in MODULES.items()],
        "ordinary": [{"question": name, "value": value} for name, value in ORDINARY.items()],
    }


def write_form(folder: Path, rows: dict[str, list[dict[str, str]]] | None = None) -> Path:
    """The form's folder, of these sheets or its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (rows or sheets()).items():
        columns = dict.fromkeys(column for line in lines for column in line)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(lines)
    return folder
