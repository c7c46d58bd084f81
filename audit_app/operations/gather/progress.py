"""How far the audit has come: for the manager all of it, for an officer what is left today.

Active minutes are the time from one answer to the next while somebody works; a gap of more than five minutes
is taken as idle and left out whole, so long reading between two answers is left out too. The forecast says
how it was worked out. Officers stand in the order of their names: nobody is compared.

Changes that an import made are no work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import median

from audit_app.errors import AuditError
from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case.auditable import not_auditable
from audit_app.operations.plan.sampling import counts
from audit_app.store import cases, effort, info, people
from audit_app.store.writing import transaction
from audit_app.words import _, plural
from audit_app.xforms.definition import Section

MINUTES_PER_DAY = 300
"""Of an officer's day at the files, unless the audit's settings say otherwise."""
SETTING = "minutes_per_day"
FEWEST_TIMED = 3


@dataclass(frozen=True)
class OfficerLine:
    """An officer's audits by status, second ones too, and the sections left in them. `name` is empty for
    audits that are nobody's yet."""

    name: str
    not_started: int = 0
    in_progress: int = 0
    finished: int = 0
    sections_left: int = 0


@dataclass(frozen=True)
class Forecast:
    """Officer-days still needed, None while too few files are timed; `words` say how it was worked out.
    `files_left` counts a file that is begun by the share of its sections left."""

    files_left: float
    minutes_per_file: float | None
    minutes_per_day: int
    days: float | None
    words: str


@dataclass(frozen=True)
class AuditProgress:
    """The audit's progress. Audits of cases outside the sample are not counted; `not_auditable` of the
    finished ones say that their file can't be audited, and are in no figure."""

    not_started: int
    in_progress: int
    finished: int
    sections_left: int
    officers: tuple[OfficerLine, ...]
    median_minutes: float | None
    n_timed: int
    forecast: Forecast
    not_auditable: int = 0


@dataclass(frozen=True)
class CaseLeft:
    """An audit that isn't finished, with what is left: questions, and sections by label. The number of
    questions is not known (None) before the first answer."""

    ref: CaseRef
    n_left: int | None
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Today:
    """What an officer has left, cases begun first; what was finished today, and active minutes today (the
    day of UTC)."""

    person: str
    cases: tuple[CaseLeft, ...]
    finished_today: int
    active_minutes: float


def read_progress(audit: Audit) -> AuditProgress:
    """For the manager: audits by status and officer, sections left, active minutes, a forecast."""
    refs = _counted(audit)
    out = not_auditable(audit, refs).audits
    left = _sections_left(audit, refs)
    seconds = effort.active_seconds(audit.file, effort.IDLE_SECONDS)
    timed = [
        seconds[ref.id] / 60
        for ref in refs
        if ref.status is CaseStatus.FINISHED and ref.id not in out and seconds.get(ref.id, 0.0) > 0
    ]
    total = _line("", refs, left)
    typical = median(timed) if len(timed) >= FEWEST_TIMED else None
    return AuditProgress(
        not_started=total.not_started,
        in_progress=total.in_progress,
        finished=total.finished,
        sections_left=total.sections_left,
        officers=_officers(refs, left),
        median_minutes=typical,
        n_timed=len(timed),
        forecast=_forecast(total, _files_left(refs, left, len(_pages(audit))), typical, _day(audit)),
        not_auditable=sum(ref.id in out and ref.status is CaseStatus.FINISHED for ref in refs),
    )


def read_today(audit: Audit, person: str = "") -> Today:
    """For an officer (whoever works now, unless named): what is left, without any other officer's."""
    person = person or audit.person
    mine = [ref for ref in _counted(audit) if ref.person.casefold() == person.casefold()]
    left, questions = _sections_left(audit, mine), effort.questions_left(audit.file)
    today = audit.today.isoformat()
    open_ones = [ref for ref in mine if ref.status is not CaseStatus.FINISHED]
    open_ones.sort(key=lambda ref: (ref.status is CaseStatus.NOT_STARTED, ref.reference, ref.round))
    active = effort.active_seconds(
        audit.file, effort.IDLE_SECONDS, person=people.id_of(audit.file, person) or "-", since=today
    )
    return Today(
        person=person,
        cases=tuple(CaseLeft(ref, _n_left(ref, questions), left[ref.id]) for ref in open_ones),
        finished_today=sum(ref.status is CaseStatus.FINISHED and ref.changed >= today for ref in mine),
        active_minutes=sum(active.values()) / 60,
    )


