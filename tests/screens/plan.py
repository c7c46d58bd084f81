"""Planning an audit from a made-up list, step by step, for pictures: each step is one to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from audit_app.model import AreaFigure, AuditInfo, Key, LocalEvent
from audit_app.operations import forms
from audit_app.operations.area import area_context
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, cases
from audit_app.operations.demo import FORM
from audit_app.operations.file.audits import create_audit
from audit_app.operations.plan import handing_out, prefilling
from audit_app.operations.plan.sampling import Method
from audit_app.ui.main_window import MainWindow
from tests.screens.camera import opened

_PASSPHRASE = "a plan made up for pictures"
_TEAMS = ("North", "South", "Assessment")
_OFFICERS = ("A. Baker", "C. Danso", "E. Farid")

_YEARS = (("2023/24", (171, 66, 35, 29, 5230)), ("2024/25", (164, 61, 36, 31, 5090)))
_FIGURES = tuple(
    AreaFigure("Testshire", "area", year, item.name, value)
    for year, values in _YEARS
    for item, value in zip(area_context.ITEMS, values, strict=False)
)
_EVENTS = (LocalEvent("2024-09-02", "Specialist midwife began"), LocalEvent("2025-02-10", "Threshold moved"))


def planning(window: MainWindow, scratch: Path, form: str | Path = FORM) -> Iterator[str]:
    """The name of each picture, once the window shows what it is of; the window is left on the plan of the
    made-up audit."""
    audit = window._desk.now(_make, scratch, form)
    the_list = _write_list(scratch)
    window.entrance.opened.emit(audit, _PASSPHRASE)
    space, _audit = opened(window)
    plan = space.plan
    space.go_plan()
    plan.list.preview(the_list)
    yield "plan-list"
    plan.list.understood.show_problems()
    yield "plan-list-problems"
    plan.list.take_in()
    yield ""
    plan.show_part(plan.prefill)
    plan.prefill.preview(the_list)
    yield "plan-extract"
    plan.prefill.take_in()
    yield ""
    window._desk.now(_confirm_some, audit)
    plan.prefill.read()
    yield "plan-compare"
    window._desk.now(area_context.set_figures, audit, _FIGURES)
    window._desk.now(area_context.set_events, audit, _EVENTS)
    plan.show_part(plan.area)
    yield "plan-area"
    plan.show_part(plan.form)
    plan.form.compare(_another_version(scratch))
    yield "plan-form"
    plan.show_part(plan.modules)
    yield "plan-modules"
    plan.show_part(plan.cuts)
    yield "plan-cuts"
    plan.show_part(plan.sample)
    plan.sample.form.fill_in(Method.FIXED, 6, by=("team",), seed=4711, basis="date of referral")
    yield "plan-sample-form"
    plan.sample.form.give()
    yield "plan-sample"
    plan.sample.keep()
    for name in _OFFICERS:
        window._desk.now(handing_out.add_officer, audit, name)
    window._desk.now(handing_out.assign_evenly, audit, _OFFICERS, seed=1)
    window._desk.now(handing_out.assign_due, audit, _OFFICERS, seed=1)
    plan.show_part(plan.handing)
    yield "plan-hand-out"
    path = scratch / "pack for A. Baker.audit"
    window._desk.now(handing_out.write_pack, audit, _OFFICERS[0], path, _PASSPHRASE)
    plan.read()
    plan.handing.show_packs()
    yield "plan-packs"
    space.open_case(window._desk.now(_unconfirmed, audit), Key("edd_latest"))
    yield "case-extract"
    space.go_plan()


def _make(scratch: Path, form: str | Path) -> Audit:
    info = AuditInfo("Pre-birth audit", area="Testshire", period="2025-04-01..2026-03-31", round="2")
    path = scratch / "second round.audit"
    audit, _code = create_audit(path, _PASSPHRASE, form=form, info=info, person="R. Mann")
    return audit


def _another_version(scratch: Path) -> Path:
    """The form with a question renamed, and a new one."""
    path = scratch / "our version.xlsx"
    forms.export_form("prebirth_case_audit", path)
    book = load_workbook(path)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str):
            cell.value = cell.value.replace("edd_latest", "due_latest")
    survey = book["survey"]
    columns = {cell.value: cell.column or 0 for cell in survey[1]}
    was = "bind::audit:was"
    survey.cell(1, columns.setdefault(was, len(columns) + 1), was)
    row = next(cell.row for cell in survey["B"] if cell.value == "due_latest")
    survey.cell(row, columns[was], "edd_latest")
    survey.insert_rows(row)
    for name, text in (("type", "text"), ("name", "who_booked"), ("label", "Who made the booking?")):
        survey.cell(row, columns[name], text)
    settings = book["settings"]
    settings.cell(2, next(cell.column for cell in settings[1] if cell.value == "version"), "our own")
    book.save(path)
    return path


def _write_list(scratch: Path) -> Path:
    """Ninety cases, with the flaws that lists have."""
    rows = [_row(number) for number in range(90)]
    contradiction = rows[3].replace(_team(3), "Elsewhere")
    path = scratch / "pre-birth referrals.csv"
    heading = "Child ID,Mother ID,Team,Due date,Date of referral,Ethnic origin"
    path.write_text("\n".join([heading, *rows, ",,North,,,", contradiction]) + "\n", encoding="utf-8")
    return path


def _row(n: int) -> str:
    mother = 51000 + n - (n % 30 == 1)  # some are twins
    referral = "May be 8 Jan 2025" if n == 40 else f"{n % 27 + 1}/{n * 5 % 12 + 1}/25"
    ethnic = "a) WBRI" if n % 4 else "MWBC"
    return f"{204100 + n},{mother},{_team(n)},{n % 28 + 1}/{n % 12 + 1}/2025,{referral},{ethnic}"


def _team(n: int) -> str:
    return _TEAMS[n * 7 % 10 % 3]


def _confirm_some(audit: Audit) -> None:
    """Half a dozen cases looked at: most as the extract says, one not, one silent."""
    key = Key("edd_latest")
    for number, ref in enumerate(cases.list_cases(audit)[:6]):
        case = answering.open_case(audit, ref.id)
        if number < 4:
            prefilling.confirm_extract(case, key)
        else:
            answering.not_in_the_file(case, key)


def _unconfirmed(audit: Audit) -> str:
    return cases.list_cases(audit)[20].id
