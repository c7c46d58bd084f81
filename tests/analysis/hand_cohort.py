"""Seven pregnancies (eight files: G and H are twins) small enough to work every number out by hand.

A cell of the table is the answer, or a sign for another state: `?` not recorded, `~a|b` the records conflict,
`x` source not seen, `.` not looked at, `-` not asked, `n/a` does not apply, `~date` (in the calculated part)
a calculation that was skipped for an inexact date. Some names and choices are shortened, and `03-01` is a
day of 2024.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from audit_app.analysis.frames import companion_row
from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.results.inputs import CohortInput, Column, Option, Variable
from tests.form.filled import roles

CASES = "ABCDEFGH"

ANSWERS = """
question                      A          B        C         D         E         F          G         H
highest_pathway_reached       issued     issued   cp_plan   ?         issued    closed     issued    issued
mother_housing                unstable   secure   secure    .         sofa      unstable   secure    secure
mother_age_at_edd             17         19       24        32        25        ?          20        20
mother_childhood_involvement  lac        none     ?         ~lac|none lac,cp    x          cin       lac
birth_date                    05-20      2024-05  06-01     n/a       07-01     07-02      08-01     08-01
edd_original                  05-27      05-20    06-01     07-01     07-01     07-02      08-01     08-01
edd_latest                    05-27      05-20    06-01     07-01     07-01     07-02      08-01     08-01
referral_date                 2023-11-27 02-26    03-08     2024-02   05-22     ?          01-04     01-04
allocation_date               2023-11-30 03-07    03-06     02-20     05-29     06-01      01-04     02-23
mother_need_mh                current    current  suspected current   historic  current    no        current
mother_offer_mh               offered    no_offer no_offer  ~a|b      -         considered -         no_offer
mother_offer_mh_reason        -          -        -         -         -         waiting    -         -
mother_need_housing           no         no       current   no        current   no         current   current
mother_offer_housing          -          -        in_place  -         ?         -          no_offer  no_offer
fathers[1]/father_role        confirmed  putative -         ?         confirmed putative   confirmed confirmed
fathers[2]/father_role        partner    putative -         -         -         -          -         -
inclusion[1]/father_contacted no         ?        -         ~yes|no   yes       x          ?         yes
inclusion[2]/father_contacted yes        yes      -         -         -         -          -         -
fathers[1]/father_need_mh     current    current  -         no        no        ?          no        current
fathers[2]/father_need_mh     no         current  -         -         -         -          -         -
offers[1]/father_offer_mh     offered    no_offer -         -         -         -          -         no_offer
offers[2]/father_offer_mh     -          offered  -         -         -         -          -         -
services[1]/type              therapy    housing  housing   -         course    -          course    course
services[1]/needs             m_mh       none     m_housing -         ?         -          m_housing m_mh
services[1]/recipient         -          mother   -         -         -         -          -         -
services[1]/response          accepted   accepted accepted  -         ?         -          accepted  accepted
services[1]/started_date      03-01      2024-03  02-01     -         -         -          01-01     01-01
services[1]/ended_date        06-01      ?        -         -         -         -          02-01     09-01
services[1]/end_reason        completed  ?        ongoing   -         -         -          stopped   completed
services[2]/type              therapy    -        housing   -         -         -          course    course
services[2]/needs             m_mh,f_mh  -        m_housing -         -         -          m_housing m_mh
services[2]/response          declined   -        accepted  -         -         -          accepted  accepted
services[2]/decline_reason    too_far    -        -         -         -         -          -         -
services[2]/started_date      -          -        03-10     -         -         -          02-01     02-01
services[2]/ended_date        -          -        04-01     -         -         -          ?         ?
services[2]/end_reason        -          -        completed -         -         -          ?         ?
"""

CALCULATED = """
question                 A      B      C      D       E      F G      H
wait_referral_allocation 3      10     -2     ~date   7      ? 0      50
referral_gestation       98     196    195    ~date   240    ? 70     70
mother_care_experienced  yes    no     ?      ~yes|no yes    x no     yes
services[1]/for_whom     mother mother mother -       mother - mother mother
services[2]/for_whom     both   -      mother -       -      - mother mother
"""

_SHORT = {
    "lac": "looked_after",
    "cp": "child_protection",
    "cin": "child_in_need",
    "both": "mother father",
    "sofa": "sofa_surfing",
    "therapy": "talking_therapy",
    "course": "parenting_programme",
    "stopped": "stopped_attending",
    "too_far": "travel",
    "waiting": "waiting_list",
    "confirmed": "father_confirmed",
    "putative": "father_putative",
    "m_mh": "mother_mental_health",
    "m_housing": "mother_housing",
    "f_mh": "father_mental_health",
    "no_offer": "no_offer_found",
    "in_place": "already_in_place",
    "considered": "considered_not_offered",
    "partner": "partner_not_parent",
    "issued": "proceedings_issued",
    "closed": "closed_nfa",
    "unstable": "temporary",
}
_SHORT_NAMES = {"mh": "mental_health", "inclusion": "father_inclusion_rows", "offers": "father_offers"}
_SIGNS = {"?": "not_recorded", "x": "source_not_seen", ".": "not_looked_at", "n/a": "not_applicable"}
_COMPANIONS = {"father_inclusion_rows": "fathers", "father_offers": "fathers"}

OPTIONS = {
    "mother_care_experienced": "yes no",
    "mother_housing": "secure temporary sofa_surfing",
    "mother_childhood_involvement": "none child_in_need child_protection looked_after",
    "highest_pathway_reached": "cp_plan proceedings_issued closed_nfa",
    "service_decline_reason": "travel trust",
    "mother_offer_mental_health_reason": "waiting_list threshold",
}
STABLE = {"secure": "Stable", "temporary": "Unstable", "sofa_surfing": "Unstable"}


class Cell(NamedTuple):
    """One cell of the table."""

    case: str
    path: str
    state: str
    value: str
    inexact: bool = False

    @property
    def question(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def repeat(self) -> str:
        return self.path.partition("[")[0] if "/" in self.path else ""

    @property
    def row(self) -> str:
        """A made-up uuid for the row; of a companion the one that the engine would give it."""
        if not self.repeat:
            return ""
        base = _COMPANIONS.get(self.repeat, self.repeat)
        row = f"{self.case}-{base}-{self.path.partition('[')[2][0]}"
        return companion_row(row, self.repeat) if self.repeat in _COMPANIONS else row


def cells(table: str) -> Iterator[Cell]:
    """The cells of a table; a row of a repeat that a case does not have has none."""
    for line in table.strip().splitlines()[1:]:
        path, *texts = line.split()
        for short, name in _SHORT_NAMES.items():
            path = re.sub(rf"(?<![a-z]){short}(?![a-z])", name, path)
        path = re.sub(r"^services.*/", r"\g<0>service_", path)
        for case, text in zip(CASES, texts, strict=True):
            cell = _cell(case, path, text)
            if cell.state != "not_asked" or not cell.repeat:
                yield cell


def _cell(case: str, path: str, text: str) -> Cell:
    if text == "-":
        return Cell(case, path, "not_asked", "")
    if text == "~date":
        return Cell(case, path, "answered", "", inexact=True)
    if text.startswith("~"):
        return Cell(case, path, "unclear", text[1:].replace("|", " | "))
    if text in _SIGNS:
        return Cell(case, path, _SIGNS[text], "")
    if re.fullmatch(r"\d\d-\d\d", text):
        return Cell(case, path, "answered", f"2024-{text}")
    return Cell(case, path, "answered", " ".join(_SHORT.get(part, part) for part in text.split(",")))


def as_csv() -> str:
    """The answers as a file for `answers import`: `case,auditor,question,state,value,note,evidence`."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["case", "auditor", "question", "state", "value", "note", "evidence"])
    for cell in cells(ANSWERS):
        if cell.state != "not_asked":
            writer.writerow([cell.case, "AB", cell.path, cell.state, cell.value, "", ""])
    return out.getvalue()


