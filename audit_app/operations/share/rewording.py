"""The parts of an output, each in the words in which it may leave. Every text is asked for by its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from audit_app.lines.sample_words import how_far_words
from audit_app.model import AreaFigure, AuditInfo
from audit_app.operations.act.summary import Said
from audit_app.operations.area.items import kind_words
from audit_app.operations.plan.sample_statement import is_made, statement, stratum_words
from audit_app.operations.plan.samples import Sample, read_samples
from audit_app.operations.read.cohort import rounds_words
from audit_app.operations.share.own_words import is_own
from audit_app.operations.share.texts import (
    EVERYWHERE,
    PRINTED,
    WORKBOOK,
    Looking,
    is_plain,
    left_out_name,
    place_of,
)
from audit_app.results.pages import Cohort
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading

_OPTIONAL = ("why", "agency", "task_group", "target")
_PERIOD = re.compile(r"(?:\d{4}-\d\d-\d\d)?(?:\.\.)?(?:\d{4}-\d\d-\d\d)?")
_SAID = frozenset(
    [
        "label",
        "definition",
        "caution",
        "section",
        "unit",
        "options",
        "groups",
        "bands",
        "outside",
        "value",
        "population",
        "country",
        "period",
        "source",
        "note",
    ]
)
"""The fields of questions, measures, needs and published figures that are printed; all others are names."""


def about_in_words(look: Looking, about: AuditInfo, rounds: Set[str]) -> AuditInfo:
    """What the audit says of itself, how its cases were chosen too."""
    return replace(
        about,
        name=look.say("name", _("Name of the audit"), about.name, instead=_("Case-file audit")),
        area=look.say("area", _("Area"), about.area, optional=True, formats=PRINTED),
        round=_round(look, about.round, PRINTED),
        period=about.period
        if _PERIOD.fullmatch(about.period)
        else look.say("period", _("Period"), about.period, optional=True, formats=PRINTED),
        sample_statement=_chosen(look, about, rounds),
    )


def rounds_in_words(look: Looking, rounds: Iterable[str]) -> str:
    """Which rounds an output holds; empty where its cases name none."""
    return rounds_words([_round(look, name, PRINTED) for name in rounds])


def heading_in_words(look: Looking, heading: Cohort, before: str, after: str) -> Cohort:
    """A heading, whose statement began with the words `before` and now begins with `after`."""
    names = _names(look, "sample.group", _("Group"), [each.name for each in heading.strata])
    strata = tuple(replace(each, name=names[each.name]) for each in heading.strata)
    filters = tuple(_filter(look, line, heading.chosen.get(line, ())) for line in heading.filters)
    said = " ".join(filter(None, (after, how_far_words(strata, heading.n_not_auditable))))
    told = how_far_words(heading.strata, heading.n_not_auditable)
    if heading.statement not in (before, " ".join(filter(None, (before, told)))):
        said = look.say("chosen", _("How the cases were chosen"), heading.statement)
    return replace(heading, filters=filters, strata=strata, statement=said)


def places_in_words(look: Looking, figures: Iterable[AreaFigure]) -> tuple[AreaFigure, ...]:
    """The area's own figures with the names of places as they may leave."""
    figures = tuple(figures)
    names: dict[str, str] = {}
    seen: dict[str, int] = {}
    for each in figures:
        if each.place not in names:
            seen[each.kind] = seen.get(each.kind, 0) + 1
            where = _("Area figures, name of a place ({kind})").format(kind=kind_words(each.kind))
            instead = left_out_name(kind_words(each.kind), seen[each.kind])
            place = place_of("place", each.place)
            names[each.place] = look.say(place, where, each.place, instead=instead, in_tables=True)
    apart = _apart(names)
    return tuple(replace(each, place=apart[each.place]) for each in figures)


def teams_in_words(look: Looking, reading: Reading) -> dict[str, str]:
    """The names of teams in the list of cases, by what they are."""
    from audit_app.analysis.pages.reading import TEAM

    teams = {ref.attributes.get(TEAM, "") for ref in reading.cohort.cases.values()} - {""}
    return _names(look, "team", _("Team"), sorted(teams), in_tables=True)


