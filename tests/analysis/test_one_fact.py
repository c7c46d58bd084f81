"""One fact, one figure: a rung of a ladder, a line of a list and a comparison of groups read the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from audit_app.analysis.computed import ComputedMeasure, catalogue
from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.results.figures import Figure, Share, answers_of
from tests.acceptance.random_cohort import cohort, known
from tests.form.filled import derived, sheets

SAME = {
    "M7.2_ladder.identified": "M7.1_father_identified",
    "M7.2_ladder.contacted": "M7.2_father_contacted",
    "M7.2_ladder.assessed": "M7.2_father_assessed",
    "M7.2_ladder.offered": "M7.2_father_offered_services",
    "M7.2_ladder.in_plan": "M7.2_father_in_plan",
    "M7.2_ladder.invited": "M7.2_father_invited",
    "M7.2_ladder.attended": "M7.2_father_attended",
    "M7.2_ladder.represented": "M5.7_father_represented",
    "M7.2_mother_ladder.represented": "M5.7_mother_represented",
}


@cache
def entries() -> Mapping[str, ComputedMeasure]:
    return catalogue(read_measures(sheets()["measures"], known()), derived=derived())


@cache
def made(seed: int, id_: str) -> Figure:
    return entries()[id_].make(frame(seed))


@cache
def frame(seed: int) -> Frame:
    return Frame(cohort(seed).read)


def counts(figure: Figure) -> tuple[frozenset[str], frozenset[str]]:
    assert isinstance(figure, Share)
    return frozenset(figure.numerator), frozenset(figure.base)


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.parametrize("rung", SAME)
def test_a_rung_is_the_measure_of_the_same_thing(rung: str, seed: int) -> None:
    ladder = made(seed, rung.partition(".")[0] + "." + rung.split(".")[1])
    row = next(row for row in answers_of(ladder) if row.id == rung)
    assert counts(row) == counts(made(seed, SAME[rung]))


@pytest.mark.parametrize("seed", [3, 4])
def test_a_rung_that_can_apply_to_some_only_has_its_share_of_all_after_it(seed: int) -> None:
    ladder = made(seed, "M7.2_ladder")
    rows = {row.id.rpartition(".")[2]: row for row in answers_of(ladder)}
    names = list(rows)
    for name in ("invited_icpc", "attended_icpc", "told", "represented"):
        whole = rows[f"{name}_of_all"]
        assert names.index(f"{name}_of_all") == names.index(name) + 1
        assert whole.base == ladder.base
        assert set(whole.numerator) == set(rows[name].numerator) & set(ladder.base)
