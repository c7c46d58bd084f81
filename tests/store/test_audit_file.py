"""Making, opening and closing an audit file; each refusal is one sentence and leaves the file as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.store import audit_file, changes, integrity, keys, making, migrations
from audit_app.store.cipher_pages import PAGE_SIZE
from audit_app.store.writing import transaction
from tests.owners import is_its_owners_alone
from tests.store.conftest import PASSPHRASE, Writer


@pytest.fixture
def closed(path: Path) -> Path:
    """An audit file that nobody has open."""
    file, _code = making.create(path, PASSPHRASE)
    audit_file.close(file)
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of one megabyte, which only root can make."""
    if sys.platform != "linux":
        pytest.skip("only Linux mounts a disk in memory for a test")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk for the test can only be mounted by root")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def opens(path: Path, secret: str) -> bool:
    try:
        audit_file.close(audit_file.open_file(path, secret))
    except AuditError:
        return False
    return True


def contents(path: Path) -> dict[str, bytes]:
    """Every file in the folder, byte for byte."""
    return {entry.name: entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()}


def refusal(path: Path, secret: str = PASSPHRASE) -> str:
    """The sentence with which opening is refused, the folder being afterwards as it was before."""
    before = contents(path)
    with pytest.raises(AuditError) as caught:
        audit_file.open_file(path, secret)
    assert contents(path) == before
    return caught.value.sentence


