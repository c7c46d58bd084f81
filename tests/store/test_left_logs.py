"""What a crash left beside a file: played in where it belongs to it, else set aside, and never lost."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from audit_app.errors import AuditError, DamagedError
from audit_app.store import audit_file, changes, making, marks
from audit_app.store.cipher_pages import PAGE_SIZE, log_of
from audit_app.store.marks import WriteMark
from audit_app.store.writing import transaction
from tests.store.conftest import PASSPHRASE, Writer

LAST, PAGE = WriteMark("b", before="a", n=9), 5


@pytest.mark.parametrize(
    ("file", "belongs"),
    [
        (WriteMark("a", "", 7), True),  # the file as it was before the log
        (WriteMark("b", "a", 7), True),  # so, after an earlier use of the log in the same session
        (WriteMark("b", "a", 8), True),  # a part of the log is in it already
        (WriteMark("b", "a", 9), True),  # all of it is
        (WriteMark("b", "a", 6), False),  # one transaction is in neither
        (WriteMark("b", "a", 10), False),  # the file is later
        (WriteMark("a", "", 6), False),  # the file is earlier
        (WriteMark("c", "a", 8), False),  # both went on from the same file
        (WriteMark("c", "", 7), False),  # a copy of the file as it was before the log
    ],
)
def test_a_log_of_two_transactions_belongs_to_a_file_that_it_goes_through(
    file: WriteMark, belongs: bool
) -> None:
    assert marks.is_log_of(replace(file, page=PAGE), LAST, [{1, PAGE}, {PAGE, 8}]) is belongs


def test_a_log_that_does_not_write_the_page_of_a_files_mark_is_anothers() -> None:
    assert not marks.is_log_of(replace(LAST, page=PAGE), LAST, [{1, PAGE}, {PAGE + 1, 8}])


@dataclass(frozen=True)
class Moments:
    """A file and its log as they stood on the disk at some moments of one sitting, and a safe copy made in
    it."""

    folder: Path
    copy: Path

    def at(self, moment: int, ending: str = "") -> bytes:
        return (self.folder / f"{moment}{ending}").read_bytes()


def answers(writer: Writer, start: int, end: int) -> None:
    for number in range(start, end):
        writer.save(f"question_{number}", f"answer {number} " * 40)


@pytest.fixture
def moments(writer: Writer, path: Path, tmp_path: Path) -> Moments:
    """Moment n has the answers up to 10 n; between 2 and 3 all is taken from the log into the file."""
    folder = tmp_path / "moments"
    folder.mkdir()
    made = Moments(folder, tmp_path / "copy.audit")
    for moment in range(1, 5):
        if moment == 3:
            writer.file.checkpoint()
        answers(writer, 10 * (moment - 1), 10 * moment)
        if moment == 2:
            making.copy_to(writer.file, made.copy)
        shutil.copyfile(path, folder / str(moment))
        shutil.copyfile(log_of(path), folder / f"{moment}-wal")
    return made


def beside(folder: Path, file: bytes, log: bytes) -> Path:
    folder.mkdir()
    path = folder / "north.audit"
    path.write_bytes(file)
    log_of(path).write_bytes(log)
    return path


def n_answers(path: Path) -> tuple[int, tuple[str, ...]]:
    """How many answers the file opens with, and what is said."""
    file = audit_file.open_file(path, PASSPHRASE)
    found = len(changes.log(file))
    audit_file.close(file)
    return found, file.told


@pytest.mark.parametrize(
    ("of_file", "of_log", "n"), [(1, 1, 10), (2, 2, 20), (1, 2, 20), (3, 2, 20), (3, 3, 30), (3, 4, 40)]
)
def test_a_log_of_the_file_is_played_in(
    moments: Moments, tmp_path: Path, of_file: int, of_log: int, n: int
) -> None:
    path = beside(tmp_path / "crashed", moments.at(of_file), moments.at(of_log, "-wal"))
    assert n_answers(path) == (n, ())
    assert [entry.name for entry in path.parent.iterdir()] == ["north.audit"]


@pytest.mark.parametrize(("of_file", "of_log"), [(3, 1), (1, 3), (2, 4), (4, 1)])
def test_a_log_of_another_moment_is_set_aside(
    moments: Moments, tmp_path: Path, of_file: int, of_log: int
) -> None:
    """As a synchronised folder brings file and log of different moments."""
    path = beside(tmp_path / "mixed", moments.at(of_file), moments.at(of_log, "-wal"))
    _n, (said,) = n_answers(path)
    assert "It does not belong to this file and was not used" in said
    assert "north.audit.log-set-aside" in said
    assert (path.parent / "north.audit.log-set-aside").read_bytes() == moments.at(of_log, "-wal")


@pytest.mark.parametrize("log", [1, 2, 3, 4])
def test_the_last_copy_put_in_the_place_of_a_crashed_audit_is_as_it_was(
    moments: Moments, tmp_path: Path, log: int
) -> None:
    path = beside(tmp_path / "crashed", moments.copy.read_bytes(), moments.at(log, "-wal"))
    assert n_answers(path)[0] == 20
    assert (path.parent / "north.audit.log-set-aside").read_bytes() == moments.at(log, "-wal")


def test_the_last_copy_of_an_audit_of_a_real_size_is_as_it_was(
    writer: Writer, path: Path, tmp_path: Path
) -> None:
    """In the copy the mark stands on another page. Where a log touches neither that page nor the list of
    tables, as one of a small audit does, the copy's own mark is what is read from both together."""
    with transaction(writer.file):
        changes.append(writer.file, [writer.change(f"question {n}", "answer") for n in range(1500)])
    writer.file.checkpoint()
    copy = tmp_path / "copy.audit"
    making.copy_to(writer.file, copy)
    writer.save("one more", "answer")
    mixed = beside(tmp_path / "crashed", copy.read_bytes(), log_of(path).read_bytes())
    found, (said,) = n_answers(mixed)
    assert (found, "was not used" in said) == (1500, True)
    assert (mixed.parent / "north.audit.log-set-aside").read_bytes() == log_of(path).read_bytes()


