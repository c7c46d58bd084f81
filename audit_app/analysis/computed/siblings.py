"""Support between earlier proceedings and this pregnancy (M2.3)."""

from __future__ import annotations

from functools import partial

from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.computed.ladders import Rung, ladder
from audit_app.analysis.conditions import Clause

RECURRENT = (Clause("sibling_previous_proceedings", ("yes",)),)

SUPPORT = (
    Rung("offered", marked("Support offered in between"), "support_between_offered", ("yes",)),
    Rung("accepted", marked("Support accepted"), "support_between_accepted", ("yes",)),
    Rung("started", marked("Support started"), "support_between_started", ("yes",)),
)

MEASURES = (
    Computed(
        id="M2.3_support_between",
        label=marked("Support between earlier proceedings and this pregnancy"),
        page="siblings",
        kind="ladder",
        function=partial(ladder, rungs=SUPPORT, population=RECURRENT),
        reads=("sibling_previous_proceedings", "support_between_offered"),
        denominator="practice",
        section=marked("Siblings and earlier proceedings"),
        definition=marked(
            "Over mothers with an older child in earlier proceedings whose files could say: offered, "
            "accepted, started; and each over those who came to the step before."
        ),
        caution=marked("Support by services whose records were not opened may be missing here."),
    ),
)
