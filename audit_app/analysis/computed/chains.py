"""The chain from a need to help, one ladder a need (M8.1), made of the gap analysis's rows."""

from __future__ import annotations

from audit_app.analysis.computed.ladders import built
from audit_app.analysis.declared import Need
from audit_app.analysis.frames import Frame
from audit_app.analysis.gaps import gap_row
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Cases, Ladder, Proportion, States
from audit_app.results.pages import GapRow
from audit_app.words import _


def chain_id(need: Need) -> str:
    """The id of a need's chain."""
    return f"M8.1_chain_{need.id}"


def chain(frame: Frame, need: Need) -> Ladder:
    """Offered, accepted, started (before the birth, where the form knows of one), completed: each over the
    current needs whose files could say (practice), and over those who came to the step before. Services count
    that are linked to the need.
    """
    row, id_, born = gap_row(frame.pregnancies, need), chain_id(need), bool(frame.role("birth"))
    stages = (
        ("offered", _("Offered or in place"), row.offered),
        ("accepted", _("Accepted"), row.accepted),
        ("started", _("Started before the birth"), row.started_before_birth)
        if born
        else ("started", _("Started"), row.started),
        ("completed", _("Completed"), row.completed),
    )
    shell = Ladder(
        id=id_,
        label=row.label,
        denominator="practice",
        states=States(),
        section=_("Services and coordination"),
        page="needs",
        definition=_(
            "Current needs only. Offered, or help in place already; accepted, started before the birth and "
            "completed come from the services that the file links to this need."
        )
        if born
        else _(
            "Current needs only. Offered, or help in place already; accepted, started and completed come "
            "from the services that the file links to this need."
        ),
        caution=_("A service that the file does not link to a need is in none of these steps."),
    )
    rungs = [_rung(row, f"{id_}.{name}", label, cases) for name, label, cases in stages]
    return built(shell, rungs)


def _rung(row: GapRow, id_: str, label: str, cases: Cases) -> Proportion:
    rung = Proportion(id_, label, "practice", row.rate.states, base=row.rate.base)
    inside = set(rung.base)
    return with_share(rung, tuple(case for case in cases if case in inside))
