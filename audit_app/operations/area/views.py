"""The area context as the screen shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from audit_app.errors import AuditError
from audit_app.model import AreaFigure, LocalEvent
from audit_app.operations.area.cut_offs import methods
from audit_app.operations.area.figures import figures, set_figures
from audit_app.operations.area.local_events import events
from audit_app.operations.area.typed import usual_years
from audit_app.operations.audit import Audit
from audit_app.store import info
from audit_app.words import _


@dataclass(frozen=True)
class AreaView:
    """`places` are the kinds by name of places that have figures, in the order typed; `own` is what the area
    is called before it has any; `years` ascend: those of any figure, else the last that are over.
    `has_figures` says whether the audit's form reads any, or some were typed all the same."""

    figures: tuple[AreaFigure, ...] = ()
    events: tuple[LocalEvent, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    years: tuple[str, ...] = ()
    has_figures: bool = True


def read_area(audit: Audit) -> AreaView:
    """All that was typed about the area, with the places and years to go on from."""
    from audit_app.analysis.derived import TYPED

    found = figures(audit)
    places = {each.place: each.kind for each in found}
    own = info.read_info(audit.file).area or _("Our area")
    years = tuple(sorted({each.year for each in found}))
    has_figures = bool(found) or not methods(audit).isdisjoint(TYPED)
    return AreaView(found, events(audit), places, own, years or usual_years(audit.today), has_figures)


def with_place(places: Mapping[str, str], name: str, kind: str, instead_of: str = "") -> dict[str, str]:
    """Places with one more, or with another name and kind in the place of one. AuditError for a name that is
    there already, and for a second area of the audit's own."""
    name = " ".join(name.split())
    others = {place: known for place, known in places.items() if place != instead_of}
    if not name:
        raise AuditError(_("The place needs a name."))
    if name.casefold() in map(str.casefold, others):
        raise AuditError(_("{place} is there already. Choose it in the list.").format(place=name))
    if kind == "area" and "area" in others.values():
        raise AuditError(
            _("The audit has its own area already. Say what else {place} is.").format(place=name)
        )
    if not instead_of:
        return {**others, name: kind}
    return dict((name, kind) if place == instead_of else (place, known) for place, known in places.items())


def rename_place(audit: Audit, old: str, name: str, kind: str) -> tuple[AreaFigure, ...]:
    """Give a place's figures another name and kind; all figures. AuditError as `set_figures`."""
    return set_figures(
        audit,
        (replace(each, place=name, kind=kind) if each.place == old else each for each in figures(audit)),
    )
