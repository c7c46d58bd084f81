"""Drawing a sample in a real audit: which cases, what is said of it, and what counts from then on."""

from __future__ import annotations

import json

import pytest

from audit_app.analysis.as_json import cohort_as_json
from audit_app.analysis.pages.building import build
from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file import audits
from audit_app.operations.plan import sampling
from audit_app.operations.plan.sampling import Method, SamplePlan, SampleView, draw, replace_case
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters, filter_choices, read_cohort, read_profile
from audit_app.results.figures import is_typed
from audit_app.store import info
from tests.form.filled import specs
from tests.operations.conftest import MakeAudit
from tests.operations.lists import import_cases

TEAMS = ("North", "North", "North", "South")


def fill(audit: Audit, n: int = 20, *, prefix: str = "C") -> None:
    rows = [{"case": f"{prefix}{place:02}", "team": TEAMS[place % 4]} for place in range(n)]
    import_cases(audit, rows)


@pytest.fixture
def listed(audit: Audit) -> Audit:
    fill(audit)
    return audit


def rows(view: SampleView) -> list[int]:
    return [case.row for case in view.cases]


def references(view: SampleView) -> list[str]:
    return [case.reference for case in view.cases]


def finish(audit: Audit, reference: str) -> None:
    ref = next(ref for ref in list_cases(audit) if ref.reference == reference)
    case = answering.open_case(audit, ref.id)
    for page in ("start", "parents", "care", "help", "timing"):
        answering.mark_rest(case, page)
    answering.save_answer(case, Key("records_seen"), Answer(AnswerState.ANSWERED, "case_system maternity"))
    answering.save_answer(case, Key("immediate_concern"), Answer(AnswerState.ANSWERED, "no"))
    answering.finish(case, "Checked twice")


def test_the_same_list_and_seed_draw_the_same_rows_whatever_the_references(make_audit: MakeAudit) -> None:
    one, other = make_audit("one"), make_audit("two")
    fill(one)
    fill(other, prefix="X")
    plan = SamplePlan(size=5, seed=1)
    assert rows(draw(one, plan)) == rows(draw(other, plan)) == [7, 11, 4, 8, 17]


def test_a_draw_can_be_made_anew_and_says_so(listed: Audit) -> None:
    first = draw(listed, SamplePlan(size=5, seed=1))
    assert draw(listed, SamplePlan(size=5, seed=1)) == first
    second = draw(listed, SamplePlan(size=4, seed=2))
    assert rows(second) == [17, 20, 2, 14]
    assert "It replaces an earlier draw of 5 cases (seed 1)." in second.statement


def test_importing_the_list_again_keeps_each_case_in_its_place(listed: Audit) -> None:
    before = rows(draw(listed, SamplePlan(size=5, seed=1)))
    import_cases(listed, [{"case": f"C{place:02}", "team": "West"} for place in reversed(range(25))])
    found = draw(listed, SamplePlan(Method.ALL, seed=1))
    places = {case.reference: (case.list, case.row) for case in found.cases}
    assert places["C00"] == (1, 2)
    assert places["C24"] == (2, 2)
    assert before == rows(
        draw(listed, SamplePlan(size=5, seed=1, excluded={f"C{n}": "new" for n in range(20, 25)}))
    )


def test_a_preview_keeps_nothing(listed: Audit) -> None:
    shown = sampling.preview(listed, SamplePlan(size=3))
    assert sampling.read_sample(listed) is None
    assert draw(listed, SamplePlan(size=3, seed=shown.seed)) == shown


def test_a_sample_is_read_back_as_it_was_drawn(listed: Audit) -> None:
    plan = SamplePlan(Method.FIXED, 2, ("team",), 3, 0.5, {"C01": "a duplicate"}, basis="date of referral")
    drawn = draw(listed, plan)
    assert sampling.read_sample(listed) == drawn


