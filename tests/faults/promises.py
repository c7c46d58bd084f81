"""What an audit promises, whatever goes wrong: judged by what a process told before the fault, and by the
folder as it is found afterwards."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.operations.file import audits
from audit_app.store.cipher_pages import log_of
from tests.faults.desk import PACK_PASSPHRASE, PASSPHRASE, Template
from tests.faults.operations import Operation
from tests.faults.playing import Step
from tests.faults.seen import Seen, digest, finished, see

NOT_FOR_PEOPLE = re.compile(
    r"PRAGMA|Traceback|Errno|sqlite|OperationalError|DatabaseError|closed database|0x[0-9a-f]{6}|\.unfinished"
)
"""What stands in no sentence for people."""


@dataclass(frozen=True)
class Found:
    """A folder after a fault: what stands in it, or why its audit can't be opened; and what a check of the
    audit says."""

    seen: Seen | None
    refused: str = ""
    problems: tuple[str, ...] = ()


def look(folder: Path, audit: str, secrets: Sequence[str]) -> Found:
    """Open the audit of a folder by the first of the secrets that does, and see."""
    files = [*finished(folder)]
    if not (folder / audit).exists():
        return Found(None, f"there is no {audit}")
    refused = ""
    for secret in secrets:
        try:
            opened = audits.open_audit(folder / audit, secret)
        except AuditError as error:
            refused = refused or str(error)
            continue
        seen = see(opened, folder, (secret,), files)
        problems = tuple(str(problem) for problem in audits.check_audit(opened))
        audits.close_audit(opened)
        return Found(seen, problems=problems)
    return Found(None, refused)


def about_steps(
    steps: Iterable[Step], before: Seen, remembers: Collection[str] = ()
) -> tuple[list[str], Seen]:
    """What is wrong with what came out of a program, step by step; and what was acknowledged last. What was
    refused may be in the tables that `remembers` names."""
    broken = []
    expected = before
    for step in steps:
        if step.raw:
            broken.append(f"raw error out of {step.name}: {step.raw}")
        if match := NOT_FOR_PEOPLE.search(step.refused):
            broken.append(f"“{match[0]}” in a sentence of {step.name}: {step.refused}")
        if step.is_done:
            expected = step.seen or expected
        elif step.seen and step.seen.audit == expected.audit:
            now, then = step.seen.without(tables=remembers), expected.without(tables=remembers)
            broken += [f"{step.name} was refused, yet {text}" for text in now.differs_from(then)]
            expected = replace(
                expected, rows={**expected.rows, **{each: step.seen.rows[each] for each in remembers}}
            )
    return broken, expected


def about_folder(folder: Path, operation: Operation, expected: Seen, template: Template) -> list[str]:
    """What is wrong with a folder in which exactly what was acknowledged must stand."""
    others = [look(folder, expected.audit, [secret]) for secret in expected.secrets[1:]]
    broken = [
        f"a secret that was told opens it no more: {found.refused}" for found in others if not found.seen
    ]
    where = places(folder, operation, expected, template)
    looked = [look(folder, audit, expected.secrets) for audit in where]
    broken += _wrong_in(where, looked)
    if operation.also_in:
        if not any(found.seen and found.seen.rows == expected.rows for found in looked):
            broken.append("what was acknowledged is nowhere")
    elif looked[0].seen:
        left = {operation.may_leave} - {*expected.files}
        broken += looked[0].seen.without(left).differs_from(expected)
    return broken


def about_moment(
    folder: Path,
    operation: Operation,
    template: Template,
    told: Seen,
    coming: Sequence[Seen],
    *,
    exact: bool = False,
) -> list[str]:
    """What is wrong with a folder in which the program was stopped: what was told last must stand in it, or
    what was about to be, as one of `coming` has it: `exact` where that was the same run, since ids and times
    are others in each."""
    secrets = [*told.secrets, *(secret for each in coming for secret in each.secrets)]
    secrets += [operation.secret] if operation.secret else []
    where = places(folder, operation, told, template)
    looked = [look(folder, audit, [*dict.fromkeys(secrets)]) for audit in where]
    broken = _wrong_in(where, looked)
    seen = [found.seen for found in looked if found.seen]
    if seen and not any(_is_as_told(each, told) or _is_as_coming(each, coming, exact) for each in seen):
        broken.append(f"neither as it was nor as it was to become: {seen[0].differs_from(told)}")
    if seen and not operation.also_in:
        broken += _about_files(seen[0].files, told, coming)
    return broken


def _wrong_in(where: Sequence[str], looked: Sequence[Found]) -> list[str]:
    lost = [
        f"{audit} is lost: {found.refused}"
        for audit, found in zip(where, looked, strict=True)
        if found.refused
    ]
    return lost + [problem for found in looked for problem in found.problems]


def _is_as_told(seen: Seen, told: Seen) -> bool:
    return (seen.rows, seen.links) == (told.rows, told.links)


def _is_as_coming(seen: Seen, coming: Sequence[Seen], exact: bool) -> bool:
    return any(seen.rows == each.rows if exact else seen.counts == each.counts for each in coming)


def _about_files(files: dict[str, str], told: Seen, coming: Sequence[Seen]) -> list[str]:
    changing = {name for each in coming for name in each.files if each.files[name] != told.files.get(name)}
    kept = [name for name in told.files if name not in changing and name != told.audit]
    wrong = [
        f"{name} {'differs' if name in files else 'is gone'}"
        for name in kept
        if files.get(name) != told.files[name]
    ]
    known = {*told.files, *changing, *(each.audit for each in coming)}
    return wrong + [f"{name} is unexpected" for name in files if name not in known]


def places(folder: Path, operation: Operation, expected: Seen, template: Template) -> list[str]:
    """Where the rows that were acknowledged may be: in the audit, or in a working copy of it."""
    if not operation.also_in:
        return [expected.audit]
    own = [path.relative_to(folder).as_posix() for path in folder.glob(operation.also_in)]
    return [name for name in (template.main, *own) if (folder / name).exists()] or [template.main]


def half_files(folder: Path, known: Seen, lines: dict[str, int], secrets: Sequence[str]) -> list[str]:
    """Files under final names, unless they are as they were known before, that aren't whole. `lines` says how
    many a text has when it is; `secrets` open audits besides the usual passphrases."""
    names = {path.relative_to(folder).as_posix(): path for path in finished(folder)}
    names.pop(known.audit, None)
    return [
        f"half a file: {name} ({why})"
        for name, path in names.items()
        if known.files.get(name) != digest(path) and (why := _not_whole(path, lines.get(name, 0), secrets))
    ]


def _not_whole(path: Path, lines: int, secrets: Sequence[str]) -> str:
    data = path.read_bytes()
    match path.suffix:
        case ".audit":
            return _wrong_in_audit(path, (*secrets, PACK_PASSPHRASE, PASSPHRASE))
        case ".xlsx" | ".zip":
            return "" if zipfile.is_zipfile(path) and not zipfile.ZipFile(path).testzip() else "no archive"
        case ".pdf":
            return "" if data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF") else "no end"
        case ".csv":
            return "" if data.endswith(b"\n") and data.count(b"\n") >= lines else "lines are missing"
    return ""


def _wrong_in_audit(path: Path, secrets: Sequence[str]) -> str:
    refused = ""
    copy = Path(shutil.copy(path, tempfile.mkdtemp()))  # opening an audit may make files beside it
    if log_of(path).exists():
        shutil.copy(log_of(path), log_of(copy))
    for secret in secrets:
        try:
            opened = audits.open_audit(copy, secret)
        except AuditError as error:
            refused = refused or str(error)
            continue
        problems = audits.check_audit(opened)
        audits.close_audit(opened)
        return "; ".join(map(str, problems))
    return refused


def text_lines(folder: Path) -> dict[str, int]:
    """How many lines each text has."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().count(b"\n")
        for path in finished(folder)
        if path.suffix == ".csv"
    }
