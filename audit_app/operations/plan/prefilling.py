"""Extracts of other systems beside the case files: taking one in, and confirming what it says.

An extract answers nothing by itself. What it says stands beside a question, marked as not yet checked, until
an officer confirms or corrects it, and stays there afterwards (see `extract_comparison`). Several extracts
link to the cases by their numbers through the key file, or by the audit's own references.

An empty value means that the case stands in the extract without one, which makes *only in the file* a
finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit_app.errors import AuditError, Problem, Severity
from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case import pseudonyms
from audit_app.operations.case.answering import save_answer
from audit_app.operations.case.extracts import value_to_confirm
from audit_app.operations.case.open_case import OpenCase, Saved
from audit_app.operations.plan.list_mapping import remember_prefill, remembered_prefill
from audit_app.operations.plan.prefill_maps import (
    PrefillMap,
    Reader,
    check_map,
    default_map,
    map_from_json,
    missing_in_map,
    reader,
)
from audit_app.readers.cells import at_most
from audit_app.readers.cleaning import clean_number
from audit_app.readers.layouts import read_case_list
from audit_app.readers.lists import CaseList, Layout, ListRow
from audit_app.store import cases, info, prefill
from audit_app.store.cases import CaseFile
from audit_app.store.writing import transaction
from audit_app.words import _, plural


@dataclass(frozen=True)
class PrefilledQuestion:
    """A question that an extract answers: from which column, for how many cases, and how many cells it
    couldn't be read from."""

    question: str
    label: str
    column: str
    n_values: int
    n_unread: int


@dataclass(frozen=True)
class ExtractPreview:
    """What taking in an extract would do. `n_unknown` of its cases aren't in the audit and are passed over.
    `columns` are those of the extract, to map by hand; `missing` says what must be mapped first."""

    file: str
    extract: str
    columns: tuple[str, ...]
    mapping: PrefillMap
    questions: tuple[PrefilledQuestion, ...]
    n_cases: int
    n_unknown: int
    problems: tuple[Problem, ...] = ()
    missing: str = ""
    listed: CaseList = field(default_factory=lambda: CaseList(Layout.PLAIN, (), ()), repr=False)


@dataclass(frozen=True)
class TakenExtract:
    """What was taken in: cases, values that aren't empty, and cases passed over."""

    extract: str
    cases: int
    values: int
    unknown: int
    problems: tuple[Problem, ...] = ()


def preview_extract(
    audit: Audit,
    path: Path,
    mapping: PrefillMap | None = None,
    *,
    sheet: str = "",
    extract: str = "",
    by_hand: bool = False,
    progress: Progress = no_progress,
) -> ExtractPreview:
    """Read an extract and say what it would fill in; nothing is written. Without a `mapping`, that of the
    last extract with these headings, else what is known of them. `extract` is the name under which it is
    kept: the usual one of its layout, or its file's. AuditError when the file or the map can't be
    understood, or too little is mapped; unless that is to be done `by_hand`, with `remap_extract`."""
    listed = read_case_list(path, sheet, progress)
    chosen = mapping or _remembered(audit, listed) or default_map(audit.form, listed)
    chosen = chosen if chosen.case else replace(chosen, case=default_map(audit.form, listed).case)
    name = extract.strip() or _usual_name(listed.layout) or path.stem
    shown = _preview(audit, listed, chosen, name)
    if shown.missing and not by_hand:
        raise AuditError(shown.missing)
    return shown


def remap_extract(audit: Audit, shown: ExtractPreview, mapping: PrefillMap) -> ExtractPreview:
    """The same extract by another map, without reading the file again. AuditError when the map doesn't
    fit."""
    return _preview(audit, shown.listed, mapping, shown.extract)


def _preview(audit: Audit, listed: CaseList, chosen: PrefillMap, extract: str) -> ExtractPreview:
    check_map(audit.form, listed, chosen)
    missing = missing_in_map(listed, chosen)
    found = _Found() if missing else _read(audit, listed, chosen)
    return ExtractPreview(
        file=listed.file,
        extract=extract,
        columns=listed.columns,
        mapping=chosen,
        questions=tuple(_question(audit, found, name, column) for name, column in chosen.questions.items()),
        n_cases=len(found.said),
        n_unknown=found.n_unknown,
        problems=at_most([*found.problems, *listed.problems]),
        missing=missing,
        listed=listed,
    )


def unread_values(audit: Audit, shown: ExtractPreview, question: str) -> tuple[str, ...]:
    """What an extract says for a question and couldn't be read, each once, the most frequent first."""
    column = shown.mapping.questions[question]
    read = reader(audit.form.questions[question], shown.mapping.values.get(question, {}))
    found: Counter[str] = Counter()
    for cell in (row.values[column] for row in shown.listed.rows):
        if cell and not (cell in found or _is_read(read, cell)):
            found[cell] = 0
        if cell in found:
            found[cell] += 1
    return tuple(cell for cell, _n in found.most_common())


def with_values(mapping: PrefillMap, question: str, meant: Mapping[str, str]) -> PrefillMap:
    """A map that also says what these cells mean for a question."""
    values = {**mapping.values, question: {**mapping.values.get(question, {}), **meant}}
    return replace(mapping, values=values)


def _is_read(read: Reader, cell: str) -> bool:
    try:
        return bool(read(cell))
    except AuditError:
        return False


