"""Where made-up answers stand: documents, pages, and short quotes that name nobody."""

from __future__ import annotations

from datetime import date, timedelta

from audit_app.model import Evidence
from audit_app.sample.chance import Chance, Odds

SHARE = 0.42
"""How many answers carry evidence."""

_DOCUMENTS = Odds(
    ("Pre-birth assessment", 36),
    ("Case note", 21),
    ("Chronology", 14),
    ("Referral form", 8),
    ("Child protection conference minutes", 8),
    ("Child in need plan", 6),
    ("Core group minutes", 5),
    ("Letter from the service", 2),
)
_MATERNITY = Odds(("Booking summary", 60), ("Midwife's letter", 25), ("Scan report", 15))
_FOUND_IN = Odds(("structured_field", 56), ("case_document", 44))
_MATERNITY_STARTS = ("edd_o", "edd_l", "booking", "multiple")

_QUOTES: dict[tuple[str, str], tuple[str, ...]] = {
    ("mother_need_mental_health", "current"): (
        "low mood since the spring, GP aware",
        "open to the perinatal team",
        "says she has not slept for a week",
    ),
    ("mother_need_mental_health", "suspected"): ("seemed flat, denies feeling low",),
    ("mother_need_substance_use", "current"): ("says she has cut down to weekends", "cannabis most evenings"),
    ("mother_need_substance_use", "historic"): ("clear tests since before the pregnancy",),
    ("mother_need_domestic_abuse", "current"): ("police call-out in June", "he checks her phone"),
    ("mother_need_domestic_abuse", "historic"): ("safe since leaving her former partner",),
    ("mother_need_disability_learning", "current"): (
        "asks for things to be written down",
        "diagnosed at school",
    ),
    ("mother_need_disability_learning", "suspected"): ("cognitive assessment asked for, not yet done",),
    ("mother_need_past_trauma", "current"): (
        "spoke about losing her mother young",
        "meetings bring it all back",
    ),
    ("mother_need_housing", "current"): ("tenancy ends in March", "damp in the bedroom, landlord told"),
    ("mother_need_money", "current"): ("food bank voucher given twice", "nothing left after rent"),
    ("mother_history_treated_as_risk", "yes"): ("concerns due to own time in care",),
    ("mother_history_treated_as_risk", "no"): ("her childhood is seen as context",),
    ("father_contacted", "yes"): ("spoke to father by phone", "met both parents at home"),
    ("father_contacted", "no"): ("two letters, no reply",),
    ("father_assessed", "yes"): ("met him alone for the first time",),
    ("father_assessed", "no"): ("his views are as told by the mother",),
    ("father_seen_as", "risk_only"): ("not to be left alone with the baby",),
    ("father_seen_as", "both"): ("calm with the older child, but drinks",),
    ("father_exclusion_reason", "domestic_abuse"): ("not invited, on police advice",),
    ("father_exclusion_reason", "mother_request"): ("she would rather he did not come",),
    ("coordination_judgement", "several_not_coordinated"): ("five appointments in one week",),
    ("coordination_judgement", "coordinated"): ("all services came to the planning meeting",),
    ("family_meeting", "fgc_held"): ("both grandmothers came",),
    ("family_meeting", "offered_not_held"): ("leaflet given, no reply",),
    ("late_disclosure", "concealed"): ("she had not told anyone",),
    ("late_disclosure", "late_disclosed"): ("found out at 22 weeks",),
}


def evidence_for(
    chance: Chance, question: str, value: str, day: date, found: bool, maternity: bool
) -> Evidence:
    """Made-up evidence for an answer, in a document of `day` or shortly after; key dates (`found`) also
    say where they were found. `maternity` says whether the maternity record was opened."""
    from_maternity = maternity and question.startswith(_MATERNITY_STARTS)
    quotes = _QUOTES.get((question, value))
    return Evidence(
        document=chance.of(_MATERNITY if from_maternity else _DOCUMENTS),
        date=(day + timedelta(days=chance.between(0, 20))).isoformat() if chance.yes(0.7) else "",
        page=str(chance.between(1, 24)) if chance.yes(0.55) else "",
        quote=chance.one(quotes) if quotes and chance.yes(0.85) else "",
        found_in=("maternity" if from_maternity else chance.of(_FOUND_IN)) if found else "",
    )
