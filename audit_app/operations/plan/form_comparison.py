"""A form beside the one that an audit asks: what differs, and which answers, figures, actions, ratings and
second audits that touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.model import AnswerState, Key, Role
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.form_steps import FormStep, steps
from audit_app.operations.forms import CompiledSource, compile_source, form_of, version_of
from audit_app.readers.form_workbook import LEAVING_SHEETS
from audit_app.store import cases, changes, forms, info, packs, practice
from audit_app.store.forms import FormVersion
from audit_app.words import _, plural
from audit_app.xforms.carrying import SHEET as CARRIED
from audit_app.xforms.checks.carried import check_beside
from audit_app.xforms.definition import Form
from audit_app.xforms.differences import (
    Difference,
    DifferenceKind,
    differences,
    new_modules_asked,
    rows_by_name,
    sheet_differences,
)

# What these say is no figure, or is told with the questions, modules and figures themselves.
_NOT_COMPARED = ("carried", "ordinary", "modules", "expected", "alike", "stages", *LEAVING_SHEETS)
_MEASURES = "measures"


@dataclass(frozen=True)
class Named:
    """A version of a form, by its words."""

    title: str
    name: str
    version: str


@dataclass(frozen=True)
class Touched:
    """A difference and what it touches: cases with an answer to it (`cases`), second audits with one, how
    many answers can't be carried and are kept, or must be looked at again; ids of measures (`figures`), rows
    of other sheets (`needs mother_housing`), actions in words, and how many ratings rest on one of the
    measures."""

    difference: Difference
    cases: int = 0
    second: int = 0
    kept: int = 0
    look_again: int = 0
    figures: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    ratings: int = 0

    @property
    def loses_answers(self) -> bool:
        """Whether it is gone, with answers that go nowhere."""
        return bool(self.kept)


@dataclass(frozen=True)
class FormComparison:
    """A form beside that of the audit. `kept` and `look_again` count answers over all cases; `switched_on`
    are new modules that hold questions which are asked now; `is_same` where there is nothing to bring in;
    `refused` says why it can't be, with `problems` by sheet, row and column."""

    here: Named
    there: Named
    touched: tuple[Touched, ...] = ()
    n_cases: int = 0
    kept: int = 0
    look_again: int = 0
    packs_out: int = 0
    switched_on: tuple[str, ...] = ()
    is_same: bool = False
    refused: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def losses(self) -> tuple[Touched, ...]:
        """What goes although it has answers, which go nowhere: a person should agree to that."""
        return tuple(each for each in self.touched if each.loses_answers)


@dataclass
class _Counts:
    """By question of the version in use."""

    cases: dict[str, set[str]] = field(default_factory=dict)
    second: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    look_again: Counter[str] = field(default_factory=Counter)


def compare_form(audit: Audit, source: str | Path, progress: Progress = no_progress) -> FormComparison:
    """A shipped form (by name), a folder or an `.xlsx` beside the form in use. AuditError when it can't be
    read or has errors; one that can't follow the form in use is compared, and `refused`."""
    return compared(audit, compile_source(source), progress)


def compared(audit: Audit, source: CompiledSource, progress: Progress = no_progress) -> FormComparison:
    """The same for a form that was compiled."""
    versions = forms.versions(audit.file)
    here, there = versions[-1], version_of(source)
    *_earlier, step = steps((*versions, there))
    counts = _counted(audit, step, progress)
    refused, problems = _refusal(audit, versions, there, source, step)
    found = (
        *differences(step.carriage),
        *sheet_differences(here.sheets, there.sheets, _NOT_COMPARED),
    )
    return FormComparison(
        here=_named(here),
        there=_named(there),
        touched=tuple(_Touching(audit, here, there, counts).all(found)),
        n_cases=sum(bool(ref.changed) for ref in cases.refs(audit.file)),
        kept=counts.kept.total(),
        look_again=counts.look_again.total(),
        packs_out=_packs_out(audit),
        switched_on=new_modules_asked(step.carriage, info.read_asking(audit.file).modules),
        is_same=(here.xml, here.sheets) == (there.xml, there.sheets),
        refused=refused,
        problems=problems,
    )


def require_fit(found: FormComparison) -> None:
    """AuditError for a form that can't be brought in."""
    if found.refused:
        raise AuditError(found.refused, found.problems)


