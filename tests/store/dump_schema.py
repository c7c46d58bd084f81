"""Write the dump of the schema that the program makes now, with one answer in it: `python -m
tests.store.dump_schema`.

Released dumps are never written again: they are what a file of that release looks like.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from itertools import count
from pathlib import Path

from audit_app.model import Role
from audit_app.store import audit_file, cases, making, migrations, people
from audit_app.store.writing import transaction
from tests.store.conftest import Writer


def main() -> None:
    out = Path(__file__).parent / "schemas" / f"{migrations.LATEST:04}.sql"
    with tempfile.TemporaryDirectory() as folder:
        file, _code = making.create(Path(folder) / "dump.audit", "dump")
        with transaction(file):
            person = people.add(file, "p1", "RM")
            cases.add_case(file, cases.CaseFile("c1", "K-001"))
            case_audit = cases.add_case_audit(file, "c1", person, Role.FIRST)
        Writer(file, case_audit, person, count(1)).save("housing", "temporary")
        pragmas = ("application_id", "user_version")
        statements = [f"PRAGMA {name} = {file.rows(f'PRAGMA {name}')[0][0]}" for name in pragmas]
        statements += _statements(file, Path(folder) / "plain.db")
        out.parent.mkdir(exist_ok=True)
        out.write_text(";\n--\n".join(statements) + "\n", encoding="utf-8")
        audit_file.close(file)


def _statements(file: audit_file.AuditFile, plain: Path) -> list[str]:
    file.db.execute("ATTACH ? AS plain KEY ''", [str(plain)])
    file.db.execute("SELECT sqlcipher_export('plain')").fetchall()
    file.db.execute("DETACH plain")
    with closing(sqlite3.connect(plain)) as connection:
        lines = [line.removesuffix(";") for line in connection.iterdump()]
    return [line for line in lines if line not in ("BEGIN TRANSACTION", "COMMIT")]


if __name__ == "__main__":
    main()
