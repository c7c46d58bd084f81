"""Several outputs in one reader's hands: what one hides isn't told by the others."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from audit_app.analysis.disclosure.building import Building, Numbering
from audit_app.analysis.disclosure.cohorts import _taken_apart, known_of
from audit_app.analysis.disclosure.earlier import Printed
from audit_app.analysis.disclosure.gathering import Gathering
from audit_app.analysis.disclosure.knowledge import Count, Relation
from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.analysis.disclosure.relations import HeldOutput
from audit_app.analysis.disclosure.release import Holders, release, release_together
from audit_app.analysis.disclosure.tied import Tied
from audit_app.analysis.disclosure.ties import Ties
from audit_app.errors import AuditError
from audit_app.lines.line import OF, Line, N, counted
from audit_app.lines.released import Released
from audit_app.results.figures import Comparison, Distribution, Estimate, Figure, Proportion, States, as_kind
from audit_app.results.pages import Block, Cohort, Page

EVERYONE = tuple(f"{letter}{k}" for letter in "abc" for k in range(20))
A, B = EVERYONE[:20], EVERYONE[20:40]
DFE, TIES = PROFILES["dfe"], Ties()


def share(name: str, cases: Collection[str], yes: Collection[str]) -> Proportion:
    base = tuple(cases)
    numerator = tuple(case for case in base if case in yes)
    return Proportion(
        *(name, name, "fact", States(known=base)),
        base=base,
        numerator=numerator,
        proportion=len(numerator) / len(base),
        interval="wilson",
    )


def page(cases: Collection[str], *figures: Figure) -> Page:
    cohort = Cohort({case: case for case in cases}, families=tuple(cases))
    return Page("p", "P", "P?", "", (Block("b", "B", "", figures),), (), cohort)


def numbers(released: Released) -> dict[str, str]:
    (found,) = released.pages
    table = found.blocks[0].table
    assert table is not None
    return {row.id: row.cells["n"].text for row in table.rows if "n" in row.cells}


HELPED = {*A[:12], *B[:9], *EVERYONE[40:43]}
"""Twelve of the first round, nine of the second, three of the third."""


def test_a_whole_and_two_of_its_rounds_dont_tell_the_third_by_subtraction() -> None:
    planned = [(page(cases, share("M", cases, HELPED)),) for cases in (EVERYONE, A, B)]
    alone = [numbers(release(pages, DFE, TIES))["M"] for pages in planned]
    assert alone == ["24", "12", "9"]  # 24 - 12 - 9: three families of the third round
    together = [numbers(found.released)["M"] for found in release_together(planned, DFE, TIES)]
    assert "[c]" in together


def test_what_cant_be_made_safe_is_refused_in_the_words_of_the_page() -> None:
    pages = (page(EVERYONE, share("M", EVERYONE, HELPED)),)
    left = [
        Printed(frozenset(cases), {"M / n": frozenset(HELPED & {*cases})}, DFE) for cases in (EVERYONE, A, B)
    ]
    with pytest.raises(AuditError, match="“M” of “B” on the page “P”"):
        release(pages, DFE, TIES, before=left)


def test_what_left_before_of_a_part_is_not_taken_from_the_whole() -> None:
    part = EVERYONE[:50]
    before = Printed(frozenset(part), {"M / n": frozenset(HELPED & {*part}), "M / of": frozenset(part)}, DFE)
    helped = HELPED | set(EVERYONE[50:53])
    whole = (page(EVERYONE, share("M", EVERYONE, helped)),)
    assert numbers(release(whole, DFE, TIES))["M"] == "27"
    assert numbers(release(whole, DFE, TIES, before=(before,)))["M"] == "[c]"  # 27 - 24: three of the ten


def test_what_left_before_is_known_whatever_is_hidden_now() -> None:
    """Two figures of one variable: once the first has left, only the second can be hidden."""
    ties = Ties({"under 20": ("weeks",), "under 24": ("weeks",)})
    first, second = EVERYONE[:30], EVERYONE[:34]
    figures = share("under 20", EVERYONE, first), share("under 24", EVERYONE, second)
    told = {"under 24 / n": frozenset(second), "under 24 / of": frozenset(EVERYONE)}
    before = Printed(frozenset(EVERYONE), told, DFE)
    found = release(
        (page(EVERYONE, figures[0]),), DFE, ties, before=(before,), beside=lambda: (page(EVERYONE, *figures),)
    )
    assert numbers(found) == {"under 20": "[c]"}  # 34 - 30: four families between 20 and 24 weeks
    assert numbers(release((page(EVERYONE, figures[0]),), DFE, ties)) == {"under 20": "30"}


def test_what_an_output_held_back_isnt_told_by_one_that_refuses_it() -> None:
    """The shared edition holds back how many of the later group were helped, two; the restricted one compares
    no groups, but prints how many were helped early and in all."""
    ties = Ties(relations=(Relation("all / n", ("early / n", "C.later / n")),))
    helped = {*EVERYONE[:17], *EVERYONE[40:42]}
    early, everyone = share("early", EVERYONE[:40], helped), share("all", EVERYONE, helped)
    groups = (share("C.early", EVERYONE[:40], helped), share("C.later", EVERYONE[40:], helped))
    compared = Comparison("C", "C", "fact", States(known=EVERYONE), rows=groups, difference=Estimate(0.1))
    before = Printed(frozenset(EVERYONE), {}, DFE, frozenset({"C.later / n"}))
    restricted = PROFILES["restricted"]

    alone = release((page(EVERYONE, early, everyone),), restricted, ties)
    both = release(
        *((page(EVERYONE, early, everyone, compared),), restricted, ties),
        before=(before,),
        beside=lambda: (page(EVERYONE, early, everyone, compared),),
    )

    assert numbers(alone) == {"early": "17", "all": "19"}
    assert "[c]" in numbers(both).values()


def test_answers_that_another_output_gathers_still_make_up_their_table() -> None:
    """Ten, eight, one and one of twenty: the two who are one number in the restricted edition are told by the
    larger answers all the same."""
    ties = Ties(gatherings=(Gathering("D", "Either", ("r", "s")),))
    told = {"p": A[:10], "q": A[10:18], "r": A[18:19], "s": A[19:]}
    rows = tuple(share(f"D.{name}", A, yes) for name, yes in told.items())
    asked = page(A, as_kind(share("D", A, A), Distribution, rows=rows))
    before = Printed(frozenset(A), {}, PROFILES["restricted"], frozenset({"D.gathered0 / n"}))
    found = release(
        *((asked,), DFE, ties),
        others=(Holders(PROFILES["restricted"], (before,)),),
        beside=lambda: (asked,),
    )

    hidden = [name for name, text in numbers(found).items() if text == "[c]"]
    assert len(hidden) > 2


def test_a_sign_for_what_files_dont_say_tells_that_they_arent_few() -> None:
    """Few are left blank there."""
    line = Tied(
        Line("M", "M", "proportion", 0, {N: counted(A[:12]), OF: counted(A[:13])}),
        ("M",),
        {N: frozenset(A[:12]), OF: frozenset(A[:13]), "silent": frozenset(), "out": frozenset(A[13:])},
    )
    known = known_of({"": HeldOutput(frozenset(A), (line,))}, DFE, TIES)

    assert known.counts["M / out"].least == 6
    assert known.counts["M / silent"].least == 0


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("n", [1, 5, 9])
def test_under_ten_families_nothing_leaves(profile: str, n: int) -> None:
    cases = EVERYONE[:n]
    with pytest.raises(AuditError, match="too few to release anything"):
        release((page(cases, share("M", cases, cases)),), PROFILES[profile], TIES)


@pytest.mark.parametrize(
    ("profile", "yes", "printed"),
    [
        ("dfe", 20, "20"),  # all of a group that is no small one
        ("dfe", 0, "0"),
        ("dfe", 17, "[c]"),  # who doesn't have it are three
        ("strict", 20, "[c]"),
        ("strict", 0, "[c]"),
        ("restricted", 17, "17"),
        ("restricted", 18, "[c]"),
    ],
)
def test_all_or_none_of_a_group_is_judged_by_the_group(profile: str, yes: int, printed: str) -> None:
    found = release((page(A, share("M", A, A[:yes])),), PROFILES[profile], TIES)
    assert numbers(found) == {"M": printed}


def test_a_sum_that_holds_some_twice_is_not_taken_apart() -> None:
    """20 of whom all stand in a count of 4 too are 24 in that sum; 16 and 4 beside an output of 10 + 2."""
    numbering = Numbering()
    parts = {}
    for name, cases, few in (("all", A, A[:4]), ("some", A[:10], A[2:4])):
        part = parts[name] = Building(frozenset(cases), DFE, numbering)
        places = [
            part.add(Count(place, len(of)), part.bits(of)) for place, of in (("of", cases), ("few", few))
        ]
        part.sum(places)
    taken = {relation.whole for _count, relation in _taken_apart("all", ("some",), parts)}
    assert {whole.partition(": ")[2] for whole in taken} >= {"of", "few"}
    assert not any(" + " in whole for whole in taken)
