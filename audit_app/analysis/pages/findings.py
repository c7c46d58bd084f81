"""The finding of a page, said by the clauses that the form declares: a small set of kinds of sentences.

A clause whose figure has nothing to say is left out, and so is all that follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import Formatter
from typing import TYPE_CHECKING

from audit_app.analysis.computed.notice import DEFINITIONS
from audit_app.analysis.pages.comparing import by_chance, difference, refused
from audit_app.analysis.pages.sentences import counted, joined, middle, tells, untold
from audit_app.analysis.pages.spec import FindingSpec, PageSpec
from audit_app.lines.wording import amount
from audit_app.results.figures import Comparison, Figure, Wait, answers_of
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading

LATEST = "latest"
"""The row of an area's latest year, which no id ends with."""


def finding(spec: PageSpec, reading: Reading) -> str:
    """The clauses as one sentence, and after it those that are sentences by themselves; empty when the
    figures can't say."""
    told: dict[str, str] = {}
    for clause in spec.findings:
        if clause.say != "chance" and _has_its_turn(clause, told):
            told[clause.id] = KINDS[clause.say](clause, reading) if clause.say in KINDS else ""
    whole = [clause.id for clause in spec.findings if clause.say == "refused"]
    clauses = (words for id_, words in told.items() if id_ not in whole)
    return " ".join(filter(None, (joined(*clauses), *(told.get(id_, "") for id_ in whole))))


def cautions(spec: PageSpec, reading: Reading) -> Iterator[str]:
    """What depends on the figures and has to be borne in mind before the page's own cautions."""
    for clause in spec.findings:
        if clause.say == "chance" and (words := by_chance(_compared(clause, reading), clause.words)):
            yield words


def _has_its_turn(clause: FindingSpec, told: dict[str, str]) -> bool:
    return not told.get(clause.unless) and (not clause.follows or bool(told.get(clause.follows)))


def _figure(clause: FindingSpec, reading: Reading) -> Figure | None:
    return reading.first(*clause.figures, kinds=clause.kinds)


def _row(clause: FindingSpec, figure: Figure | None) -> Figure | None:
    """What the clause is about: the figure, or one of its rows that has something to say."""
    if figure is None or not clause.row:
        return figure
    if clause.row == LATEST:
        return _latest(figure)
    found = (row for row in answers_of(figure) if row.id.endswith(f".{clause.row}"))
    return next((row for row in found if tells(row)), None)


def _latest(figure: Figure) -> Figure:
    """The area's own row; of several years the last with a figure."""
    own = [row for row in answers_of(figure) if row.id.endswith(".area") and row.proportion is not None]
    said = own or [row for row in answers_of(figure) if row.proportion is not None]
    return said[-1] if said else figure


def _share(clause: FindingSpec, reading: Reading) -> str:
    figure = _figure(clause, reading)
    row = _row(clause, figure)
    if figure is None or row is None:
        return ""
    cut = DEFINITIONS.get(reading.cohort.cuts.short_notice)
    return counted(
        row, clause.words, label=figure.label, row=row.label, short_notice=_(cut.label) if cut else ""
    )


def _middle(clause: FindingSpec, reading: Reading) -> str:
    figure = _figure(clause, reading)
    return middle(figure, clause.words, label=figure.label) if figure else ""


def _unknown(clause: FindingSpec, reading: Reading) -> str:
    return untold(_figure(clause, reading))


def _waited(clause: FindingSpec, reading: Reading) -> str:
    wait = _figure(clause, reading)
    if not isinstance(wait, Wait):
        return ""
    return counted(wait, clause.words, label=wait.label, at=amount(wait.at))


def _still(clause: FindingSpec, reading: Reading) -> str:
    wait = _figure(clause, reading)
    if not isinstance(wait, Wait) or not wait.still:
        return ""
    return plural(
        "one was still waiting at the end",
        "{n} were still waiting at the end",
        len(wait.still),
    )


def _most(clause: FindingSpec, reading: Reading) -> str:
    """The figure whose row holds the most cases, by its topic: what stands after the colon of its label."""
    found = [
        (figure, row)
        for figure in reading.matching(clause.figures)
        for row in answers_of(figure)
        if row.id.endswith(f".{clause.row}") and tells(row) and row.numerator
    ]
    if not found:
        return ""
    figure, row = max(found, key=lambda each: len(each[1].numerator))
    topic = figure.label.partition(": ")[2] or figure.label
    return counted(row, clause.words, topic=topic, label=figure.label)


def _listed(clause: FindingSpec, reading: Reading) -> str:
    """All rows with anybody in them: `{parts}` as words and number, `{sizes}` with a colon between."""
    figure = _figure(clause, reading)
    rows = [(row.label, len(row.numerator)) for row in answers_of(figure) if row.numerator] if figure else []
    if figure is None or not rows:
        return ""
    return clause.words.format(
        label=figure.label,
        n=len(figure.base),
        parts=", ".join(f"{label} {n}" for label, n in rows),
        sizes=", ".join(f"{label}: {n}" for label, n in rows),
    )


def _answerable(clause: FindingSpec, reading: Reading) -> str:
    verdicts = [each.verdict for each in reading.answerable if each.verdict]
    if not verdicts:
        return ""
    return clause.words.format(
        n=len(verdicts),
        now=verdicts.count("now"),
        work=verdicts.count("with_work"),
        new=verdicts.count("new_field"),
    )


def _compared(clause: FindingSpec, reading: Reading) -> list[Comparison]:
    return [each for each in reading.matching(clause.figures) if isinstance(each, Comparison)]


def _difference(clause: FindingSpec, reading: Reading) -> str:
    return difference(_compared(clause, reading))


def _refused(clause: FindingSpec, reading: Reading) -> str:
    return refused(_compared(clause, reading))


KINDS: dict[str, Callable[[FindingSpec, Reading], str]] = {
    "share": _share,
    "middle": _middle,
    "unknown": _unknown,
    "waited": _waited,
    "still": _still,
    "most": _most,
    "listed": _listed,
    "difference": _difference,
    "refused": _refused,
    "answerable": _answerable,
}
"""The kinds of sentences, as `docs/forms.md` lists them; `chance` stands among the cautions."""

_COUNTED = ("k", "n", "share", "label")
PLACES: dict[str, tuple[str, ...]] = {
    "share": (*_COUNTED, "row", "short_notice"),
    "middle": ("median", "q1", "q3", "unit", "n", "label"),
    "waited": (*_COUNTED, "at"),
    "most": (*_COUNTED, "topic"),
    "listed": ("label", "n", "parts", "sizes"),
    "answerable": ("n", "now", "work", "new"),
    "chance": ("n", "chance", "clear"),
}
"""What each kind of sentence fills in; the others have no words of their own."""


def places(kind: str, words: str) -> Iterator[str]:
    """The places in some words that this kind of sentence doesn't fill in."""
    try:
        named = [name for _text, name, _format, _how in Formatter().parse(words) if name is not None]
    except ValueError:
        named = [words]
    yield from (name for name in named if name not in PLACES.get(kind, ()))