def test_a_file_opens_with_its_passphrase_and_with_its_recovery_code(path: Path) -> None:
    file, code = making.create(path, PASSPHRASE)
    audit_file.close(file)
    assert opens(path, PASSPHRASE)
    assert opens(path, code.lower().replace("-", " "))
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.usefixtures("true_rounds")
def test_any_sqlcipher_tool_opens_the_file_with_the_passphrase(closed: Path) -> None:
    script = (
        "import sqlcipher3, sys; c = sqlcipher3.connect(sys.argv[1]);"
        "c.execute(f\"PRAGMA key = '{sys.argv[2]}'\"); print(c.execute('SELECT * FROM change').fetchall())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(closed), PASSPHRASE], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_changed_passphrase_replaces_the_old_one_and_its_code(writer: Writer, path: Path) -> None:
    writer.save("housing", "temporary")
    old_code = keys.recovery_code(writer.file.key)
    code = making.rekey(writer.file, "another-passphrase")
    writer.save("smoking", "no")
    audit_file.close(writer.file)
    assert not opens(path, PASSPHRASE)
    assert not opens(path, old_code)
    assert opens(path, code)
    again = audit_file.open_file(path, "another-passphrase")
    assert [change.question for change in changes.log(again)] == ["housing", "smoking"]
    assert integrity.check(again) == ()
    audit_file.close(again)


def test_a_passphrase_that_there_is_no_room_to_change_stays(closed: Path, small_disk: Path) -> None:
    path = small_disk / closed.name
    path.write_bytes(closed.read_bytes())
    file = audit_file.open_file(path, PASSPHRASE)
    (small_disk / "filler").write_bytes(bytes(2**20 - 2 * closed.stat().st_size))
    with pytest.raises(AuditError, match="is full"):
        making.rekey(file, "another-passphrase")
    with transaction(file):
        file.run("INSERT INTO person (id, name) VALUES ('p', 'RM')")
    audit_file.close(file)
    assert sorted(entry.name for entry in small_disk.iterdir()) == ["filler", path.name]
    assert opens(path, PASSPHRASE)


def test_a_crashed_file_keeps_its_last_answers_through_a_wrong_passphrase(
    writer: Writer, path: Path, tmp_path: Path
) -> None:
    saved = writer.save("housing", "a")
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    for suffix in ("", "-wal"):
        Path(f"{crashed}{suffix}").write_bytes(Path(f"{path}{suffix}").read_bytes())
    assert "doesn't open" in refusal(crashed, "wrong")
    file = audit_file.open_file(crashed, PASSPHRASE)
    assert changes.log(file) == (saved,)
    audit_file.close(file)


def test_a_first_page_torn_by_a_power_cut_is_taken_from_the_log(writer: Writer, tmp_path: Path) -> None:
    writer.save("housing", "long " * 10_000)  # so long that the file grows, which its first page says
    saved = changes.log(writer.file)
    torn = tmp_path / "torn" / "north.audit"
    torn.parent.mkdir()
    content = bytearray(writer.file.path.read_bytes())
    content[2000:PAGE_SIZE] = os.urandom(PAGE_SIZE - 2000)
    torn.write_bytes(content)
    Path(f"{torn}-wal").write_bytes(Path(f"{writer.file.path}-wal").read_bytes())
    file = audit_file.open_file(torn, PASSPHRASE)
    assert changes.log(file) == saved
    audit_file.close(file)


def test_only_its_owner_may_read_the_file(closed: Path) -> None:
    assert is_its_owners_alone(closed)


@pytest.mark.parametrize("secret", ["", "wrong", PASSPHRASE.upper(), keys.recovery_code(bytes(32))])
def test_a_wrong_passphrase_is_said(closed: Path, secret: str) -> None:
    assert "doesn't open “north.audit”" in refusal(closed, secret)


def test_a_mistyped_recovery_code_is_said(closed: Path) -> None:
    code = keys.recovery_code(bytes(range(32)))
    assert "typing error in group 3" in refusal(
        closed, code[:12] + ("7" if code[12] != "7" else "8") + code[13:]
    )


@pytest.mark.parametrize("passphrase", ["A" * 65, keys.recovery_code(bytes(32)), "caf\u00e9", "\udcff", " "])
def test_any_passphrase_opens_what_it_closed(path: Path, passphrase: str) -> None:
    file, _code = making.create(path, passphrase)
    audit_file.close(file)
    assert opens(path, passphrase)


def test_nothing_is_printed_for_a_wrong_passphrase(closed: Path, capfd: pytest.CaptureFixture[str]) -> None:
    refusal(closed, "wrong")
    assert capfd.readouterr() == ("", "")


def test_a_missing_file_is_said(path: Path) -> None:
    assert "There is no file “north.audit”" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"case,question\n" * 1000,
        b"PK\x03\x04" + os.urandom(9000),
        b"SQLite format 3\0" + os.urandom(5000),
    ],
    ids=["empty", "text", "workbook", "another database"],
)
def test_another_kind_of_file_is_said(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "“north.audit” is not an audit file" in refusal(path)


def test_an_encrypted_database_of_another_program_is_said(closed: Path) -> None:
    file = audit_file.open_file(closed, PASSPHRASE)
    file.db.execute("PRAGMA application_id = 7")
    audit_file.close(file)
    assert refusal(closed) == "“north.audit” is not an audit file."


def _cut_in_a_page(content: bytearray) -> None:
    del content[len(content) - 100 :]


def _cut_between_pages(content: bytearray) -> None:
    del content[len(content) - PAGE_SIZE :]


def _flip_a_bit(content: bytearray) -> None:
    content[len(content) // 2] ^= 1


@pytest.mark.parametrize("damage", [_cut_in_a_page, _cut_between_pages, _flip_a_bit])
def test_a_damaged_file_is_said(closed: Path, damage: Callable[[bytearray], None]) -> None:
    content = bytearray(closed.read_bytes())
    damage(content)
    closed.write_bytes(content)
    assert refusal(closed).startswith("“north.audit” is damaged. Open the last copy")


def test_a_damaged_beginning_may_look_like_a_wrong_passphrase(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[100] ^= 1
    closed.write_bytes(content)
    assert "the file may be damaged" in refusal(closed)


def test_a_file_from_a_newer_program_is_said(closed: Path) -> None:
    file = audit_file.open_file(closed, PASSPHRASE)
    file.db.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    audit_file.close(file)
    assert "saved by a newer version of this program" in refusal(closed)


def test_a_file_open_in_another_window_is_said(writer: Writer, path: Path) -> None:
    writer.save("housing", "a")
    with pytest.raises(AuditError, match=r"“north\.audit” is open in another window or program"):
        audit_file.open_file(path, PASSPHRASE)


def opens_in_another_program(path: Path) -> bool:
    script = (
        "import sys; from pathlib import Path; from audit_app.store import audit_file, making;"
        f"audit_file.open_file(Path(sys.argv[1]), {PASSPHRASE!r})"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.usefixtures("true_rounds")
def test_asking_for_an_open_file_again_does_not_let_others_in(writer: Writer, path: Path) -> None:
    writer.save("housing", "a")
    assert not opens(path, PASSPHRASE)
    with pytest.raises(AuditError):
        making.create(path, PASSPHRASE)
    with pytest.raises(AuditError):
        making.copy_to(writer.file, path)
    assert not opens_in_another_program(path)
    audit_file.close(writer.file)
    assert opens_in_another_program(path)


@pytest.mark.usefixtures("true_rounds")
def test_a_file_open_in_another_program_is_said(closed: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from audit_app.store import audit_file, making;"
        f"f = audit_file.open_file(Path(sys.argv[1]), {PASSPHRASE!r}); print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(closed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        assert "is open in another window or program" in refusal(closed)
        other.communicate("\n")
    assert opens(closed, PASSPHRASE)


def test_a_read_only_folder_is_said(closed: Path, small_disk: Path) -> None:
    inside = small_disk / closed.name
    inside.write_bytes(closed.read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "because it or its folder “disk” is read-only" in refusal(inside)
    with pytest.raises(AuditError, match=r"new\.audit can't be made in “disk”, which is read-only"):
        making.create(small_disk / "new.audit", PASSPHRASE)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_without_leave_to_write_is_said(closed: Path, what: str) -> None:
    protected = closed if what == "file" else closed.parent
    mode = protected.stat().st_mode
    protected.chmod(0o555)
    try:
        assert "is read-only" in refusal(closed)
    finally:
        protected.chmod(mode)


def test_a_full_disk_is_said_and_the_file_stays_whole(closed: Path, small_disk: Path) -> None:
    path = small_disk / closed.name
    path.write_bytes(closed.read_bytes())
    file = audit_file.open_file(path, PASSPHRASE)
    with pytest.raises(AuditError) as caught, transaction(file):
        file.run("INSERT INTO person (id, name) VALUES ('p', hex(zeroblob(2000000)))")
    assert caught.value.sentence.startswith(
        "The disk that holds “north.audit” is full, so this was not saved."
    )
    with transaction(file):
        file.run("INSERT INTO person (id, name) VALUES ('p', 'RM')")
    audit_file.close(file)
    again = audit_file.open_file(path, PASSPHRASE)
    assert again.rows("SELECT name FROM person") == [("RM",)]
    audit_file.close(again)


def test_a_full_disk_leaves_no_half_made_copy(writer: Writer, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(2**20 - 8 * PAGE_SIZE))
    with pytest.raises(AuditError, match=r"The disk that holds “copy\.audit” is full"):
        making.copy_to(writer.file, small_disk / "copy.audit")
    assert [entry.name for entry in small_disk.iterdir()] == ["filler"]
    writer.save("housing", "a")


def test_a_full_disk_leaves_no_half_made_file(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(2**20 - 8 * PAGE_SIZE))
    with pytest.raises(AuditError, match="is full"):
        making.create(small_disk / "new.audit", PASSPHRASE)
    assert [entry.name for entry in small_disk.iterdir()] == ["filler"]


def test_a_file_that_cannot_grow_is_said(writer: Writer) -> None:
    writer.file.db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(AuditError, match="is full"), transaction(writer.file):
        writer.file.run("INSERT INTO person (id, name) VALUES ('x', hex(zeroblob(200000)))")


def test_an_existing_file_is_never_written_over(closed: Path) -> None:
    before = contents(closed)
    with pytest.raises(AuditError, match=r"already a file “north\.audit”"):
        making.create(closed, PASSPHRASE)
    assert contents(closed) == before


def test_an_audit_needs_a_passphrase(path: Path) -> None:
    with pytest.raises(AuditError, match="needs a passphrase"):
        making.create(path, "")
    assert not path.exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="does not exist"):
        making.create(tmp_path / "gone" / "new.audit", PASSPHRASE)


def test_a_safe_copy_opens_with_the_same_passphrase(writer: Writer, path: Path) -> None:
    saved = writer.save("housing", "temporary")
    copy = path.with_name("copy.audit")
    making.copy_to(writer.file, copy)
    file = audit_file.open_file(copy, PASSPHRASE)
    assert changes.log(file) == (saved,)
    assert integrity.check(file) == ()
    audit_file.close(file)
    with pytest.raises(AuditError, match="already a file"):
        making.copy_to(writer.file, copy)
