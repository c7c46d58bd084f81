"""A case that is deleted is gone: from every page of the file, its key file and the program's own copies."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_app import words
from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseRef, Evidence, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, pseudonyms
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file import access, audits, deleting, retention
from audit_app.operations.plan import case_lists, sampling
from audit_app.store import audit_file, identity, making
from tests.operations.conftest import MakeAudit
from tests.operations.file.pages import in_clear
from tests.operations.team import Team, complete, new_team, opened, say
from tests.planted import MARKER

WHY = "The mother asked for it."


@pytest.fixture
def planted(make_audit: MakeAudit, tmp_path: Path) -> Audit:
    """An audit of three cases with a key file; one holds the marker wherever a case can hold words."""
    audit = make_audit("north", person="RM")
    (tmp_path / "list.csv").write_text(f"case,team\n{MARKER},{MARKER}\nN2,East\nN3,East\n", encoding="utf-8")
    case_lists.import_list(audit, case_lists.preview(audit, tmp_path / "list.csv"))
    (tmp_path / "list.csv").unlink()
    case = answering.open_case(audit, _planted(audit).id)
    said = Answer(AnswerState.ANSWERED, MARKER, MARKER, Evidence(document=MARKER, quote=MARKER))
    answering.save_answer(case, Key("immediate_concern"), Answer(AnswerState.ANSWERED, "yes"))
    answering.save_answer(case, Key("concern_what"), said)
    _saved, row = answering.add_row(case, "fathers")
    answering.save_answer(case, Key("father_role", row), Answer(AnswerState.ANSWERED, "confirmed"))
    answering.save_answer(case, Key("father_known_by", row), said)
    answering.remove_row(case, row)
    return audit


def _planted(audit: Audit) -> CaseRef:
    (ref,) = (ref for ref in list_cases(audit) if MARKER in ref.attributes.values())
    return ref


def clear(audit: Audit) -> dict[str, bytes]:
    """Every file beside the audit, closed and in the clear."""
    key, link_key = audit.file.key, identity.read_identity(audit.file).link_key
    audit.file.shut()
    keys = {".key": link_key}
    folder = sorted(path for path in audit.path.parent.iterdir() if path.is_file())
    return {path.name: in_clear(path, keys.get(path.suffix, key)) for path in folder}


def delete(audit: Audit, reference: str) -> deleting.Deletion:
    return deleting.delete(audit, deleting.find(audit, [reference]), WHY)


def test_the_marker_is_there_before(planted: Audit) -> None:
    assert [name for name, text in clear(planted).items() if MARKER.encode() in text] == [
        "north.audit",
        "north.key",
    ]


def test_a_deleted_case_is_on_no_page_of_any_file(planted: Audit, tmp_path: Path) -> None:
    making.copy_to(planted.file, tmp_path / "north before update.audit")
    (tmp_path / "north.audit.log-set-aside").write_bytes(MARKER.encode())
    reference = _planted(planted).reference
    done = delete(planted, reference)
    assert done.copies == ("north before update.audit", "north.audit.log-set-aside")
    assert audits.check_audit(planted) == ()
    found = clear(planted)
    assert sorted(found) == ["north.audit", "north.key"]
    for trace in (MARKER, reference):
        assert [name for name, text in found.items() if trace.encode() in text] == []


def test_why_a_deleted_case_was_left_out_of_the_sample_goes_with_it(planted: Audit) -> None:
    sampling.draw(planted, sampling.SamplePlan(method=sampling.Method.ALL, seed=1))
    sampling.replace_case(planted, _planted(planted).reference, f"{MARKER} moved away")
    delete(planted, _planted(planted).reference)
    view = sampling.read_sample(planted)
    assert view is not None
    assert "1 drawn case could not be audited (deleted since 1)." in view.statement
    assert MARKER.encode() not in clear(planted)["north.audit"]


def test_a_copy_named_in_another_language_goes_too(planted: Audit, tmp_path: Path) -> None:
    with words.speaking("cy"):
        name = words._(audit_file.BEFORE_UPDATE).format(name="north") + ".audit"
    making.copy_to(planted.file, tmp_path / name)
    assert delete(planted, _planted(planted).reference).copies == (name,)


def test_tidying_up_leaves_a_copy_that_was_made_after_the_last_deletion(
    planted: Audit, tmp_path: Path
) -> None:
    delete(planted, _planted(planted).reference)
    older, later = tmp_path / "north before update.audit", tmp_path / "north before update2.audit"
    for path in (older, later):
        making.copy_to(planted.file, path)
    os.utime(older, (0, 0))
    assert deleting.tidy(planted).copies == (older.name,)
    assert later.exists()


def test_the_other_cases_stay_as_they_are(planted: Audit) -> None:
    others = [ref for ref in list_cases(planted) if ref != _planted(planted)]
    numbers = pseudonyms.numbers_for(planted, [ref.reference for ref in others])
    delete(planted, _planted(planted).reference)
    assert list(list_cases(planted)) == others
    assert pseudonyms.numbers_for(planted, [ref.reference for ref in others]) == numbers
    assert sorted(numbers.values()) == ["N2", "N3"]


def test_who_deleted_when_and_why_is_kept(planted: Audit) -> None:
    planted.clock = lambda: datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
    delete(planted, _planted(planted).reference)
    (removal,) = retention.read(planted).removed
    assert (removal.person, removal.why, removal.time[:10]) == ("RM", WHY, "2026-03-04")
    assert ("RM", "deleted a case", WHY) in [
        (entry.person, entry.what, entry.about) for entry in access.read(planted)
    ]


def test_who_looked_up_a_number_is_kept_without_the_case(planted: Audit) -> None:
    ref = _planted(planted)
    access.note_number(planted, ref.case)
    assert [e.about for e in access.read(planted) if "number" in e.what] == [ref.reference]
    delete(planted, ref.reference)
    assert [e.about for e in access.read(planted) if "number" in e.what] == ["a case since deleted"]


def test_a_trial_deletes_nothing(planted: Audit) -> None:
    going = deleting.find(planted, [_planted(planted).reference])
    done = deleting.look(planted, going)
    assert (len(done.cases), done.done, len(list_cases(planted))) == (1, False, 3)


@pytest.mark.parametrize(("why", "reference"), [("  ", ""), (WHY, "NO-SUCH")])
def test_without_a_reason_or_a_case_nothing_is_deleted(planted: Audit, why: str, reference: str) -> None:
    with pytest.raises(AuditError):
        deleting.delete(planted, deleting.find(planted, [reference or _planted(planted).reference]), why)
    assert len(list_cases(planted)) == 3


def test_a_deletion_that_fails_leaves_the_file_as_it_was(
    planted: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("audit_app.placing.synchronise", full)
    with pytest.raises(AuditError, match="no room"):
        delete(planted, _planted(planted).reference)
    monkeypatch.undo()
    assert len(list_cases(planted)) == 3
    assert audits.check_audit(planted) == ()


def test_a_key_file_that_is_elsewhere_is_told_and_made_good_later(planted: Audit, tmp_path: Path) -> None:
    key = pseudonyms.key_path(planted)
    key.rename(tmp_path / "away.key")
    done = delete(planted, _planted(planted).reference)
    assert any("still holds their numbers" in sentence for sentence in done.said)
    (tmp_path / "away.key").rename(key)
    assert deleting.tidy(planted).said == ()
    assert MARKER.encode() not in clear(planted)["north.key"]


@pytest.fixture
def team(make_audit: Callable[..., Audit], tmp_path: Path) -> Team:
    return new_team(make_audit, tmp_path)


def test_packs_that_hold_the_case_are_told_and_come_home_without_it(team: Team) -> None:
    pack_file = team.give("AB", "C1", "C2")
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "24")
        with pytest.raises(AuditError, match="This is a pack"):
            delete(pack, "C1")
    done = delete(team.audit, "C1")
    assert "AB" in done.said[0]
    (report,) = team.merge(pack_file).packs
    assert report.said[-1] == "Deleted here, and so left out: C1."


def test_a_sample_goes_on_without_a_deleted_case(team: Team) -> None:
    sampling.draw(team.audit, sampling.SamplePlan(method=sampling.Method.ALL, seed=1))
    complete(team.audit, "C1")
    delete(team.audit, "C1")
    view = sampling.read_sample(team.audit)
    assert view is not None
    assert {case.reference for case in view.cases} == {ref.reference for ref in list_cases(team.audit)}


@pytest.fixture
def aged(team: Team) -> Team:
    """C1 was worked on in January 2024, the others in March 2025; it is April 2025."""
    team.audit.clock = lambda: datetime(2024, 1, 31, 9, 0, tzinfo=UTC)
    say(team.audit, "C1", "mother_age", "24")
    team.audit.clock = lambda: datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
    for reference in ("C2", "C3"):
        say(team.audit, reference, "mother_age", "24")
    team.audit.clock = lambda: datetime(2025, 4, 1, 9, 0, tzinfo=UTC)
    return team


@pytest.mark.parametrize(
    ("months", "expired", "next_day"),
    [
        (0, [], ""),
        (1, ["C1"], "2025-04-01"),
        (13, ["C1"], "2026-04-01"),
        (14, ["C1"], "2026-05-01"),
        (15, [], "2025-04-30"),
    ],
)
def test_a_case_expires_so_many_months_after_its_last_change(
    aged: Team, months: int, expired: list[str], next_day: str
) -> None:
    retention.set_months(aged.audit, months)
    found = retention.read(aged.audit)
    assert ([case.reference for case in found.expired], found.next_day) == (expired, next_day)


def test_closing_an_audit_deletes_every_case_and_keeps_who_did_it(aged: Team) -> None:
    audit = aged.audit
    deleting.delete(audit, deleting.every(audit), "The audit is closed.")
    assert list_cases(audit) == ()
    assert len(retention.read(audit).removed) == 3
    assert audits.check_audit(audit) == ()
