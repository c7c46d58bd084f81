"""What an area is asked for, year by year, declared: its words, its unit, and the measures that it feeds."""

from __future__ import annotations

from dataclasses import dataclass

from audit_app.words import _


def _mark(message: str) -> str:
    """Marks words for translation where the table is laid; they are looked up when they are shown."""
    return message


@dataclass(frozen=True)
class AskedItem:
    """One figure that is asked for. `unit` is `children`, `births`, `days` or `working_days`; counts are
    whole numbers, medians needn't be. What is `part_of` another figure can't be larger. `feeds` are the
    numbers of the measures that use it, `also` other headings by which a pasted table may call it."""

    name: str
    label: str
    meaning: str
    unit: str
    feeds: tuple[str, ...]
    part_of: str = ""
    also: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The heading of its column."""
        return _(self.label)

    @property
    def help(self) -> str:
        """What exactly is counted."""
        return _(self.meaning)

    @property
    def is_count(self) -> bool:
        """Whether it counts something."""
        return self.unit in ("children", "births")


ITEMS = (
    AskedItem(
        "children_in_proceedings",
        _mark("Children in proceedings"),
        _mark("All children for whom care proceedings were issued in the year."),
        "children",
        ("M1.1",),
        also=("children", "all children"),
    ),
    AskedItem(
        "infants_in_proceedings",
        _mark("Infants in proceedings"),
        _mark("Of these, children under 1 year old on the day of the application."),
        "children",
        ("M1.1", "M1.2"),
        part_of="children_in_proceedings",
        also=("infants", "under 1", "under 1 year"),
    ),
    AskedItem(
        "newborns_14_in_proceedings",
        _mark("Newborns under 14 days"),
        _mark("Of these, babies under 14 days old on the day of the application."),
        "children",
        ("M1.2", "M1.3"),
        part_of="infants_in_proceedings",
        also=("under 14 days", "newborns in proceedings under 14 days"),
    ),
    AskedItem(
        "newborns_7_in_proceedings",
        _mark("Newborns under 7 days"),
        _mark("Of these, babies under 7 days old on the day of the application."),
        "children",
        ("M1.2", "M1.3"),
        part_of="newborns_14_in_proceedings",
        also=("under 7 days", "newborns in proceedings under 7 days"),
    ),
    AskedItem(
        "live_births",
        _mark("Live births"),
        _mark("Babies born alive in the year to mothers who live in the area, as officially published."),
        "births",
        ("M1.3",),
        also=("births",),
    ),
    AskedItem(
        "median_referral_to_allocation_days",
        _mark("Referral to allocation: median days"),
        _mark("For other children than unborn babies, from the area's own reports."),
        "days",
        ("M4.9",),
    ),
    AskedItem(
        "median_referral_to_assessment_start_days",
        _mark("Referral to start of assessment: median days"),
        _mark("For other children than unborn babies, from the area's own reports."),
        "days",
        ("M4.9",),
    ),
    AskedItem(
        "median_referral_to_assessment_end_days",
        _mark("Referral to end of assessment: median days"),
        _mark("For other children than unborn babies, from the area's own reports."),
        "days",
        ("M4.9",),
    ),
    AskedItem(
        "median_icpc_working_days",
        _mark("Strategy discussion to first conference: median working days"),
        _mark("For other children than unborn babies, from the area's own reports."),
        "working_days",
        ("M4.9",),
    ),
)  # fmt: skip
"""In the order of the table's columns."""

BY_NAME = {item.name: item for item in ITEMS}

KINDS = {
    "area": _mark("Our area"),
    "region": _mark("Region"),
    "neighbour": _mark("Neighbour"),
    "country": _mark("Country"),
}
"""What a place can be, in words."""


def kind_words(kind: str) -> str:
    """What a place is, in words."""
    return _(KINDS[kind])


def find_item(heading: str) -> AskedItem | None:
    """The figure that a heading speaks of: its name, its words, or another usual heading; None for others."""
    wanted = _plain(heading)
    for item in ITEMS:
        if wanted and wanted in map(_plain, (item.name, item.label, item.words, *item.also)):
            return item
    return None


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())
