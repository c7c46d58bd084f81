"""A small form in two versions, with one of everything that a new version can do to answers."""

from __future__ import annotations

from pathlib import Path

from audit_app.readers.form_workbook import Sheets
from tests.operations.modular_form import NAMESPACES, write_form
from tests.xforms.forms import YES_NO, survey

FIRST = """
begin_group every bind::audit:every_page=yes
select_one yes_no immediate_concern
end_group
begin_group first_page label=First
integer mother_age
select_one harm abuse
select_multiple needs needs
text remark
select_one grade grade
end_group
begin_group family label=Family
begin_repeat fathers label=Fathers
select_one role father_role
end_repeat
end_group
begin_group care label=Care
begin_repeat father_care label=Care repeat_count=count(${fathers})
select_one yes_no father_in_care
end_repeat
date seen
calculate older calculation="${mother_age} + 1"
end_group
"""
FIRST_CHOICES = {
    "harm": ("current", "past", "no"),
    "needs": ("housing", "debt", "drugs"),
    "grade": ("good", "poor"),
    "role": ("confirmed", "putative"),
}

# Renamed: mother_age, the repeat father_care and a choice of needs. Split: abuse. Gone: remark, and a choice
# of grade. Moved: seen. New: smokes.
SECOND = """
begin_group every bind::audit:every_page=yes
select_one yes_no immediate_concern
end_group
begin_group first_page label=First
integer age bind::audit:was=mother_age
select_one harm was_harmed
select_one harm caused_harm
select_multiple needs needs
date seen
select_one grade grade
select_one yes_no smokes
end_group
begin_group family label=Family
begin_repeat fathers label=Fathers
select_one role father_role
end_repeat
end_group
begin_group care label=Care
begin_repeat father_history label=Care repeat_count=count(${fathers}) bind::audit:was=father_care
select_one yes_no father_in_care
end_repeat
calculate older calculation="${age} + 1"
end_group
"""
SECOND_CHOICES = FIRST_CHOICES | {"needs": ("housing", "money", "drugs"), "grade": ("good", "fair")}
WAS = {("needs", "money"): "debt"}
CARRIED = (
    ("abuse", "current", "was_harmed", "", "Was the mother harmed, or did she cause harm?"),
    ("abuse", "current", "caused_harm", "no", "Was the mother harmed, or did she cause harm?"),
    ("abuse", "past", "was_harmed", "", ""),
    ("abuse", "no", "was_harmed", "", ""),
    ("abuse", "no", "caused_harm", "", ""),
)
_MEASURE = {"section": "Mothers", "denominator": "fact"}


def sheets(
    text: str,
    lists: dict[str, tuple[str, ...]],
    version: str,
    *,
    age: str = "mother_age",
    was: dict[tuple[str, str], str] | None = None,
    carried: tuple[tuple[str, ...], ...] = (),
) -> Sheets:
    """A version of the form."""
    choices = [
        {"list_name": of, "name": name, "label": f"{of} {name}", "was": (was or {}).get((of, name), "")}
        for of, names in lists.items()
        for name in names
    ]
    settings = {"form_id": "versions", "form_title": "Versions", "version": version, "namespaces": NAMESPACES}
    measures = [
        _MEASURE | {"id": "M1.1_age", "label": "Age", "kind": "number", "question": age, "numerator": ""},
        _MEASURE
        | {
            "id": "M1.2_housing",
            "label": "Housing",
            "kind": "proportion",
            "question": "needs",
            "numerator": "housing",
        },
    ]
    made = {
        "survey": survey(text),
        "choices": [*YES_NO, *choices],
        "settings": [settings],
        "measures": measures,
    }
    if carried:
        columns = ("from", "choice", "question", "value", "note")
        made["carried"] = [dict(zip(columns, row, strict=True)) for row in carried]
    return made


def first() -> Sheets:
    """Version 1."""
    return sheets(FIRST, FIRST_CHOICES, "1")


def second() -> Sheets:
    """Version 2, which follows it."""
    return sheets(SECOND, SECOND_CHOICES, "2", age="age", was=WAS, carried=CARRIED)


def write_versions(folder: Path) -> tuple[Path, Path]:
    """Both, as folders."""
    return write_form(folder / "first", first()), write_form(folder / "second", second())
