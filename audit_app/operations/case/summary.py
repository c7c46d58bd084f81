"""The one page for the conversation with the practitioner and the family, built from what the form declares.

Needs and offers come from the `needs` sheet, the journey from `steps`; what went well and what was missed
from the measures chosen for this page (column `case_page`), each read for this one case. A form without these
sheets gets the headings it can fill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from audit_app import dates
from audit_app.analysis.conditions import Condition
from audit_app.analysis.declared import Measure, Need
from audit_app.analysis.steps import CONCEPTION, Step
from audit_app.between import ends, in_words
from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.case.auditable import why_not
from audit_app.operations.case.open_case import OpenCase
from audit_app.operations.case.opinions import Opinion, opinions
from audit_app.operations.case.views import inputs
from audit_app.words import _
from audit_app.xforms.definition import CHOICE_TYPES, Question, QuestionType
from audit_app.xforms.filling import Filled

# The roles of answers to questions of needs and offers.
_PRESENT = ("need_current", "need_suspected")
_HELP = ("offer_made", "offer_in_place")
_MISSED = ("offer_considered", "offer_none")
_BLANK_ACTIONS = 3


@dataclass(frozen=True)
class CaseSummary:
    """The one page for the conversation with practitioner and family: headings with their lines.
    `set_aside` is why the file can't be audited; then there is nothing to talk through."""

    reference: str
    headings: tuple[tuple[str, tuple[str, ...]], ...] = field(default_factory=tuple)
    set_aside: str = ""


def case_summary(case: OpenCase) -> CaseSummary:
    """The one-page summary: strengths, worries, needs and what was offered, what was missed, actions with
    owners."""
    page, aside = _Page(case), why_not(case)
    said = [opinion for opinion in opinions(case) if opinion.text or not aside]
    headings: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        (_("The journey"), page.journey),
        (_("Strengths"), page.strengths),
        (_("Worries"), page.worries),
        (_("Needs and what was offered"), page.needs_and_offers),
        (_("What was missed, or is not evidenced"), page.missed),
        (_("What the records could not tell"), page.untold),
        *((opinion.label, _Said(opinion).lines) for opinion in said),
        *(() if aside else ((_("Actions, with who and by when"), _actions_to_write),)),
    )
    filled = ((heading, tuple(dict.fromkeys(lines()))) for heading, lines in headings)
    return CaseSummary(
        case.ref.reference, tuple((heading, lines) for heading, lines in filled if lines), aside
    )


@dataclass(frozen=True)
class _Said:
    opinion: Opinion

    def lines(self) -> Iterator[str]:
        """What was said, or a line to write on."""
        yield from self.opinion.text.splitlines() or ["_" * 60]


def _actions_to_write() -> Iterator[str]:
    for number in range(1, _BLANK_ACTIONS + 1):
        yield _("{n}. Action: {blank}  Owner: {short}  By: {short}").format(
            n=number, blank="_" * 40, short="_" * 14
        )


@dataclass(frozen=True)
class _NeedHere:
    """A need that this case has, in one row of the need's repeat or outside any."""

    label: str
    value: str
    offer: str
    offer_words: str
    reason: str
    services: tuple[str, ...]


