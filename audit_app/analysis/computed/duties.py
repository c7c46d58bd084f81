"""What a duty asks, over those to whom it applies: from the day on which it came into force.

Regulations bring a law into force, so the area sets the day, and none stands in the program. A duty of
England is none in Wales.
"""

from __future__ import annotations

from dataclasses import replace

from audit_app.analysis.computed.base import refused
from audit_app.analysis.conditions import Clause
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.dates import parse_iso
from audit_app.model import Country
from audit_app.results.figures import Figure
from audit_app.words import _

SETTINGS = ("family_offer_from",)
"""The duties whose day an area can set, by the name of the day in `Cuts`; `using` of the row names one."""


def in_force(frame: Frame, shell: Figure, row: Derived) -> Figure:
    """The measure that the row says, over those whose date (`from`) isn't before the day on which the duty
    came into force. Where only the month or year of a date is known and holds that day, nobody can tell."""
    cuts, measure = frame.cohort.cuts, row.measure
    if cuts.country is not Country.ENGLAND:
        return refused(frame, shell, _("The law of Wales has no such duty."))
    day = parse_iso(next((getattr(cuts, name) for name in row.using if name in SETTINGS), ""))
    if day is None:
        return refused(
            frame,
            shell,
            _(
                "From which day this is the law isn't set. Set it under Plan, Cut-offs, once regulations "
                "have said it."
            ),
        )
    since = Clause(measure.begins, since=day.iso)
    made = figure(frame, replace(measure, begins="", population=(since, *measure.population)))
    told = _("Over applications from {day} on, the day that the area has set.").format(day=day.words)
    return replace(made, page=shell.page, definition=f"{shell.definition} {told}")
