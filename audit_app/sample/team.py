"""What two officers of the made-up team say of one question."""

from __future__ import annotations

from audit_app.model import Answer, AnswerState, Evidence, Key

AS_THE_FIRST = ("records_seen", "immediate_concern")
"""Questions that a second officer answers as the first did: others hang on them."""
OTHERWISE = (
    (
        Key("booking_date"),
        Answer(AnswerState.NOT_RECORDED, note="The maternity record is not in the bundle."),
    ),
    (
        Key("mother_ethnicity"),
        Answer(AnswerState.UNCLEAR, "White British | Mixed", evidence=Evidence("Referral form")),
    ),
)
"""Answers that a pack brings back otherwise than they stand, so that a conflict is to be settled."""
