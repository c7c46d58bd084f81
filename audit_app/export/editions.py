"""What the editions and the profiles are called, and what every sheet and printed page of them says."""

from __future__ import annotations

from audit_app.model import AuditInfo
from audit_app.words import _

RESTRICTED = "restricted"


def profile_words(name: str) -> str:
    """A disclosure profile by its name, as people know it."""
    return {
        "dfe": _("as the Department for Education publishes"),
        "strict": _("strict: nothing below 10"),
        "statswales": _("as StatsWales publishes"),
        RESTRICTED: _("restricted to the partnership's steering group"),
    }.get(name, name)


def titled(profile: str, info: AuditInfo, *, report: bool = False) -> str:
    """The title of a workbook or a report that leaves, with the edition that it is."""
    words = {
        (True, False): _("{audit}: restricted workbook"),
        (True, True): _("{audit}: restricted report"),
        (False, False): _("{audit}: shared workbook"),
        (False, True): _("{audit}: report"),
    }[profile == RESTRICTED, report]
    return words.format(audit=info.name or _("Case file audit"))


def marks(profile: str, info: AuditInfo) -> tuple[str, ...]:
    """What every sheet and every printed page says, because they are passed on one by one."""
    restricted = _("Restricted: for the steering group of this partnership. Not to be passed on.")
    return (
        *([restricted] if profile == RESTRICTED else []),
        *([made_up()] if info.made_up else []),
    )


def made_up() -> str:
    """What stands wherever made-up cases do."""
    return _("Made-up cases, for trying the program: nobody real is described")
