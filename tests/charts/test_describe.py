"""Every kind of figure in words: the alternative to its picture, with the same numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.charts.describe import (
    describe,
    describe_answerable,
    describe_block,
    headline,
    uncertainty,
)
from audit_app.lines.wording import interval_words
from audit_app.results.figures import Estimate, Figure, States
from audit_app.results.pages import Block
from tests.charts import gallery

BLOCKS = {block.id: block for block in gallery.blocks()}
KNOWN = States(known=gallery.cases(30))
WAIT = replace(gallery.wait("M4.2", "Referral to allocation", 12, 31), states=KNOWN)
RATE = gallery.rate("M1.3.area", "Northshire", 35.2, 41, 11650)
COMPARED = gallery.comparison("M9.1", "Pre-proceedings used", (7, 12), (6, 18))


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (
            WAIT,
            "Referral to allocation: 12 of 31 waited longer than 28 days (39%); median 19 days, half of them "
            "between 6 and 33; 31 counted. 95% Wilson interval 24% to 56%. 5 still waiting at the "
            "end.",
        ),
        (
            RATE,
            "Northshire: 35.2 per 10,000 live births: 41 among 11,650. 95% Byar interval 28.2 to 44.",
        ),
        (
            gallery.NO_MODULE,
            f"Family group conference before 28 weeks: {gallery.CANNOT}",
        ),
        (
            replace(
                gallery.share("M7.1", "Assessed", 3, 9), states=KNOWN, low=None, high=None, interval="none"
            ),
            "Assessed: evidenced in 3 of 9 files (33%). No interval: the sample was chosen by hand.",
        ),
        (
            replace(gallery.share("M7.1", "Assessed", 3, 9), states=KNOWN, greyed=True),
            "Assessed: evidenced in 3 of 9 files (33%). 95% Wilson interval 18% to 50%. "
            "Too little is known to lean on this figure.",
        ),
        (
            replace(gallery.share("M8.1", "Accepted", 3, 9), states=KNOWN, per="service"),
            "Accepted: 3 of 9 whose record was seen (33%). 95% Wilson interval 18% to 50%.",
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Figure) else "",
)
def test_a_figure_in_words(figure: Figure, words: str) -> None:
    assert describe(figure) == words


def test_rungs_say_their_share_of_all_and_of_those_on_the_rung_before() -> None:
    said = describe(gallery.FATHERS)
    assert "Identified by the end of the assessment: 27 of 30 (90%)." in said
    assert "Contacted directly: 19 of 30 (63%); of the 27 who reached the rung before, 19 (70%)." in said


def test_a_curve_in_words_has_its_median_and_the_numbers_at_risk() -> None:
    said = describe(gallery.wait("M4.2", "Wait", 12, 41, gallery.curve("Wait", 6)))
    assert (
        "Curve of 41: it happened in 28; half by 42 days; 0% by 0 (41 at risk), 30% by 28 (32 at risk)"
        in said
    )
    never = gallery.curve("Wait", 6, median=None)
    assert "half was not reached" in describe(gallery.wait("M4.2", "Wait", 12, 41, never))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Estimate(0.25, -0.11, 0.34, "newcombe"),
            "difference 25 percentage points (95% Newcombe interval \N{MINUS SIGN}11 to 34)",
        ),
        (Estimate(-0.25), "difference \N{MINUS SIGN}25 percentage points, without interval"),
        (Estimate(0.0001), "difference 0 percentage points, without interval"),
        (Estimate(), "too few to compare"),
        (None, "too few to compare"),
    ],
)
def test_differences(found: Estimate | None, words: str) -> None:
    assert headline(replace(COMPARED, difference=found)) == words


def test_both_groups_of_a_comparison_are_told() -> None:
    said = describe(COMPARED)
    assert "Referred before 20+0: evidenced in 7 of 12 files (58%)." in said
    assert "Referred at 20+0 or later: evidenced in 6 of 18 files (33%)." in said


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("wilson", "95% Wilson interval"),
        ("fpc-wilson", "95% Wilson interval for a sample from a known number of files"),
        ("newcombe", "95% Newcombe interval"),
        ("byar", "95% Byar interval"),
        ("exact-poisson", "95% exact Poisson interval"),
        ("hodges-lehmann", "95% Hodges-Lehmann interval"),
        ("bootstrap", "95% bootstrap interval"),
        ("none", "no interval: the sample was chosen by hand"),
    ],
)
def test_intervals_are_called_by_their_names(name: str, words: str) -> None:
    assert interval_words(name) == words


def test_a_figure_of_nobody_blames_no_sample() -> None:
    assert uncertainty(gallery.share("n", "Nobody", 0, 0)) == ""
    assert headline(gallery.share("n", "Nobody", 0, 0)) == "nothing to count yet"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("matrix", "Mother: housing: 8 with the need now, 3 offered or in place"),
        (
            "answerable",
            "How long are the waits?: answerable now; in the records of 29 of 30 files. Add a field.",
        ),
        ("runs", "1 February 2024: Threshold for pre-birth assessment moved."),
        ("journey", "median 17+2 weeks"),
        ("rates", "England: 31 per 10,000 live births: 19,000 among 6,130,000."),
    ],
)
def test_a_block_in_words(name: str, said: str) -> None:
    assert said in describe_block(BLOCKS[name])


def test_a_block_says_why_it_shows_nothing() -> None:
    assert (
        describe_block(Block("b", "Births", "dots", (), cannot=(gallery.CANNOT,)))
        == f"Births. {gallery.CANNOT}"
    )


def test_a_question_that_nothing_was_asked_about() -> None:
    assert "nothing was asked" in describe_answerable(gallery.RECORDS[3])