def take_in_extract(audit: Audit, shown: ExtractPreview, progress: Progress = no_progress) -> TakenExtract:
    """Keep what an extract says beside the cases, all of it or, when cancelled, nothing; what the same
    extract said of these cases before is replaced. Its map is remembered."""
    if shown.missing:
        raise AuditError(shown.missing)
    progress(0, len(shown.listed.rows))
    found = _read(audit, shown.listed, shown.mapping, progress)
    with transaction(audit.file):
        prefill.replace_cases(audit.file, shown.extract, found.said)
        about = info.read_info(audit.file)
        settings = remember_prefill(about, shown.listed, shown.mapping.as_json())
        info.write_info(audit.file, replace(about, settings=settings))
        progress(len(shown.listed.rows), len(shown.listed.rows))
    n_values = sum(bool(value) for values in found.said.values() for value in values.values())
    return TakenExtract(shown.extract, len(found.said), n_values, found.n_unknown, shown.problems)


def extracts(audit: Audit) -> tuple[str, ...]:
    """The names of the extracts taken in."""
    return prefill.extracts(audit.file)


def remove_extract(audit: Audit, extract: str) -> int:
    """Forget an extract; what officers confirmed stays theirs. How many values it had."""
    with transaction(audit.file):
        return prefill.remove_extract(audit.file, extract)


def confirm_extract(case: OpenCase, key: Key, extract: str = "") -> Saved:
    """Save what an extract says as the officer's answer; evidence and note given before are kept. AuditError
    when none says anything, or extracts differ and none is named."""
    value = value_to_confirm(case.extracts.get(key, {}), extract)
    head = case.heads.get(key)
    answer = head.answer if head else Answer()
    return save_answer(case, key, replace(answer, state=AnswerState.ANSWERED, value=value))


@dataclass
class _Found:
    """What an extract says of the cases of the audit (by id), read so far."""

    said: dict[str, dict[Key, str]] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    n_unknown: int = 0
    problems: list[Problem] = field(default_factory=list)


def _read(audit: Audit, listed: CaseList, chosen: PrefillMap, progress: Progress = no_progress) -> _Found:
    found = _Found()
    questions = audit.form.questions
    readers = {name: reader(questions[name], chosen.values.get(name, {})) for name in chosen.questions}
    case_of = _CasesByNumber(audit, listed, chosen.case)
    first: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for done, row in enumerate(listed.rows):
        progress(done, len(listed.rows))
        number = clean_number(row.values[chosen.case]) or ""
        case = case_of.find(number)
        if case is None:
            unknown.setdefault(number, row.number)
        elif case.id in first:
            again = _("The case stands in row {row} already, which is used.").format(row=first[case.id])
            found.problems.append(_warning(again, listed.file, row, chosen.case))
        else:
            first[case.id] = row.number
            found.said[case.id] = {
                Key(name): _value(found, listed.file, row, name, column, readers[name])
                for name, column in chosen.questions.items()
            }
    found.n_unknown = len(unknown)
    if unknown:
        found.problems.insert(0, _passed_over(listed.file, unknown, chosen.case))
    return found


def _value(found: _Found, file: str, row: ListRow, name: str, column: str, read: Reader) -> str:
    cell = row.values[column]
    if not cell:
        return ""
    try:
        return read(cell)
    except AuditError as error:
        found.unread[name] = found.unread.get(name, 0) + 1
        found.problems.append(_warning(error.sentence, file, row, column))
        return ""


class _CasesByNumber:
    """The cases of the audit by the number in an extract, or by their reference; of several rounds the
    audit's own."""

    def __init__(self, audit: Audit, listed: CaseList, column: str) -> None:
        numbers = {clean_number(row.values[column]) or "" for row in listed.rows}
        self._references = pseudonyms.references_for(audit, sorted(numbers - {""}))
        usual = info.read_info(audit.file).round
        here = sorted(cases.case_files(audit.file), key=lambda case: (case.round != usual, case.round))
        self._cases: dict[str, CaseFile] = {}
        for case in here:
            self._cases.setdefault(case.reference, case)

    def find(self, number: str) -> CaseFile | None:
        return self._cases.get(self._references.get(number, number)) if number else None


def _passed_over(file: str, unknown: Mapping[str, int], column: str) -> Problem:
    sentence = plural(
        "{n} case of the extract isn't in this audit and is passed over.",
        "{n} cases of the extract aren't in this audit and are passed over.",
        len(unknown),
    )
    return Problem(sentence, file=file, row=min(unknown.values()), column=column, severity=Severity.WARNING)


def _warning(message: str, file: str, row: ListRow, column: str) -> Problem:
    return Problem(
        message, _("It is left out."), file, row.sheet, row.number, column, severity=Severity.WARNING
    )


def _question(audit: Audit, found: _Found, name: str, column: str) -> PrefilledQuestion:
    n_values = sum(bool(values[Key(name)]) for values in found.said.values())
    label = audit.form.questions[name].label.plain() or name
    return PrefilledQuestion(name, label, column, n_values, found.unread.get(name, 0))


def _remembered(audit: Audit, listed: CaseList) -> PrefillMap | None:
    said = remembered_prefill(info.read_info(audit.file), listed)
    if not said:
        return None
    found = map_from_json(said)
    # A form may have changed since, and the lists of a workbook come and go.
    fitting = {
        name: column
        for name, column in found.questions.items()
        if name in audit.form.questions and column in listed.columns
    }
    return replace(found, questions=fitting) if fitting and found.case in listed.columns else None


def _usual_name(layout: Layout) -> str:
    return {
        Layout.ANNEX_A: _("Annex A"),
        Layout.CIN_CENSUS: _("CIN census"),
        Layout.SSDA903_HEADER: _("SSDA903 header"),
        Layout.SSDA903_EPISODES: _("SSDA903 episodes"),
        Layout.SSD: _("SSD extract"),
        Layout.CRCS: _("CRCS census"),
    }.get(layout, "")
