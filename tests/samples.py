"""Audits that many tests begin with, made once in a run (`tests.once`) and closed; tests work on copies."""

from __future__ import annotations

import shutil
from pathlib import Path

from audit_app.model import AuditInfo
from audit_app.operations import demo
from audit_app.operations.act import wordings
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit, create_audit, open_audit, set_person
from audit_app.store.info import write_info
from audit_app.store.writing import transaction
from tests.once import Once

PASSPHRASE = "nine calm herons by the water"
Made = tuple[Path, str]
"""A closed audit file, and its recovery code, which opens it and any copy of it."""


def made_up(once: Once, n_cases: int = 60, seed: int = 1) -> Made:
    """The sample audit of so many made-up cases, without its messages: tests choose their own."""

    def make(folder: Path) -> Made:
        path = folder / "sample.audit"
        audit, code = demo.make_demo(path, PASSPHRASE, n_cases=n_cases, seed=seed)
        wordings.keep(audit, ())
        close_audit(audit)
        return path, code

    made: Made = once(f"{n_cases} made-up cases of {seed}", make)
    return made


def blank(once: Once) -> Made:
    """An audit of the shipped form without a case: to compile that form takes seconds."""

    def make(folder: Path) -> Made:
        path = folder / "blank.audit"
        audit, code = create_audit(path, PASSPHRASE, form=demo.FORM, info=AuditInfo())
        close_audit(audit)
        return path, code

    made: Made = once("blank", make)
    return made


def copied(made: Made, path: Path, person: str = "") -> Audit:
    """A copy of a ready audit at `path`, open."""
    shutil.copy(made[0], path)
    return open_audit(path, made[1], person=person)


def new_audit(once: Once, path: Path, info: AuditInfo, person: str) -> tuple[Audit, str]:
    """As `create_audit` makes an audit of the shipped form, but without compiling it."""
    made = blank(once)
    audit = copied(made, path)
    with transaction(audit.file):
        write_info(audit.file, info)
    set_person(audit, person)
    return audit, made[1]
