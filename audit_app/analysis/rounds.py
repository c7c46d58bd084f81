"""Two rounds of one audit beside each other, measure by measure, with the difference and its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from audit_app.analysis.comparisons import side_by_side
from audit_app.analysis.pages.reading import Reading
from audit_app.lines.changed import clear_words
from audit_app.lines.sample_words import how_far_words, unfinished_words
from audit_app.results.figures import Comparison, Estimate, Share, Summary
from audit_app.results.pages import Block, Cohort, Page
from audit_app.words import _

Compared = Share | Summary
LEAST = 5
"""With fewer cases on either side two rounds are not compared."""


def compare(first: Reading, second: Reading, both: Reading, names: tuple[str, str]) -> Page:
    """The page of two rounds, called by `names`; `both` is a reading of all rounds, for the counts over time.

    Each comparison has the later round as its first row and the earlier as its second, so that its difference
    is the later less the earlier. What changed beyond its uncertainty stands first, the rest by section.
    Measures that can't be had in either round are left out.
    """
    figures = tuple(_compared(first, second, names))
    said = tuple(_unfinished(first.heading, second.heading, names))
    moved = changed(figures)
    others = (each for each in figures if each not in moved)
    first_block = Block("changed", _("What changed beyond its uncertainty"), "dots", moved, said)
    blocks = tuple(
        Block(f"section_{place}", section or _("Other measures"), "dots", tuple(group), said)
        for place, (section, group) in enumerate(_by_section(others))
    )
    over_time = Block(
        "referrals",
        _("Referrals over time"),
        "runs",
        both.added("periods"),
        said,
        annotations=both.cohort.events,
    )
    return Page(
        id="rounds",
        title=_("Rounds"),
        question=_("What differs between two rounds?"),
        finding=_finding(figures, first, second, names),
        blocks=(*([first_block] if moved else ()), *blocks, over_time),
        cautions=tuple(cautions()),
        cohort=_heading(first.heading, second.heading, names),
    )


def changed(figures: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """Those whose difference is larger than its uncertainty, shares before numbers, and of shares first the
    one that moved furthest at least."""
    clear = [each for each in figures if _sure(each.difference)]
    return tuple(sorted(clear, key=lambda each: (not _of_shares(each), -_sure(each.difference))))


def _of_shares(figure: Comparison) -> bool:
    return all(isinstance(row, Share) and row.proportion is not None for row in figure.rows)


def _sure(found: Estimate | None) -> float:
    """How far a difference is from nought at the near end of its interval; 0 where that holds nought."""
    if found is None or found.low is None or found.high is None:
        return 0.0
    return max(found.low, -found.high, 0.0)


def beside(earlier: Compared, later: Compared, names: tuple[str, str]) -> Comparison:
    """A measure of two rounds as a comparison: its rows are the later and the earlier round's figures.

    Shares differ with Newcombe's interval (from each round's own limits, which the sample may have moved),
    numbers by Hodges and Lehmann's shift. With fewer than 5 cases on a side there is no difference, and the
    caution says so.
    """
    found = side_by_side(later, earlier, (names[1], names[0]))
    rows = (replace(found.rows[0], id=f"{later.id}.later"), replace(found.rows[1], id=f"{later.id}.earlier"))
    result = replace(found, id=f"{later.id}.rounds", rows=rows)
    if min(_size(later), _size(earlier)) < LEAST:
        words = _("Not enough to compare: fewer than {n} cases in one of the rounds.").format(n=LEAST)
        return replace(result, difference=None, caution=f"{result.caution} {words}".strip())
    return result


_OF_SEVERAL_VALUES = ("distribution", "ladder", "comparison")


def _size(figure: Compared) -> int:
    return len(figure.base) if isinstance(figure, Share) else len(figure.values)


def _compared(first: Reading, second: Reading, names: tuple[str, str]) -> Iterator[Comparison]:
    for id_ in second.ids:
        if second.kind(id_) in _OF_SEVERAL_VALUES:
            continue
        earlier, later = first.figure(id_), second.figure(id_)
        if not isinstance(earlier, (Share, Summary)) or not isinstance(later, (Share, Summary)):
            continue
        if (
            later.kind == earlier.kind
            and not (earlier.cannot or later.cannot)
            and (_size(earlier) or _size(later))
        ):
            found = beside(earlier, later, names)
            chance = first.cohort.sampled.chance and second.cohort.sampled.chance
            yield found if chance else _without_interval(found)


def _without_interval(figure: Comparison) -> Comparison:
    found = figure.difference
    return replace(figure, difference=Estimate(found.value)) if found else figure


def _by_section(figures: Iterable[Comparison]) -> Iterator[tuple[str, list[Comparison]]]:
    sections: dict[str, list[Comparison]] = {}
    for figure in figures:
        sections.setdefault(figure.section, []).append(figure)
    yield from sections.items()


def _finding(figures: Iterable[Comparison], first: Reading, second: Reading, names: tuple[str, str]) -> str:
    for reading, name in zip((first, second), names, strict=True):
        if not reading.cohort.cases:
            return _("There is nothing to compare yet: “{round}” has no case that counts here.").format(
                round=name
            )
    told = [each.difference for each in figures if each.difference and each.difference.low is not None]
    clear = sum(_sure(found) > 0 for found in told)
    sizes = _("“{first}” ({n} cases) and “{second}” ({m} cases) stand beside each other").format(
        first=names[0], n=len(first.cohort.cases), second=names[1], m=len(second.cohort.cases)
    )
    if not told:
        return _("{sizes}; no measure has cases enough in both to say how sure a difference is.").format(
            sizes=sizes
        )
    return f"{sizes}; {clear_words(clear, len(told))}."


def cautions() -> Iterator[str]:
    """What is to be borne in mind where two rounds stand beside each other."""
    yield _("A difference is the later round less the earlier one. What led to it can't be read from here.")
    yield _("Rounds may differ in whom they hold and in how well files were kept.")
    yield _(
        "Rounds can be compared only where their questions and cut-offs are the same; the cut-offs are "
        "set once for all rounds of an audit."
    )


def _unfinished(first: Cohort, second: Cohort, names: tuple[str, str]) -> Iterator[str]:
    """What stands beside every figure while one of the samples is unfinished."""
    yield from filter(None, _named([unfinished_words(each.strata) for each in (first, second)], names))


def _named(said: Iterable[str], names: tuple[str, str]) -> Iterator[str]:
    """What is said of each round, under its name."""
    for words, name in zip(said, names, strict=True):
        yield _("{round}: {words}").format(round=name, words=words) if words else ""


def _heading(first: Cohort, second: Cohort, names: tuple[str, str]) -> Cohort:
    """Both rounds' cases under one heading; the filters but for the round are the same."""
    shared = [words for words in second.filters if words in first.filters]
    rounds = _("Rounds: {first} and {second}").format(first=names[0], second=names[1])
    own = [how_far_words(each.strata, each.n_not_auditable) for each in (first, second)]
    base = [
        each.statement.removesuffix(said).strip() for each, said in zip((first, second), own, strict=True)
    ]
    statements = dict.fromkeys(words for words in (*base, *_named(own, names)) if words)
    return Cohort(
        cases={**first.cases, **second.cases},
        filters=(*shared, rounds),
        statement=" ".join(statements),
        strata=first.strata + second.strata,
        n_unfinished=first.n_unfinished + second.n_unfinished,
        not_auditable=dict(Counter(first.not_auditable) + Counter(second.not_auditable)),
        n_bulk_answers=first.n_bulk_answers + second.n_bulk_answers,
        n_answers=first.n_answers + second.n_answers,
        n_pregnancies=first.n_pregnancies + second.n_pregnancies,
    )
