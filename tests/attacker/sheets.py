"""How figures hang together by the form's own sheets, which are published: figures of one question, answers
after which another question is asked, and figures about a part of those whom another is about.

Read here anew, without the program.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

FORM = Path(__file__).parent.parent.parent / "forms" / "prebirth_case_audit"
Said = tuple[str, str]
"""A relation in the words of `relations.csv`, and how a reader knows."""


@dataclass(frozen=True)
class Question:
    """A question: its type, the repeat in which it stands, what it is asked after."""

    type: str
    repeat: str
    relevant: str


@dataclass(frozen=True)
class Measure:
    """What the sheet says of a figure; `narrow` are the conditions of its population."""

    id: str
    kind: str
    question: str
    numerator: frozenset[str]
    narrow: frozenset[str]
    bands: str
    same: tuple[str, ...]

    @property
    def counts_all(self) -> bool:
        """Whether all are counted who answered: a limit or bands may leave some out."""
        return not self.bands and self.answers == self.numerator

    @property
    def answers(self) -> frozenset[str]:
        """The answers that it counts, where it names them."""
        named = all(re.fullmatch(r"[\w.+-]+", each) for each in self.numerator)
        return self.numerator if named else frozenset()


def sheet(name: str) -> list[dict[str, str]]:
    """The rows of a sheet of the form."""
    with (FORM / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def questions() -> dict[str, Question]:
    """Every question by its name."""
    inside: list[str] = []
    found = {}
    for line in sheet("survey.csv"):
        if line["type"] in ("begin_repeat", "end_repeat"):
            inside = [*inside, line["name"]] if line["type"] == "begin_repeat" else inside[:-1]
        elif line["name"]:
            found[line["name"]] = Question(line["type"], inside[-1] if inside else "", line["relevant"])
    return found


def said() -> Iterator[Said]:
    """All that the sheets say of how figures hang together."""
    asked = questions()
    by_question: dict[str, list[Measure]] = defaultdict(list)
    for measure in _measures():
        by_question[measure.question].append(measure)
    for name, measures in by_question.items():
        several = not asked[name].type.startswith("select_one") or bool(asked[name].repeat)
        for one, other in permutations(measures, 2):
            yield from _of_one_question(one, other, several)
    for measures in by_question.values():
        for measure in measures:
            for names, answers in _after(asked[measure.question].relevant, measure.narrow):
                for other in by_question.get(names, ()):
                    yield from _asked_after(measure, other, answers, asked)


def _measures() -> Iterator[Measure]:
    for line in sheet("measures.csv"):
        plain = not (line["from"] or line["group_by"] or line["censored"])
        if plain and line["kind"] in ("proportion", "distribution", "number"):
            yield Measure(
                line["id"],
                line["kind"],
                line["question"],
                frozenset(line["numerator"].split()),
                frozenset(filter(None, line["population"].split(" and "))),
                line["bands"],
                (line["rows"], line["per"], line["denominator"]),
            )


def _of_one_question(one: Measure, other: Measure, several: bool) -> Iterator[Said]:
    if one.same != other.same or not other.narrow <= one.narrow:
        return
    if other.narrow < one.narrow:
        yield f"{one.id}:of <= {other.id}:of", "a part of those asked"
        if one.kind == other.kind == "proportion" and one.numerator == other.numerator:
            yield f"{one.id} <= {other.id}", "a part of those asked"
        return
    if one.id < other.id and one.counts_all and other.counts_all:
        yield f"{one.id}:of = {other.id}:of", "one question"
        yield f"{one.id}:silent = {other.id}:silent", "one question"
    if one.kind == other.kind == "proportion" and one.answers and one.answers < other.answers:
        yield f"{one.id} <= {other.id}", "some of its answers"
    if one.kind == "proportion" and other.kind == "distribution" and one.answers:
        parts = [f"{other.id}.{answer}" for answer in sorted(one.answers)]
        yield f"{one.id} {'<=' if several else '='} {' + '.join(parts)}", "some of its answers"
        if several:
            yield from ((f"{part} <= {one.id}", "one of its answers") for part in parts)


def _after(relevant: str, narrow: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The answers after which a question is asked, or to which a population is narrowed."""
    pairs = re.findall(r"\$\{(\w+)\} = '(\w+)'", relevant)
    chosen = re.findall(r"selected\(\$\{(\w+)\}, '(\w+)'\)", relevant)
    for found, words in ((pairs, r"\$\{\w+\} = '\w+'"), (chosen, r"selected\(\$\{\w+\}, '\w+'\)")):
        if (
            found
            and len({name for name, _ in found}) == 1
            and re.fullmatch(f"{words}( or {words})*", relevant)
        ):
            yield found[0][0], tuple(answer for _name, answer in found)
    for each in narrow:
        if match := re.fullmatch(r"(\w+) = ([\w ]+)", each):
            yield match[1], tuple(match[2].split())


def _asked_after(
    measure: Measure, other: Measure, answers: tuple[str, ...], asked: dict[str, Question]
) -> Iterator[Said]:
    """Who is counted in a figure gave one of these answers to the question of another."""
    alike = asked[measure.question].repeat == asked[other.question].repeat
    if other.narrow or not alike or measure.same[:2] != other.same[:2]:
        return
    if other.kind == "distribution":
        yield f"{measure.id}:of <= {' + '.join(f'{other.id}.{each}' for each in answers)}", "asked after it"
    elif other.kind == "proportion" and set(answers) <= other.answers:
        yield f"{measure.id}:of <= {other.id}", "asked after it"
