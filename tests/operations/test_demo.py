"""The sample audit: the same for the same seed, whole, and marked as made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.errors import Cancelled
from audit_app.model import Answer, AnswerState, AuditInfo, CaseStatus, Change, Role
from audit_app.operations.answer_paths import read_path
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answers_file import export_answers, import_answers
from audit_app.operations.case.bulk import Given
from audit_app.operations.case.cases import list_cases
from audit_app.operations.demo import make_demo
from audit_app.operations.demo_team import work_as_a_team
from audit_app.operations.file.audits import close_audit, summary
from audit_app.operations.gather.conflicts import conflicts
from audit_app.operations.plan.handing_out import packs_out
from audit_app.sample import SampleCase
from tests.once import Once
from tests.samples import PASSPHRASE, copied, made_up, new_audit

CASE = SampleCase("MADE-UP-001", "baseline", CaseStatus.FINISHED, "A.B.")


def content(audit: Audit) -> tuple[tuple[Change, ...], bytes]:
    """The log and the export of a sample audit, which is closed after it."""
    out = audit.path.with_suffix(".csv")
    export_answers(audit, out)
    log = answering.case_log(audit)
    close_audit(audit)
    return log, out.read_bytes()


def test_the_same_seed_gives_the_same_audit(once: Once, tmp_path: Path) -> None:
    first = content(copied(made_up(once, 12, seed=3), tmp_path / "first.audit"))
    again = content(make_demo(tmp_path / "again.audit", PASSPHRASE, n_cases=12, seed=3)[0])
    other = content(copied(made_up(once, 12), tmp_path / "other.audit"))
    assert first == again
    assert first[1] != other[1]


@pytest.fixture(scope="module")
def sample(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    """The sample audit as a person gets it."""
    audit = copied(made_up(once), tmp_path_factory.mktemp("demo") / "sample.audit")
    yield audit
    close_audit(audit)


def test_says_that_it_is_made_up(sample: Audit) -> None:
    told = summary(sample)
    assert told.info.made_up
    assert told.n_finished > told.n_in_progress > 0


def test_its_finished_cases_have_nothing_left(sample: Audit) -> None:
    for ref in list_cases(sample):
        if ref.status is CaseStatus.FINISHED:
            case = answering.open_case(sample, ref.id)
            assert [line for line in answering.sections(case) if line.n_left] == [], ref.reference
            troubles = answering.troubles(case)
            assert [trouble.message for trouble in troubles if not trouble.accepted] == [], ref.reference


def test_every_case_has_a_summary(sample: Audit) -> None:
    for ref in list_cases(sample):
        page = answering.case_summary(answering.open_case(sample, ref.id))
        assert all(lines for _heading, lines in page.headings)


def test_goes_out_and_comes_in_again(once: Once, sample: Audit, tmp_path: Path) -> None:
    other, _code = new_audit(once, tmp_path / "b.audit", AuditInfo(round="baseline"), "")
    export_answers(sample, tmp_path / "one.csv")
    import_answers(other, tmp_path / "one.csv")
    export_answers(other, tmp_path / "other.csv")
    close_audit(other)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()


def test_a_team_audits_cases_twice_disagrees_and_brings_a_pack_back(once: Once, tmp_path: Path) -> None:
    audit = copied(made_up(once, 24), tmp_path / "team.audit")
    booked = Given(read_path(audit.form, "booking_date"), Answer(AnswerState.ANSWERED, "2024-01-05"))
    work_as_a_team(audit, {ref.id: CASE for ref in list_cases(audit)}, lambda _audit, _case: [booked] * 2)
    refs = list_cases(audit)
    assert sum(ref.role is Role.SECOND for ref in refs) == 6
    assert all(len({ref.person for ref in refs if ref.case == each.case}) <= 2 for each in refs)
    assert conflicts(audit)
    (pack,) = packs_out(audit)
    assert pack.returns == 1
    close_audit(audit)


def test_cancelling_leaves_no_file(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_demo(tmp_path / "one.audit", PASSPHRASE, progress=stop)
    assert list(tmp_path.iterdir()) == []
