"""Steps reached by the weeks set locally, waits beside other children's, placements by care experience."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.model import Country
from audit_app.results.inputs import Cuts, Variable
from tests.analysis.small import area, cohort, computed, counts, letters

# A at 19+6, B at 20+0, C after the birth, D never (not asked, as the case had ended), E not in the file,
# F doesn't apply, G inexact, H not asked because nobody looked at what decides.
STEPS = cohort(
    """
question                     A B C D E F G H
assessment_start_date        2024-01-01 2024-01-01 2024-01-01 n/a 2024-01-01 2024-01-01 2024-01-01 .
assessment_end_date          2024-02-01 2024-02-02 2024-09-01 - ? n/a 2024-02 -
assessment_end_gestation     139 140 - - ? n/a ~date -
""",
    {
        "assessment_end_date": Variable("assessment_end_date", asked_after=("assessment_start_date",)),
        "assessment_end_gestation": Variable(
            "assessment_end_gestation", worked_out_of=("assessment_end_date",)
        ),
    },
)


def test_a_step_is_reached_before_a_week_over_those_of_whom_that_is_known() -> None:
    found = computed("M4.8_reached_assessment_end", replace(STEPS, cuts=Cuts(by_weeks=(20, 24))))
    assert counts(found.rows) == ["20: A of ABCDF", "24: AB of ABCDF"]
    assert (letters(found.states.not_recorded), letters(found.states.population_unknown)) == ("E", "H")
    assert letters(found.inexact) == "G"


# A's began; B declined; C's never began; of D it isn't known. E's file names none and says so; in F's nobody
# looked.
SERVED = cohort("""
question                         A          B        C        D E F
first_service_date               2024-01-01 -        n/a      - - -
first_service_gestation          100        -        n/a      - - -
services[1]/service_response     accepted   declined accepted ? - -
services[1]/service_started_date 2024-01-01 -        n/a      - - -
services_together           ?          ?        ?        ? no_services .
""")


def test_only_a_file_that_tells_of_its_services_tells_that_none_began() -> None:
    found = computed("M4.8_reached_first_service", replace(SERVED, cuts=Cuts(by_weeks=(20,))))
    assert counts(found.rows) == ["20: A of ABCE"]


WAITED = cohort("""
question               A          B          C          D
referral_date          2024-01-01 2024-01-01 2024-01-01 2024-01-01
allocation_date        2024-01-03 2024-01-11 ?          2023-12-30
strategy_date          2024-12-20 -          -          -
icpc_date              2025-01-03 -          -          -
""")


@pytest.mark.parametrize(
    ("name", "what", "own", "unit"),
    [
        ("allocation", "median_referral_to_allocation_days", (2, 10), "days"),
        ("conference", "median_icpc_working_days", (7,), "working days"),
    ],
)
def test_waits_stand_beside_those_of_other_children_and_are_never_pooled(
    name: str, what: str, own: tuple[float, ...], unit: str
) -> None:
    typed = area(f"N area 2023 {what} 9", f"N area 2024 {what} 7.5", f"Z region 2025 {what} 1")
    found = computed(f"M4.9_{name}", replace(WAITED, area=typed))
    files, others = found.rows
    assert (files.values, others.median, others.values, others.unit) == (own, 7.5, (), unit)
    assert (others.label, found.difference) == ("Other children of the area, 2024", None)


def test_waits_that_run_backwards_are_errors() -> None:
    typed = area("N area 2024 median_referral_to_allocation_days 7")
    assert letters(computed("M4.9_allocation", replace(WAITED, area=typed)).errors) == "D"


@pytest.mark.parametrize(
    ("country", "numerator", "base", "inexact", "label"),
    [
        (Country.ENGLAND, "AB", "ABC", "E", "Assessment completed within 45 working days"),
        (Country.WALES, "A", "ABCE", "", "Assessment completed within 42 working days"),  # all March is later
    ],
)
def test_the_time_limit_is_the_countrys_own(
    country: Country, numerator: str, base: str, inexact: str, label: str
) -> None:
    read = cohort("""
question             A          B          C          D          E
referral_date        2024-01-02 2024-01-02 2024-01-02 2024-01-02 2024-01-02
assessment_end_date  2024-02-28 2024-03-05 2024-03-06 ?          2024-03
""")  # 41, 45 and 46 working days
    found = computed("M4.3_assessment_in_time", replace(read, cuts=Cuts(country=country)))
    assert (letters(found.numerator), letters(found.base), found.label) == (numerator, base, label)
    assert (letters(found.states.not_recorded), letters(found.inexact)) == ("D", inexact)


def test_without_a_typed_median_it_says_where_to_type_it() -> None:
    assert "Area figures" in computed("M4.9_allocation", WAITED).cannot


# A: the mother was in care; B: neither was; C: of the mother nobody knows, the father was not; D: the father
# was. E's placement goes on, and the second of A was no placement of parent and child. In F a partner who is
# no parent was in care, and in G a possible father beside the confirmed one.
PLACED = cohort("""
question                                    A   B   C   D   E   F                  G
mother_care_experienced                     yes no  ?   no  yes no                 no
father_care[1]/father_care_experienced      no  no  no  yes no  yes                yes
father_care[2]/father_care_experienced      -   -   -   -   -   -                  no
fathers[1]/father_role                      a   a   a   a   a   partner_not_parent father_putative
fathers[2]/father_role                      -   -   -   -   -   -                  father_confirmed
placements[1]/placement_parent_child        yes yes yes yes yes yes                yes
placements[1]/placement_ended_together      yes no  yes ?   -   yes                yes
placements[2]/placement_parent_child        no  -   -   yes -   -                  -
placements[2]/placement_ended_together      -   -   -   no  -   -                  -
""")


def test_placements_together_by_the_parents_own_care_experience() -> None:
    found = computed("M10.1_by_care_experience", PLACED)
    assert counts(found.rows) == ["yes: A of AD", "no: FG of BFG", "unknown: C of C"]
    assert letters(found.states.not_recorded) == "D"


def test_help_as_a_share_of_the_weeks_there_were() -> None:
    read = cohort("""
question                     A B C D
first_service_to_birth       70 30 ? 0
wait_referral_first_service  70 90 7 0
""")
    found = computed("M8.4_share_of_weeks", read)
    assert (found.values, letters(found.base)) == ((25, 50), "AB")
    assert letters(found.states.not_recorded) == "C"