def cohort() -> CohortInput:
    """The cohort as an analysis reads it; the ids of the case audits are `id-A` to `id-H`."""
    found: dict[str, list[Cell]] = defaultdict(list)
    for cell in [*cells(ANSWERS), *cells(CALCULATED)]:
        found[cell.question].append(cell)
    return CohortInput(
        cases={f"id-{case}": _case(case) for case in CASES},
        columns={name: _column(group) for name, group in found.items()},
        variables={name: _variable(name, group[0].repeat) for name, group in found.items()},
        companions=_COMPANIONS,
        roles=roles(),
    )


def _case(case: str) -> CaseRef:
    attributes = {"ward": "north" if case in "ABC" else "south"}
    if case in "GH":
        attributes["pregnancy"] = "P7"
    return CaseRef(f"id-{case}", case, case, "AB", Role.FIRST, CaseStatus.FINISHED, attributes=attributes)


def _column(group: list[Cell]) -> Column:
    return Column(
        cases=[f"id-{cell.case}" for cell in group],
        rows=[cell.row for cell in group],
        states=["not_looked_at" if cell.state == "not_asked" else cell.state for cell in group],
        values=[cell.value for cell in group],
        asked=[cell.state != "not_asked" for cell in group],
        inexact=[cell.inexact for cell in group],
    )


def _variable(name: str, repeat: str) -> Variable:
    options = tuple(
        Option(option, option.replace("_", " ").capitalize(), {"stable": STABLE.get(option, "")})
        for option in OPTIONS.get(name, "").split()
    )
    multiple = name in ("mother_childhood_involvement", "service_needs")
    return Variable(name, name.replace("_", " ").capitalize(), options, multiple, repeat)
