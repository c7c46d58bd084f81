"""Every operation that writes, declared once: what must be there, what is open, what is done.

Whatever an operation has returned from counts as acknowledged, and so does each `desk.acknowledge()` within.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from audit_app.cli.main import cli
from audit_app.errors import AuditError
from audit_app.model import AuditInfo
from audit_app.operations.case import answering, answers_file, rows
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.file import audits, working_copy
from audit_app.operations.gather import conflicts, taking_in
from audit_app.operations.plan import case_lists, handing_out, modules, prefilling, sampling
from audit_app.operations.plan.prefill_maps import PrefillMap
from audit_app.operations.share import exporting
from tests.faults import shim
from tests.faults.desk import FORM, MAIN, NEW_PASSPHRASE, PACK, PACK_PASSPHRASE, PASSPHRASE, Desk
from tests.operations.team import find

Step = Callable[[Desk], None]


@dataclass(frozen=True)
class Operation:
    """`kind` is the folder it starts from (see `desk.KINDS`), `begin` what is done before faults begin.
    `secret` may open the audit once it is done; `also_in` says where else its rows may be meanwhile."""

    name: str
    do: Step
    kind: str = "north"
    begin: Step = Desk.open
    secret: str = ""
    also_in: str = ""
    may_leave: str = ""  # a whole file that can stay when it is refused
    remembers: tuple[str, ...] = ()  # tables in which it can stay, where taking it back fails too
    is_often: bool = False  # in the small share too


def _case(desk: Desk, reference: str) -> OpenCase:
    return answering.open_case(desk.opened, find(desk.opened, reference).id)


def _nothing(desk: Desk) -> None:
    pass


def _create(desk: Desk) -> None:
    path = desk.folder / "south.audit"
    audit, code = audits.create_audit(
        path, PASSPHRASE, form=desk.folder / FORM, info=AuditInfo(name="South", round="baseline"), person="AB"
    )
    desk.audit, desk.main, desk.secrets = audit, path.name, (code,)


def _save(desk: Desk) -> None:
    for _ in range(3):
        desk.answer()
        desk.acknowledge()


def _add_row(desk: Desk) -> None:
    rows.add_row(_case(desk, "C1"), "fathers")


def _mark_rest(desk: Desk) -> None:
    answering.mark_rest(_case(desk, "C1"), "timing")


def _undo(desk: Desk) -> None:
    answering.undo(_case(desk, "C1"))


def _finish(desk: Desk) -> None:
    answering.finish(_case(desk, "C2"), "Checked twice")


def _import_list(desk: Desk) -> None:
    shown = case_lists.preview(desk.opened, desk.folder / "list.csv", progress=desk.progress)
    case_lists.import_list(desk.opened, shown, desk.progress)


def _import_answers(desk: Desk) -> None:
    answers_file.import_answers(desk.opened, desk.folder / "answers.csv", desk.progress)


def _draw(desk: Desk) -> None:
    sampling.draw(desk.opened, sampling.SamplePlan(size=2, seed=1))


def _hand_out(desk: Desk) -> None:
    handing_out.write_pack(desk.opened, "AB", desk.folder / "AB1.audit", PACK_PASSPHRASE, desk.progress)


def _take_in(desk: Desk) -> None:
    taking_in.merge(desk.opened, [desk.folder / PACK], progress=desk.progress)


def _settle(desk: Desk) -> None:
    conflicts.settle_by_rule(desk.opened, conflicts.SettlingRule.NEWEST, progress=desk.progress)


def _prepare_return(desk: Desk) -> None:
    handing_out.prepare_return(desk.opened, desk.folder / "to return.audit")


def _save_copy(desk: Desk) -> None:
    audits.save_copy(desk.opened, desk.folder / "copy.audit")


def _save_elsewhere(desk: Desk) -> None:
    desk.main = "elsewhere.audit"
    audits.save_elsewhere(desk.opened, desk.path)


def _change_passphrase(desk: Desk) -> None:
    code = audits.change_passphrase(desk.opened, NEW_PASSPHRASE)
    desk.secrets = (code, NEW_PASSPHRASE)


def _close(desk: Desk) -> None:
    desk.answer()
    desk.acknowledge()
    desk.close()


def _write(desk: Desk, name: str, edition: str, format: str = "") -> None:
    exporting.export(
        *(desk.opened, desk.folder / name),
        edition=edition,
        format=format,
        page_ids=["parents"],
        progress=desk.progress,
    )


def _export_internal(desk: Desk) -> None:
    _write(desk, "internal.xlsx", edition="internal")


def _export_tables(desk: Desk) -> None:
    _write(desk, "tables", edition="internal", format="csv")


def _export_zip(desk: Desk) -> None:
    _write(desk, "tables.zip", edition="internal", format="csv")


def _export_report(desk: Desk) -> None:
    _write(desk, "report.pdf", edition="restricted")


def _export_workbook(desk: Desk) -> None:
    _write(desk, "out.xlsx", edition="restricted")


def _export_answers(desk: Desk) -> None:
    answers_file.export_answers(desk.opened, desk.folder / "answers of north.csv", desk.progress)


def _take_extract(desk: Desk) -> None:
    mapping = PrefillMap("case", {"mother_age": "age"})
    shown = prefilling.preview_extract(
        desk.opened, desk.folder / "extract.csv", mapping, progress=desk.progress
    )
    prefilling.take_in_extract(desk.opened, shown, desk.progress)


def _switch_modules(desk: Desk) -> None:
    modules.switch(desk.opened, ["court", "outcomes"], desk.progress)


def _check(desk: Desk) -> None:
    if problems := audits.check_audit(desk.opened, desk.progress):
        raise AuditError(str(problems[0]))


def _command(desk: Desk, *arguments: str) -> None:
    """One command, as somebody types it; then the audit is opened to go on."""
    told = {"AUDIT_APP_PASSPHRASE": desk.secrets[0], "AUDIT_APP_OFFICER": "AB"}
    result = CliRunner().invoke(cli, [*arguments], env=told)
    if "inside the program" in result.output or "Traceback" in result.output:
        raise RuntimeError(result.output)
    if result.exit_code:
        raise AuditError(result.stderr)
    with shim.held():
        desk.open()


def _command_import(desk: Desk) -> None:
    _command(desk, "answers", "import", str(desk.path), str(desk.folder / "answers.csv"))


def _command_backup(desk: Desk) -> None:
    _command(desk, "backup", str(desk.path), str(desk.folder / "copy.audit"))


def _own(desk: Desk) -> Path:
    return desk.folder / "own"


def _take_copy(desk: Desk) -> None:
    copy = working_copy.take(desk.path, _own(desk))
    desk.audit = audits.open_audit(copy.path, desk.secrets[0], person="AB")
    desk.main = copy.path.relative_to(desk.folder).as_posix()


def _work_on_copy(desk: Desk) -> None:
    copy = working_copy.take(desk.path, _own(desk))
    original, desk.main = desk.main, copy.path.relative_to(desk.folder).as_posix()
    desk.open()
    desk.answer()
    desk.acknowledge()
    desk.close()
    desk.main = original
    desk.more["copy"] = copy


def _put_back(desk: Desk) -> None:
    copy = desk.more["copy"]
    assert isinstance(copy, working_copy.WorkingCopy)
    working_copy.put_back(copy)


def _a_day(desk: Desk) -> None:
    """A sitting that does one thing after another, each acknowledged."""
    parts = (_save, _import_list, _export_answers, _save_copy, _save, _change_passphrase, _save, _hand_out)
    for part in (*parts, _export_tables, _take_in, _settle, _mark_rest, _undo, _draw):
        part(desk)
        desk.acknowledge()
    desk.close()
    desk.open()
    _save(desk)


_LEDGER = ("release", "seal")
OPERATIONS: dict[str, Operation] = {
    each.name: each
    for each in (
        Operation("create", _create, begin=_nothing, may_leave="south.audit", is_often=True),
        Operation("open", Desk.open, begin=_nothing),
        Operation("open-crashed", Desk.open, "crashed", begin=_nothing, is_often=True),
        Operation("open-old", Desk.open, "old", begin=_nothing, may_leave="north before update.audit"),
        Operation("save", _save, is_often=True),
        Operation("add-row", _add_row),
        Operation("mark-rest", _mark_rest),
        Operation("undo", _undo),
        Operation("finish", _finish),
        Operation("import-list", _import_list, is_often=True),
        Operation("import-list-again", _import_list, "linked"),
        Operation("import-answers", _import_answers),
        Operation("draw-sample", _draw),
        Operation("hand-out", _hand_out, remembers=("pack", "pack_case"), is_often=True),
        Operation("take-in", _take_in, is_often=True),
        Operation("settle", _settle, "conflicted"),
        Operation("prepare-return", _prepare_return, "officer's"),
        Operation("save-copy", _save_copy, is_often=True),
        Operation("save-elsewhere", _save_elsewhere),
        Operation("change-passphrase", _change_passphrase, secret=NEW_PASSPHRASE, is_often=True),
        Operation("close", _close, is_often=True),
        Operation("take-extract", _take_extract),
        Operation("switch-modules", _switch_modules, "modular"),
        Operation("check", _check),
        Operation("command-import", _command_import, begin=_nothing),
        Operation("command-backup", _command_backup, begin=_nothing),
        Operation("export-answers", _export_answers, is_often=True),
        Operation("export-tables", _export_tables, remembers=_LEDGER),
        Operation("export-zip", _export_zip, remembers=_LEDGER, is_often=True),
        Operation("export-internal", _export_internal, remembers=_LEDGER),
        Operation("export-workbook", _export_workbook, "releasable", remembers=_LEDGER),
        Operation("export-report", _export_report, "releasable", remembers=_LEDGER),
        Operation("take-copy", _take_copy, "shared", begin=_nothing, also_in=f"own/*/{MAIN}"),
        Operation("put-back", _put_back, "shared", begin=_work_on_copy, also_in=f"own/*/{MAIN}"),
    )
}
"""The operations by name."""

LONG = Operation("a-day", _a_day, secret=NEW_PASSPHRASE)
"""Nearly all of them in one sitting: what a power cut takes back may be of another than the last."""
