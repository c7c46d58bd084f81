"""The form's sheets `derived` and `parts`: figures made of several questions, each by one of a few methods.

A row has the columns of a measure, and names its method; what a method needs beside the row's own questions
are roles. Nothing here works anything out: `analysis.computed` does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from audit_app.analysis.conditions import Condition, read_condition
from audit_app.analysis.declared import Measure, Need, measure_of
from audit_app.results.inputs import FormRole
from audit_app.words import _, said

DERIVED, PARTS = "derived", "parts"
_HELP = ("help_before_birth",)
_WITH_HELP = (*_HELP, "wait_for_help")
_NEWBORN = ("age_at_application",)
METHODS: dict[str, tuple[str, ...]] = {
    "ladder": (),
    "ladder_each": (),
    "together": (),
    "reached": (),
    "before_pregnancy": (),
    "in_time": (),
    "beside_others": (),
    "in_force": (),
    "short_notice": ("notice", *_NEWBORN),
    "notice_definitions": ("notice", *_NEWBORN),
    "newborn_proceedings": _NEWBORN,
    "groups": ("referral_gestation",),
    "early_late": ("referral_gestation", "pathway"),
    "share_of_weeks": _WITH_HELP,
    "by_parents": ("mother_in_care",),
    "exactness": (),
    "among_known": (),
    "area_share": (),
    "area_share_places": (),
    "area_rate": (),
    "area_rate_places": (),
}
"""The methods there are, each with the roles that it can't do without."""
CUTS: dict[str, tuple[str, ...]] = {
    "groups": ("early_before",),
    "early_late": ("early_before",),
    "reached": ("by_weeks",),
    "short_notice": ("short_notice", "newborn_under"),
    "notice_definitions": ("newborn_under",),
    "newborn_proceedings": ("newborn_under",),
    "in_time": ("assessment_working_days",),
    "in_force": ("family_offer_from",),
}
"""What an area sets once for its rounds and some methods read."""
TYPED = ("area_share", "area_share_places", "area_rate", "area_rate_places", "beside_others")
"""Those that read numbers which the area types."""
USING: dict[str, tuple[str, ...]] = {
    "weeks_with_help": _HELP,
    "share_of_weeks": _WITH_HELP,
    "needs_met": (),
    "helped_before_birth": ("service_accepted", "service_started", "birth"),
}
"""What `early_late` can compare beside measures, each with its roles."""
GROUP = "{group}"
GROUPS = ("all", "known", "new")
"""All families, and those with and without an older child in earlier proceedings."""
OF_PARTS = ("ladder", "ladder_each", "together")
"""Those that are made of `parts`."""
_COMPARED = ("early_late", "beside_others")

Rows = Sequence[Mapping[str, str]]
Sheets = Mapping[str, Rows]


@dataclass(frozen=True)
class FigurePart:
    """One part of a figure: the answers of a question that reach it; without any, an answer at all (a date,
    say) does. `population` chooses the rows or cases that it is about; `conditional` says that it can apply
    to some of them only. Where `no_rows` is true, a case without rows counts as one whose file shows none (a
    file without services, say)."""

    id: str
    label: str
    question: str
    values: tuple[str, ...] = ()
    population: Condition = ()
    no_rows: bool = False
    conditional: bool = False


@dataclass(frozen=True)
class Derived:
    """One row: its measure, the method by which it is worked out, and what that method takes beside.

    `reads` are the questions without which there is no figure, `lacks` the roles that it needs and the form
    doesn't give. `group` is the one of `GROUPS` in which an early and a later half are compared.
    """

    measure: Measure
    method: str
    unit: str = ""
    using: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    parts: tuple[FigurePart, ...] = ()
    group: str = ""
    needs: tuple[Need, ...] = ()

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.measure.id

    @property
    def kind(self) -> str:
        """The figure's kind: of a comparison the measure has the kind of what is compared."""
        return "comparison" if self.method in _COMPARED else self.measure.kind

    def is_possible(self, questions: Collection[str]) -> bool:
        """Whether a form with these questions can have the figure."""
        asked = [part.question in questions for part in self.parts]
        if self.lacks or not set(self.reads) <= set(questions):
            return False
        return any(asked) if self.method in OF_PARTS else True


def read_derived(
    sheets: Sheets, roles: Mapping[str, FormRole], needs: Sequence[Need] = ()
) -> tuple[Derived, ...]:
    """The figures that a form derives, in order, in the language in use. A row without an id or with a method
    that isn't known is left out; `form check` says it."""
    rows = [row for row in _filled(sheets, DERIVED) if row.get("id") and row.get("method") in METHODS]
    parts = list(_filled(sheets, PARTS))
    found: list[Derived] = []
    for grouped, together in groupby(rows, key=lambda row: GROUP in row["id"]):
        some = list(together)
        for group in GROUPS if grouped else ("",):
            found += (_derived(row, group, parts, roles, needs) for row in some)
    return tuple(found)


def _filled(sheets: Sheets, name: str) -> Iterator[dict[str, str]]:
    for row in sheets.get(name, ()):
        if any(row.values()):
            yield {column: str(text or "").strip() for column, text in row.items()}


def _derived(
    row: Mapping[str, str], group: str, parts: Rows, roles: Mapping[str, FormRole], needs: Sequence[Need]
) -> Derived:
    measure = measure_of({**row, **{name: said(row, name) for name in _WORDS}})
    method, using = row["method"], tuple(row.get("using", "").split())
    wanted = (*METHODS[method], *(USING.get(using[0], ()) if using and method == "early_late" else ()))
    if group in GROUPS[1:]:
        wanted += ("earlier_proceedings", "no_earlier_proceedings")
    lacks = tuple(name for name in wanted if not (name in roles and roles[name].question))
    asked = (roles[name].question for name in wanted if name not in lacks)
    return Derived(
        measure=replace(
            measure,
            id=measure.id.replace(GROUP, group),
            label=_of_group(measure.label, group),
            waits=measure.kind == "duration" or (method == "newborn_proceedings" and bool(measure.bands)),
        ),
        method=method,
        unit=row.get("unit", ""),
        using=using,
        reads=tuple(dict.fromkeys((*_reads(row, measure, method), *asked))),
        lacks=lacks,
        parts=tuple(_part(each) for each in parts if each.get("figure") == measure.id),
        group=group,
        needs=tuple(needs),
    )


_WORDS = ("label", "section", "definition", "caution")


def _of_group(label: str, group: str) -> str:
    if group == "known":
        return _("{label}, with earlier proceedings").format(label=label)
    return _("{label}, without earlier proceedings").format(label=label) if group == "new" else label


def _reads(row: Mapping[str, str], measure: Measure, method: str) -> Iterator[str]:
    yield from filter(None, (measure.begins, measure.question))
    yield from row.get("reads", "").split()
    if method != "early_late":  # whose population may name what is asked of some families only
        yield from (clause.name for clause in measure.population)


def _part(row: Mapping[str, str]) -> FigurePart:
    return FigurePart(
        id=row.get("id", ""),
        label=said(row, "label"),
        question=row.get("question", ""),
        values=tuple(row.get("values", "").split()),
        population=read_condition(row.get("population", "")),
        no_rows=row.get("no_rows", "").casefold() == "yes",
        conditional=row.get("conditional", "").casefold() == "yes",
    )
