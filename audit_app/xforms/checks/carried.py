"""What a form says of its earlier versions: `was` of choices, and the sheet `carried`; first by itself, then
beside the version that it is to follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from audit_app.errors import Problem
from audit_app.words import _
from audit_app.xforms.checks.choices import Lists
from audit_app.xforms.checks.survey import Survey, SurveyRow, nearest, problem
from audit_app.xforms.definition import Form, Question

Rows = Sequence[Mapping[str, str]]
_SHEET = "carried"
_NOT_ANSWERED = ("note", "calculate", "hidden", "group", "repeat")


def check_earlier_choices(sheets: Mapping[str, Rows]) -> Iterator[Problem]:
    """An earlier name of a choice that is in use, or that two choices claim."""
    choices = [(row, *_choice(cells), cells) for row, cells in enumerate(sheets.get("choices", ()), 2)]
    known = {(listed, name): row for row, listed, name, _cells in choices if name}
    for row, listed, _name, cells in choices:
        for was in cells.get("was", "").split():
            first = known.setdefault((listed, was), row)
            if first != row:
                yield problem(
                    _("The earlier name “{name}” is in use in row {row}.").format(name=was, row=first),
                    _("Give one of them another name, or leave the earlier name out in one."),
                    *("choices", row, "was"),
                )


def check_carried(sheets: Mapping[str, Rows], survey: Survey, lists: Lists) -> Iterator[Problem]:
    """The sheet `carried` against the form that it belongs to."""
    rows = list(_carried(sheets))
    origins = {cells.get("from", "") for _row, cells in rows}
    seen: dict[tuple[str, str, str], int] = {}
    for row, cells in rows:
        origin, choice, target = (cells.get(column, "") for column in ("from", "choice", "question"))
        if not origin:
            yield problem(
                _("The row doesn't say from which question."),
                _("Write the question's name in the earlier version."),
                *(_SHEET, row, "from"),
            )
        first = seen.setdefault((origin, choice, target), row)
        if first != row:
            yield problem(
                _("Row {row} says this already.").format(row=first), _("Remove one."), *(_SHEET, row, "from")
            )
        if target:
            yield from _target(row, cells, survey, lists)
        elif cells.get("value"):
            yield problem(
                _("There is a value, and no question that it is for."),
                _("Name the question, or empty the value."),
                *(_SHEET, row, "value"),
            )
        if target != origin and target in origins:
            yield problem(
                _(
                    "“{name}” stands among the earlier questions too, so that its answers would go round."
                ).format(name=target),
                _("Give the question of this version another name."),
                *(_SHEET, row, "question"),
            )


def check_beside(
    earlier: Form, later: Form, sheets: Mapping[str, Rows], known: Set[str], done: Rows
) -> Iterator[Problem]:
    """A version against the one that it is to follow: what it can't mean. `known` are names of versions
    before that one, and `done` the rows of its own sheet `carried`: they speak of the step before."""
    yield from _unknown_origins(earlier, sheets, known, done)
    yield from _turned_round(earlier, later, sheets)


def _choice(cells: Mapping[str, str]) -> tuple[str, str]:
    listed = cells.get("list_name") or cells.get("list name", "")
    return listed.strip(), (cells.get("name") or cells.get("value", "")).strip()


def _carried(sheets: Mapping[str, Rows]) -> Iterator[tuple[int, dict[str, str]]]:
    for row, cells in enumerate(sheets.get(_SHEET, ()), 2):
        filled = {column: text.strip() for column, text in cells.items() if text.strip()}
        if filled:
            yield row, filled


def _target(row: int, cells: Mapping[str, str], survey: Survey, lists: Lists) -> Iterator[Problem]:
    name = cells["question"]
    entry = survey.by_name.get(name)
    if entry is None:
        close = survey.nearest(name)
        yield problem(
            _("No question is called “{name}”.").format(name=name),
            _("Did you mean “{close}”?").format(close=close) if close else _("Check the name."),
            *(_SHEET, row, "question"),
        )
    elif entry.type in _NOT_ANSWERED or entry.cells.get("calculation"):
        yield problem(
            _("“{name}” is nothing that people answer.").format(name=name),
            _("Name a question."),
            *(_SHEET, row, "question"),
        )
    else:
        yield from _value(row, cells.get("value", ""), entry, lists)


def _value(row: int, value: str, entry: SurveyRow, lists: Lists) -> Iterator[Problem]:
    known = lists.names.get(entry.list, {})
    if not value or not entry.list or entry.other or entry.list.startswith("${"):
        return
    for name in value.split():
        if name not in known:
            close = nearest(name, known)
            yield problem(
                _("“{name}” is no choice of “{question}”.").format(name=name, question=entry.name),
                _("Did you mean “{close}”?").format(close=close)
                if close
                else _("Use one of: {names}.").format(names=", ".join(known)),
                *(_SHEET, row, "value"),
            )


def _unknown_origins(
    earlier: Form, sheets: Mapping[str, Rows], known: Set[str], done: Rows
) -> Iterator[Problem]:
    past = [cells for _row, cells in _carried({_SHEET: done})]
    for row, cells in _carried(sheets):
        if cells in past:
            continue
        origin, choice = cells.get("from", ""), cells.get("choice", "")
        question = earlier.questions.get(origin)
        if question is None and origin not in known:
            close = nearest(origin, earlier.questions)
            yield problem(
                _("The version in use has no question “{name}”.").format(name=origin),
                _("Did you mean “{close}”?").format(close=close) if close else _("Check the name."),
                *(_SHEET, row, "from"),
            )
        elif question is not None and choice and question.choices:
            names = [each.name for each in question.choices]
            if choice not in names:
                close = nearest(choice, names)
                yield problem(
                    _("“{name}” is no choice of “{question}” in the version in use.").format(
                        name=choice, question=origin
                    ),
                    _("Did you mean “{close}”?").format(close=close)
                    if close
                    else _("Use one of: {names}.").format(names=", ".join(names)),
                    *(_SHEET, row, "choice"),
                )


def _turned_round(earlier: Form, later: Form, sheets: Mapping[str, Rows]) -> Iterator[Problem]:
    """A choice that has the words of another one now: answers would say something else than was meant."""
    rows = {_choice(cells): row for row, cells in enumerate(sheets.get("choices", ()), 2)}
    told: set[tuple[str, str]] = set()
    for question in later.questions.values():
        before = _before(earlier, question, sheets)
        if before is None or question.itemset is None:
            continue
        listed = question.itemset.list
        for name, words in _changed_words(before, question):
            other = next(
                (
                    choice.name
                    for choice in before.choices
                    if choice.name != name and choice.label.plain() == words
                ),
                "",
            )
            if other and (listed, name) not in told:
                told.add((listed, name))
                yield problem(
                    _(
                        "“{words}” were the words of “{other}” in the version in use, and are now those of "
                        "“{name}”: answers already given would be turned round."
                    ).format(words=words, other=other, name=name),
                    _("Leave each name with its meaning; for another meaning make a choice with a new name."),
                    *("choices", rows.get((listed, name), 0), "label"),
                )


def _changed_words(before: Question, after: Question) -> Iterable[tuple[str, str]]:
    words = {choice.name: choice.label.plain() for choice in before.choices}
    return (
        (choice.name, choice.label.plain())
        for choice in after.choices
        if choice.name in words and words[choice.name] != choice.label.plain()
    )


def _before(earlier: Form, question: Question, sheets: Mapping[str, Rows]) -> Question | None:
    """The question of the earlier version whose answers stand here as they are."""
    same = (
        cells.get("from", "")
        for _row, cells in _carried(sheets)
        if cells.get("question") == question.name and not cells.get("value")
    )
    names = (question.name, *question.was, *same)
    return next((earlier.questions[name] for name in names if name in earlier.questions), None)
