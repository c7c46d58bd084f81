"""How the numbers of the form hang together, for whoever knows what the words mean.

`relations.csv` says what ties figures to each other; what ties the numbers of one figure follows from the
sheets of the form, which are published. Nothing here comes from an audit's data, or from the program.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from pathlib import Path

from tests.attacker.printed import Row
from tests.attacker.sheets import questions, said, sheet

HERE = Path(__file__).parent
FAMILIES = "families"

_NEEDS = tuple(line["id"] for line in sheet("needs.csv"))
_STEPS = (
    "booking",
    "referral",
    "allocation",
    "assessment_start",
    "assessment_end",
    "first_service",
    "family_meeting",
    "icpc",
    "legal_planning",
    "letter",
    "birth_planning",
    "told_plan",
)
WORDS: dict[str, tuple[str, ...]] = {
    "need": _NEEDS,
    "mother_need": tuple(each for each in _NEEDS if each.startswith("mother_")),
    "father_need": tuple(each for each in _NEEDS if each.startswith("father_")),
    "step": _STEPS,
    "late_step": tuple(each for each in _STEPS if each not in ("referral", "icpc")),
    "dated": ("booking", "referral", "allocation", "assessment_start", "assessment_end", "birth"),
    "date": (
        "edd",
        "booking_date",
        "referral_date",
        "allocation_date",
        "assessment_start_date",
        "assessment_end_date",
        "icpc_date",
        "legal_planning_meeting_date",
        "letter_before_proceedings_date",
        "application_date",
        "first_hearing_date",
        "birth_date",
    ),
    "base": ("of", "out"),
    "planned": (
        "planned_notice_given",
        "planned_short",
        "unplanned_new_info",
        "unplanned_service_delay",
        "other",
    ),
    "ladder": ("ladder", "mother_ladder"),
    "group": ("early", "later"),
    "service": (
        "perinatal_mh",
        "talking_therapy",
        "substance",
        "da_victim",
        "parenting_programme",
        "housing",
    ),
    "point": ("6w", "6m", "12m"),
}
"""The words for which a line of `relations.csv` with one of these names in braces stands."""
_WHOLES = {
    "father_contacted": "M7.2_father_contacted",
    "father_assessed": "M7.2_father_assessed",
    "family_meeting": "M7.5_family_meeting_held",
    "pre_proceedings": "M3.1_pre_proceedings_used",
}
"""What is compared between early and later referrals, and its measure over all."""


@dataclass(frozen=True)
class Relation:
    """The sum of some counts, each times a number, lies between two bounds. A count is named by the id of its
    line and its column; `because` says how a reader knows."""

    terms: tuple[tuple[str, int], ...]
    low: float
    high: float
    because: str

    def __str__(self) -> str:
        plus = " + ".join(_times(name, by) for name, by in self.terms if by > 0) or "0"
        minus = [_times(name, -by) for name, by in self.terms if by < 0]
        if self.high == self.low:
            return f"{plus} = {' + '.join([*minus, *([f'{self.high:g}'] if self.high or not minus else [])])}"
        if self.high < float("inf"):
            return (
                f"{plus} <= {' + '.join([*minus, *([f'{self.high:g}'] if self.high or not minus else [])])}"
            )
        return f"{plus} >= {' + '.join([*minus, *([f'{self.low:g}'] if self.low or not minus else [])])}"


def _times(name: str, by: int) -> str:
    return name.removesuffix("|n").replace("|", ":") if by == 1 else f"{by} x {name}"


def count(id_: str, column: str = "n") -> str:
    """The name of a count."""
    return f"{id_}|{column}"


def whole_of(row: Row) -> str:
    """The id of the line whose *of* stands in a row: answers and rungs are of what their figure is of."""
    own = row.id == row.head or row.id.startswith(
        ("M1.", "M9_all", "M9_known", "M9_new", "M4.9_", "M7.2_", "M10.1_by_care")
    )
    return row.id if own or row.id.endswith(".national") else row.head


@dataclass(frozen=True)
class Figure:
    """What the form's sheets say of a figure: how many of its answers one family can give, over what it is,
    and what it counts."""

    choice: str = ""  # one, many; empty for a figure without answers
    denominator: str = "fact"
    rows: str = ""
    per: str = "pregnancy"
    kind: str = ""


@cache
def figures() -> Mapping[str, Figure]:
    """Every figure that the sheets declare."""
    asked = questions()
    found = {}
    for line in sheet("measures.csv"):
        type_, repeat = asked[line["question"]].type, asked[line["question"]].repeat
        names = re.findall(r"(\w+) = \w+(?= and |$)", line["population"])
        picked = line["rows"] != "confirmed" and repeat in {
            asked[name].repeat for name in names if name in asked
        }
        rows = repeat and line["rows"] != "each" and not picked  # of fathers, children, several may count
        several = type_.startswith("select_multiple") or rows
        choice = "" if line["kind"] != "distribution" else "many" if several else "one"
        found[line["id"]] = Figure(choice, line["denominator"], line["rows"], line["per"], line["kind"])
    return found | _COMPUTED


_ONE = Figure("one", kind="distribution")
_COMPUTED = {
    "Q6_needs_together": _ONE,
    "Q3_team": _ONE,
    "Q3_referral_date_periods": _ONE,
    "M5.3_notice_bands": Figure("one", per="baby", kind="distribution"),
    **{
        f"M5.4_planned_{each}": Figure("one", per="baby", kind="distribution")
        for each in ("first", "second", "third")
    },
    **{f"Q11_when_{each}": Figure("one", "practice", kind="distribution") for each in WORDS["date"]},
    "M5.1_short_notice": Figure(per="baby", kind="proportion"),
    "M4.3_assessment_in_time": Figure(kind="proportion"),
    "Q11_due_date_lost": Figure(kind="proportion"),
    "M8.4_share_of_weeks": Figure(kind="number"),
    "M2.3_support_between": Figure("rungs", "practice", kind="ladder"),
    "M7.2_ladder": Figure("rungs", "practice", kind="ladder"),
    "M7.2_mother_ladder": Figure("rungs", "practice", kind="ladder"),
    "M8.3_services_at_once": Figure(kind="number"),
    **{f"M4.8_reached_{each}": Figure("rungs", kind="distribution") for each in _STEPS},
    **{
        f"M4.8_before_pregnancy_{each}": Figure(kind="proportion")
        for each in ("earliest_concern", "contact", "referral")
    },
    **{f"gaps.{need}": Figure("some", "practice", kind="gaps") for need in _NEEDS},
    **{f"M8.1_chain_{need}": Figure("rungs", "practice", kind="ladder") for need in _NEEDS},
}
"""Figures that no sheet declares, but whose words say the same of them."""


def relations(rows: Mapping[str, Row], *, rounded: bool = False) -> Iterator[Relation]:
    """All that is known of the rows of a file, by id; shares of rounded counts say nothing more."""
    parts: dict[str, list[str]] = {}
    for row in rows.values():
        if row.id != row.head and not row.id.endswith((".heading", ".national")):
            parts.setdefault(row.head, []).append(row.id)
    heads = {row.head for row in rows.values()}
    yield from ties()
    for head in sorted(heads):
        figure = figures().get(head)
        if figure:
            yield from _bases(head, figure)
            yield from _answers(head, figure, parts.get(head, []))
    yield from _within(rows)
    yield from _compared(rows)
    yield from _together(rows, parts.get("Q6_needs_together", []))
    yield from _all_needs()
    if not rounded:
        yield from _shares(rows)
    yield from _halves(rows)


def _bases(head: str, figure: Figure) -> Iterator[Relation]:
    of, out, silent = count(head, "of"), count(head, "out"), count(head, "silent")
    if figure.rows != "each":
        terms = ((of, 1), (out, 1), (FAMILIES, -1))
        high = 0.0 if figure.per == "pregnancy" else float("inf")
        yield Relation(terms, 0, high, "counted and not counted are all families")
        if figure.denominator == "fact":
            yield _at_most(((silent, 1),), ((out, 1),), "not in the file is not counted")
        elif figure.kind == "proportion":
            yield _at_most(((count(head), 1), (silent, 1)), ((of, 1),), "done or not in the file")


def _answers(head: str, figure: Figure, parts: list[str]) -> Iterator[Relation]:
    of = count(head, "of")
    each = tuple((count(part), 1) for part in parts)
    whole = FAMILIES if head == "M7.2_mother_ladder" else of  # whose rungs are each over their own families
    for part in parts:
        yield _at_most(((count(part), 1),), ((whole, 1),), "an answer is given at most by all")
    if not each or figure.choice not in ("one", "many"):
        return
    if figure.choice == "one":
        silent: tuple[tuple[str, int], ...] = ()
        if figure.denominator == "practice" and not head.startswith("Q11_when"):
            silent = ((count(head, "silent"), 1),) if figure.rows != "each" else ()
            yield _at_most((*each, *silent), ((of, 1),), "each gives one answer at most")
        else:
            yield Relation((*each, (of, -1)), 0, 0, "each gives one answer")
    elif figure.denominator == "fact":
        yield Relation((*each, (of, -1)), 0, float("inf"), "each gives an answer at least")


def _within(rows: Mapping[str, Row]) -> Iterator[Relation]:
    """A number that stands beside what it is of, on the same line."""
    for row in rows.values():
        own = row.id == row.head or row.id.startswith("M9_") or row.id.endswith(".national")
        if own and row.cells.get("n") and row.cells.get("of"):
            yield _at_most(((count(row.id), 1),), ((count(row.id, "of"), 1),), "a part of what it is of")


def _compared(rows: Mapping[str, Row]) -> Iterator[Relation]:
    """A measure over a group is about the families of the group."""
    for row in rows.values():
        match = re.fullmatch(r"M9_all_(\w+)\.(early|later)", row.id)
        if match:
            name, group = match.groups()
            high = float("inf") if name in ("separated", "with_parent_12m", "notice") else 0.0
            terms = ((count(row.id, "of"), 1), (count(row.id, "out"), 1), (count(f"M9_groups.{group}"), -1))
            yield Relation(terms, 0, high, "counted and not counted are the group")


def _together(rows: Mapping[str, Row], parts: list[str]) -> Iterator[Relation]:
    """Combinations stand by their size; each is of somebody; those with a need are among all who have it."""
    head = "Q6_needs_together"
    listed = [part for part in parts if part.split(".")[-1] not in ("other", "gathered")]
    for before, after in pairwise(listed):
        yield _at_most(((count(after), 1),), ((count(before), 1),), "combinations stand by size")
    other = rows.get(f"{head}.other")
    if other and (match := re.match(r"(\d+) other", other.label)):
        n = int(match[1])
        yield Relation(((count(other.id), 1),), n, float("inf"), "each combination is of somebody")
        if listed:
            terms = ((count(other.id), 1), (count(listed[-1]), -n))
            yield Relation(terms, -float("inf"), 0, "combinations stand by size")
    for need in WORDS["mother_need"]:
        name = need.replace("mother_", "mother_need_", 1)
        having = [part for part in listed if name in part.removeprefix(f"{head}.").split("+")]
        if having:
            now = count(f"Q6_{need}.current")
            yield _at_most(tuple((count(part), 1) for part in having), ((now, 1),), "a need among others")


def _all_needs() -> Iterator[Relation]:
    gaps = tuple((count(f"{need}.2"), -1) for need in _NEEDS)
    yield Relation(((count("M8.2_all_needs"), 1), *gaps), 0, 0, "all needs are the needs together")
    bases = tuple((count(f"gaps.{need}", "of"), -1) for need in _NEEDS)
    yield Relation(((count("M8.2_all_needs", "of"), 1), *bases), 0, 0, "all needs are the needs together")


_OWN_BASES = {
    "M7.2_ladder.invited": "M7.2_father_invited",
    "M7.2_ladder.attended": "M7.2_father_invited",
    "M7.2_ladder.represented": "M5.7_father_represented",
    "M7.2_mother_ladder.represented": "M5.7_mother_represented",
}
"""Rungs whose share is of their own families, and the measure that says how many these are."""


def _shares(rows: Mapping[str, Row]) -> Iterator[Relation]:
    """A share in whole per cent bounds what it is worked out from. Those of waits come from a curve."""
    for row in rows.values():
        text = row.cells.get("share", "")
        if not re.fullmatch(r"0?\.\d+|[01](\.0)?", text) or figures().get(row.head, Figure()).kind == "wait":
            continue
        if row.head.startswith(("M7.2_", "M10.1_by_care")) and row.id != row.head:  # each over its own
            whole = _OWN_BASES.get(row.id, row.id)
        else:
            whole = whole_of(row)
        share = round(float(text) * 1000)
        for by, low, high in ((5 - share, 0.0, float("inf")), (-5 - share, -float("inf"), 0.0)):
            terms = ((count(row.id), 1000), (count(whole, "of"), by))
            yield Relation(terms, low, high, "a share in whole per cent")


def _halves(rows: Mapping[str, Row]) -> Iterator[Relation]:
    """Of whole numbers the median has a half only where there is an even number of them; so has a quarter of
    the way between two."""
    for row in rows.values():
        if figures().get(row.head, Figure()).kind == "wait" or not row.cells.get("of"):
            continue
        median = re.fullmatch(
            r"(\d+(?:\.\d)?) (?:working )?(?:days|months|services|children|miles)",
            row.cells.get("median", ""),
        )
        quartiles = re.findall(r"\d+\.?(\d?)", row.cells.get("quartiles", ""))
        if median and (median[1].endswith(".5") or set(quartiles) & set("2378")):
            terms = ((count(row.id, "of"), 1), (f"half of {row.id}", -2))
            yield Relation(terms, 0, 0, "a fraction that only an even number of values has")


@cache
def ties() -> tuple[Relation, ...]:
    """What `relations.csv` says, and the sheets of the form."""
    with (HERE / "relations.csv").open(encoding="utf-8", newline="") as file:
        told = [each for line in csv.DictReader(file) for each in _read(line["relation"], line["because"])]
    return tuple(dict.fromkeys((*told, *(_parsed(*each) for each in said()))))


def _read(words: str, because: str) -> Iterator[Relation]:
    names = sorted(set(re.findall(r"{(\w+)}", words)))
    if "compared" in names:
        for compared, whole in _WHOLES.items():
            yield _parsed(words.format(compared=compared, whole=whole), because)
        return
    for values in product(*(WORDS[name] for name in names)):
        yield _parsed(words.format(**dict(zip(names, values, strict=True))), because)


def _parsed(words: str, because: str) -> Relation:
    left, sign, right = re.split(r" (<=|=) ", words)
    terms: dict[str, int] = {}
    for side, by in ((left, 1), (right, -1)):
        for token in side.split(" + "):
            name = token if token in (FAMILIES, "twins") else count(*token.split(":"))
            terms[name] = terms.get(name, 0) + by
    return Relation(tuple(terms.items()), 0 if sign == "=" else -float("inf"), 0, because)


def _at_most(less: tuple[tuple[str, int], ...], more: tuple[tuple[str, int], ...], because: str) -> Relation:
    return Relation((*less, *((name, -by) for name, by in more)), -float("inf"), 0, because)
