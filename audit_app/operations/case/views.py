"""A case as the screen shows it: the section list, pages, questions and rows, as frozen views built from the
Filling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from audit_app import dates
from audit_app.model import Answer, AnswerState, Key, Origin
from audit_app.operations.case.extracts import can_confirm, extract_words
from audit_app.operations.case.flags import is_flagged
from audit_app.operations.case.kept import look_again
from audit_app.operations.case.open_case import OpenCase, opened_records
from audit_app.words import _, plural
from audit_app.xforms.definition import Choice, Group, Item, Question, QuestionType, Repeat, Section

_DIGITS = "123456789"
_NEVER = ("", "false()")


class SectionState(StrEnum):
    """How far a page of a case has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class SectionLine:
    """A line of the section list. `n_left` counts questions asked and not looked at."""

    name: str
    label: str
    state: SectionState
    n_left: int


@dataclass(frozen=True)
class ChoiceView:
    """A choice as shown; `key` is the digit that picks it, 1 to 9, else empty."""

    name: str
    label: str
    key: str = ""


@dataclass(frozen=True)
class QuestionView:
    """One question as the screen shows it. `beside` is the check next to a date (weekday, gestation);
    `from_extract` says what extracts say, and `to_confirm` that nobody has checked it yet; `look_again` why
    an answer that was carried from an earlier version of the form must be looked at again; `flagged` that
    somebody wants to come back to it."""

    key: Key
    question: Question
    label: str
    hint: str
    guidance: str
    record: str
    choices: tuple[ChoiceView, ...]
    answer: Answer
    asked: bool
    read_only: bool
    required: bool
    record_opened: bool
    beside: str = ""
    by: str = ""
    at: str = ""
    bulk: bool = False
    from_extract: str = ""
    to_confirm: bool = False
    look_again: str = ""
    flagged: bool = False


@dataclass(frozen=True)
class RepeatRowView:
    """A row of a repeat: its summary line, and what stands in it."""

    uuid: str
    number: int
    summary: str
    n_left: int
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class RepeatView:
    """A repeat on a page. `fixed` rows follow another repeat (or a count): none is added or removed here."""

    name: str
    label: str
    hint: str
    parent: str
    fixed: bool
    rows: tuple[RepeatRowView, ...]


@dataclass(frozen=True)
class GroupView:
    """A group inside a page, or the page itself."""

    name: str
    label: str
    items: tuple[ItemView, ...]


ItemView = QuestionView | RepeatView | GroupView


def sections(case: OpenCase) -> tuple[SectionLine, ...]:
    """The pages of the case in order, with their status; the every-page group is not among them."""
    asked: dict[str, int] = {}
    left: dict[str, int] = {}
    for key, question in inputs(case):
        filled = case.filling.state(key)
        if filled.asked:
            asked[question.section] = asked.get(question.section, 0) + 1
            left[question.section] = left.get(question.section, 0) + (
                filled.state is AnswerState.NOT_LOOKED_AT
            )
    return tuple(
        SectionLine(
            page.name,
            page.label.plain() or page.name,
            _section_state(asked.get(page.name, 0), left.get(page.name, 0)),
            left.get(page.name, 0),
        )
        for page in pages(case)
    )


def section(case: OpenCase, name: str) -> GroupView:
    """One page with its questions, asked ones and those waiting to be asked (`asked` False)."""
    return _group_view(case, case.audit.form.groups[name], "")


def every_page(case: OpenCase) -> GroupView | None:
    """The group that stands on every page (immediate concern), if the form has one."""
    group = case.audit.form.every_page
    return _group_view(case, group, "") if group else None


def question_view(case: OpenCase, key: Key) -> QuestionView:
    """One question as it now stands."""
    question = case.audit.form.questions[key.question]
    filling, head = case.filling, case.heads.get(key)
    filled = filling.state(key)
    answer = head.answer if head and not filled.calculated else Answer(filled.state, filled.value)
    return QuestionView(
        key=key,
        question=question,
        label=filling.label(key),
        hint=filling.hint(key),
        guidance=filling.guidance(key),
        record=record_words(case, question),
        choices=tuple(_choice_views(_in_order(case, question, filling.choices(key)))),
        answer=answer,
        asked=filled.asked,
        read_only=is_read_only(question),
        required=question.required not in _NEVER,
        record_opened=record_is_opened(case, question),
        beside=_beside(case, key, question),
        by=case.names.get(head.person, "") if head else "",
        at=head.time if head else "",
        bulk=head is not None and head.origin is Origin.BULK,
        from_extract=extract_words(case, key),
        to_confirm=can_confirm(case, key),
        look_again=look_again(case.heads, key),
        flagged=is_flagged(case.heads, key),
    )


def rest(case: OpenCase, section_name: str) -> tuple[QuestionView, ...]:
    """The questions that `mark_rest` would mark."""
    return tuple(question_view(case, key) for key in rest_keys(case, section_name))


def next_unanswered(case: OpenCase, after: Key | None = None) -> tuple[str, Key] | None:
    """The next question asked and not looked at, from the beginning again after the last: its section and
    key."""
    keys = [key for key, _question in inputs(case)]
    start = keys.index(after) + 1 if after in keys else 0
    for key in keys[start:] + keys[:start]:
        if is_left(case, key):
            return case.audit.form.questions[key.question].section, key
    return None


def pages(case: OpenCase) -> tuple[Section, ...]:
    """The sections that are pages of their own, in order; those of modules that are off are none."""
    return case.audit.form.pages(case.filling.modules)


