"""What leaves of a weighted sample: its own shares where they rest on enough, and none that counts belie."""

from __future__ import annotations

import pytest

from audit_app.analysis.disclosure.gathering import Gathering
from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.analysis.disclosure.release import release
from audit_app.analysis.disclosure.ties import Ties
from audit_app.analysis.weights import for_sample
from audit_app.lines.line import Line
from audit_app.results.figures import Curve, Distribution, Figure, Proportion, States, Wait, as_kind
from audit_app.results.inputs import Sampled, Stratum
from audit_app.results.pages import Block, Cohort, Page

NORTH, SOUTH = tuple(f"n{k}" for k in range(40)), tuple(f"s{k}" for k in range(40))
EVERYONE = NORTH + SOUTH
UNEVEN = Sampled(
    (Stratum("North", 900, 40, finished=40, read=40), Stratum("South", 100, 50, finished=40, read=40)),
    {case: int(case[0] == "s") for case in EVERYONE},
)
TIES = Ties(gatherings=(Gathering("D", "Either", ("0", "1")),))
BESIDE = "80 of the 90 drawn files are finished."


def proportion(name: str, numerator: tuple[str, ...], base: tuple[str, ...] = EVERYONE) -> Proportion:
    return Proportion(
        name,
        name,
        "fact",
        States(known=base, not_recorded=tuple(case for case in EVERYONE if case not in base)),
        base=base,
        numerator=numerator,
        proportion=len(numerator) / len(base),
        low=0.1,
        high=0.9,
        interval="wilson",
    )


def answers(*groups: tuple[str, ...]) -> Distribution:
    whole = as_kind(proportion("D", EVERYONE), Distribution)
    return Distribution(
        **{**vars(whole), "rows": tuple(proportion(f"D.{k}", group) for k, group in enumerate(groups))}
    )


def released(figure: Figure, profile: str = "dfe", gather: tuple[str, ...] = ()) -> dict[str, Line]:
    told = for_sample(figure, UNEVEN)
    cohort = Cohort({case: case for case in EVERYONE}, strata=UNEVEN.strata)
    page = Page("p", "P", "P?", "", (Block("b", "B", "", (told,)),), (), cohort)
    (found,) = release((page,), PROFILES[profile], TIES, gather=gather).pages
    table = found.blocks[0].table
    assert table is not None
    return {row.id: row for row in table.rows}


def test_a_weighted_share_is_printed_as_it_is_and_says_what_is_unfinished() -> None:
    row = released(proportion("M", NORTH[:10] + SOUTH[:30]))["M"]
    assert (row.cells["n"].text, row.cells["of"].text) == ("40", "80")
    assert row.cells["share"].text == "30%"  # 10 of 40 of nine in ten, 30 of 40 of one in ten
    assert row.caution.endswith(BESIDE)


def test_where_counts_are_rounded_no_share_is_printed_that_they_would_belie() -> None:
    assert "share" not in released(proportion("M", NORTH[:10] + SOUTH[:30]), "statswales")["M"].cells


def test_answers_that_are_gathered_have_no_share_where_the_sample_weights_them() -> None:
    figure = answers(NORTH[:2], NORTH[2:9], NORTH[9:34] + SOUTH[:20], NORTH[34:] + SOUTH[20:])
    rows = released(figure, gather=("D",))
    assert rows["D.gathered0"].cells["n"].value is not None
    assert "share" not in rows["D.gathered0"].cells
    assert rows["D.2"].cells["share"].text == "61%"  # 25 of 40 of nine in ten, 20 of 40 of one in ten


@pytest.mark.parametrize(("n", "printed"), [(80, True), (8, False)])
def test_the_share_of_a_curve_is_printed_where_it_rests_on_enough(n: int, printed: bool) -> None:
    base = EVERYONE[-n:]
    wait = Wait(
        "W",
        "W",
        "fact",
        States(known=base, not_recorded=tuple(case for case in EVERYONE if case not in base)),
        base=base,
        numerator=base[: n - 1] if n < 9 else base[:40],
        proportion=0.6,
        low=0.5,
        high=0.7,
        interval="log-log",
        at=28.0,
        unit="days",
    )
    found = released(wait, "restricted").get("W")
    assert found is not None
    assert ("share" in found.cells) == printed
    if printed:
        assert (found.cells["share"].text, found.cells["interval"].text) == ("60%", "50%\N{EN DASH}70%")
    assert not any(isinstance(cell, Curve) for cell in found.cells.values())
