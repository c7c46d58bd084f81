"""What is true of a made-up family, before anyone looks it up in a file: who there is, and the dates of the
pregnancy in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.sample.chance import Chance, Odds

COURT, PRE, PLAN, NEED = "proceedings_issued", "pre_proceedings", "cp_plan", "cin_s17"
LOOKED = date(2025, 8, 29)
"""The last day that the officers could see."""
TERM = 280
PARENTS = frozenset({"mother", "father", "both"})

_FIRST_EDD = date(2023, 1, 1)
_SPAN = 700
# No father is recorded in about a fifth of care proceedings, by what Cafcass holds; here in a few less.
_FATHERS: Odds[tuple[str, ...]] = Odds(
    (("father_confirmed",), 60),
    (("father_putative",), 11),
    (("not_identified",), 11),
    (("father_putative", "father_putative"), 5),
    (("father_confirmed", "partner_not_parent"), 6),
    (("not_identified", "partner_not_parent"), 4),
    (("other_legal_parent",), 3),
)
_AGES = Odds(((15, 17), 7), ((18, 20), 17), ((21, 24), 24), ((25, 29), 25), ((30, 34), 17), ((35, 43), 10))
_OLDER = Odds((0, 41), (1, 27), (2, 17), (3, 9), (4, 6))
_REFERRED = Odds(((56, 97), 24), ((98, 139), 34), ((140, 195), 27), ((196, 250), 15))
# Two in three mothers of infants in proceedings had booked by the twelfth week (Griffiths and others 2020).
_BOOKED = Odds(((45, 90), 68), ((91, 139), 21), ((140, 230), 11))
_HIDDEN = Odds(("no", 92), ("late_disclosed", 5), ("concealed", 2), ("denied", 1))
_TO_ALLOCATION = Odds(((0, 3), 46), ((4, 10), 34), ((11, 30), 20))
_TO_START = Odds(((0, 6), 48), ((7, 20), 30), ((21, 46), 22))
_BEFORE_REFERRAL = Odds((0, 45), (1, 20), (3, 15), (8, 12), (15, 8))


@dataclass(frozen=True)
class Story:
    """The truth about one pregnancy. `hidden` is how it came to be known late, `no` if it did not; `born` is
    None where there was no live birth; `assessed` is None where there was no assessment."""

    pathway: str
    fathers: tuple[str, ...]
    mother_age: int
    older: int
    in_court_before: bool
    edd: date
    first_edd: date
    born: date | None
    last_day: date
    concern: date
    booked: date
    contact: date
    referred: date
    allocated: date
    assessed: tuple[date, date] | None
    hidden: str
    multiple: str

    @property
    def to_birth(self) -> int:
        """Days from the referral to the birth, or the day on which the pregnancy ended."""
        return (self.last_day - self.referred).days


def tell(chance: Chance, pathway: str, fathers: tuple[str, ...] = (), multiple: str = "single") -> Story:
    """A new family, with dates that follow each other. `fathers` fixes who the fathers and partners are."""
    edd = _FIRST_EDD + timedelta(days=chance.between(0, _SPAN))
    weeks = (240, 258) if chance.yes(0.14 if multiple == "single" else 0.6) else (259, 289)
    birth = _at(edd, chance.between(*weeks))
    hidden = chance.of(_HIDDEN)
    late = hidden != "no"
    referred = _at(edd, chance.between(170, 236) if late else chance.within(_REFERRED))
    referred = min(referred, birth - timedelta(days=10))
    booked = _at(edd, chance.between(150, 232) if late else chance.within(_BOOKED))
    contact = referred - timedelta(days=chance.of(_BEFORE_REFERRAL))
    concern = max(_at(edd, 30), contact - timedelta(days=chance.between(0, 45)))
    allocated = referred + timedelta(days=chance.within(_TO_ALLOCATION))
    started = allocated + timedelta(days=chance.within(_TO_START))
    finished = started + timedelta(days=chance.between(21, 88))
    age = chance.within(_AGES)
    older = chance.of(_OLDER) if age > 20 else chance.between(0, 1)
    return Story(
        pathway=pathway,
        fathers=fathers or chance.of(_FATHERS),
        mother_age=age,
        older=older,
        # With those who have no older child, near the 47 per cent of Broadhurst and others 2018.
        in_court_before=older > 0 and chance.yes(0.8),
        edd=edd,
        first_edd=edd + timedelta(days=chance.between(-11, 11)) if chance.yes(0.3) else edd,
        born=None if chance.yes(0.02) else birth,
        last_day=birth,
        concern=min(concern, contact),
        booked=min(booked, birth - timedelta(days=7)),
        contact=contact,
        referred=referred,
        allocated=allocated,
        assessed=None if chance.yes(0.07) else (started, finished),
        hidden=hidden,
        multiple=multiple,
    )


def _at(edd: date, gestation: int) -> date:
    """The day on which that many days of pregnancy were reached."""
    return edd - timedelta(days=TERM - gestation)
