"""The made-up area around the made-up cases: figures by year for it and for places beside it, and what
happened there. None of them was taken from a real place."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.model import AreaFigure, LocalEvent

YEARS = ("2021/22", "2022/23", "2023/24", "2024/25")
_COUNTS = (
    "children_in_proceedings",
    "infants_in_proceedings",
    "newborns_14_in_proceedings",
    "newborns_7_in_proceedings",
    "live_births",
)
_MEDIANS = (
    "median_referral_to_allocation_days",
    "median_referral_to_assessment_start_days",
    "median_referral_to_assessment_end_days",
    "median_icpc_working_days",
)
# A row for each year, in the order of _COUNTS and, for the area itself, _MEDIANS.
_PLACES: tuple[tuple[str, str, tuple[tuple[float, ...], ...]], ...] = (
    (
        "Made-up area",
        "area",
        (
            (142, 41, 21, 17, 3110, 4, 7, 38, 13),
            (151, 46, 25, 20, 3048, 4, 8, 40, 14),
            (139, 44, 23, 19, 2975, 5, 8, 41, 14),
            (146, 47, 27, 22, 2931, 5, 9, 43, 15),
        ),
    ),
    (
        "Made-up region",
        "region",
        (
            (1690, 462, 228, 191, 35820),
            (1655, 470, 236, 196, 35110),
            (1602, 459, 233, 195, 34650),
            (1588, 463, 239, 201, 34240),
        ),
    ),
    (
        "Made-up neighbour, by the sea",
        "neighbour",
        (
            (118, 30, 14, 11, 2260),
            (112, 33, 16, 13, 2215),
            (121, 31, 15, 12, 2190),
            (115, 34, 18, 15, 2148),
        ),
    ),
    (
        "Made-up neighbour, inland",
        "neighbour",
        (
            (171, 44, 20, 16, 4050),
            (166, 45, 22, 18, 3985),
            (173, 49, 23, 19, 3940),
            (169, 46, 24, 20, 3902),
        ),
    ),
)

EVENTS = (
    LocalEvent("2023-04-03", "The pre-birth team began its work (made up)"),
    LocalEvent("2023-11-06", "Referrals are taken from 12 weeks of pregnancy on (made up)"),
    LocalEvent(
        "2024-06-28", "The service for parents who had a child removed closed for six months (made up)"
    ),
)


def area_figures() -> tuple[AreaFigure, ...]:
    """The figures of the area, its region and its neighbours, year by year."""
    return tuple(_figures())


def _figures() -> Iterator[AreaFigure]:
    for place, kind, rows in _PLACES:
        for year, values in zip(YEARS, rows, strict=True):
            for what, value in zip((*_COUNTS, *_MEDIANS), values, strict=False):
                yield AreaFigure(place, kind, year, what, value)
