"""What one version of a form has that another has not: added, renamed, moved, changed, gone. Pure, and in the
order of the later version; what is gone comes last."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from audit_app.words import _
from audit_app.xforms.carrying import Carriage, choice_names
from audit_app.xforms.definition import Choice, Form, Group, Question

# A path of the compiled form; only its last step says which question is meant, wherever that stands.
_PATH = re.compile(r"(?:\.{0,2}/)+(?:[\w.-]+/|\.\./)*([A-Za-z_][\w.-]*)")
_WORD = re.compile(r"[A-Za-z_][\w.-]*")
_WORDS = ("id", "label", "definition", "caution")  # columns that people read, and the row's own name


class DifferenceKind(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Difference:
    """One thing that the versions don't share. `what` is `question`, `page`, `group`, `repeat`, `module`, or
    a sheet of our own; `name` its present name (of what is gone, the last), `was` that of the earlier version
    where it differs; `details` say in words what changed."""

    kind: DifferenceKind
    what: str
    name: str
    label: str = ""
    was: str = ""
    details: tuple[str, ...] = ()

    @property
    def before(self) -> str:
        """Its name in the earlier version; empty for what is new."""
        return "" if self.kind is DifferenceKind.ADDED else self.was or self.name


def differences(carriage: Carriage) -> tuple[Difference, ...]:
    """The differences between the pages, groups, repeats and questions of two versions."""
    return (*_of_groups(carriage), *_of_questions(carriage), *_of_modules(carriage))


def sheet_differences(
    earlier: Mapping[str, Sequence[Mapping[str, str]]],
    later: Mapping[str, Sequence[Mapping[str, str]]],
    leave_out: Sequence[str] = (),
) -> tuple[Difference, ...]:
    """The differences between sheets of our own (measures, needs, ...), row by row, known by their ids."""
    names = [name for name in dict.fromkeys((*later, *earlier)) if name not in leave_out]
    return tuple(
        found for name in names for found in _of_rows(name, earlier.get(name, ()), later.get(name, ()))
    )


def rows_by_name(
    sheets: Mapping[str, Sequence[Mapping[str, str]]], leave_out: Sequence[str] = ()
) -> dict[str, list[tuple[str, str]]]:
    """The rows of sheets of our own (sheet, id) by each name that they speak of."""
    found: dict[str, list[tuple[str, str]]] = {}
    for sheet in (sheet for sheet in sheets if sheet not in leave_out):
        for row in sheets[sheet]:
            cells = (text for column, text in row.items() if column not in _WORDS)
            for name in dict.fromkeys(word for text in cells for word in _WORD.findall(text)):
                found.setdefault(name, []).append((sheet, _id(row)))
    return found


def _of_rows(
    sheet: str, earlier: Sequence[Mapping[str, str]], later: Sequence[Mapping[str, str]]
) -> Iterator[Difference]:
    before, after = ({_id(row): _filled(row) for row in rows if _id(row)} for rows in (earlier, later))
    for id_, row in after.items():
        label = row.get("label", "") or row.get("title", "")
        if id_ not in before:
            yield Difference(DifferenceKind.ADDED, sheet, id_, label)
        elif row != before[id_]:
            columns = [name for name in {**before[id_], **row} if before[id_].get(name) != row.get(name)]
            details = (_("Other columns: {names}.").format(names=", ".join(columns)),)
            yield Difference(DifferenceKind.CHANGED, sheet, id_, label, details=details)
    for id_, row in before.items():
        if id_ not in after:
            yield Difference(DifferenceKind.GONE, sheet, id_, row.get("label", "") or row.get("title", ""))


def _id(row: Mapping[str, str]) -> str:
    return (row.get("id") or next(iter(row.values()), "")).strip()


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    return {column: text.strip() for column, text in row.items() if text.strip()}


def _of_groups(carriage: Carriage) -> Iterator[Difference]:
    earlier, later = carriage.earlier, carriage.later
    former = _former(earlier.groups, later.groups)
    moved = _out_of_order([former[name] for name in later.groups if name in former], list(earlier.groups))
    for name, group in later.groups.items():
        before = earlier.groups.get(former.get(name, ""))
        label = group.label.plain()
        if before is None:
            yield Difference(DifferenceKind.ADDED, _sort(group), name, label)
            continue
        details = tuple(_group_changes(before, group, carriage))
        has_moved = before.name in moved or former.get(group.parent, group.parent) != before.parent
        for kind in _kinds(before.name != name, has_moved, bool(details)):
            yield Difference(
                *(kind, _sort(group), name, label, before.name if before.name != name else ""),
                details if kind is DifferenceKind.CHANGED else (),
            )
    for name, group in earlier.groups.items():
        if name not in former.values():
            yield Difference(DifferenceKind.GONE, _sort(group), name, group.label.plain())


def _sort(group: Group) -> str:
    kind = type(group).__name__.lower()
    return "page" if kind == "section" else kind


def _of_questions(carriage: Carriage) -> Iterator[Difference]:
    earlier, later = carriage.earlier, carriage.later
    former = _former(earlier.questions, later.questions)
    groups = _former(earlier.groups, later.groups)
    moved = _out_of_order(
        [former[name] for name in later.questions if name in former], list(earlier.questions)
    )
    for name, question in later.questions.items():
        before = earlier.questions.get(former.get(name, ""))
        label = question.label.plain()
        if before is None:
            yield Difference(DifferenceKind.ADDED, "question", name, label)
            continue
        place = (groups.get(question.section, question.section), groups.get(question.parent, question.parent))
        has_moved = before.name in moved or place != (before.section, before.parent)
        details = tuple(_question_changes(before, question, former))
        details += _goes_to(carriage, before.name) if before.name in carriage.rules else ()
        said = {DifferenceKind.MOVED: _moves(before, question, carriage), DifferenceKind.CHANGED: details}
        for kind in _kinds(before.name != name, has_moved, bool(details)):
            was = before.name if before.name != name else ""
            yield Difference(kind, "question", name, label, was, said.get(kind, ()))
    for name, question in earlier.questions.items():
        if name not in former.values():
            details = _goes_to(carriage, name) or tuple(_asked_anew(question, later, former))
            yield Difference(DifferenceKind.GONE, "question", name, question.label.plain(), details=details)


def _asked_anew(gone: Question, later: Form, former: Mapping[str, str]) -> Iterator[str]:
    """That a new question has the words of one that is gone: somebody may have forgotten its earlier name."""
    for name, question in later.questions.items():
        if name not in former and gone.label.plain() and question.label.plain() == gone.label.plain():
            yield _(
                "The new question {name} asks the same: where it is the same question, write {was} under its "
                "bind::audit:was."
            ).format(name=name, was=gone.name)


def new_modules_asked(carriage: Carriage, on: Set[str]) -> tuple[str, ...]:
    """The modules of the later version alone that hold questions which are asked now, with these modules on:
    they have to be on, for the same to go on being asked."""
    earlier, later = carriage.earlier, carriage.later
    former = _former(earlier.questions, later.questions)
    asked = {
        question.module
        for name, question in later.questions.items()
        if name in former
        and question.is_input
        and (earlier.questions[former[name]].module in on or not earlier.questions[former[name]].module)
    }
    return tuple(name for name in later.modules if name in asked and name not in earlier.modules)


def _of_modules(carriage: Carriage) -> Iterator[Difference]:
    earlier, later = carriage.earlier.modules, carriage.later.modules
    for name in later:
        if name not in earlier:
            yield Difference(DifferenceKind.ADDED, "module", name)
    for name in earlier:
        if name not in later:
            yield Difference(DifferenceKind.GONE, "module", name)


def _kinds(renamed: bool, moved: bool, changed: bool) -> Iterator[DifferenceKind]:
    for kind, holds in (
        (DifferenceKind.RENAMED, renamed),
        (DifferenceKind.MOVED, moved),
        (DifferenceKind.CHANGED, changed),
    ):
        if holds:
            yield kind


def _former(
    earlier: Mapping[str, Question] | Mapping[str, Group], later: Mapping[str, Question] | Mapping[str, Group]
) -> dict[str, str]:
    """The name in the earlier version of each thing that was in it."""
    found = {}
    for name, thing in later.items():
        if name in earlier:
            found[name] = name
        elif was := next((was for was in thing.was if was in earlier and was not in later), ""):
            found[name] = was
    return found


def _out_of_order(names: Sequence[str], before: Sequence[str]) -> set[str]:
    """The names that don't stand in the order in which they were, as few as can be."""
    places = {name: place for place, name in enumerate(before)}
    ends: list[int] = []  # of the rising runs so far, the lowest end by length
    lengths = []
    for name in names:
        place = bisect_left(ends, places[name])
        ends[place : place + 1] = [places[name]]
        lengths.append(place)
    kept, wanted = set(), len(ends) - 1
    for name, length in zip(reversed(names), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(name)
            wanted -= 1
    return set(names) - kept


def _moves(before: Question, after: Question, carriage: Carriage) -> tuple[str, ...]:
    pages = [
        form.groups[question.section].label.plain() or question.section
        for form, question in ((carriage.earlier, before), (carriage.later, after))
    ]
    if pages[0] != pages[1]:
        return (_("From the page “{before}” to “{after}”.").format(before=pages[0], after=pages[1]),)
    return ()


def _goes_to(carriage: Carriage, name: str) -> tuple[str, ...]:
    targets = [carriage.later.questions[target] for target in carriage.targets(name)]
    words = ", ".join(f"“{target.label.plain() or target.name}” ({target.name})" for target in targets)
    return (_("Its answers go to {questions}.").format(questions=words),) if targets else ()


def _group_changes(before: Group, after: Group, carriage: Carriage) -> Iterator[str]:
    former = _former(carriage.earlier.questions, carriage.later.questions)
    if before.label.plain() != after.label.plain():
        yield _("Other words: before “{words}”.").format(words=before.label.plain())
    if _meaning(before.relevant, {}) != _meaning(after.relevant, former):
        yield _("Asked when: {condition}.").format(condition=_shown(after.relevant) or _("always"))
    if before.module != after.module:
        yield _("Module: {module}.").format(module=after.module or _("core"))


_EXPRESSIONS: tuple[tuple[Callable[[Question], str], Callable[[], str]], ...] = (
    (lambda question: question.relevant, lambda: _("Asked when: {condition}.")),
    (lambda question: question.calculation, lambda: _("Worked out as: {condition}.")),
    (lambda question: question.constraint, lambda: _("Must hold: {condition}.")),
    (lambda question: question.warning, lambda: _("A warning unless: {condition}.")),
    (lambda question: question.required, lambda: _("Required: {condition}.")),
)


def _question_changes(before: Question, after: Question, former: Mapping[str, str]) -> Iterator[str]:
    if before.type is not after.type:
        yield _("Type: {after} instead of {before}.").format(after=after.type.value, before=before.type.value)
    yield from _choice_changes(before, after)
    for read, words in _EXPRESSIONS:
        if _meaning(read(before), {}) != _meaning(read(after), former):
            yield words().format(condition=_shown(read(after)) or "–")
    if before.label.plain() != after.label.plain():
        yield _("Other words: before “{words}”.").format(words=before.label.plain())
    if (before.hint.plain(), before.guidance.plain()) != (after.hint.plain(), after.guidance.plain()):
        yield _("Another hint or guidance.")
    if before.record != after.record:
        yield _("Records: {names}.").format(names=", ".join(after.record) or "–")
    if before.module != after.module:
        yield _("Module: {module}.").format(module=after.module or _("core"))
    if before.precision != after.precision:
        yield _("Precision of its date: {precision}.").format(precision=after.precision)


def _choice_changes(before: Question, after: Question) -> Iterator[str]:
    names = choice_names(after)
    old = {names.get(choice.name, choice.name): choice for choice in before.choices}
    new = {choice.name: choice for choice in after.choices}
    if not old or not new:
        return
    for words, listed in (
        (_("New choices: {choices}."), [new[name] for name in new if name not in old]),
        (_("Choices gone: {choices}."), [old[name] for name in old if name not in new]),
    ):
        if listed:
            yield words.format(choices=", ".join(map(_choice_words, listed)))
    for name, choice in old.items():
        if name in new and choice.name != name:
            yield _("The choice {was} is now called {name}.").format(was=choice.name, name=name)
        if name in new and new[name].label.plain() != choice.label.plain():
            yield _("The choice {name} reads “{after}” instead of “{before}”.").format(
                name=name, after=new[name].label.plain(), before=choice.label.plain()
            )


def _choice_words(choice: Choice) -> str:
    return f"“{choice.label.plain() or choice.name}”"


def _shown(expression: str) -> str:
    """An expression as people write it in a form."""
    return " ".join(_PATH.sub(r"${\1}", expression).split())


def _meaning(expression: str, former: Mapping[str, str]) -> str:
    """An expression without what hangs on where questions stand and what they are called now."""

    def name(found: re.Match[str]) -> str:
        return f"${former.get(found[1], found[1])}"

    return " ".join(_PATH.sub(name, expression).split())
