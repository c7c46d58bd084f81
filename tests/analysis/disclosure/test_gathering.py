"""Answers gathered by their meaning: the numbers are those of the answers together, whatever is counted."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from audit_app.analysis.disclosure.gathering import Gathering, gathered, read_gatherings
from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.results.figures import Distribution, Figure, Proportion, States, answers_of, as_kind
from tests.examples import examples
from tests.form.filled import sheets

RESTRICTED = PROFILES["restricted"]
NAMES = "pqrs"


def distribution(rows: dict[str, tuple[str, ...]], base: tuple[str, ...]) -> Distribution:
    lines = tuple(
        Proportion(f"D.{name}", name, "fact", States(), base=base, numerator=cases, proportion=0.0)
        for name, cases in rows.items()
    )
    head = Proportion("D", "D", "fact", States(), base=base)
    return Distribution(**{**vars(as_kind(head, Distribution)), "rows": lines})


def sizes(figure: Figure) -> dict[str, int]:
    return {row.label: len(row.numerator) for row in answers_of(figure)}


def together(figure: Distribution) -> Figure:
    return gathered(figure, (Gathering("D", "either", ("p", "q")),), RESTRICTED)


def test_rows_of_one_answer_each_are_added_up() -> None:
    """Ten services were counted as seventeen once, since each family stood in both answers."""
    base = ("a", "a", "a", "b", "b", "c", "c")
    figure = distribution({"p": ("a", "b"), "q": ("a",), "r": ("a", "b", "c", "c")}, base)
    assert sizes(together(figure)) == {"either": 3, "r": 4}


def test_rows_with_several_answers_each_are_not_gathered() -> None:
    base = ("a", "a", "b")
    figure = distribution({"p": ("a", "b"), "q": ("a", "a"), "r": ("b",)}, base)
    assert together(figure) is figure


def test_where_none_of_them_is_small_they_stay_apart() -> None:
    cases = tuple(f"c{k}" for k in range(12))
    figure = distribution({"p": cases[:4], "q": cases[4:8], "r": cases[8:]}, cases)
    assert together(figure) is figure


@examples(common=60, long=3_000)
@given(data=st.data(), several=st.booleans())
def test_gathered_numbers_are_those_of_the_answers(data: st.DataObject, several: bool) -> None:
    n = data.draw(st.integers(3, 12))
    base = tuple(f"c{k}" for k in range(n))
    given_ = {case: data.draw(st.sets(st.sampled_from(NAMES), max_size=3 if several else 1)) for case in base}
    rows = {name: tuple(case for case in base if name in given_[case]) for name in NAMES}
    found = together(distribution(rows, base))
    if "either" in sizes(found):
        assert sizes(found)["either"] == sum(bool(given_[case] & {"p", "q"}) for case in base)
    assert sizes(found)["r"] == len(rows["r"])


def test_what_is_declared_names_answers_and_never_mixes_offers() -> None:
    declared = read_gatherings(sheets()["gatherings"])
    rows = Counter((each.figure, row) for each in declared for row in each.rows)
    assert max(rows.values()) == 1
    for each in declared:
        assert not {"considered_not_offered", "no_offer_found"} <= set(each.rows)
