"""Rows of repeats: adding, taking out, moving. What follows them (companions, nested rows) goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit_app.errors import AuditError
from audit_app.model import Key
from audit_app.operations.case.open_case import (
    Edit,
    OpenCase,
    Saved,
    companions,
    require_open,
    row_answer,
    row_key,
    row_of,
    write,
)
from audit_app.words import _
from audit_app.xforms.rows import Row, companion_uuid


def add_row(case: OpenCase, repeat: str, parent: str = "") -> tuple[Saved, str]:
    """Add a row at the end; what changed and the row's uuid. AuditError for a finished case, or a repeat
    whose rows come by themselves."""
    require_open(case)
    _require_free(case, repeat)
    orders = [row.order for row in case.filling.rows(repeat, parent)]
    row = Row(case.audit.new_id(), repeat, parent, max(orders, default=-1) + 1)
    changed = case.filling.add_row(row)
    return write(case, [Edit(row_key(row.uuid), row_answer(row))], changed, structure=True), row.uuid


def rows_brought(case: OpenCase) -> tuple[list[Edit], list[Key]]:
    """The rows that an answer has just brought with it, taken in by the Filling: who the father is makes his
    row. Their edits, and the keys that came or changed."""
    edits: list[Edit] = []
    changed: list[Key] = []
    while lacking := case.filling.lacking():
        row = Row(case.audit.new_id(), lacking[0], "", len(case.filling.rows(lacking[0])))
        changed += case.filling.add_row(row)
        edits.append(Edit(row_key(row.uuid), row_answer(row)))
    return edits, changed


def remove_row(case: OpenCase, row: str) -> Saved:
    """Take a row out, with the rows nested in it (undo brings them back with their answers)."""
    require_open(case)
    going = _find(case, row)
    _require_free(case, going.repeat)
    edits = [Edit(row_key(gone.uuid), row_answer(gone, removed=True)) for gone in _with_nested(case, going)]
    return write(case, edits, case.filling.remove_row(row), structure=True)


def move_row(case: OpenCase, row: str, by: int) -> Saved:
    """Move a row up (-1) or down (+1); nothing happens at the ends."""
    require_open(case)
    moving = _find(case, row)
    _require_free(case, moving.repeat)
    rows = list(case.filling.rows(moving.repeat, moving.parent))
    before = {each.uuid: each.order for each in rows}
    place = next(number for number, each in enumerate(rows) if each.uuid == row)
    rows.insert(min(max(place + by, 0), len(rows) - 1), rows.pop(place))
    edits: list[Edit] = []
    changed: list[Key] = []
    for order, each in enumerate(rows):
        if before[each.uuid] != order:
            edits.append(Edit(row_key(each.uuid), row_answer(replace(each, order=order))))
            changed += case.filling.move_row(each.uuid, order)
    return write(case, edits, changed, structure=True)


def _find(case: OpenCase, row: str) -> Row:
    head = case.heads.get(row_key(row))
    found = row_of(row, head.answer) if head else None
    if found is None:
        raise AuditError(_("This row isn't part of the case any more. Go back to the page and look again."))
    return found


def _require_free(case: OpenCase, repeat: str) -> None:
    group = case.audit.form.repeats[repeat]
    if group.is_fixed:
        raise AuditError(
            _("The rows of “{label}” follow other answers, so they can't be added or taken out here.").format(
                label=group.label.plain() or repeat
            )
        )


def _with_nested(case: OpenCase, row: Row) -> Iterator[Row]:
    """The row and every row written down beneath it, beneath its companions too."""
    yield row
    homes = {row.uuid} | {
        companion_uuid(row.uuid, other.name) for other in companions(case.audit.form, row.repeat)
    }
    for repeat in case.audit.form.repeats.values():
        if repeat.repeat and not repeat.is_fixed:
            for home in homes:
                for nested in case.filling.rows(repeat.name, home):
                    yield from _with_nested(case, nested)
