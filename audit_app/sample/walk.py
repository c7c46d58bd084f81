"""One made-up case as an officer would fill it in: asked by the form in its order, answered from what the
story knows, else by the table of odds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from audit_app.model import Answer, AnswerState, Key
from audit_app.sample.answers import beside, found
from audit_app.sample.asking import inputs_of
from audit_app.sample.chance import Chance
from audit_app.sample.draws import Days, usual_answers
from audit_app.sample.evidence import evidence_for
from audit_app.sample.facts import NO_EVIDENCE, Absent, SampleAnswer, Truth, Truths
from audit_app.sample.in_hand import CaseInHand, RowPlace
from audit_app.sample.odds import OddsLine, OddsTable, Shares, shares_of
from audit_app.sample.rows import key_of, rows_of
from audit_app.xforms.definition import Form, Group, Question, Repeat

RECORDS = "records_seen"
_ROUNDS = 4
"""An answer may bring in a question that stands before it, so the form is gone through until none is left."""
_DAY = len("2024-11-03")


@dataclass(frozen=True)
class Foreknown:
    """What is known of a case beforehand. `subject` makes its chance; `rows` gives those of a repeat that
    follow from answers, which it reads by path; `sure` are questions whose answer is on file; `in_bulk` is a
    page marked *Not in the file* as a whole; `pages` how many were filled in; from `birth_page` on, documents
    are from after the birth."""

    subject: str
    truths: Truths
    days: Days
    rows: Mapping[str, Callable[[Callable[[str], str]], Sequence[Truths]]] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    in_bulk: str = ""
    pages: int | None = None
    birth_page: str = ""


def fill_in(form: Form, table: OddsTable, told: Foreknown) -> tuple[SampleAnswer, ...]:
    """The answers of a case, in the order in which they were given."""
    officer = _Officer(form, table, told)
    for _round in range(_ROUNDS):
        before = len(officer.said)
        officer.go_through()
        if len(officer.said) == before:
            break
    return tuple(answer for key, answer in officer.said.items() if officer.case.is_asked(key))


class _Officer:
    """Who goes through the form; `said` is in the order of the questions."""

    def __init__(self, form: Form, table: OddsTable, told: Foreknown) -> None:
        self.said: dict[Key, SampleAnswer] = {}
        self._form = inputs_of(form)
        self._told = told
        self._opened: frozenset[str] = frozenset()
        self._day = told.days[0]
        self._pages = [section.name for section in form.sections[: told.pages]]
        # The page after which all rows are known.
        self._until = next((form.repeats[name].section for name in told.rows if name in form.repeats), None)
        self.case = CaseInHand(form, table, told.days[-1])
        self._take_in(told.truths, self._until)

    def go_through(self) -> None:
        """Answer what is asked and has no answer, page by page."""
        for section in self._form.sections[: self._told.pages]:
            if section.name == self._told.birth_page:
                self._day = self._told.days[1]
            self._group(section, RowPlace())
            if section.name == self._until:
                self._take_in({})

    def _take_in(self, truths: Truths, until: str | None = None) -> None:
        self.case.truths |= truths
        given = {key: answer for path, truth in truths.items() for key, answer in self._found(path, truth)}
        self.case.set_up(given, tuple(rows_of(self._form, truths)), until)
        self._until = until

    def _found(self, path: str, truth: Truth) -> Sequence[tuple[Key, Answer]]:
        """What stands in the file of a truth, of the pages that were filled in."""
        key = key_of(self._form, path)
        question = self._form.questions[key.question] if key else None
        if not key or not question or question.section not in self._pages:
            return ()
        chance = self._chance(path)
        shares = self._shares(question, self.case.table.line(question.name, lambda _condition: False))
        return ((key, found(question, truth, shares, chance, partial(beside, truth, chance))),)

    def _group(self, group: Group, at: RowPlace) -> None:
        if not self.case.filling.relevant(group.name, at.row):
            return
        for item in group.items:
            if isinstance(item, Question):
                self._ask(item, at)
            elif isinstance(item, Repeat):
                self._repeat(item, at)
            else:
                self._group(item, at)

    def _repeat(self, repeat: Repeat, at: RowPlace) -> None:
        if self._until and repeat.name in self._told.rows:
            rows = enumerate(self._told.rows[repeat.name](self.case.read), 1)
            self._take_in(
                {f"{repeat.name}[{n}]/{name}": said for n, row in rows for name, said in row.items()}
            )
        for number, row in enumerate(self.case.filling.rows(repeat.name, at.row), 1):
            prefix = f"{at.prefix}{repeat.name}[{number}]/"
            self._group(repeat, RowPlace(row.uuid, repeat.name, number, prefix))

    def _ask(self, question: Question, at: RowPlace) -> None:
        key = Key(question.name, at.row)
        if key in self.said or (question.relevant and not self.case.is_asked(key)):
            return
        path = at.prefix + question.name
        answer, in_bulk = self._answer(question, key, at, self._chance(path))
        self.case.set(key, answer)
        evidence = NO_EVIDENCE
        if answer.state is AnswerState.ANSWERED:
            self._notice(question, answer.value)
            lines, chance = partial(self.case.line, at=at), self._chance(f"{path}/evidence")
            evidence = evidence_for(question, answer.value, self._day, self._opened, lines, chance)
        self.said[key] = SampleAnswer(path, answer.state, answer.value, answer.note, evidence, in_bulk)

    def _answer(self, question: Question, key: Key, at: RowPlace, chance: Chance) -> tuple[Answer, bool]:
        """The answer to a question, and whether it was given in bulk."""
        if question.record and self._opened and self._opened.isdisjoint(question.record):
            return Answer(AnswerState.SOURCE_NOT_SEEN), False
        known = self.case.given.get(key)
        in_bulk = question.section == self._told.in_bulk
        if known and not in_bulk:
            return known, False
        line = self.case.line(question.name, at)
        shares = self._shares(question, line)
        if in_bulk and shares.not_recorded:
            return Answer(AnswerState.NOT_RECORDED), True
        if known:
            return known, False
        offered = self.case.offered(question, key)
        draw = partial(line.draw, chance, offered, partial(self._truth, at)) if line else lambda: None
        truth = draw()
        if truth is None:
            truth = self._usual(question, key, offered, chance)
        return found(question, truth, shares, chance, draw), False

    def _usual(self, question: Question, key: Key, offered: Sequence[str] | None, chance: Chance) -> Truth:
        """An answer without odds, that the form has nothing against; that nobody knows, if none is found."""
        names = offered or tuple(choice.name for choice in question.choices)
        tried = usual_answers(question, names, chance, self._told.days)
        return next((value for value in tried if self.case.fits(question, key, value)), Absent())

    def _truth(self, at: RowPlace, name: str) -> Truth:
        """What is true of another question, of this row if it is in it; else what was answered."""
        truth = self.case.truth(name, at)
        if truth is not None:
            return truth
        text = self.case.read(name)
        return date.fromisoformat(text) if len(text) == _DAY else Absent()

    def _notice(self, question: Question, value: str) -> None:
        """What an answer changes for those after it."""
        if question.name == RECORDS:
            self._opened = frozenset(value.split())
        if question.edd and len(value) == _DAY:
            self._day = date.fromisoformat(value)

    def _shares(self, question: Question, line: OddsLine | None) -> Shares:
        return (
            Shares() if question.name in self._told.sure else shares_of(line, recorded=bool(question.record))
        )

    def _chance(self, path: str) -> Chance:
        return Chance(f"{self._told.subject}/{path}")