@pytest.mark.parametrize(
    ("plan", "drawn", "weights"),
    [
        (SamplePlan(Method.PROPORTIONAL, 8, ("team",), 1), {"North": 6, "South": 2}, [2.5, 2.5]),
        (SamplePlan(Method.FIXED, 4, ("TEAM",), 1), {"North": 4, "South": 4}, [15 / 4, 5 / 4]),
        (SamplePlan(Method.FIXED, 9, ("team",), 1), {"North": 9, "South": 5}, [15 / 9, 1]),
        (SamplePlan(Method.RANDOM, 8, (), 1), {"": 8}, [20 / 8]),
        (SamplePlan(Method.ALL, 0, (), 1), {"": 20}, [1]),
        (SamplePlan(Method.SYSTEMATIC, 7, (), 1), {"": 7}, [20 / 7]),
        (SamplePlan(Method.PURPOSIVE, chosen=("C03", "C01")), {"": 2}, [1]),
    ],
)  # fmt: skip
def test_each_method_draws_from_its_strata(
    listed: Audit, plan: SamplePlan, drawn: dict[str, int], weights: list[float]
) -> None:
    view = draw(listed, plan)
    assert {stratum.name: stratum.drawn for stratum in view.strata} == drawn
    assert [stratum.weight for stratum in view.strata] == pytest.approx(weights)
    assert len(view.cases) == sum(drawn.values())


def test_a_list_of_one_round_is_the_one_that_is_meant(audit: Audit) -> None:
    import_cases(audit, [{"case": "1", "round": "2024"}, {"case": "2", "round": "2024"}])
    drawn = draw(audit, SamplePlan(size=1, seed=1))
    assert sampling.read_sample(audit) == drawn
    assert len(read_cohort(audit, Filters(status="all"))[0].cases) == 1


def test_strata_can_be_made_of_several_columns(audit: Audit) -> None:
    import_cases(audit, [{"case": str(n), "team": "N", "year": str(2023 + n % 2)} for n in range(4)])
    view = draw(audit, SamplePlan(Method.FIXED, 1, ("team", "year"), 1))
    assert [stratum.name for stratum in view.strata] == ["N · 2023", "N · 2024"]


def test_a_case_without_the_column_is_a_stratum_of_its_own(audit: Audit) -> None:
    import_cases(audit, [{"case": "1", "team": "N"}, {"case": "2", "team": ""}])
    view = draw(audit, SamplePlan(Method.FIXED, 1, ("team",), 1))
    assert [stratum.name for stratum in view.strata] == ["not given", "N"]


def test_a_share_is_drawn_to_be_audited_twice(listed: Audit) -> None:
    view = draw(listed, SamplePlan(size=10, seed=1, second=0.25))
    assert sum(case.second for case in view.cases) == 3
    assert sum(case.second for case in draw(listed, SamplePlan(size=10, seed=1, second=0.01)).cases) == 1
    assert not any(case.second for case in draw(listed, SamplePlan(size=10, seed=1)).cases)


def test_an_excluded_case_is_not_drawn_and_its_reason_is_said(listed: Audit) -> None:
    view = draw(listed, SamplePlan(Method.ALL, excluded={"C01": "a duplicate", "C02": "not pre-birth"}))
    assert {"C01", "C02"}.isdisjoint(references(view))
    assert (view.n_listed, view.n_frame) == (20, 18)
    assert "2 listed cases were excluded beforehand (a duplicate 1, not pre-birth 1)." in view.statement


def test_a_replacement_is_the_next_in_the_drawn_order(listed: Audit) -> None:
    draw(listed, SamplePlan(size=5, seed=1))
    view = replace_case(listed, "C05", "the file is missing")
    assert rows(view) == [11, 4, 8, 17, 6]
    assert view.cases[-1].instead_of == "C05"
    assert ("C05", "the file is missing", True) in view.left_out
    assert "1 was replaced by the next in the drawn order." in view.statement
    assert rows(replace_case(listed, "C04", "the file is missing")) == [11, 4, 8, 17, 5]


def test_a_replacement_comes_from_the_same_stratum_and_the_frame_as_it_was(listed: Audit) -> None:
    draw(listed, SamplePlan(Method.FIXED, 4, ("team",), 1))
    fill(listed, 60)
    south = [case.reference for case in draw_south(listed)]
    after = replace_case(listed, south[0], "closed")
    assert [stratum.drawn for stratum in after.strata] == [4, 4]
    after = replace_case(listed, south[1], "closed")
    assert [stratum.drawn for stratum in after.strata] == [4, 3]


def draw_south(audit: Audit) -> list[sampling.SampledCase]:
    view = sampling.read_sample(audit)
    assert view is not None
    return [case for case in view.cases if case.stratum == "South"]


