"""The sample audit: made-up cases, marked as made up everywhere.

The same seed gives the same audit: ids and times come from the seed too, so that the log is the same.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.model import Answer, AnswerState, AuditInfo, CaseStatus, Origin, Wording
from audit_app.operations.act import practice, wordings
from audit_app.operations.act.actions import follow_all_up
from audit_app.operations.answer_paths import AnswerPath, read_path
from audit_app.operations.area.area_context import set_events, set_figures
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.bulk import Given, GivenCase, take_in
from audit_app.operations.case.finishing import accept_warning, finish, troubles
from audit_app.operations.case.open_case import now_text, open_case
from audit_app.operations.demo_team import work_as_a_team
from audit_app.operations.file.audits import making_audit, opened_anew
from audit_app.operations.plan.modules import switch
from audit_app.store import cases, people
from audit_app.store.cases import CaseFile
from audit_app.store.writing import transaction
from audit_app.xforms.values import check_value

if TYPE_CHECKING:
    from audit_app.sample import SampleAnswer, SampleCase

FORM = "prebirth_case_audit"
ROUND = "baseline"
# A Monday morning after the last made-up date, and no clock: the same seed gives the same log on any day.
_FIRST_AUDITED = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)
_BETWEEN_CASES = timedelta(minutes=7)


def make_demo(
    path: Path,
    passphrase: str,
    *,
    n_cases: int = 60,
    seed: int = 1,
    form: str | Path = FORM,
    team: bool = False,
    progress: Progress = no_progress,
) -> tuple[Audit, str]:
    """Write a filled audit of made-up cases; the same seed gives the same audit. With a `team`, some cases
    are audited twice, and two officers disagree. The open audit, its recovery code. AuditError when the file
    exists or can't be written; when cancelled, no file is left."""
    from audit_app.sample import about

    info = AuditInfo(
        name=about.name(),
        area=about.area(),
        round=ROUND,
        made_up=True,
        sample_statement=about.statement(),
    )
    with making_audit(path, passphrase, form=form, info=info) as audit:
        switch(audit, audit.form.modules)  # the sample shows everything
        clock, new_id = audit.clock, audit.new_id
        made = fill_demo(audit, n_cases, seed, progress)
        if team:
            work_as_a_team(audit, made, _all_given)
        _fill_area(audit)
        _fill_practice(audit)
        audit.clock, audit.new_id = clock, new_id
    return opened_anew(audit, path)


def fill_demo(
    audit: Audit, n_cases: int, seed: int, progress: Progress = no_progress
) -> dict[str, SampleCase]:
    """Fill an empty audit with made-up cases, nearly all in one transaction; the cases by their first audit.
    It is left with a clock and ids of the sample's."""
    from audit_app.sample import each_case

    audit.new_id = _seeded_ids(seed)
    paths: dict[str, AnswerPath] = {}
    made: dict[str, SampleCase] = {}
    with transaction(audit.file):
        for number, case in enumerate(each_case(audit.form, n_cases, seed)):
            progress(number, n_cases)
            time = _FIRST_AUDITED + number * _BETWEEN_CASES
            audit.clock = lambda now=time: now  # type: ignore[misc]
            made[_take_in(audit, case, paths)] = case
    for case_audit, case in made.items():
        if case.why_unlikely and case.status is CaseStatus.FINISHED:
            _finish(audit, case_audit, case.why_unlikely)
    progress(n_cases, n_cases)
    return made


def _fill_area(audit: Audit) -> None:
    from audit_app.sample.area import EVENTS, area_figures

    set_figures(audit, area_figures())
    set_events(audit, EVENTS)


def _fill_practice(audit: Audit) -> None:
    """Ratings, actions and messages, on the days on which the made-up area met."""
    from audit_app.sample.practice import FIRST, FOLLOW_UP_ROUND, SECOND, actions, messages, ratings

    _on_day(audit, FIRST)
    for said in ratings():
        _on_day(audit, said.date)
        practice.rate(audit, said.statement, said.rating, said.group, note=said.note)
    for each in actions():
        _on_day(audit, FIRST)
        kept = practice.save_action(audit, each.action).action.id
        _on_day(audit, SECOND)
        for date, text in each.notes:
            practice.add_note(audit, kept, text, date)
    if FOLLOW_UP_ROUND in practice.rounds(audit):
        follow_all_up(audit, FOLLOW_UP_ROUND)
    followed = {
        each.action.measure: each.action.id for each in practice.actions(audit) if each.action.measure
    }
    wordings.keep(
        audit,
        (
            Wording(
                audit.new_id(), each["figure"], means=each["means"], action=followed.get(each["action"], "")
            )
            for each in messages()
        ),
    )


def _on_day(audit: Audit, day: str) -> None:
    now = datetime.fromisoformat(f"{day}T14:00:00+00:00")
    audit.clock = lambda: now


def _finish(audit: Audit, case_audit: str, why: str) -> None:
    """Finish a case with its warnings accepted."""
    case = open_case(audit, case_audit)
    for trouble in troubles(case):
        accept_warning(case, trouble.key, why)
    finish(case, why)


def _take_in(audit: Audit, case: SampleCase, paths: dict[str, AnswerPath]) -> str:
    """Write a made-up case; its case audit's id. One with something unlikely in it is left open."""
    person = people.add(audit.file, _person_id(case.officer), case.officer)
    listed = CaseFile(
        audit.new_id(),
        case.reference,
        case.attributes.get("pregnancy", ""),
        case.round or ROUND,
        {name: text for name, text in case.attributes.items() if name != "pregnancy"},
    )
    cases.add_case(audit.file, listed)
    case_audit = cases.add_case_audit(audit.file, listed.id, person)
    answers = [_given(audit, each, paths) for each in case.answers]
    done = case.status is CaseStatus.FINISHED and not case.why_unlikely
    status = CaseStatus.FINISHED if done else None
    given = GivenCase(case_audit, person, answers, status, is_new=True)
    take_in(audit, given, time=now_text(audit), origin=Origin.DEMO)
    return case_audit


def _all_given(audit: Audit, case: SampleCase) -> list[Given]:
    paths: dict[str, AnswerPath] = {}
    return [_given(audit, each, paths) for each in case.answers]


def _given(audit: Audit, said: SampleAnswer, paths: dict[str, AnswerPath]) -> Given:
    path = paths.get(said.question) or paths.setdefault(said.question, read_path(audit.form, said.question))
    answered = said.state is AnswerState.ANSWERED
    value = check_value(path.question, said.value, path.question.choices) if answered else said.value
    answer = Answer(said.state, value, said.note, said.evidence)
    return Given(path, answer, Origin.BULK if said.bulk else Origin.DEMO)


def _seeded_ids(seed: int) -> Callable[[], str]:
    chance = random.Random(f"ids of sample {seed}")
    return lambda: uuid.UUID(int=chance.getrandbits(128), version=4).hex


def _person_id(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"sample officer {name}").hex
