"""The hand-worked cohort as a real audit: its answers taken in from a file, every module on."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from audit_app.model import AreaFigure, AuditInfo
from audit_app.operations.area import cut_offs
from audit_app.operations.area import figures as area_figures
from audit_app.operations.case import answers_file
from audit_app.operations.file import audits
from audit_app.operations.plan.modules import offered_by
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters, read_cohort, read_gaps
from audit_app.results.figures import Figure
from audit_app.results.inputs import CohortInput, Cuts
from tests.acceptance.table import as_csv, day
from tests.form.filled import form

RECORDS_TO = 672
"""The day up to which the files were read: 30 June 2025."""
LAW_FROM = 280
"""From then on an application needs an offer of family group decision-making: 3 June 2024."""
AREA = """
Northfield area   2022/23 children_in_proceedings 60
Northfield area   2022/23 infants_in_proceedings 24
Northfield area   2022/23 newborns_7_in_proceedings 5
Northfield area   2022/23 newborns_14_in_proceedings 7
Northfield area   2022/23 live_births 2000
Northfield area   2023/24 children_in_proceedings 80
Northfield area   2023/24 infants_in_proceedings 20
Northfield area   2023/24 newborns_7_in_proceedings 8
Northfield area   2023/24 newborns_14_in_proceedings 20
Northfield area   2023/24 live_births 2500
Northfield area   2023/24 median_referral_to_allocation_days 4
Northfield area   2023/24 median_referral_to_assessment_start_days 21
Northfield area   2023/24 median_referral_to_assessment_end_days 70
Northfield area   2023/24 median_icpc_working_days 13
Westshire  region 2023/24 children_in_proceedings 900
Westshire  region 2023/24 infants_in_proceedings 270
Westshire  region 2023/24 newborns_7_in_proceedings 90
Westshire  region 2023/24 live_births 30000
Southam neighbour 2023/24 infants_in_proceedings 10
"""


class Real(NamedTuple):
    """What the audit says: its cohort as it is read, every measure by id, the letter of each case."""

    cohort: CohortInput
    figures: dict[str, Figure]
    letters: dict[str, str]


def read(folder: Path) -> Real:
    """Make the audit and read every measure."""
    modules = tuple(module.id for module in offered_by("prebirth_case_audit").modules)
    file = folder / "answers.csv"
    file.write_text(as_csv(form()), encoding="utf-8")
    info = AuditInfo(name="Families", area="Northfield", modules=modules)
    audit, _code = audits.create_audit(
        folder / "families.audit", "nine calm herons", form="prebirth_case_audit", info=info, person="AB"
    )
    answers_file.import_answers(audit, file)
    cut_offs.set_cuts(audit, Cuts(records_to=day(str(RECORDS_TO)), family_offer_from=day(str(LAW_FROM))))
    area_figures.set_figures(audit, typed())
    everyone = Filters(status="all")
    cohort, _heading = read_cohort(audit, everyone)
    figures = {made.id: made for made in pages.measures(pages.read(audit, everyone))}
    gaps = read_gaps(audit, everyone)
    figures |= {row.rate.id: row.rate for row in gaps.rows}
    figures |= {made.id: made for made in (gaps.overall, gaps.coordination[-1])}
    subsets = [made.subset for made in figures.values() if made.subset]
    figures |= {made.id: made for made in subsets}
    columns = {name: cohort.columns.get(name) for name in form().questions}
    audits.close_audit(audit)
    letters = {id_: ref.reference for id_, ref in cohort.cases.items()}
    read = {name: column for name, column in columns.items() if column is not None}
    return Real(CohortInput(cohort.cases, read), figures, letters)


def typed() -> list[AreaFigure]:
    """The area's own table."""
    made = []
    for row in AREA.strip().splitlines():
        place, kind, year, what, value = row.split()
        made.append(AreaFigure(place, kind, year, what, float(value)))
    return made
