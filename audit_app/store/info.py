"""What is said about the audit as a whole: the one row of table `audit`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from audit_app.model import AuditInfo, Country
from audit_app.store.audit_file import AuditFile


@dataclass(frozen=True)
class Asking:
    """What decides which questions of its form an audit asks, the country and the modules switched on; and by
    which way of working out its calculations were made (`xforms.filling.RECKONING`)."""

    country: str = Country.ENGLAND.value
    modules: frozenset[str] = frozenset()
    reckoning: int = 0


def read_info(file: AuditFile) -> AuditInfo:
    """What is said about the audit; all empty before anything was."""
    found = file.rows("SELECT info FROM audit")
    if not found:
        return AuditInfo()
    parts = json.loads(found[0][0])
    parts["country"] = Country(parts["country"])
    parts["modules"] = tuple(parts["modules"])
    return AuditInfo(**parts)


def write_info(file: AuditFile, info: AuditInfo) -> None:
    """Say it anew."""
    file.run("INSERT OR REPLACE INTO audit (id, info) VALUES (1, ?)", (as_text(info),))


def as_text(info: AuditInfo) -> str:
    """As the table holds it."""
    return json.dumps(asdict(info), ensure_ascii=False)


def read_asking(file: AuditFile) -> Asking:
    """What decides which questions are asked, read for each case that is worked out: the settings, which can
    be long, are left alone."""
    found = file.rows(
        "SELECT json_extract(info, '$.country'), json_extract(info, '$.modules'), n FROM audit, reckoning"
    )
    return Asking(found[0][0], frozenset(json.loads(found[0][1])), found[0][2]) if found else Asking()


def write_reckoning(file: AuditFile, n: int) -> None:
    """Say that all stored calculations were made so."""
    file.run("UPDATE reckoning SET n = ?", (n,))
