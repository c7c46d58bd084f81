"""How the answers to one version of a form stand in the next: under the same name, under a new one (`was` of
questions, repeats and choices), or as the sheet `carried` says.

Pure: a key and an answer of the earlier version in, keys and answers of the later one out. An answer that can
stand nowhere comes out as nothing; whoever asks keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Key, Reserved
from audit_app.words import _
from audit_app.xforms.carried_rows import CarriedRows
from audit_app.xforms.definition import CHOICE_TYPES, Form, Question, QuestionType
from audit_app.xforms.rows import Row
from audit_app.xforms.values import check_value

SHEET = "carried"
_MANY = frozenset({QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
_BETWEEN = " | "  # what stands between the values of conflicting records


@dataclass(frozen=True)
class CarryingRule:
    """A row of the sheet `carried`: what becomes of a choice of an earlier question (empty: of any value).
    `question` is empty where it goes, `value` where it stays the same, `note` where that is certain."""

    origin: str
    choice: str = ""
    question: str = ""
    value: str = ""
    note: str = ""


@dataclass(frozen=True)
class CarriedAnswer:
    """What an answer is in the later version. `look` says, to the officer, why it must be looked at again,
    and is empty where that is certain. `is_same` where nothing changed, not even where it stands."""

    answer: Answer
    look: str = ""
    is_same: bool = False


@dataclass
class _Gathered:
    """What the values of one answer come to at one question."""

    values: list[tuple[str, bool]]  # whether the form said the value itself
    looks: list[str]


def read_rules(rows: Iterable[Mapping[str, str]]) -> tuple[CarryingRule, ...]:
    """The rows of a sheet `carried`."""
    cells = ({column: text.strip() for column, text in row.items()} for row in rows)
    return tuple(
        CarryingRule(
            row["from"], *(row.get(column, "") for column in ("choice", "question", "value", "note"))
        )
        for row in cells
        if row.get("from")
    )


def choice_names(question: Question) -> dict[str, str]:
    """The present name of each choice of a question under the names that it had before."""
    present = {choice.name for choice in question.choices}
    return {
        was: choice.name
        for choice in question.choices
        for was in choice.columns.get("was", "").split()
        if was not in present
    }


class Carriage:
    """From one version of a form to the next. `settled` are names that an earlier step has carried on
    already, so that what still stands under them is history."""

    def __init__(
        self, earlier: Form, later: Form, rules: Sequence[CarryingRule] = (), settled: Set[str] = frozenset()
    ) -> None:
        self.earlier, self.later = earlier, later
        self.rules: dict[str, list[CarryingRule]] = {}
        for rule in rules:
            self.rules.setdefault(rule.origin, []).append(rule)
        past = {was for question in earlier.questions.values() for was in question.was} | settled
        self.names = {
            was: question.name
            for question in later.questions.values()
            for was in question.was
            if was not in later.questions and (was in earlier.questions or was not in past)
        }
        self.repeats = {
            was: repeat.name
            for repeat in later.repeats.values()
            for was in repeat.was
            if was not in later.repeats
        }

    def in_case(
        self, rows: Iterable[Row], answers: Mapping[Key, Answer], removed: Set[str] = frozenset()
    ) -> CaseCarriage:
        """The same for a case with these rows (as the earlier version knows them) and answers. `removed` are
        the rows among them that were taken out."""
        speaking = self._speaking({key: each for key, each in answers.items() if key.row not in removed})
        return CaseCarriage(self, CarriedRows(self.earlier, self.later, self.repeats, rows), speaking)

    def _speaking(self, answers: Mapping[Key, Answer]) -> dict[tuple[str, str], str]:
        """Where what is said in rows goes to a question outside them, by both: the row that speaks for the
        case, that with the answer that comes first in the sheet."""
        found: dict[tuple[str, str], str] = {}
        for name, rules in self.rules.items():
            question = self.earlier.questions.get(name)
            if question is None or not question.repeat:
                continue
            order = {choice: place for place, choice in reversed(list(enumerate(r.choice for r in rules)))}
            last = order.get("", len(rules))
            rows = [
                (order.get(answer.value, last), key.row)
                for key, answer in answers.items()
                if key.question == name and answer.state is AnswerState.ANSWERED
            ]
            if rows:
                for target in {rule.question for rule in rules if rule.question in self.later.questions}:
                    if not self.later.questions[target].repeat:
                        found[name, target] = min(rows)[1]
        return found

    def successor(self, name: str) -> Question | None:
        """The question that answers go to without the sheet `carried`: the same, or its new name."""
        found = self.later.questions.get(self.names.get(name, name))
        return found if found is not None and found.is_input else None

    def targets(self, name: str) -> tuple[str, ...]:
        """Every question that an answer to this one can go to."""
        after = self.successor(name)
        told = [rule.question for rule in self.rules.get(name, ()) if rule.question in self.later.questions]
        return tuple(dict.fromkeys([*told, *([after.name] if after else [])]))

    @cached_property
    def untouched(self) -> frozenset[str]:
        """The questions whose answers stay as they are, wherever they stand on the page."""
        return frozenset(
            name
            for name, question in self.earlier.questions.items()
            if name not in self.rules
            and (after := self.later.questions.get(name)) is not None
            and _kind(question) == _kind(after)
            and self._same_rows(question.repeat, after.repeat)
        )

    def _same_rows(self, earlier: str, later: str) -> bool:
        while earlier and earlier == later:
            earlier = self.earlier.repeats[earlier].companion_of
            later = self.later.repeats[later].companion_of
        return earlier == later

    def stands(self, question: Question, answer: Answer) -> dict[str, CarriedAnswer]:
        """What an answer comes to, by the question at which it then stands. A question that stays (or has a
        new name) keeps its answer beside what the sheet says, unless that says something for it too."""
        if answer.state is not AnswerState.ANSWERED:
            targets = {name: self.later.questions[name] for name in self._meant(question.name)}
            return {name: self._unanswered(question, each, answer) for name, each in targets.items()}
        gathered, gone = self._gathered(question, answer)
        found = {
            name: self._answered(question, self.later.questions[name], answer, values)
            for name, values in gathered.items()
        }
        if gone:
            # What stands nowhere is said where an officer will answer instead: in the question's own place,
            # or in those into which it was split.
            after = self.successor(question.name)
            look = _gone_words(gone, question, answer.value)
            for name in (after.name,) if after else self._meant(question.name):
                found.setdefault(name, CarriedAnswer(Answer(), look))
        return found

    def note(self, question: Question, value: str) -> str:
        """What the sheet says, to an officer, of an answer that stands nowhere."""
        values = ("", *_values(question, value))
        notes = (rule.note for rule in self.rules.get(question.name, ()) if rule.choice in values)
        return " ".join(dict.fromkeys(_filled(notes)))

    def _meant(self, name: str) -> tuple[str, ...]:
        """Where an answer goes whatever it is: not to questions that only follow from what was answered."""
        after = self.successor(name)
        rules = [rule for rule in self.rules.get(name, ()) if rule.question in self.later.questions]
        told = [rule.question for rule in rules if not rule.value]
        return tuple(dict.fromkeys([*told, *([after.name] if after else [])]))

    def _unanswered(self, question: Question, later: Question, answer: Answer) -> CarriedAnswer:
        look = ""
        if answer.state is AnswerState.UNCLEAR:
            names = choice_names(later)
            value = _BETWEEN.join(names.get(part, part) for part in answer.value.split(_BETWEEN))
            answer = replace(answer, value=value)
            if question.name in self.rules:
                look = _(
                    "In the earlier version of the form the records conflicted, where this was one question."
                )
        return CarriedAnswer(answer, look)

    def _gathered(self, question: Question, answer: Answer) -> tuple[dict[str, _Gathered], list[str]]:
        """The values that each question gets, and what is said of those that go nowhere."""
        found: dict[str, _Gathered] = {}
        gone: list[str] = []
        for value in _values(question, answer.value):
            for rule in self._told(question.name, value):
                if rule.question not in self.later.questions:
                    gone.append(rule.note)
                    continue
                gathered = found.setdefault(rule.question, _Gathered([], []))
                many = self.later.questions[rule.question].type in _MANY
                said = rule.value.split() if many else [rule.value]
                gathered.values += [(each, True) for each in said if each] or [(value, False)]
                gathered.looks += [rule.note] if rule.note else []
        return found, gone

    def _told(self, name: str, value: str) -> list[CarryingRule]:
        """The rows of the sheet that hold for a value, and what holds without them."""
        rules, after = self.rules.get(name, []), self.successor(name)
        told = [rule for rule in rules if rule.choice == value] or [rule for rule in rules if not rule.choice]
        if after is not None and not any(rule.question in (after.name, "") for rule in told):
            told = [*told, CarryingRule(name, value, after.name)]
        return told

    def _answered(
        self, question: Question, later: Question, answer: Answer, gathered: _Gathered
    ) -> CarriedAnswer:
        value = _fitted(question, later, gathered.values)
        looks = gathered.looks
        if value is None or value.lost:
            looks = [*looks, _look((), question, answer.value)]
        look = " ".join(dict.fromkeys(looks))
        if value is None or not value.text:
            return CarriedAnswer(replace(answer, state=AnswerState.NOT_LOOKED_AT, value=""), look)
        after = self.successor(question.name)
        if after is not None and after.name != later.name and all(said for _value, said in gathered.values):
            # It only follows from an answer that stays, with its note and evidence, where it was.
            return CarriedAnswer(Answer(answer.state, value.text), look)
        return CarriedAnswer(replace(answer, value=value.text), look)


@dataclass(frozen=True)
class CaseCarriage:
    """From one version to the next, in a case."""

    carriage: Carriage
    rows: CarriedRows
    speaking: Mapping[tuple[str, str], str]

    def places(self, key: Key, answer: Answer) -> dict[Key, CarriedAnswer]:
        """Where an answer to the earlier version stands in the later one, and what it then is. Empty for one
        that stays as it is, and for one that can stand nowhere."""
        if key.question == Reserved.ROW:
            return self._row(key, answer)
        if key.question in (Reserved.ACCEPTED, Reserved.FLAG):
            return self._about(key, answer)
        question = self.carriage.earlier.questions.get(key.question)
        if question is None or key.question in self.carriage.untouched:
            return {} if question else self._by_name_alone(key, answer)
        if question.is_calculated:
            return {}
        return {
            place: replace(stands, is_same=place == key and stands.answer == answer and not stands.look)
            for name, stands in self.carriage.stands(question, answer).items()
            if (place := self._place(question, key.row, name)) is not None
        }

    def _place(self, question: Question, row: str, name: str) -> Key | None:
        if self.speaking.get((question.name, name)) == row:
            return Key(name)
        uuid = self.rows.later(question.repeat, row, self.carriage.later.questions[name].repeat)
        return None if uuid is None else Key(name, uuid)

    def _by_name_alone(self, key: Key, answer: Answer) -> dict[Key, CarriedAnswer]:
        """An answer to a question that the earlier version had not either, and that comes back by `was`."""
        after = self.carriage.successor(key.question)
        if after is None or after.name == key.question or bool(key.row) != bool(after.repeat):
            return {}
        if answer.state is AnswerState.ANSWERED:
            value = _fitted(after, after, [(answer.value, False)])
            if value is None or value.lost or not value.text:
                return {}
            answer = replace(answer, value=value.text)
        return {Key(after.name, key.row): CarriedAnswer(answer)}

    def _row(self, key: Key, answer: Answer) -> dict[Key, CarriedAnswer]:
        if not self.carriage.repeats:
            return {}
        said = json.loads(answer.value)
        repeat = self.carriage.earlier.repeats.get(said["repeat"])
        later = self.carriage.later.repeats.get(self.carriage.repeats.get(said["repeat"], said["repeat"]))
        if repeat is None or later is None:
            return {}
        parent = self.rows.later(repeat.repeat, said.get("parent", ""), later.repeat)
        if parent is None:
            return {}
        moved = said | {"repeat": later.name, "parent": parent}
        value = answer.value if moved == said else json.dumps(moved)
        return {key: CarriedAnswer(replace(answer, value=value), is_same=moved == said)}

    def _about(self, key: Key, answer: Answer) -> dict[Key, CarriedAnswer]:
        """A flag, and a warning that was accepted, stay with their question where it has a new name."""
        name, _sign, row = key.row.partition("/")
        question = self.carriage.earlier.questions.get(name)
        after = self.carriage.successor(name)
        has_new_rule = key.question == Reserved.ACCEPTED and name in self.carriage.rules
        if question is None or after is None or has_new_rule:
            return {}
        place = self._place(question, row, after.name)
        if place is None or place == Key(name, row):
            return {}
        return {Key(key.question, f"{place.question}/{place.row}"): CarriedAnswer(answer)}


@dataclass(frozen=True)
class _Value:
    """A value as a question can have it, and whether a part of it had to be left out."""

    text: str
    lost: bool = False


def _fitted(question: Question, later: Question, values: Sequence[tuple[str, bool]]) -> _Value | None:
    """The values as the later question can have them; None where it can't."""
    if later.type in CHOICE_TYPES:
        names, present = choice_names(later), {choice.name for choice in later.choices}
        meant = [value if said else names.get(value, value) for value, said in values]
        kept = list(dict.fromkeys(value for value in meant if value in present))
        if later.type not in _MANY and len(kept) > 1:
            return None
        if later.type is QuestionType.SELECT_MULTIPLE:
            kept.sort(key=[choice.name for choice in later.choices].index)
        return _Value(" ".join(kept), len(kept) < len(dict.fromkeys(meant)))
    labels = {choice.name: choice.label.plain() for choice in question.choices}
    words = (value if said else labels.get(value, value) for value, said in values)
    text = "; ".join(dict.fromkeys(words))
    if not question.choices and question.type is later.type and _kind(question) == _kind(later):
        return _Value(text)  # whatever stood there stood there
    try:
        return _Value(check_value(later, text))
    except AuditError:
        return None