def sentence(touched: Touched) -> str:
    """A difference with what it touches, for people."""
    return " ".join([title(touched.difference), *consequences(touched)])


def title(found: Difference) -> str:
    """What became of what."""
    return f"{kind_words(found.kind)}: {named(found)}."


def kind_words(kind: DifferenceKind) -> str:
    """What became of a thing."""
    return {
        DifferenceKind.ADDED: _("New"),
        DifferenceKind.RENAMED: _("Renamed"),
        DifferenceKind.MOVED: _("Moved"),
        DifferenceKind.CHANGED: _("Changed"),
        DifferenceKind.GONE: _("Gone"),
    }[kind]


def named(found: Difference) -> str:
    """What it is, by its words and its name."""
    name = f"{found.was} → {found.name}" if found.was else found.name
    label = f"“{found.label}” ({name})" if found.label else name
    return f"{what_words(found.what)} {label}"


def what_words(what: str) -> str:
    """What kind of thing it is."""
    return {
        "question": _("question"),
        "page": _("page"),
        "group": _("group"),
        "repeat": _("repeat"),
        "module": _("module"),
        "measures": _("measure"),
        "needs": _("need"),
        "steps": _("step"),
    }.get(what, _("row of the sheet {sheet}").format(sheet=what))


def consequences(touched: Touched) -> Iterator[str]:
    """What changed and what that touches, a sentence each."""
    yield from touched.difference.details
    if touched.cases:
        yield plural("Answered in {n} case.", "Answered in {n} cases.", touched.cases)
    yield from _beyond_cases(touched)


def touches(touched: Touched) -> Iterator[str]:
    """The same where the number of cases stands beside it."""
    yield from touched.difference.details
    yield from _beyond_cases(touched)


def _beyond_cases(touched: Touched) -> Iterator[str]:
    if touched.second:
        yield plural("Answered in {n} second audit.", "Answered in {n} second audits.", touched.second)
    if touched.kept:
        yield plural(
            "{n} answer goes nowhere: it is kept and listed.",
            "{n} answers go nowhere: they are kept and listed.",
            touched.kept,
        )
    if touched.look_again:
        yield plural(
            "{n} answer is to be looked at again.",
            "{n} answers are to be looked at again.",
            touched.look_again,
        )
    for words, names in (
        (_("Figures: {names}."), touched.figures),
        (_("Also: {names}."), touched.rows),
        (_("Actions: {names}."), touched.actions),
    ):
        if names:
            yield words.format(names=", ".join(names))
    if touched.ratings:
        yield plural("{n} rating rests on it.", "{n} ratings rest on it.", touched.ratings)


class _Touching:
    """Looks up what differences touch."""

    def __init__(self, audit: Audit, here: FormVersion, there: FormVersion, counts: _Counts) -> None:
        self._here = rows_by_name(here.sheets, _NOT_COMPARED)
        self._there = rows_by_name(there.sheets, _NOT_COMPARED)
        self._counts = counts
        self._told = {""}
        latest = {each.id: each for each in practice.read_actions(audit.file)}
        self._actions = [(each.measure, each.what) for each in latest.values() if each.measure]
        self._ratings = [set(each.measures) for each in practice.read_ratings(audit.file)]

    def all(self, found: Iterable[Difference]) -> Iterator[Touched]:
        return map(self._touched, found)

    def _touched(self, found: Difference) -> Touched:
        if found.what != "question":
            return self._with_practice(Touched(found), [found.name] if found.what == _MEASURES else [])
        counts, name = self._counts, found.before
        named = dict.fromkeys(
            [
                *(self._here.get(name, ()) if name else ()),
                *self._there.get(found.name, ()),
            ]
        )
        figures = [id_ for sheet, id_ in named if sheet == _MEASURES]
        touched = Touched(
            found,
            cases=len(counts.cases.get(name, ())),
            second=counts.second[name],
            rows=tuple(f"{sheet} {id_}" for sheet, id_ in named if sheet != _MEASURES),
        )
        if name not in self._told:  # a question can be renamed, moved and changed
            self._told.add(name)
            touched = replace(touched, kept=counts.kept[name], look_again=counts.look_again[name])
        return self._with_practice(touched, figures)

    def _with_practice(self, touched: Touched, figures: Sequence[str]) -> Touched:
        return replace(
            touched,
            figures=tuple(figures) if touched.difference.what != _MEASURES else (),
            actions=tuple(what for measure, what in self._actions if measure in figures),
            ratings=sum(not measures.isdisjoint(figures) for measures in self._ratings),
        )


