"""Shipped and own forms: listing, showing, checking, packing into one workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import Problem
from audit_app.xforms.definition import Form


@dataclass(frozen=True)
class ShippedForm:
    """A form that comes with the program."""

    name: str
    title: str
    version: str


def list_forms() -> tuple[ShippedForm, ...]:
    """The shipped forms by name."""
    raise NotImplementedError


def load_form(source: str | Path) -> Form:
    """A shipped form's name, a folder of CSVs, or an `.xlsx`. AuditError with the problems when it has errors."""
    raise NotImplementedError


def check_form(source: str | Path) -> tuple[Problem, ...]:
    """What is wrong with a form: sheet, row, column, what to do."""
    raise NotImplementedError


def export_form(source: str | Path, out: Path) -> None:
    """One `.xlsx` for people, with all sheets."""
    raise NotImplementedError
