"""Area figures and local events come back as they were given."""

from __future__ import annotations

import pytest

from audit_app.model import AreaFigure, LocalEvent
from audit_app.store import area
from audit_app.store.audit_file import AuditFile
from audit_app.store.writing import transaction

NORTH = AreaFigure("Northshire", "area", "2024/25", "live_births", 5210.0)
ENGLAND = AreaFigure("England", "country", "2023/24", "median_referral_to_allocation_days", 2.5)
ANYWHERE = AreaFigure("Aytown", "neighbour", "2024/25", "live_births", 0.0)


def test_an_empty_file_has_none(file: AuditFile) -> None:
    assert area.read_figures(file) == ()
    assert area.read_events(file) == {}


def test_figures_keep_the_order_in_which_they_were_given(file: AuditFile) -> None:
    with transaction(file):
        area.write_figures(file, [NORTH, ENGLAND, ANYWHERE])
    assert area.read_figures(file) == (NORTH, ENGLAND, ANYWHERE)


def test_writing_again_replaces_all(file: AuditFile) -> None:
    with transaction(file):
        area.write_figures(file, [NORTH, ENGLAND])
        area.write_figures(file, [ANYWHERE])
        area.write_events(file, {"a": LocalEvent("2024-05-01", "a")})
        area.write_events(file, {"b": LocalEvent("2024-06-01", "b")})
    assert area.read_figures(file) == (ANYWHERE,)
    assert area.read_events(file) == {"b": LocalEvent("2024-06-01", "b")}


def test_events_stand_in_the_order_of_their_days(file: AuditFile) -> None:
    late, early = LocalEvent("2024-09-01", "Service closed"), LocalEvent("2023-01-10", "Threshold moved")
    with transaction(file):
        area.write_events(file, {"a": late, "b": early})
    assert list(area.read_events(file).items()) == [("b", early), ("a", late)]


def test_the_same_figure_cannot_stand_twice(file: AuditFile) -> None:
    with pytest.raises(Exception, match="UNIQUE"), transaction(file):
        area.write_figures(file, [NORTH, NORTH])
    assert area.read_figures(file) == ()