class _Page:
    """Reads one case for the page."""

    def __init__(self, case: OpenCase) -> None:
        self.case = case
        self.form = case.audit.form
        declared = case.audit.declares
        chosen = {row.get("id") for row in declared.sheets.get("measures", []) if row.get("case_page")}
        self.measures = tuple(each for each in declared.measures if each.id in chosen)
        self.needs = tuple(self._needs_here(declared.needs))

    def journey(self) -> Iterator[str]:
        """The steps that have a date, each with its gestation where that can be."""
        found = []
        for step in self.case.audit.declares.steps:
            day = self._value(Key(step.question))
            if day:
                weeks = _weeks(step, self._value(Key(step.gestation)))
                found.append((ends(day)[0], f"{step.label}: {in_words(day)}{weeks}"))
        yield from (line for _day, line in sorted(found, key=lambda each: each[0]))

    def strengths(self) -> Iterator[str]:
        """Practice that the file evidences, and needs that met with help."""
        for measure in self.measures:
            if self._evidenced(measure) is True:
                yield measure.label
        for need in self.needs:
            if need.offer in self._answers(_HELP):
                yield f"{need.label} ({need.offer_words})"

    def worries(self) -> Iterator[str]:
        """Any immediate concern, and the needs."""
        group = self.form.every_page
        for question in group.questions() if group else ():
            filled = self._asked(Key(question.name))
            if question.is_input and filled and filled.state is AnswerState.ANSWERED and filled.value != "no":
                yield f"{self.case.filling.label(Key(question.name))} {self._words(question, filled.value)}"
        for need in self.needs:
            yield f"{need.label} ({need.value})"

    def needs_and_offers(self) -> Iterator[str]:
        """Each need with what was offered and the services meant for it."""
        for need in self.needs:
            parts = [need.offer_words or _("not looked at"), need.reason, *need.services]
            yield f"{need.label} ({'; '.join(part for part in parts if part)})"

    def missed(self) -> Iterator[str]:
        """Needs without an offer, and practice that the file doesn't evidence."""
        for need in self.needs:
            if need.offer in self._answers(_MISSED):
                yield f"{need.label} ({'; '.join(part for part in (need.offer_words, need.reason) if part)})"
        for measure in self.measures:
            if self._evidenced(measure) is False:
                yield measure.label

    def untold(self) -> Iterator[str]:
        """Questions the records leave open, by how they do."""
        said = {
            AnswerState.UNCLEAR: _("Records conflict"),
            AnswerState.NOT_RECORDED: _("Not in the file"),
            AnswerState.SOURCE_NOT_SEEN: _("Record not opened"),
        }
        for state, words in said.items():
            keys = [
                key for key, _question in inputs(self.case) if (f := self._asked(key)) and f.state is state
            ]
            if keys:
                labels = dict.fromkeys(self.case.filling.label(key).rstrip("?.") for key in keys)
                yield f"{words}: " + "; ".join(labels)

    def _answers(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        """The answers that count for any of these roles."""
        given = self.case.audit.roles
        return tuple(value for role in roles for value in given[role].values)

    def _needs_here(self, needs: Sequence[Need]) -> Iterator[_NeedHere]:
        for need in needs:
            for key in self._keys(need.question):
                filled = self._asked(key)
                if (
                    filled
                    and filled.state is AnswerState.ANSWERED
                    and filled.value in self._answers(_PRESENT)
                ):
                    yield self._need_here(need, key, filled.value)

    def _need_here(self, need: Need, key: Key, value: str) -> _NeedHere:
        offer, reason = self._beside(key, need.offer), self._beside(key, need.reason)
        return _NeedHere(
            self._whose(need.label, key),
            self._words(self.form.questions[key.question], value),
            self._value(offer),
            self._said(offer),
            self._said(reason) if self._value(reason) else "",
            tuple(self._services(need.id)),
        )

    def _whose(self, label: str, key: Key) -> str:
        """The label, with the line of the row where there are several whose need it can be."""
        repeat = self.form.questions[key.question].repeat
        if not repeat or len(self.case.filling.rows(repeat)) < 2:
            return label
        return f"{label}, {self.case.filling.summary(key.row)}"

    def _services(self, need: str) -> Iterator[str]:
        needs, *told = (self.case.audit.role(f"service_{name}") for name in ("needs", "type", "response"))
        if not needs or not self.form.questions[needs].repeat:
            return
        for row in self.case.filling.rows(self.form.questions[needs].repeat):
            if need in self._value(Key(needs, row.uuid)).split():
                words = [self._said(Key(name, row.uuid)) for name in told if name]
                yield ", ".join(word for word in words if word)

    def _evidenced(self, measure: Measure) -> bool | None:
        """Whether the case shows this practice; None where the measure isn't about the case or nobody could
        see."""
        keys = self._keys(measure.question)
        found = [
            filled for key in keys if (filled := self._asked(key)) and self._holds(measure.population, key)
        ]
        counts = [
            measure.settles(f.value, inexact=f.inexact) for f in found if f.state is AnswerState.ANSWERED
        ]
        if True in counts:
            return True
        silent = any(filled.state is AnswerState.NOT_RECORDED for filled in found)
        return None if None in counts or not (counts or silent) else False

    def _holds(self, condition: Condition, key: Key) -> bool:
        for clause in condition:
            value = self._value(self._beside(key, clause.name))
            if not value or not clause.holds(value):
                return False
        return True

    def _beside(self, key: Key, name: str) -> Key:
        """The key of another question about the same person: what is said of a father stands in several
        repeats, whose rows come in the same order."""
        others = self._keys(name)
        place = self._keys(key.question).index(key)
        return others[place] if place < len(others) else Key(name)

    def _keys(self, name: str) -> list[Key]:
        question = self.form.questions.get(name)
        if question is None:
            return []
        keys = self.case.filling.keys()
        return [key for key in keys if key.question == name] if question.repeat else [Key(name)]

    def _asked(self, key: Key) -> Filled | None:
        if key.question not in self.form.questions:
            return None
        try:
            filled = self.case.filling.state(key)
        except KeyError:
            return None
        return filled if filled.asked else None

    def _value(self, key: Key) -> str:
        filled = self._asked(key)
        return filled.value if filled and filled.state is AnswerState.ANSWERED else ""

    def _said(self, key: Key) -> str:
        filled = self._asked(key)
        if filled is None or filled.state is AnswerState.NOT_LOOKED_AT:
            return ""
        if filled.state is AnswerState.ANSWERED:
            return self._words(self.form.questions[key.question], filled.value)
        return state_words(Answer(filled.state))

    def _words(self, question: Question, value: str) -> str:
        if question.type not in CHOICE_TYPES:
            return in_words(value) if question.type is QuestionType.DATE or question.is_calculated else value
        labels = {choice.name: choice.label.plain() for choice in question.choices}
        return ", ".join(labels.get(name, name) for name in value.split())


def _weeks(step: Step, days: str) -> str:
    """The gestation of a step in weeks, where it can be one; of an inexact one from its first day to its
    last."""
    if not days or not all(
        step.holds(day) and day >= CONCEPTION for day in map(float, filter(None, ends(days)))
    ):
        return ""
    return _(" ({n} weeks)").format(n=in_words(days, lambda end: dates.weeks_days(int(float(end)))))


def state_words(answer: Answer) -> str:
    """A state as the screen shows it; empty for an answer or a blank."""
    return {
        AnswerState.NOT_RECORDED: _("Not in the file"),
        AnswerState.UNCLEAR: _("Records conflict"),
        AnswerState.NOT_APPLICABLE: _("Doesn't apply"),
        AnswerState.SOURCE_NOT_SEEN: _("Record not opened"),
    }.get(answer.state, "")
