"""Taking the last import of a list back, whole, while nothing hangs on it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from audit_app.errors import AuditError
from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.operations.plan.samples import read_samples
from audit_app.store import cases, info, packs, prefill, removing
from audit_app.store.cases import CaseFile
from audit_app.store.writing import transaction
from audit_app.words import _

SETTING = "last_import"


@dataclass(frozen=True)
class LastImport:
    """What the last import did: its file, the ids of cases added, and by id what it updated was before and
    after (pregnancy, attributes)."""

    file: str
    added: tuple[str, ...]
    before: dict[str, tuple[str, dict[str, str]]]
    after: dict[str, tuple[str, dict[str, str]]]


@dataclass(frozen=True)
class ImportTakenBack:
    """How many cases went, and how many are again as they were."""

    file: str
    removed: int
    restored: int


def with_import(
    about: AuditInfo, file: str, added: Iterable[str], updated: Iterable[tuple[CaseFile, CaseFile]]
) -> AuditInfo:
    """What is said about the audit, with this import as the last; `updated` are cases before and after."""
    pairs = list(updated)
    said = {
        "file": file,
        "added": list(added),
        "before": {old.id: _told(old) for old, _new in pairs},
        "after": {new.id: _told(new) for _old, new in pairs},
    }
    return replace(about, settings={**about.settings, SETTING: json.dumps(said, ensure_ascii=False)})


def _told(case: CaseFile) -> tuple[str, dict[str, str]]:
    return case.pregnancy, dict(case.attributes)


def last_import(audit: Audit) -> LastImport | None:
    """The import that could be taken back; None where there was none, or nothing of it is left."""
    text = info.read_info(audit.file).settings.get(SETTING)
    if not text:
        return None
    parts = json.loads(text)
    states = {
        name: {id_: (pregnancy, attributes) for id_, (pregnancy, attributes) in parts[name].items()}
        for name in ("before", "after")
    }
    here = {case.id for case in cases.case_files(audit.file)}
    added = tuple(id_ for id_ in parts["added"] if id_ in here)
    return LastImport(parts["file"], added, **states) if added or states["before"] else None


def take_back(audit: Audit) -> ImportTakenBack:
    """Take the last import back. AuditError, with all as it was, when there is none or something hangs on
    it: a case of it is begun, given to somebody, drawn, in a pack, has an extract's answers, or was updated
    since."""
    last = last_import(audit)
    if last is None:
        raise AuditError(_("There is no import of a list to take back."))
    here = {case.id: case for case in cases.case_files(audit.file)}
    if hangs := _hanging(audit, last, here):
        raise AuditError(
            _("The import of {file} can't be taken back: {reason}.").format(file=last.file, reason=hangs)
        )
    removing.forget_cases(audit.file, last.added)
    with transaction(audit.file):
        for id_, (pregnancy, attributes) in last.before.items():
            case = replace(here[id_], pregnancy=pregnancy, attributes=attributes)
            cases.update_case(audit.file, case)
        about = info.read_info(audit.file)
        left = {name: text for name, text in about.settings.items() if name != SETTING}
        info.write_info(audit.file, replace(about, settings=left))
    return ImportTakenBack(last.file, len(last.added), len(last.before))


def _hanging(audit: Audit, last: LastImport, here: dict[str, CaseFile]) -> str:
    """What hangs on an import, in words; empty for nothing."""
    added = set(last.added)
    refs = [ref for ref in cases.refs(audit.file) if ref.case in added]
    out = {id_ for pack in packs.read_packs(audit.file) for id_ in pack.case_audits}
    samples = read_samples(info.read_info(audit.file)).values()
    drawn = {case.id for sample in samples for case in sample.drawn}
    extracts = {found.case for found in prefill.read_all(audit.file)}
    changed = any(id_ not in here or _told(here[id_]) != said for id_, said in last.after.items())
    reasons = (
        (any(ref.changed for ref in refs), _("work on one of its cases has begun")),
        (any(ref.id in out for ref in refs), _("one of its cases is in a pack")),
        (any(ref.person for ref in refs), _("one of its cases is given to an officer")),
        (bool(added & drawn), _("a sample was drawn from it")),
        (bool(added & extracts), _("an extract says something of one of its cases")),
        (changed, _("a case that it updated was changed or deleted since")),
    )
    return next((words for holds, words in reasons if holds), "")
