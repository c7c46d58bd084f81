"""Files of every released schema open, brought up to date after one copy. `schemas/` holds a dump of each.

When a step is added to `migrations.STEPS`, write the dump of the new schema with `python -m
tests.store.dump_schema`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.store import audit_file, cases, changes, identity, ledger, making, migrations, releases
from audit_app.store.audit_file import AuditFile
from audit_app.store.connection import connect
from tests.store.conftest import PASSPHRASE

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))


def schema(file: AuditFile) -> list[tuple[str, str]]:
    return file.rows(
        "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL AND type <> 'view' ORDER BY name"
    )


def old_file(dump: Path, path: Path, *more: str) -> None:
    """An encrypted file as the program of that schema left it; `more` are statements that it ran last."""
    empty, _code = making.create(path.with_name("empty.audit"), PASSPHRASE)
    audit_file.close(empty)
    db = connect(path, empty.key, empty.salt)
    db.execute("PRAGMA foreign_keys = OFF")
    for statement in dump.read_text(encoding="utf-8").split(";\n--\n"):
        db.execute(statement)
    for statement in more:
        db.execute(statement)
    db.close()
    empty.path.unlink()


@pytest.mark.parametrize("dump", SCHEMAS, ids=lambda dump: dump.stem)
def test_a_file_of_an_old_schema_opens(dump: Path, path: Path) -> None:
    old_file(dump, path)
    file = audit_file.open_file(path, PASSPHRASE)
    fresh, _code = making.create(path.with_name("fresh.audit"), PASSPHRASE)
    assert schema(file) == schema(fresh)
    (ref,) = cases.refs(file)
    assert (ref.reference, ref.person) == ("K-001", "RM")
    assert [change.answer.value for change in changes.heads(file, ref.id).values()] == ["temporary"]
    audit_file.close(file)
    audit_file.close(fresh)


def test_an_audit_older_than_packs_becomes_one_of_its_own(path: Path) -> None:
    made = []
    for name in ("north", "south"):
        old_file(SCHEMAS[0], path.with_stem(name))
        file = audit_file.open_file(path.with_stem(name), PASSPHRASE)
        made.append(identity.read_identity(file))
        assert [pack for (pack,) in file.rows("SELECT pack FROM change")] == [""]
        audit_file.close(file)
    assert made[0].audit != made[1].audit
    assert made[0].link_key != made[1].link_key
    assert {(len(each.audit), len(each.link_key), each.pack, each.linked) for each in made} == {
        (32, 32, "", "")
    }


_LEFT = """INSERT INTO release (time, edition, profile, filters, cases, printed) VALUES (
    '2026-03-02T10:00:00+00:00', 'shared', 'dfe', '["All"]', '["a"]',
    '{"units": ["a"], "places": {"M1": [0]}}')"""


def test_outputs_older_than_the_ledger_stand_in_it_with_what_is_known_of_them(path: Path) -> None:
    found = []
    for name in ("north", "its copy"):
        old_file(SCHEMAS[7], path.with_stem(name), _LEFT, _LEFT)
        file = audit_file.open_file(path.with_stem(name), PASSPHRASE)
        assert ledger.check(file) == ()
        found.append(releases.read_releases(file))
        audit_file.close(file)
    first, second = found[0]
    assert (first.edition, first.filters, first.printed) == ("shared", ("All",), {"M1": {"a"}})
    assert (first.person, first.recipient, first.pages, first.sha256) == ("", "", (), {})
    assert first.id != second.id  # also where two left as alike as this
    assert found[0] == found[1]  # so that the ledgers of two copies can be joined


def test_every_schema_has_its_dump() -> None:
    assert [dump.stem for dump in SCHEMAS] == [f"{n:04}" for n in range(1, migrations.LATEST + 1)]


def test_an_older_file_is_copied_before_it_is_brought_up_to_date(path: Path) -> None:
    file, _code = making.create(path, PASSPHRASE)
    file.db.execute("PRAGMA user_version = 0")
    audit_file.close(file)
    audit_file.close(audit_file.open_file(path, PASSPHRASE))
    audit_file.close(audit_file.open_file(path, PASSPHRASE))
    assert sorted(entry.name for entry in path.parent.iterdir()) == [
        "north before update.audit",
        "north.audit",
    ]
    copy = audit_file.open_file(path.with_name("north before update.audit"), PASSPHRASE)
    audit_file.close(copy)