def test_a_replacement_takes_over_the_second_audit(listed: Audit) -> None:
    draw(listed, SamplePlan(size=4, seed=1, second=1))
    view = replace_case(listed, "C05", "closed")
    assert [case.second for case in view.cases] == [True] * 4


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (SamplePlan(size=0), "at least one"),
        (SamplePlan(size=21), "20 or fewer"),
        (SamplePlan(Method.PROPORTIONAL, 4), "needs the column"),
        (SamplePlan(Method.PROPORTIONAL, 4, ("ward",)), "Its columns: team"),
        (SamplePlan(Method.RANDOM, 4, ("team",)), "stratified sample only"),
        (SamplePlan(size=4, second=2), "between 0 and 1"),
        (SamplePlan(size=4, excluded={"Z": "x"}), "no case Z"),
        (SamplePlan(Method.PURPOSIVE), "Name them"),
        (SamplePlan(Method.PURPOSIVE, chosen=("Z",)), "no case Z"),
        (SamplePlan(size=1, round="another"), "round “another”. Import the list"),
    ],
)
def test_what_can_not_be_drawn_is_said_and_nothing_is_kept(
    listed: Audit, plan: SamplePlan, said: str
) -> None:
    with pytest.raises(AuditError, match=said):
        draw(listed, plan)
    assert sampling.read_sample(listed) is None


@pytest.mark.parametrize(("reference", "reason"), [("C00", "closed"), ("C05", " "), ("Z", "closed")])
def test_only_a_drawn_case_is_replaced_and_only_for_a_reason(
    listed: Audit, reference: str, reason: str
) -> None:
    before = draw(listed, SamplePlan(size=5, seed=1))
    with pytest.raises(AuditError):
        replace_case(listed, reference, reason)
    assert sampling.read_sample(listed) == before


def test_the_statement_says_frame_period_basis_method_and_seed(listed: Audit) -> None:
    said = info.read_info(listed.file)
    audits.edit_info(listed, type(said)(round=said.round, period="2024-04-01..2025-03-31"))
    draw(listed, SamplePlan(Method.FIXED, 4, ("team",), 7, 0.25, basis="date of referral"))
    assert info.read_info(listed.file).sample_statement == (
        "A random sample of 8 of the 20 cases on the list, 4 from each group by team or all of a smaller one "
        "(seed 7). The list covers 1 April 2024 to 31 March 2025 by date of referral. Drawn of listed: North "
        "4/15, South 4/5. Figures are weighted: each finished file stands for as many as the list holds of "
        "its group for each that is finished. Counts are not. 2 cases are audited twice, by a second officer "
        "who does not see the first audit."
    )


def test_columns_of_the_list_are_offered_for_strata_without_the_programs_own(listed: Audit) -> None:
    draw(listed, SamplePlan(size=5, seed=1))
    (column,) = sampling.columns(listed)
    assert (column.name, column.values) == ("team", (("North", 15), ("South", 5)))
    assert {choice.name for choice in filter_choices(listed)} >= {"team"}
    assert not any(name.startswith("@") for ref in list_cases(listed) for name in ref.attributes)


def test_only_drawn_cases_count_and_an_audited_one_outside_is_told(listed: Audit) -> None:
    finish(listed, "C00")
    finish(listed, "C05")
    assert len(read_cohort(listed, Filters())[0].cases) == 2
    draw(listed, SamplePlan(size=5, seed=1))
    heading = read_cohort(listed, Filters())[1]
    assert list(heading.cases.values()) == ["C05"]
    assert heading.filters == ("Finished audits", "1 audited case outside the sample left out")
    assert heading.n_unfinished == 4
    assert heading.statement.startswith("A simple random sample of 5 of the 20 cases")
    assert len(list_cases(listed)) == 20


def test_a_round_without_a_sample_counts_whole(listed: Audit) -> None:
    add_case(listed, "L1", round_="later")
    draw(listed, SamplePlan(size=5, seed=1))
    assert len(read_cohort(listed, Filters(status="all"))[0].cases) == 6
    assert len(read_cohort(listed, Filters(status="all", round="later"))[0].cases) == 1
    said = info.read_info(listed.file).sample_statement
    assert said.startswith("Round baseline: A simple random sample of 5 of the 20 cases")
    assert said.endswith("Other rounds: no sample was drawn, so every audited case counts.")


