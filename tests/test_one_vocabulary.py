"""One name, one thing: a class is found by its name, and read without asking which of several it is."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import audit_app


def test_no_two_public_classes_have_one_name() -> None:
    names = Counter(
        statement.name
        for path in Path(audit_app.__file__).parent.rglob("*.py")
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.ClassDef) and not statement.name.startswith("_")
    )
    assert [name for name, n in names.items() if n > 1] == []
