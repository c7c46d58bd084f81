"""Scales that run the wrong way."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from audit_app.errors import Problem
from audit_app.words import _
from audit_app.xforms.checks.survey import Survey, problem


def check_ranges(survey: Survey) -> Iterator[Problem]:
    """A range whose end lies before its start, or whose steps lead away from its end: some engines count it
    down, others show nothing."""
    for entry in survey.entries:
        if entry.type != "range":
            continue
        column, text = entry.cell("parameters")
        said = dict(part.partition("=")[::2] for part in text.replace(",", " ").split())
        try:
            start, end = Decimal(said.get("start", "1")), Decimal(said.get("end", "10"))
            step = Decimal(said.get("step", "1"))
        except InvalidOperation:
            continue  # what is no number is told when the form is compiled
        if (end - start) * step < 0:
            yield problem(
                _("The scale runs backwards: from {start} to {end} in steps of {step}.").format(
                    start=start, end=end, step=step
                ),
                _("Put the smaller number first, with a step above nought."),
                *("survey", entry.row, column),
                warning=True,
            )
