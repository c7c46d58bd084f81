"""Operations as they must not be, so that it can be seen that the tests of faults notice."""

from __future__ import annotations

from audit_app.store.writing import transaction
from tests.faults.desk import PACK, Desk
from tests.faults.operations import Operation


def _copy_in_place(desk: Desk) -> None:
    """Under its final name from the beginning."""
    (desk.folder / "copy.audit").write_bytes((desk.folder / PACK).read_bytes())


def _acknowledge_too_early(desk: Desk) -> None:
    with transaction(desk.opened.file):
        desk.opened.file.run("INSERT INTO person (id, name) VALUES ('x', 'Early')")
        desk.acknowledge()


def _write_over(desk: Desk) -> None:
    """Over a file that is there, with an error as it comes."""
    (desk.folder / PACK).write_bytes(b"another")


def _export_unsynchronised(desk: Desk) -> None:
    part = desk.folder / "out.csv.unfinished"
    part.write_bytes(b"a,b\n1,2\n" * 200)
    part.replace(desk.folder / "out.csv")


CARELESS = {
    each.name: each
    for each in (
        Operation("copy-in-place", _copy_in_place),
        Operation("acknowledge-too-early", _acknowledge_too_early),
        Operation("write-over", _write_over),
        Operation("export-unsynchronised", _export_unsynchronised),
    )
}
"""Careless operations by name; none of them is ever tried but to be noticed."""
