"""REDCap's data dictionary: a CSV with a row a field."""

from __future__ import annotations

from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.readers import limits
from audit_app.readers.files import shown, too_large
from audit_app.readers.table_file import Table, read_table
from audit_app.words import _
from audit_app.xforms.redcap import RedcapField

# By the parts of a field, the headings of the dictionary that REDCap's pages give, and those of its API.
HEADINGS = {
    "name": ("Variable / Field Name", "field_name"),
    "form": ("Form Name", "form_name"),
    "section": ("Section Header", "section_header"),
    "type": ("Field Type", "field_type"),
    "label": ("Field Label", "field_label"),
    "choices": ("Choices, Calculations, OR Slider Labels", "select_choices_or_calculations"),
    "note": ("Field Note", "field_note"),
    "validation": (
        "Text Validation Type OR Show Slider Number",
        "text_validation_type_or_show_slider_number",
    ),
    "low": ("Text Validation Min", "text_validation_min"),
    "high": ("Text Validation Max", "text_validation_max"),
    "identifier": ("Identifier?", "identifier"),
    "branching": ("Branching Logic (Show field only if...)", "branching_logic"),
    "required": ("Required Field?", "required_field"),
    "ranking": ("Matrix Ranking?", "matrix_ranking"),
    "annotation": ("Field Annotation", "field_annotation"),
}
_NEEDED = ("name", "form", "type", "label")


def read_dictionary(path: Path) -> tuple[list[RedcapField], dict[str, str]]:
    """The fields of a dictionary, and the file's own headings by part. AuditError for a table that is none,
    a field that stands twice, and for more fields than a form may have."""
    table = read_table(path)
    if len(table.rows) > limits.FORM_ROWS:
        raise too_large(path, _("it has more than {n} fields").format(n=f"{limits.FORM_ROWS:,}"))
    headings = _headings(path, table)
    fields = [
        RedcapField(
            row.number, **{part: _cell(part, row.values[heading]) for part, heading in headings.items()}
        )
        for row in table.rows
    ]
    first: dict[str, int] = {}
    twice = [each for each in fields if first.setdefault(each.name, each.row) != each.row]
    if twice:
        problems = [
            Problem(
                _("“{name}” stands in row {row} already.").format(
                    name=shown(each.name), row=first[each.name]
                ),
                _("Give each field a name of its own."),
                shown(path.name),
                row=each.row,
                column=headings["name"],
            )
            for each in twice
        ]
        raise AuditError(_("{file} can't be brought in.").format(file=shown(path.name)), problems)
    return fields, headings


def _headings(path: Path, table: Table) -> dict[str, str]:
    given = {_plain(heading): heading for heading in table.headers}
    found = {
        part: given[_plain(name)]
        for part, names in HEADINGS.items()
        for name in names
        if _plain(name) in given
    }
    missing = [HEADINGS[part][0] for part in _NEEDED if part not in found]
    if missing:
        raise AuditError(
            _("{file} is no data dictionary of REDCap: it has no column {names}.").format(
                file=shown(path.name), names=", ".join(missing)
            )
        )
    return found


def _cell(part: str, text: str) -> str:
    stripped = text.strip()
    return stripped.lower() if part in ("name", "type", "form") else stripped


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.lower() if letter.isalnum())