def practice_in_words(look: Looking, red_twice: Set[str]) -> Said:
    """How texts of ratings and actions are printed; `red_twice` are statements that the report prints too."""

    def said(place: str, where: str, text: str) -> str:
        if place == "form":
            return of_form(look, text)
        if place == "round":
            return _round(look, text, PRINTED)
        kind, _dot, rest = place.partition(".")
        in_report = kind != "statement" or rest in red_twice
        optional = place.rpartition(".")[2] in _OPTIONAL
        return look.say(place, where, text, optional=optional, formats=PRINTED if in_report else WORKBOOK)

    return said


def of_form(look: Looking, text: str, kind: str = "form") -> str:
    """A text of the form (or of published figures) that isn't the program's own: nobody wrote it about a
    family, so that it is to be looked at only where something in it is marked."""
    where = {"form": _("Words of the form"), "published": _("Published figures")}[kind]
    return look.say(place_of(kind, text), where, text, only_marked=True, in_tables=True)


def reworded(thing: Any, words: Callable[[str], str]) -> Any:
    """A thing with all that is printed of it in other words; names of questions and choices stay."""
    if isinstance(thing, str):
        return words(thing)
    if isinstance(thing, tuple):
        return tuple(reworded(each, words) for each in thing)
    if isinstance(thing, Mapping):
        return {name: reworded(each, words) for name, each in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        said = {each.name: getattr(thing, each.name) for each in fields(thing) if each.name in _SAID}
        others = {name: reworded(each, words) for name, each in said.items()}
        return replace(thing, **others) if others != said else thing
    return thing


def _round(look: Looking, name: str, formats: tuple[str, ...] = EVERYWHERE) -> str:
    return look.say(place_of("round", name), _("Round"), name, formats=formats)


def _filter(look: Looking, line: str, parts: tuple[str, ...]) -> str:
    """A filter in words; one that names nothing but what the program itself does needs no look."""
    if not parts or all(map(is_own, parts)):
        return line
    return look.say(place_of("filter", line), _("Choice of the cases"), line)


def _chosen(look: Looking, about: AuditInfo, rounds: Set[str]) -> str:
    """How the cases were chosen: of a sentence that the program made of a sample the names in it, of one that
    somebody typed all of it."""
    samples = read_samples(about)
    if not is_made(samples, about, rounds):
        return look.say("chosen", _("How the cases were chosen"), about.sample_statement)
    named = {_round(look, round_): _sample(look, sample) for round_, sample in samples.items()}
    said = replace(about, round=_round(look, about.round))
    return statement(named, said, {_round(look, each) for each in rounds})


def _sample(look: Looking, sample: Sample) -> Sample:
    column = _("How the cases were chosen, name of a column")
    reason = _("How the cases were chosen, why one was left out")
    basis = _("How the cases were chosen, date of the list")
    names = _names(look, "sample.group", _("Group"), sample.frame)
    return replace(
        sample,
        by=tuple(look.say(place_of("sample.by", name), column, name) for name in sample.by),
        basis=look.say(place_of("sample.basis", sample.basis), basis, sample.basis),
        left_out=tuple(
            replace(each, reason=look.say(place_of("sample.reason", each.reason), reason, each.reason))
            for each in sample.left_out
        ),
        frame={names[name]: n for name, n in sample.frame.items()},
        drawn=tuple(replace(each, stratum=names.get(each.stratum, each.stratum)) for each in sample.drawn),
    )


def _names(
    look: Looking, kind: str, words: str, names: Iterable[str], *, in_tables: bool = False
) -> dict[str, str]:
    """Names of one kind as they are printed, each apart from the others."""
    said = {}
    for n, name in enumerate(dict.fromkeys(names), start=1):
        plain = not name or name == stratum_words("") or is_plain(name)
        where = _("{kind}, its name").format(kind=words)
        instead = left_out_name(words, n)
        said[name] = (
            name
            if plain
            else look.say(place_of(kind, name), where, name, instead=instead, in_tables=in_tables)
        )
    return _apart(said)


def _apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names that stay apart although two are printed alike, lest their counts run together."""
    taken: dict[str, int] = {}
    said = {}
    for name, words in names.items():
        taken[words] = n = taken.get(words, 0) + 1
        said[name] = words if n == 1 else f"{words} ({n})"
    return said