def inputs(case: OpenCase) -> Iterator[tuple[Key, Question]]:
    """The keys a person answers, asked or not, in form order, with their questions."""
    questions = case.audit.form.questions
    keys = case.filling.keys()
    for key in keys:
        question = questions[key.question]
        if question.is_input and not is_read_only(question):
            yield key, question


def is_left(case: OpenCase, key: Key) -> bool:
    """Whether a key is asked and nobody has looked at it yet."""
    filled = case.filling.state(key)
    return filled.asked and filled.state is AnswerState.NOT_LOOKED_AT


def is_read_only(question: Question) -> bool:
    """Whether the form shows the question without letting anybody answer it."""
    return question.read_only not in _NEVER


def rest_keys(case: OpenCase, section_name: str) -> tuple[Key, ...]:
    """The keys of a page that are asked and not looked at. Which records were opened is never "not in the
    file", nor is what has a choice for that."""
    return tuple(
        key
        for key, question in inputs(case)
        if question.section == section_name
        and question.name != case.records_question
        and not question.silent
        and is_left(case, key)
    )


def record_is_opened(case: OpenCase, question: Question) -> bool:
    """Whether one of the records the answer would stand in was opened; true while nobody said which were."""
    opened = opened_records(case)
    return opened is None or not question.record or not opened.isdisjoint(question.record)


def record_words(case: OpenCase, question: Question) -> str:
    """The records in which the answer would stand, in words."""
    *others, last = [case.record_labels.get(name, name) for name in question.record] or [""]
    return _("{records} or {last}").format(records=", ".join(others), last=last) if others else last


def left_words(n: int) -> str:
    """`1 question` or `n questions`."""
    return plural("{n} question not looked at", "{n} questions not looked at", n)


def _section_state(n_asked: int, n_left: int) -> SectionState:
    if not n_asked:
        return SectionState.NOT_NEEDED
    if not n_left:
        return SectionState.COMPLETED
    return SectionState.NOT_STARTED if n_left == n_asked else SectionState.IN_PROGRESS


def _group_view(case: OpenCase, group: Group, row: str) -> GroupView:
    return GroupView(group.name, group.label.plain(), _items(case, group, row))


def _items(case: OpenCase, group: Group, row: str) -> tuple[ItemView, ...]:
    return tuple(_item_view(case, item, row) for item in group.items if _is_shown(case, item, row))


def _is_shown(case: OpenCase, item: Item, row: str) -> bool:
    """Whether a person has anything to see of it. Questions wait unseen to be asked; a repeat that isn't
    asked would offer to add rows."""
    shown = item.is_shown(case.filling.modules)
    return shown and (not isinstance(item, Repeat) or case.filling.relevant(item.name, row))


def _item_view(case: OpenCase, item: Item, row: str) -> ItemView:
    if isinstance(item, Question):
        return question_view(case, Key(item.name, row))
    if isinstance(item, Repeat):
        return _repeat_view(case, item, row)
    return _group_view(case, item, row)


def _repeat_view(case: OpenCase, repeat: Repeat, parent: str) -> RepeatView:
    rows = tuple(
        _row_view(case, repeat, row.uuid, number)
        for number, row in enumerate(case.filling.rows(repeat.name, parent), 1)
    )
    return RepeatView(repeat.name, repeat.label.plain(), "", parent, repeat.is_fixed, rows)


def _row_view(case: OpenCase, repeat: Repeat, uuid: str, number: int) -> RepeatRowView:
    items = _items(case, repeat, uuid)
    return RepeatRowView(uuid, number, case.filling.summary(uuid), _n_left(items), items)


def _n_left(items: tuple[ItemView, ...]) -> int:
    n = 0
    for item in items:
        if isinstance(item, QuestionView):
            n += (
                item.question.is_input
                and not item.read_only
                and item.asked
                and item.answer.state is AnswerState.NOT_LOOKED_AT
            )
        elif isinstance(item, RepeatView):
            n += sum(row.n_left for row in item.rows)
        else:
            n += _n_left(item.items)
    return n


def _in_order(case: OpenCase, question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices with those before the others that the form lists in another question."""
    first = _answered(case, Key(question.first)).split() if question.first else []
    return tuple(sorted(choices, key=lambda choice: choice.name not in first))


def _choice_views(choices: tuple[Choice, ...]) -> Iterator[ChoiceView]:
    for number, choice in enumerate(choices):
        digit = _DIGITS[number] if number < len(_DIGITS) else ""
        yield ChoiceView(choice.name, choice.label.plain() or choice.name, digit)


def _beside(case: OpenCase, key: Key, question: Question) -> str:
    if question.type is not QuestionType.DATE:
        return ""
    value = dates.parse_iso(_answered(case, key))
    if value is None:
        return ""
    edds = (dates.parse_iso(_answered(case, Key(name))) for name in question.edd.split())
    edd = next((found.exact for found in edds if found and found.exact), None)
    born = case.audit.role("birth")
    birth = dates.parse_iso(_answered(case, Key(born))) if question.edd and key.question != born else None
    return dates.beside(value, edd, birth.exact if birth else None)


def _answered(case: OpenCase, key: Key) -> str:
    if key.question not in case.audit.form.questions:
        return ""
    filled = case.filling.state(key)
    return filled.value if filled.asked and filled.state is AnswerState.ANSWERED else ""
