"""The made-up area around the made-up cases: figures by year for it and for places beside it, and what
happened there. None of them was taken from a real place."""

from __future__ import annotations

import csv

from audit_app.model import AreaFigure, LocalEvent
from audit_app.paths import RESOURCES

EVENTS = (
    LocalEvent("2023-04-03", "The pre-birth team began its work (made up)"),
    LocalEvent("2023-11-06", "Referrals are taken from 12 weeks of pregnancy on (made up)"),
    LocalEvent(
        "2024-06-28", "The service for parents who had a child removed closed for six months (made up)"
    ),
)


def area_figures() -> tuple[AreaFigure, ...]:
    """The figures of the area, its region and its neighbours, year by year."""
    with (RESOURCES / "sample_area.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            AreaFigure(row["place"], row["kind"], row["year"], what, int(value))
            for row in csv.DictReader(file)
            for what, value in row.items()
            if value and what not in ("place", "kind", "year")
        )