def _counted(audit: Audit, step: FormStep, progress: Progress) -> _Counts:
    counts = _Counts()
    refs = [ref for ref in cases.refs(audit.file) if ref.changed]
    for done, ref in enumerate(refs):
        progress(done, len(refs))
        carriage = step.in_case(audit.file, ref.id)
        answered = {
            key: head.answer
            for key, head in changes.heads(audit.file, ref.id).items()
            if key.question in audit.form.questions and head.answer.state is not AnswerState.NOT_LOOKED_AT
        }
        for name in {key.question for key in answered}:
            counts.cases.setdefault(name, set()).add(ref.case)
            counts.second[name] += ref.role is Role.SECOND
        for key, answer in answered.items():
            places = carriage.places(key, answer)
            counts.look_again[key.question] += any(stands.look for stands in places.values())
            counts.kept[key.question] += not places and not _stays(key, step.carriage.later, audit.form)
    progress(len(refs), len(refs))
    return counts


def _stays(key: Key, later: Form, earlier: Form) -> bool:
    """Whether an answer that isn't carried stands where it stood."""
    question = later.questions.get(key.question)
    if question is None or not question.is_input:
        return not earlier.questions[key.question].is_input
    return bool(key.row) == bool(question.repeat)


def _refusal(
    audit: Audit,
    versions: Sequence[FormVersion],
    there: FormVersion,
    source: CompiledSource,
    step: FormStep,
) -> tuple[str, tuple[Problem, ...]]:
    here = versions[-1]
    if there.name != here.name and changes.is_begun(audit.file):
        text = _(
            "“{there}” is another form (form_id {theirs}) than that of this audit (form_id {ours}), which "
            "has answers. Make a new audit for it; or, if it is a new version of the same form, give it the "
            "same form_id."
        )
        return text.format(there=there.title, theirs=there.name, ours=here.name), ()
    if there.id in {version.id for version in versions[:-1]}:
        text = _(
            "This audit asked version {version} before. Take the newer one back, or give this one a new "
            "version."
        )
        return text.format(version=there.version or "–"), ()
    known = {name for version in versions[:-1] for name in _questions(version)}
    done = here.sheets.get(CARRIED, ())
    problems = tuple(
        replace(problem, file=source.file)
        for problem in check_beside(
            step.carriage.earlier, step.carriage.later, source.all_sheets, known, done
        )
    )
    if problems:
        text = _("“{file}” can't follow the form in use. Nothing was changed.")
        return text.format(file=source.file), problems
    return "", ()


def _questions(version: FormVersion) -> Iterator[str]:
    form = form_of(version.xml)
    yield from form.questions
    yield from (was for question in form.questions.values() for was in question.was)
    yield from (row.get("from", "") for row in version.sheets.get(CARRIED, ()))


def _named(version: FormVersion) -> Named:
    return Named(version.title, version.name, version.version)


def _packs_out(audit: Audit) -> int:
    return sum(not pack.returned for pack in packs.read_packs(audit.file))


def as_json(found: FormComparison) -> Mapping[str, object]:
    """The comparison as one document."""
    return {
        "here": vars(found.here),
        "there": vars(found.there),
        "refused": found.refused,
        "problems": [str(problem) for problem in found.problems],
        "cases": found.n_cases,
        "packs_out": found.packs_out,
        "switched_on": list(found.switched_on),
        "kept": found.kept,
        "look_again": found.look_again,
        "differences": [
            {
                "kind": each.difference.kind.value,
                "what": each.difference.what,
                "name": each.difference.name,
                "was": each.difference.was,
                "label": each.difference.label,
                "details": list(each.difference.details),
                "cases": each.cases,
                "second_audits": each.second,
                "kept": each.kept,
                "look_again": each.look_again,
                "figures": list(each.figures),
                "rows": list(each.rows),
                "actions": list(each.actions),
                "ratings": each.ratings,
                "sentence": sentence(each),
            }
            for each in found.touched
        ],
    }