def _kind(question: Question) -> tuple[object, ...]:
    """What a value can be."""
    choices = tuple(choice.name for choice in question.choices)
    return (
        question.type,
        choices if question.type is QuestionType.SELECT_MULTIPLE else frozenset(choices),
        question.precision,
        *((tuple(question.parameters.items()),) if question.type is QuestionType.RANGE else ()),
    )


def _values(question: Question, value: str) -> list[str]:
    return value.split() if question.type in _MANY else [value]


def answer_words(question: Question, value: str) -> str:
    """A value as people read it, by the labels that its choices have."""
    labels = {choice.name: choice.label.plain() or choice.name for choice in question.choices}
    return "; ".join(labels.get(part, part) for part in _values(question, value))


def _look(notes: Iterable[str], question: Question, value: str) -> str:
    said = " ".join(dict.fromkeys(_filled(notes)))
    return said or _(
        "In the earlier version of the form the answer was “{answer}”, which can't stand here as it was."
    ).format(answer=answer_words(question, value))


def _gone_words(notes: Sequence[str], question: Question, value: str) -> str:
    note = " ".join(dict.fromkeys(_filled(notes)))
    before = _("Before: “{answer}”.").format(answer=answer_words(question, value))
    return f"{note} {before}" if note else _look((), question, value)


def _filled(notes: Iterable[str]) -> Iterator[str]:
    return (note for note in notes if note)