def test_the_log_from_before_a_change_of_passphrase_is_set_aside(
    writer: Writer, path: Path, moments: Moments, tmp_path: Path
) -> None:
    making.rekey(writer.file, PASSPHRASE)
    audit_file.close(writer.file)
    mixed = beside(tmp_path / "crashed", path.read_bytes(), moments.at(4, "-wal"))
    assert n_answers(mixed)[0] == 40


def test_a_second_log_is_set_aside_under_another_name(moments: Moments, tmp_path: Path) -> None:
    path = beside(tmp_path / "crashed", moments.copy.read_bytes(), moments.at(1, "-wal"))
    n_answers(path)
    log_of(path).write_bytes(moments.at(2, "-wal"))
    n_answers(path)
    assert (path.parent / "north.audit.log-set-aside").read_bytes() == moments.at(1, "-wal")
    assert (path.parent / "north.audit.log-set-aside-2").read_bytes() == moments.at(2, "-wal")


def test_what_is_damaged_with_its_log_and_without_it_is_left_alone(moments: Moments, tmp_path: Path) -> None:
    file = bytearray(moments.at(3))
    file[5 * PAGE_SIZE + 100] ^= 1
    path = beside(tmp_path / "damaged", bytes(file), moments.at(3, "-wal"))
    with pytest.raises(DamagedError, match=r"“north\.audit” is damaged"):
        audit_file.open_file(path, PASSPHRASE)
    assert path.read_bytes() == file
    assert log_of(path).read_bytes() == moments.at(3, "-wal")


@pytest.mark.parametrize("place", [0.3, 0.6, 0.99])
def test_a_damaged_log_is_said_and_kept(moments: Moments, tmp_path: Path, place: float) -> None:
    """SQLite takes a log up to where it is damaged, and says nothing of the rest."""
    log = bytearray(moments.at(2, "-wal"))
    log[int(place * len(log))] ^= 1
    path = beside(tmp_path / "damaged", moments.at(2), bytes(log))
    n, (said,) = n_answers(path)
    assert n < 20
    assert "look at your last answers" in said
    assert (path.parent / "north.audit.log-set-aside").read_bytes() == log


def test_a_damaged_header_of_a_log_is_said(moments: Moments, tmp_path: Path) -> None:
    log = bytearray(moments.at(2, "-wal"))
    log[20] ^= 1
    path = beside(tmp_path / "damaged", moments.at(2), bytes(log))
    assert "look at your last answers" in n_answers(path)[1][0]


def test_what_was_being_written_as_the_power_went_is_no_damage(moments: Moments, tmp_path: Path) -> None:
    path = beside(tmp_path / "cut", moments.at(2), moments.at(2, "-wal") + bytes(3 * PAGE_SIZE))
    assert n_answers(path) == (20, ())


def test_the_log_of_a_file_that_is_open_elsewhere_is_not_touched(writer: Writer, path: Path) -> None:
    answers(writer, 0, 3)
    another = path.with_name("another.audit")
    another.hardlink_to(path)  # the same file, whose lock says that it is open
    log_of(another).write_bytes(b"anything at all")
    with pytest.raises(AuditError):
        audit_file.open_file(another, PASSPHRASE)
    assert log_of(another).read_bytes() == b"anything at all"


def test_a_journal_never_belongs_to_a_file(moments: Moments) -> None:
    journal = Path(f"{moments.copy}-journal")
    journal.write_bytes(b"of some other program")
    _n, (said,) = n_answers(moments.copy)
    assert "copy.audit.log-set-aside" in said
    assert not journal.exists()
