"""Working on a copy of what lies in a synchronised folder, and putting it back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.operations.case import cases, pseudonyms
from audit_app.operations.file import working_copy
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.file.working_copy import Outcome, PutBack, WorkingCopy
from audit_app.operations.origin import original_of

NOON = datetime(2025, 3, 4, 12, 0)


def noon() -> datetime:
    return NOON


@pytest.fixture
def shared(tmp_path: Path, blank: tuple[Path, str]) -> Path:
    """An audit in a synchronised folder."""
    folder = tmp_path / "OneDrive - Some Council"
    folder.mkdir()
    return Path(shutil.copy(blank[0], folder / "north.audit"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def work(blank: tuple[Path, str], own: Path) -> Callable[..., WorkingCopy]:
    """Opens the working copy of a file, adds cases to it, and closes it."""

    def add(path: Path, *references: str, numbers: tuple[str, ...] = ()) -> WorkingCopy:
        copy = working_copy.take(path, own)
        audit = open_audit(copy.path, blank[1], person="AB")
        for reference in references:
            cases.add_case(audit, reference)
        if numbers:
            pseudonyms.pseudonymise(audit, numbers)
        close_audit(audit)
        return copy

    return add


def references(path: Path, code: str) -> list[str]:
    audit = open_audit(path, code)
    found = [case.reference for case in cases.list_cases(audit)]
    close_audit(audit)
    return found


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize(("folder", "wanted"), [("Dropbox", True), ("Documents", False)])
def test_only_what_is_shared_or_synchronised_is_copied(
    tmp_path: Path, own: Path, folder: str, wanted: bool
) -> None:
    assert working_copy.is_wanted(tmp_path / folder / "x.audit", own) is wanted


def test_nothing_is_copied_where_this_computer_has_no_folder_of_its_own(tmp_path: Path) -> None:
    assert not working_copy.is_wanted(tmp_path / "Dropbox" / "x.audit", tmp_path / "OneDrive")


def test_work_is_put_back_and_the_copy_is_gone(
    shared: Path, work: Callable[..., WorkingCopy], own: Path, blank: tuple[Path, str]
) -> None:
    copy = work(shared, "C1")
    assert copy.path != shared
    assert original_of(copy.path) == shared
    assert working_copy.put_back(copy) == PutBack(Outcome.PUT_BACK)
    assert (references(shared, blank[1]), list(own.iterdir())) == (["C1"], [])


def test_a_copy_in_which_nothing_was_done_leaves_the_original_alone(shared: Path, own: Path) -> None:
    before = shared.stat().st_mtime_ns
    assert working_copy.put_back(working_copy.take(shared, own)) == PutBack(Outcome.UNCHANGED)
    assert shared.stat().st_mtime_ns == before


def test_an_original_that_changed_meanwhile_is_kept_beside_the_work(
    shared: Path, work: Callable[..., WorkingCopy], tmp_path: Path, blank: tuple[Path, str]
) -> None:
    mine = work(shared, "MINE", numbers=("111",))
    theirs = working_copy.take(shared, tmp_path / "their computer")
    audit = open_audit(theirs.path, blank[1], person="CD")
    cases.add_case(audit, "THEIRS")
    close_audit(audit)
    working_copy.put_back(theirs)
    said = working_copy.put_back(mine, noon)
    beside = shared.with_name("north 2025-03-04 12.00.audit")
    assert (said.outcome, beside.name in said.said) == (Outcome.BOTH_KEPT, True)
    assert (references(shared, blank[1]), references(beside, blank[1])) == (["THEIRS"], ["MINE"])
    assert names(shared.parent) == [beside.name, "north 2025-03-04 12.00.key", "north.audit"]


def test_what_a_crash_left_is_gone_on_with(
    shared: Path, work: Callable[..., WorkingCopy], own: Path, blank: tuple[Path, str]
) -> None:
    work(shared, "C1")  # and never put back
    again = working_copy.take(shared, own)
    assert again.left
    assert "north.audit" in working_copy.about_left(again)
    assert references(again.path, blank[1]) == ["C1"]
    work(shared, "C2")
    assert working_copy.put_back(again).outcome is Outcome.PUT_BACK
    assert references(shared, blank[1]) == ["C1", "C2"]


def test_going_on_with_what_was_left_says_when_the_original_has_changed(
    shared: Path, work: Callable[..., WorkingCopy], own: Path
) -> None:
    work(shared, "C1")
    with shared.open("ab") as file:
        file.write(bytes(4096))
    assert "changed meanwhile" in working_copy.about_left(working_copy.take(shared, own))


def test_an_absent_share_keeps_the_work_here(
    shared: Path, work: Callable[..., WorkingCopy], blank: tuple[Path, str]
) -> None:
    copy = work(shared, "C1")
    shared.parent.rename(shared.parent.with_name("away"))
    said = working_copy.put_back(copy)
    assert (said.outcome, references(copy.path, blank[1])) == (Outcome.WAITING, ["C1"])
    assert "can't be reached" in said.said


def test_an_original_that_was_removed_is_put_there_again(
    shared: Path, work: Callable[..., WorkingCopy], blank: tuple[Path, str]
) -> None:
    copy = work(shared, "C1")
    shared.unlink()
    said = working_copy.put_back(copy)
    assert (said.outcome, "no longer" in said.said) == (Outcome.PUT_BACK, True)
    assert references(shared, blank[1]) == ["C1"]


def test_the_key_file_goes_along_and_stays_away_once_taken_away(
    shared: Path, work: Callable[..., WorkingCopy]
) -> None:
    working_copy.put_back(work(shared, numbers=("111",)))
    assert names(shared.parent) == ["north.audit", "north.key"]
    copy = work(shared, "C1")
    shared.with_suffix(".key").unlink()
    assert working_copy.put_back(copy) == PutBack(Outcome.PUT_BACK)
    assert names(shared.parent) == ["north.audit"]


def test_a_log_that_a_crash_left_beside_the_original_comes_along(
    shared: Path, own: Path, tmp_path: Path, blank: tuple[Path, str]
) -> None:
    audit = open_audit(shared, blank[1], person="AB")
    cases.add_case(audit, "C1")
    crashed = tmp_path / "Dropbox"
    crashed.mkdir()
    for name in ("north.audit", "north.audit-wal"):
        shutil.copy(shared.with_name(name), crashed)
    close_audit(audit)
    copy = working_copy.take(crashed / "north.audit", own)
    assert references(copy.path, blank[1]) == ["C1"]
    assert working_copy.put_back(copy).outcome is Outcome.PUT_BACK
    assert names(crashed) == ["north.audit"]
    assert references(crashed / "north.audit", blank[1]) == ["C1"]


def test_copies_made_beside_the_work_are_put_back_too(shared: Path, work: Callable[..., WorkingCopy]) -> None:
    copy = work(shared, "C1")
    shutil.copy(copy.path, copy.path.with_name("north before update.audit"))
    working_copy.put_back(copy)
    assert names(shared.parent) == ["north before update.audit", "north.audit"]


def test_a_copy_that_could_not_be_opened_is_let_go(shared: Path, own: Path) -> None:
    working_copy.let_go(working_copy.take(shared, own))
    assert list(own.iterdir()) == []


def test_an_audit_in_a_synchronised_folder_opens_as_a_copy(
    shared: Path, own_home: Path, blank: tuple[Path, str]
) -> None:
    with pytest.raises(AuditError, match="passphrase"):
        working_copy.open_audit(shared, "not it")
    assert not list(own_home.rglob("*.audit"))
    audit, said = working_copy.open_audit(shared, blank[1])
    assert (audit.path != shared, said) == (True, "")
    assert working_copy.about(audit.path).startswith("The audit lies in a shared or synchronised folder")
    with pytest.raises(AuditError, match="open"):
        working_copy.open_audit(shared, blank[1])
    close_audit(audit)


def test_work_is_never_let_go(shared: Path, work: Callable[..., WorkingCopy]) -> None:
    copy = work(shared, "C1")
    working_copy.let_go(copy)
    assert copy.path.exists()


@pytest.mark.parametrize("kind", ["missing", "not an audit"])
def test_what_is_no_audit_is_refused_and_leaves_nothing(shared: Path, own: Path, kind: str) -> None:
    path = shared.with_name("other.audit")
    if kind == "not an audit":
        path.write_text("hello")
    with pytest.raises(AuditError, match=r"other\.audit"):
        working_copy.take(path, own)
    assert not own.exists() or list(own.iterdir()) == []


def test_a_file_worked_on_in_place_has_no_copy(blank: tuple[Path, str]) -> None:
    assert working_copy.of(blank[0]) is None
    assert original_of(blank[0]) == blank[0]