def set_minutes_per_day(audit: Audit, minutes: int) -> None:
    """How many minutes of a day an officer has for auditing, for the forecast. AuditError for an impossible
    number."""
    if not 0 < minutes <= 24 * 60:
        raise AuditError(_("A day has between 1 and 1440 minutes. Give those that go into auditing."))
    with transaction(audit.file):
        said = info.read_info(audit.file)
        info.write_info(audit.file, replace(said, settings={**said.settings, SETTING: str(minutes)}))


def _counted(audit: Audit) -> list[CaseRef]:
    """The audits that officers have to do: those of the sample, agreed ones aside."""
    counted = counts(audit)
    return [ref for ref in cases.refs(audit.file) if ref.role is not Role.AGREED and counted(ref)]


def _pages(audit: Audit) -> tuple[Section, ...]:
    return audit.form.pages(info.read_asking(audit.file).modules)


def _sections_left(audit: Audit, refs: Iterable[CaseRef]) -> dict[str, tuple[str, ...]]:
    """The labels of the sections that are left, in form order, by case audit; all pages of one not begun."""
    questions, form = effort.questions_left(audit.file), audit.form
    pages = {section.name: section.label.plain() or section.name for section in _pages(audit)}
    left = {}
    for ref in refs:
        if ref.status is CaseStatus.NOT_STARTED:
            left[ref.id] = tuple(pages.values())
            continue
        asked = questions.get(ref.id, {}) if ref.status is CaseStatus.IN_PROGRESS else {}
        own = {form.questions[name].section for name in asked if name in form.questions}
        left[ref.id] = tuple(label for name, label in pages.items() if name in own)
    return left


def _n_left(ref: CaseRef, questions: Mapping[str, Mapping[str, int]]) -> int | None:
    if ref.status is CaseStatus.NOT_STARTED:
        return None
    return sum(questions.get(ref.id, {}).values())


def _officers(refs: Iterable[CaseRef], left: Mapping[str, tuple[str, ...]]) -> tuple[OfficerLine, ...]:
    by_name: dict[str, list[CaseRef]] = {}
    for ref in refs:
        by_name.setdefault(ref.person, []).append(ref)
    names = sorted(by_name, key=lambda name: (not name, name.casefold()))
    return tuple(_line(name, by_name[name], left) for name in names)


def _line(name: str, refs: Iterable[CaseRef], left: Mapping[str, tuple[str, ...]]) -> OfficerLine:
    refs = list(refs)
    n = {status: sum(ref.status is status for ref in refs) for status in CaseStatus}
    return OfficerLine(
        name,
        n[CaseStatus.NOT_STARTED],
        n[CaseStatus.IN_PROGRESS],
        n[CaseStatus.FINISHED],
        sum(len(left[ref.id]) for ref in refs),
    )


def _files_left(refs: Iterable[CaseRef], left: Mapping[str, tuple[str, ...]], pages: int) -> float:
    return sum(len(left[ref.id]) / max(1, pages) for ref in refs)


def _day(audit: Audit) -> int:
    return int(info.read_info(audit.file).settings.get(SETTING, MINUTES_PER_DAY))


def _forecast(total: OfficerLine, files_left: float, minutes: float | None, day: int) -> Forecast:
    if minutes is None:
        words = plural(
            "No forecast yet: it needs {n} finished file with timed work.",
            "No forecast yet: it needs {n} finished files with timed work.",
            FEWEST_TIMED,
        )
        return Forecast(files_left, None, day, None, words)
    days = files_left * minutes / day
    words = _(
        "About {days} officer-days: {new} not begun and {begun} part done, {files} files' work, at {minutes} "
        "active minutes a file (the median so far) and {day} minutes a day. Reading without answering is not "
        "timed, so it can take longer."
    ).format(
        days=f"{days:.1f}",
        new=total.not_started,
        begun=total.in_progress,
        files=f"{files_left:.1f}",
        minutes=f"{minutes:.0f}",
        day=day,
    )
    return Forecast(files_left, minutes, day, days, words)
