"""What a manager typed about the area and others: figures that no case file holds, and dated local events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit_app.model import AreaFigure, LocalEvent
from audit_app.store.audit_file import AuditFile


def read_figures(file: AuditFile) -> tuple[AreaFigure, ...]:
    """All figures, in the order in which they were given."""
    found = file.rows("SELECT place, kind, year, what, value FROM area_figure ORDER BY n")
    return tuple(AreaFigure(*row) for row in found)


def write_figures(file: AuditFile, figures: Iterable[AreaFigure]) -> None:
    """These figures from now on, in this order, and no others; one for a place, year and thing."""
    file.run("DELETE FROM area_figure")
    file.run_many(
        "INSERT INTO area_figure (place, kind, year, what, value) VALUES (?, ?, ?, ?, ?)",
        ((each.place, each.kind, each.year, each.what, each.value) for each in figures),
    )


def read_events(file: AuditFile) -> dict[str, LocalEvent]:
    """The events by id, in the order of their days."""
    found = file.rows("SELECT id, date, text FROM local_event ORDER BY date, text, id")
    return {id_: LocalEvent(date, text) for id_, date, text in found}


def write_events(file: AuditFile, events: Mapping[str, LocalEvent]) -> None:
    """These events from now on, by id, and no others."""
    file.run("DELETE FROM local_event")
    file.run_many(
        "INSERT INTO local_event (id, date, text) VALUES (?, ?, ?)",
        ((id_, event.date, event.text) for id_, event in events.items()),
    )
