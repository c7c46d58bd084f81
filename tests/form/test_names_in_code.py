"""The program asks for roles: no module but those that make up the sample names a question of a form."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import audit_app
from audit_app.analysis.roles import KNOWN
from audit_app.paths import FORMS
from audit_app.readers.form_workbook import read_form_sheets

PACKAGE = Path(audit_app.__file__).parent
ALLOWED = {*KNOWN, "country"}  # the country is preset from the audit, in every form by this name
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "sample" not in path.relative_to(PACKAGE).parts)


@pytest.mark.parametrize("form", ["prebirth_case_audit", "return_home_audit"])
def test_no_module_names_a_question(form: str) -> None:
    questions = {
        row["name"] for row in read_form_sheets(FORMS / form)["survey"] if "_" in row.get("name", "")
    }
    found = {}
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        if named := texts & questions - ALLOWED:
            found[str(path.relative_to(PACKAGE))] = named
    assert found == {}