@pytest.mark.parametrize(
    ("plan", "strata"),
    [
        (SamplePlan(size=5, seed=1), [("", 20, 5, 1)]),
        (SamplePlan(Method.ALL), [("", 20, 20, 1)]),
        (SamplePlan(Method.FIXED, 4, ("team",), 1), [("North", 15, 4, 1), ("South", 5, 4, 0)]),
        (SamplePlan(Method.PURPOSIVE, chosen=("C05", "C01")), [("", 20, 2, 1)]),
    ],
)
def test_a_cohort_knows_what_was_drawn_and_what_is_finished(
    listed: Audit, plan: SamplePlan, strata: list[tuple[str, int, int, int]]
) -> None:
    assert "C05" in references(draw(listed, plan))
    finish(listed, "C05")
    for filters in (Filters(), Filters(where={"team": "South"}), Filters("all")):
        found = read_cohort(listed, filters)[0].sampled
        assert [(each.name, each.frame, each.drawn, each.finished) for each in found.strata] == strata
        assert [each.read for each in found.strata] == [each.finished for each in found.strata]
        assert found.chance == (plan.method is not Method.PURPOSIVE)
    assert set(found.stratum) == {ref.id for ref in list_cases(listed) if ref.reference in drawn(listed)}


def drawn(audit: Audit) -> set[str]:
    view = sampling.read_sample(audit)
    return set(references(view)) if view else set()


def test_a_half_finished_sample_says_so_in_its_statement_and_beside_its_figures(listed: Audit) -> None:
    draw(listed, SamplePlan(Method.FIXED, 4, ("team",), 1))
    finish(listed, "C05")
    view = replace_case(listed, drawn_of(listed, "South")[0], "sealed")
    told = (
        "1 of the 8 drawn files is finished. By group: North 15 listed, 4 drawn, 1 finished; "
        "South 5 listed, 4 drawn, 0 finished, 1 replaced. "
        "No file of South is finished, so the figures do not speak for it."
    )
    assert view.statement.endswith(told)
    assert read_cohort(listed, Filters())[1].statement.endswith(told)
    beside = "1 of the 8 drawn files is finished. Nothing here speaks for South: no file was read there."
    assert all(figure.caution.endswith(beside) for figure in read_profile(listed).figures)
    assert [(each.name, each.replaced, each.finished, each.weight) for each in view.strata] == [
        ("North", 0, 1, 15.0),
        ("South", 1, 0, 0.0),
    ]


def drawn_of(audit: Audit, team: str) -> list[str]:
    view = sampling.read_sample(audit)
    return [case.reference for case in view.cases if case.stratum == team] if view else []


def test_a_finished_sample_says_that_it_is(listed: Audit) -> None:
    draw(listed, SamplePlan(Method.PURPOSIVE, chosen=("C05",)))
    finish(listed, "C05")
    assert read_cohort(listed, Filters())[1].statement.endswith("The one drawn file is finished.")
    assert not any("drawn" in figure.caution for figure in read_profile(listed).figures)


def test_a_round_without_a_sample_is_a_stratum_beside_one_that_has_one(listed: Audit) -> None:
    add_case(listed, "L1", round_="later")
    assert read_cohort(listed, Filters())[0].sampled.strata == ()
    draw(listed, SamplePlan(size=5, seed=1))
    found = read_cohort(listed, Filters())[0].sampled.strata
    assert [(each.name, each.frame, each.drawn) for each in found] == [
        ("round baseline", 20, 5),
        ("round later", 1, 1),
    ]


def test_the_view_can_be_written_as_json(listed: Audit) -> None:
    view = draw(listed, SamplePlan(size=2, seed=1))
    told = json.loads(json.dumps(sampling.sample_as_json(view)))
    assert [case["row"] for case in told["cases"]] == [7, 11]
    assert (told["seed"], told["n_frame"], told["n_drawn"]) == (1, 20, 2)


def test_while_a_sample_is_unfinished_every_part_of_every_page_says_so(listed: Audit) -> None:
    draw(listed, SamplePlan(size=5, seed=1))
    finish(listed, "C05")
    reading = pages.read(listed)
    beside = "1 of the 5 drawn files is finished."
    for id_, spec in specs().items():
        page = build(spec, reading)
        assert all(beside in block.cautions for block in page.blocks), id_
        assert all(
            figure.caution.endswith(beside) or figure.cannot or is_typed(figure)
            for block in page.blocks
            for figure in block.figures
        ), id_
    told = cohort_as_json(reading.heading)
    assert told["sample"] == [
        {"stratum": "", "frame": 20, "drawn": 5, "replaced": 0, "finished": 1, "not_auditable": 0}
    ]
