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
_LEGAL = Odds(
    ("Legal planning minutes", 34),
    ("Letter before proceedings", 22),
    ("Social work statement", 26),
    ("Court order", 18),
)
_MATERNITY_STARTS = ("edd_o", "edd_l", "booking", "multiple")
_BIRTH = Odds(("Discharge summary", 40), ("Midwife's letter", 34), ("Case note", 26))
_AFTERWARDS = Odds(("Case note", 46), ("Review minutes", 30), ("Contact record", 24))
_OF_PAGE = {
    "legal_planning": _LEGAL,
    "proceedings": _LEGAL,
    "birth_and_discharge": _BIRTH,
    "separation_and_contact": _AFTERWARDS,
    "placements_and_carers": _AFTERWARDS,
    "support_afterwards": _AFTERWARDS,
    "outcomes_after_birth": _AFTERWARDS,
}

_FIELD, _DOCUMENT, _LEGAL_FILE, _MATERNITY_FILE = (
    "structured_field",
    "case_document",
    "legal_file",
    "maternity",
)
_NOWHERE_SAID = ""
_FOUND: dict[str, Odds[str]] = {
    "referral_date": Odds((_FIELD, 97), (_DOCUMENT, 3)),
    "contact_date": Odds((_FIELD, 92), (_DOCUMENT, 8)),
    "birth_date": Odds((_FIELD, 96), (_MATERNITY_FILE, 4)),
    "allocation_date": Odds((_FIELD, 95), (_DOCUMENT, 5)),
    "assessment_start_date": Odds((_FIELD, 95), (_DOCUMENT, 5)),
    "assessment_end_date": Odds((_FIELD, 95), (_DOCUMENT, 5)),
    "strategy_date": Odds((_FIELD, 93), (_DOCUMENT, 7)),
    "s47_start": Odds((_FIELD, 95), (_DOCUMENT, 5)),
    "icpc_date": Odds((_FIELD, 96), (_DOCUMENT, 4)),
    "cp_plan_start": Odds((_FIELD, 97), (_DOCUMENT, 3)),
    "case_closed_date": Odds((_FIELD, 97), (_DOCUMENT, 3)),
    "placement_start_date": Odds((_FIELD, 93), (_DOCUMENT, 7)),
    "transfer_date": Odds((_FIELD, 78), (_DOCUMENT, 22)),
    "booking_date": Odds((_MATERNITY_FILE, 72), (_DOCUMENT, 28)),
    "edd_original": Odds((_DOCUMENT, 46), (_MATERNITY_FILE, 44), (_FIELD, 10)),
    "edd_latest": Odds((_FIELD, 38), (_DOCUMENT, 30), (_MATERNITY_FILE, 32)),
    "legal_planning_meeting_date": Odds((_DOCUMENT, 52), (_LEGAL_FILE, 44), (_FIELD, 4)),
    "pre_pro_decision_date": Odds((_DOCUMENT, 50), (_LEGAL_FILE, 50)),
    "letter_before_proceedings_date": Odds((_LEGAL_FILE, 68), (_DOCUMENT, 32)),
    "first_pre_pro_meeting_date": Odds((_LEGAL_FILE, 62), (_DOCUMENT, 38)),
    "application_date": Odds((_LEGAL_FILE, 70), (_DOCUMENT, 20), (_FIELD, 10)),
    "first_hearing_date": Odds((_LEGAL_FILE, 78), (_DOCUMENT, 22)),
    "final_date": Odds((_LEGAL_FILE, 60), (_FIELD, 32), (_DOCUMENT, 8)),
    "earliest_concern_date": Odds((_DOCUMENT, 84), ("early_help", 12), (_FIELD, 4)),
}
_HELD = {
    _LEGAL_FILE: frozenset({"legal_file", "court_bundle"}),
    _MATERNITY_FILE: frozenset({"maternity_summary"}),
    "early_help": frozenset({"early_help"}),
}
_FOUND_ELSE = Odds((_DOCUMENT, 88), (_FIELD, 6), (_NOWHERE_SAID, 6))

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
    chance: Chance, question: str, value: str, day: date, maternity: bool, page: str
) -> Evidence:
    """Made-up evidence for an answer on a page, in a document of `day` or shortly after. `maternity` says
    whether the maternity record was opened."""
    from_maternity = maternity and question.startswith(_MATERNITY_STARTS)
    quotes = _QUOTES.get((question, value))
    return Evidence(
        document=chance.of(_MATERNITY if from_maternity else _OF_PAGE.get(page, _DOCUMENTS)),
        date=(day + timedelta(days=chance.between(0, 20))).isoformat() if chance.yes(0.7) else "",
        page=str(chance.between(1, 24)) if chance.yes(0.55) else "",
        quote=chance.one(quotes) if quotes and chance.yes(0.85) else "",
    )


def found_in(chance: Chance, question: str, opened: frozenset[str]) -> str:
    """Where a key date stood: what a system holds as a field, what only its documents say, and what stands in
    another file altogether, if that one was opened."""
    place = chance.of(_FOUND.get(question, _FOUND_ELSE))
    return place if not place or opened & _HELD.get(place, opened) else _DOCUMENT
