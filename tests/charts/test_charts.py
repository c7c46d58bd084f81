"""Charts say what the figures say, in any theme and text size, and never in colour alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from audit_app.charts.chart import draw
from audit_app.charts.describe import describe
from audit_app.charts.distribution import draw_bars
from audit_app.charts.dots import draw_dots
from audit_app.charts.marks import national_share
from audit_app.charts.matrix import draw_matrix
from audit_app.charts.steps import draw_journey, draw_ladders
from audit_app.charts.theme import Theme
from audit_app.lines.wording import amount
from audit_app.results.figures import Distribution, Duration, Figure, National, Proportion, States, as_kind
from audit_app.results.pages import GapRow, Gaps

CASES = tuple("ABCDEFGHIJ")
PROPORTION = Proportion(
    id="M7.2",
    label="Father contacted directly",
    denominator="practice",
    states=States(known=CASES[:4], not_recorded=CASES[4:9], source_not_seen=CASES[9:]),
    base=CASES[:9],
    numerator=CASES[:3],
    proportion=3 / 9,
    low=0.12,
    high=0.65,
    interval="wilson",
)
ROWS = tuple(
    replace(PROPORTION, id=f"D.{name}", label=name, numerator=CASES[:count], proportion=count / 9)
    for name, count in (
        ("Secure", 5),
        ("Temporary", 3),
        ("Hostel or refuge, or a place that is not theirs", 0),
    )
)
DISTRIBUTION = as_kind(PROPORTION, Distribution, rows=ROWS, denominator="fact")
WAIT = Duration(
    id="M4.2",
    label="Wait",
    denominator="fact",
    states=States(known=CASES[:6], not_recorded=CASES[6:]),
    base=CASES[:4],
    median=5,
    q1=2.25,
    q3=7.75,
    min=0,
    max=10,
    values=(0, 3, 7, 10),
    unit="days",
    inexact=("E",),
    errors=("F",),
)
EMPTY = replace(PROPORTION, base=(), numerator=(), proportion=None, low=None, high=None, interval="none")
NO_WAIT = replace(WAIT, median=None, q1=None, q3=None, min=None, max=None, values=(), base=())
NATIONAL = National("X", "Older sibling", "47", "%", "newborns", "England", "2016", "report")
GAP = GapRow(
    id="mother_housing",
    need="housing",
    person="mother",
    label="Mother: housing",
    cases_with_need=CASES[:7],
    offered=CASES[:3],
    already_in_place=CASES[:1],
    considered_not_offered=CASES[3:4],
    no_offer_found=CASES[4:6],
    unclear=CASES[6:7],
    not_recorded=(),
    source_not_seen=(),
    not_looked_at=(),
    accepted=CASES[:2],
    declined=(),
    started=CASES[:2],
    completed=CASES[:1],
    suspected=(),
    rate=PROPORTION,
)
GAPS = Gaps((GAP, GAP), PROPORTION)

DRAWINGS: dict[str, Callable[[Theme], Canvas]] = {
    "proportion": lambda theme: draw(PROPORTION, theme),
    "with a national figure": lambda theme: draw(replace(PROPORTION, national=NATIONAL), theme),
    "with a subset": lambda theme: draw(
        replace(PROPORTION, subset=replace(PROPORTION, national=NATIONAL)), theme
    ),
    "nobody": lambda theme: draw(EMPTY, theme),
    "distribution": lambda theme: draw(DISTRIBUTION, theme),
    "distribution without rows": lambda theme: draw(replace(DISTRIBUTION, rows=()), theme),
    "wait": lambda theme: draw(WAIT, theme),
    "gestation": lambda theme: draw(replace(WAIT, unit="days of gestation"), theme),
    "no wait": lambda theme: draw(NO_WAIT, theme),
    "gaps": lambda theme: draw_matrix(GAPS, theme),
    "no gaps": lambda theme: draw_matrix(Gaps((), EMPTY), theme),
    "ladder": lambda theme: draw_ladders([PROPORTION, EMPTY], theme),
    "journey": lambda theme: draw_journey([WAIT, NO_WAIT], theme),
}
DARK = Theme("#eeeeee", "#202124", "#8ab4f8", "#9aa0a6", font_size=20)


def texts(canvas: Canvas) -> str:
    canvas.draw_without_rendering()
    return " | ".join(text.get_text() for text in canvas.findobj(Text))


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("theme", [Theme(), DARK], ids=["light", "dark and large"])
def test_every_chart_draws_without_a_warning(name: str, theme: Theme) -> None:
    out = io.BytesIO()
    DRAWINGS[name](theme).savefig(out, format="png")
    assert out.getvalue().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("proportion", "3/9  33%"),
        ("with a national figure", "Published, England 2016"),
        ("nobody", "nothing to count yet"),
        ("distribution", "5  56%"),
        ("wait", "median 5"),
        ("ladder", "3 of 9"),
        ("journey", "5  (n 4)"),
        ("gaps", "No offer"),
    ],
)
def test_the_numbers_stand_on_the_chart(name: str, said: str) -> None:
    assert said in texts(DRAWINGS[name](Theme()))


def test_gestation_stands_in_weeks_on_the_axis_and_in_weeks_and_days_elsewhere() -> None:
    referral = replace(WAIT, unit="days of gestation", median=171, q1=84, q3=196, min=70, max=240)
    canvas = draw(replace(referral, values=(70, 84, 171, 196, 240)), Theme())
    words = texts(canvas)
    assert "median 24+3" in words
    assert [text.get_text() for text in canvas.axes[0].get_xticklabels()][1:-1] == [
        "12",
        "16",
        "20",
        "24",
        "28",
        "32",
    ]
    assert "median 24+3 weeks, half of them between 12+0 and 28+0" in describe(referral)


def test_bars_are_as_long_as_their_counts() -> None:
    (axes,) = draw_bars([DISTRIBUTION], Theme()).axes
    assert [patch.get_width() for patch in axes.patches] == [5, 3, 0]  # type: ignore[attr-defined]


def test_the_axis_of_shares_is_never_cut() -> None:
    (axes,) = draw_dots([PROPORTION], Theme()).axes
    assert axes.get_xlim() == (0, 1)


def test_a_larger_text_makes_a_larger_chart() -> None:
    small, large = draw(PROPORTION, Theme()), draw(PROPORTION, DARK)
    assert large.get_size_inches()[0] == pytest.approx(2 * small.get_size_inches()[0])


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (
            PROPORTION,
            "Father contacted directly: evidenced in 3 of 9 files (33%). 95% Wilson interval 12% to 65%. "
            "Not in the file 5, Record not opened 1.",
        ),
        (
            replace(PROPORTION, denominator="fact", states=States(known=CASES[:9])),
            "Father contacted directly: 3 of 9 where it is known (33%). 95% Wilson interval 12% to 65%.",
        ),
        (
            WAIT,
            "Wait: median 5 days, half of them between 2.2 and 7.8; 4 counted. Not in the file 4, left out "
            "for an inexact date 1, left out because the dates run backwards 1.",
        ),
        (replace(EMPTY, states=States()), "Father contacted directly: nothing to count yet."),
    ],
)
def test_the_alternative_in_words(figure: Figure, words: str) -> None:
    assert describe(figure) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(143, "days of gestation", "20+3"), (5.0, "days", "5"), (2.5, "days", "2.5"), (None, "", "–")],
)
def test_amounts(value: float | None, unit: str, words: str) -> None:
    assert amount(value, unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "share"),
    [("47", "%", 0.47), (">50", "%", None), ("7", "days", None), ("28.6", "% of", 0.286)],
)
def test_only_plain_percentages_are_drawn(value: str, unit: str, share: float | None) -> None:
    assert national_share(replace(NATIONAL, value=value, unit=unit)) == pytest.approx(share)
