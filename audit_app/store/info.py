"""What is said about the audit as a whole: the one row of table `audit`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from audit_app.model import AuditInfo, Country
from audit_app.store.audit_file import AuditFile


@dataclass(frozen=True)
class Asking:
    """What decides which questions of its form an audit asks: the country, and the modules switched on."""

    country: str = Country.ENGLAND.value
    modules: frozenset[str] = frozenset()


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
    text = json.dumps(asdict(info), ensure_ascii=False)
    file.run("INSERT OR REPLACE INTO audit (id, info) VALUES (1, ?)", (text,))


def read_asking(file: AuditFile) -> Asking:
    """What decides which questions are asked, read for each case that is worked out: the settings, which can
    be long, are left alone."""
    found = file.rows("SELECT json_extract(info, '$.country'), json_extract(info, '$.modules') FROM audit")
    return Asking(found[0][0], frozenset(json.loads(found[0][1]))) if found else Asking()
