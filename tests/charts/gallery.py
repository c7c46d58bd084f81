"""Blocks of every picture, with long labels, silences and things that can't be shown, to draw and to look at.

python -m tests.charts.gallery FOLDER      draws them all as PNG, in ordinary, dark and large
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audit_app.model import LocalEvent
from audit_app.results.figures import (
    KINDS,
    Cases,
    Curve,
    Duration,
    Estimate,
    Figure,
    National,
    Number,
    Proportion,
    Rate,
    States,
    Wait,
    as_kind,
)
from audit_app.results.pages import Answerable, Block, GapRow, Gaps


def cases(n: int, first: int = 0) -> Cases:
    return tuple(f"case-{place}" for place in range(first, first + n))


def share(name: str, label: str, k: int, n: int, **more: object) -> Proportion:
    p = k / n if n else None
    return replace(
        Proportion(
            id=name,
            label=label,
            denominator="practice",
            states=States(known=cases(n), not_recorded=cases(4, n), source_not_seen=cases(1, n + 4)),
            base=cases(n),
            numerator=cases(k),
            proportion=p,
            low=None if p is None else max(0.0, p - 0.15),
            high=None if p is None else min(1.0, p + 0.17),
            interval="wilson" if n else "none",
        ),
        **more,  # type: ignore[arg-type]
    )


def whole(
    name: str, label: str, rows: tuple[Figure, ...], kind: str = "distribution", **more: object
) -> Figure:
    first = rows[0].base if rows else ()
    given = {"base": first, "rows": rows, **more}
    return KINDS[kind](name, label, "fact", States(known=first), **given)  # type: ignore[arg-type]


def gestation(name: str, label: str, median: float, spread: float, n: int, **more: object) -> Number:
    values = tuple(sorted(median + spread * (place - n // 2) / 10 for place in range(n)))
    figure = Number(name, label, "fact", States(known=cases(n), not_recorded=cases(2, n)))
    return replace(
        figure,
        base=cases(n),
        median=median,
        q1=median - spread,
        q3=median + spread * 0.8,
        min=values[0],
        max=values[-1],
        values=values,
        unit="days of gestation",
        **more,  # type: ignore[arg-type]
    )


def as_duration(figure: Number) -> Duration:
    summary = {name: getattr(figure, name) for name in ("values", "median", "q1", "q3", "min", "max")}
    return as_kind(figure, Duration, unit="days", **summary)


def curve(label: str, pace: float, unit: str = "days", **more: object) -> Curve:
    start = 70.0 if unit == "gestation" else 0.0
    times = tuple(start + pace * step for step in range(1, 16))
    shares = tuple(min(0.95, 0.09 * step * (15 / (12 + pace))) for step in range(1, 16))
    found = Curve(
        label=label,
        times=times,
        share=shares,
        low=tuple(max(0.0, value - 0.12) for value in shares),
        high=tuple(min(1.0, value + 0.11) for value in shares),
        method="aalen-johansen",
        unit=unit,
        at_risk=tuple((start + step * 28.0, max(0, 41 - 9 * step)) for step in range(6)),
        n=41,
        n_events=28,
        n_competing=9,
        n_censored=4,
        median=next((time for time, value in zip(times, shares, strict=True) if value >= 0.5), None),
        origin="Date of referral to children’s social care",
    )
    return replace(found, **more)  # type: ignore[arg-type]


def wait(name: str, label: str, k: int, n: int, drawn: Curve | None = None, **more: object) -> Figure:
    counted = share(name, label, k, n)
    found = {name: getattr(counted, name) for name in ("numerator", "proportion", "low", "high", "interval")}
    return as_kind(
        counted,
        Wait,
        **found,
        denominator="fact",
        unit="days",
        at=28.0,
        median=19.0,
        q1=6.0,
        q3=33.0,
        values=tuple(float(day) for day in range(n)),
        still=cases(5),
        curve=drawn,
        **more,  # type: ignore[arg-type]
    )


def comparison(name: str, label: str, first: tuple[int, int], second: tuple[int, int]) -> Figure:
    rows = (
        share(f"{name}.early", "Referred before 20+0", *first),
        share(f"{name}.late", "Referred at 20+0 or later", *second),
    )
    found = Estimate(first[0] / first[1] - second[0] / second[1], -0.11, 0.34, "newcombe")
    return whole(name, label, rows, "comparison", difference=found)


def rate(name: str, label: str, value: float, events: int, births: int) -> Figure:
    figure = Rate(name, label, "fact", States(), rate=value, low=value * 0.8, high=value * 1.25)
    return replace(figure, unit="per 10,000 live births", counted=(events, births), interval="byar")


def ladder(name: str, label: str, rungs: tuple[tuple[str, int], ...], n: int) -> Figure:
    rows = tuple(share(f"{name}.{place}", words, k, n) for place, (words, k) in enumerate(rungs))
    before = [n, *(k for _words, k in rungs)]
    steps = tuple(
        share(f"{name}.{place}", words, min(k, before[place]), before[place])
        for place, (words, k) in enumerate(rungs)
    )
    return whole(name, label, rows, "ladder", steps=steps)


NATIONAL = National(
    "SIB01b",
    "Newborns with an older sibling in proceedings",
    "47",
    "%",
    "newborns",
    "England",
    "2012/13-2016/17",
    "a report",
)
LONG = "A hostel, a refuge or another place to stay that is not theirs and may end at short notice"
CANNOT = "This needs the part Birth and discharge, which is switched off in this audit."
NO_MODULE = share("M7.5", "Family group conference before 28 weeks", 0, 0, cannot=CANNOT)
RUNGS = (
    ("Identified by the end of the assessment", 27),
    ("Contacted directly", 19),
    ("Assessed", 14),
    ("Offered a service", 9),
    ("Named in the plan", 9),
    ("Invited to the child protection conference and there", 5),
    ("Told of the local authority’s plan for the baby", 4),
    ("Represented in court", 2),
)


def gap(name: str, label: str, need: int, offered: int, started: int) -> GapRow:
    none: Cases = ()
    return GapRow(
        id=name,
        need=name,
        person="mother",
        label=label,
        cases_with_need=cases(need),
        offered=cases(offered),
        already_in_place=none,
        considered_not_offered=cases(2),
        no_offer_found=cases(max(0, need - offered - 2)),
        unclear=none,
        not_recorded=none,
        source_not_seen=none,
        not_looked_at=none,
        accepted=cases(max(0, offered - 2)),
        declined=cases(2),
        started=cases(started),
        completed=cases(started // 2),
        suspected=none,
        rate=share(name, label, max(0, need - offered - 2), need),
        started_before_birth=cases(started),
    )


GAPS = Gaps(
    (
        gap("mh", "Mother: mental health", 14, 9, 6),
        gap("dv", "Mother: domestic abuse, as someone harmed by it", 11, 8, 8),
        gap("housing", "Mother: housing", 8, 3, 0),
        gap("none", "Mother: learning disability", 0, 0, 0),
    ),
    share("all", "All needs together", 9, 33),
)


def counts(name: str, label: str, numbers: dict[str, int]) -> Figure:
    total = sum(numbers.values())
    rows = tuple(share(f"{name}.{words}", words, k, total) for words, k in numbers.items())
    return whole(name, label, rows)


def periods(n: int) -> Figure:
    numbers = (6, 9, 4, 7, 11, 8, 5, 9, 12, 7, 6, 10, 13, 8)[:n]
    rows = tuple(
        share(
            f"M3.{2022 + place // 4}-Q{place % 4 + 1}",
            f"Q{place % 4 + 1} {2022 + place // 4}",
            k,
            sum(numbers),
        )
        for place, k in enumerate(numbers)
    )
    return whole("M3", "Referrals", rows)


EVENTS = (
    LocalEvent("2022-08-14", "The perinatal mental health service opened in the north of the county"),
    LocalEvent("2024-02-01", "Threshold for pre-birth assessment moved"),
    LocalEvent("2031-01-01", "Something that is outside the picture"),
)
RECORDS = tuple(
    Answerable(name, label, verdict, cases(30), {"structured": cases(k)}, cases(30 - k, k), "Add a field.")
    for name, label, verdict, k in (
        ("Q2", "How many have siblings who were in proceedings, and what happened between?", "with_work", 21),
        ("Q4", "How long are the waits?", "now", 29),
        ("Q7", "Are we inclusive of fathers?", "new_field", 6),
        ("Q9", "What became of early referrals?", "", 0),
    )
)
FATHERS = ladder("M7.2", "Father", RUNGS, 30)
MOTHERS = ladder("M7.2m", "Mother", tuple((words, min(30, k + 9)) for words, k in RUNGS[1:]), 30)


def blocks() -> Iterator[Block]:
    """A block for each picture at its fullest, and more for what differs."""
    birth, health = "Mother: mental health", "Mother: housing"
    yield Block(
        "dots",
        "Practice with fathers",
        "dots",
        (
            share("M7.1", "Father identified by the end of the assessment", 27, 30),
            share("M7.3", "Excluded with a recorded safe reason", 2, 9, greyed=True),
            share("M2.1", "Older sibling in proceedings", 12, 27, national=NATIONAL, interval="fpc-wilson"),
            share("M9", "Chosen by hand", 3, 7, low=None, high=None, interval="none"),
            NO_MODULE,
            share("M7.4", LONG, 0, 0),
        ),
    )
    yield Block(
        "rates",
        "Newborns in proceedings",
        "dots",
        (
            rate("M1.3.area", "Northshire", 35.2, 41, 11650),
            rate("M1.3.region", "The region", 29.8, 410, 137_500),
            rate("M1.3.neighbour1", "A neighbour with rather a long name by the sea", 44.1, 38, 8617),
            rate("M1.3.england", "England", 31.0, 19000, 6_130_000),
        ),
    )
    late = as_duration(gestation("d.late", "Referred at 20+0 or later", 30, 9, 14))
    early = replace(late, id="d.early", label="Referred before 20+0", median=21.0, q1=14.0, q3=32.0)
    yield Block(
        "compare",
        "Early and later referral",
        "dots",
        (
            comparison("M9.1", "Pre-proceedings used", (7, 12), (6, 18)),
            comparison("M9.2", "Separated from the baby at birth or at discharge", (3, 12), (9, 18)),
            whole(
                "M9.3",
                "Referral to first service",
                (early, late),
                "comparison",
                difference=Estimate(-9.0, -17.0, -1.0, "hodges-lehmann"),
            ),
            whole(
                "M9.4", "Told the plan", (), "comparison", cannot="Fewer than 5 on one side: not compared."
            ),
        ),
    )
    yield Block(
        "bars", "Where they lived", "bars", (counts("D", "Housing", {"Secure": 12, "Temporary": 7, LONG: 2}),)
    )
    yield Block(
        "bars2",
        "Parents",
        "bars",
        (
            counts(
                "D1", "Age of the mother", {"under 18": 2, "18 to 20": 5, "21 to 24": 9, "35 and over": 1}
            ),
            counts(
                "D2",
                "Where the mother lived when she was referred, or nowhere of her own",
                {"Secure": 12, "Temporary": 7, LONG: 2},
            ),
            NO_MODULE,
        ),
    )
    yield Block("numbers", "Waits", "numbers", (replace(early, label="First concern to referral"),))
    yield Block("numbers2", "Waits", "numbers", (early, late, gestation("g", "Booking", 88, 12, 20)))
    yield Block(
        "stacked",
        "Planned or urgent",
        "stacked",
        tuple(
            counts(
                name,
                name,
                {
                    "Planned before birth": k,
                    "Urgent, planned for": 5,
                    "Urgent, not expected": 3,
                    "Not known why": 1,
                },
            )
            for name, k in (
                ("Referred before 14 weeks", 9),
                ("Referred at 14 to 27 weeks", 7),
                ("Referred at 28 weeks or later", 0),
            )
        ),
    )
    yield Block(
        "curves",
        "How long families wait",
        "curves",
        (
            wait("M4.2", "Referral to allocation", 4, 41, curve("To allocation", 6)),
            wait(
                "M4.3",
                "Referral to the start of an assessment",
                12,
                41,
                curve("To the start of an assessment", 9),
            ),
            wait(
                "M4.3b",
                "Referral to the end of an assessment",
                25,
                41,
                curve("To the end of an assessment", 12, median=None),
            ),
            wait("M4.4", "Strategy discussion to conference", 5, 11),
            NO_MODULE,
        ),
    )
    yield Block(
        "curve",
        "Legal planning",
        "curves",
        (
            wait(
                "M4.7",
                "Legal planning meeting",
                4,
                41,
                curve("Legal planning meeting", 11, "gestation", method="kaplan-meier"),
            ),
        ),
    )
    yield Block(
        "few",
        "Waits of few",
        "curves",
        (wait("M4.2", "Referral to allocation", 4, 11), wait("M4.4", "To conference", 2, 8)),
    )
    yield Block("ladder", "Fathers and mothers", "ladder", (FATHERS, MOTHERS))
    yield Block("ladders", "One ladder", "ladder", (FATHERS, replace(MOTHERS, cannot=CANNOT)))
    yield Block("chain", "Each need", "chain", (), gaps=GAPS)
    yield Block(
        "chains",
        "Each need",
        "chain",
        (
            ladder(
                "N1", birth, (("Need", 14), ("Offered", 9), ("Accepted", 7), ("Started before birth", 6)), 14
            ),
            ladder(
                "N2", health, (("Need", 8), ("Offered", 3), ("Accepted", 3), ("Started before birth", 0)), 8
            ),
        ),
    )
    yield Block(
        "journey",
        "Week of pregnancy at each step",
        "journey",
        (
            gestation("J1", "Booking with a midwife", 75, 14, 28),
            gestation("J2", "Referral to children’s social care", 121, 30, 30),
            gestation("J3", "Initial child protection conference", 214, 25, 17),
            NO_MODULE,
            gestation("J4", "Application to court", 284, 9, 9),
        ),
        weeks=(20, 24, 28, 34),
    )
    yield Block("matrix", "Needs by stage", "matrix", (), gaps=GAPS)
    yield Block(
        "overlap",
        "Needs that come together",
        "overlap",
        (
            counts(
                "O",
                "Needs",
                {
                    "Mental health + Domestic abuse": 7,
                    "Mental health": 5,
                    "Domestic abuse + Housing, or nowhere of their own to live": 4,
                    "Mental health + Substance use + Domestic abuse": 3,
                    "Substance use": 2,
                    "No need on file": 2,
                },
            ),
        ),
    )
    yield Block("runs", "Referrals", "runs", (periods(14),), annotations=EVENTS)
    yield Block("few runs", "Referrals", "runs", (periods(7),), annotations=EVENTS)
    yield Block("answerable", "What our records can’t tell us", "answerable", (), answerable=RECORDS)


def main(folder: str) -> None:
    from audit_app.charts.chart import draw_block
    from audit_app.charts.describe import describe_block
    from audit_app.charts.saving import to_png
    from audit_app.charts.theme import Theme

    dark = Theme("#eeeeee", "#202124", "#8ab4f8", "#9aa0a6")
    for block in blocks():
        for name, theme in (("light", Theme()), ("dark", dark), ("large", Theme(font_size=20))):
            canvas = draw_block(block, theme)
            data = to_png(canvas, block.title, describe_block(block))
            (Path(folder) / f"{block.id}-{name}.png").write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1])
