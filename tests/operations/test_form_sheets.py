"""By which sheets an audit is read: its form's own, or those that the shipped form of the same id lends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audit_app.operations.file import audits
from audit_app.operations.form_sheets import renamed
from audit_app.operations.read import pages
from audit_app.readers.form_workbook import READING_SHEETS
from audit_app.store.forms import add_form, current_form
from audit_app.store.writing import transaction
from audit_app.xforms.compile import compile_form
from audit_app.xforms.parse import read_form
from tests.form.filled import PAGES, form, sheets
from tests.once import Once
from tests.samples import copied, made_up


def test_an_audit_begun_before_there_were_such_sheets_still_shows_its_pages(
    once: Once, tmp_path: Path
) -> None:
    made = made_up(once)
    audit = copied(made, tmp_path / "old.audit")
    before = {figure.id: figure for figure in pages.measures(pages.read(audit))}
    with transaction(audit.file):
        stored = current_form(audit.file)
        old = {name: rows for name, rows in stored.sheets.items() if name not in READING_SHEETS}
        add_form(audit.file, replace(stored, sheets=old), "2025-01-01T00:00:00+00:00")
    audits.close_audit(audit)
    again = audits.open_audit(tmp_path / "old.audit", made[1])
    try:
        assert pages.listed(again) == PAGES
        assert {figure.id: figure for figure in pages.measures(pages.read(again))} == before
    finally:
        audits.close_audit(again)


def test_earlier_names_give_way_to_present_ones_in_names_lists_and_conditions() -> None:
    asked = {"type": "text", "name": "father_role", "label": "Who?", "bind::audit:was": "who_he_is"}
    settings = {"form_id": "small", "namespaces": 'audit="https://audit-app.invalid/xforms"'}
    changed = read_form(compile_form({"survey": [asked], "settings": [settings]}).xml)
    found = renamed(
        {
            "roles": [{"role": "father", "question": "who_he_is", "values": "who_he_is"}],
            "planning": [{"id": "who_he_is", "reads": "edd who_he_is"}],
            "derived": [{"population": "who_he_is != a who_he_is and birth_date = b"}],
        },
        changed,
    )
    assert found == {
        "roles": [{"role": "father", "question": "father_role", "values": "who_he_is"}],
        "planning": [{"id": "who_he_is", "reads": "edd father_role"}],
        "derived": [{"population": "father_role != a who_he_is and birth_date = b"}],
    }
    assert renamed(sheets(), form()) == sheets()
