"""How a published figure is said beside ours."""

from __future__ import annotations

from dataclasses import replace

from audit_app.results.figures import National
from audit_app.ui.read.beside import published

FIGURE = National("E", "Older sibling", "47", "%", "newborns under 7 days", "England", "2016", "A report")


def test_it_says_whom_it_is_about_and_when_it_was_checked() -> None:
    said = "Older sibling: 47% (England, 2016). Newborns under 7 days. A report."
    assert published(FIGURE) == said
    assert published(replace(FIGURE, checked_on="2026-11-29")) == f"{said} Checked on 2026-11-29."
