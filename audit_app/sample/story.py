"""What is true of a made-up family, before anyone looks it up in a file: the dates in order, and who there
is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.sample.chance import Chance, Odds

_FIRST_EDD = date(2023, 1, 1)
_SPAN = 700
_TERM = 280

_FATHERS: Odds[tuple[str, ...]] = Odds(
    (("father_confirmed",), 60),
    (("father_putative",), 11),
    (("not_identified",), 11),
    (("father_putative", "father_putative"), 5),
    (("father_confirmed", "partner_not_parent"), 6),
    (("not_identified", "partner_not_parent"), 4),
    (("other_legal_parent",), 3),
)
_REFERRED = Odds(((56, 97), 24), ((98, 139), 34), ((140, 195), 27), ((196, 250), 15))
_BOOKED = Odds(((45, 90), 68), ((91, 139), 21), ((140, 230), 11))


@dataclass(frozen=True)
class Story:
    """The truth about one pregnancy. `hidden` is how it came to be known late, empty if it did not; `born`
    is None where there was no live birth; `assessed` is None where there was no assessment."""

    pathway: str
    fathers: tuple[str, ...]
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
    def father_known(self) -> bool:
        """Whether the file has anyone who is, or may be, the baby's father."""
        return any(role not in ("not_identified", "partner_not_parent") for role in self.fathers)


def tell(chance: Chance, pathway: str, fathers: tuple[str, ...] = (), multiple: str = "single") -> Story:
    """A new family, with dates that follow each other. `fathers` fixes who the fathers and partners are."""
    edd = _FIRST_EDD + timedelta(days=chance.between(0, _SPAN))
    weeks = (240, 258) if chance.yes(0.14 if multiple == "single" else 0.6) else (259, 289)
    birth = edd - timedelta(days=_TERM - chance.between(*weeks))
    hidden = chance.of(_HIDDEN)
    at = _At(edd)
    referred = at.day(chance.between(170, 236) if hidden else chance.between(*chance.of(_REFERRED)))
    referred = min(referred, birth - timedelta(days=10))
    booked = at.day(chance.between(150, 232) if hidden else chance.between(*chance.of(_BOOKED)))
    contact = referred - timedelta(days=chance.of(_BEFORE_REFERRAL))
    concern = max(at.day(30), contact - timedelta(days=chance.between(0, 45)))
    allocated = referred + timedelta(days=chance.between(*chance.of(_TO_ALLOCATION)))
    started = allocated + timedelta(days=chance.between(*chance.of(_TO_START)))
    finished = started + timedelta(days=chance.between(21, 88))
    return Story(
        pathway=pathway,
        fathers=fathers or chance.of(_FATHERS),
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


_HIDDEN = Odds(("", 92), ("late_disclosed", 5), ("concealed", 2), ("denied", 1))
_TO_ALLOCATION = Odds(((0, 3), 46), ((4, 10), 34), ((11, 30), 20))
_TO_START = Odds(((0, 6), 48), ((7, 20), 30), ((21, 46), 22))
_BEFORE_REFERRAL = Odds((0, 45), (1, 20), (3, 15), (8, 12), (15, 8))


@dataclass(frozen=True)
class _At:
    edd: date

    def day(self, gestation: int) -> date:
        """The day on which that many days of pregnancy were reached."""
        return self.edd - timedelta(days=_TERM - gestation)
