"""Workbooks written for a test."""

from __future__ import annotations

from pathlib import Path

from audit_app.export.sheets import WorkbookDocument
from audit_app.export.workbook import workbook
from audit_app.placing import put_in_place


def write_workbook(document: WorkbookDocument, path: Path) -> None:
    """Write a workbook as exporting does."""
    put_in_place(workbook(document), path)
