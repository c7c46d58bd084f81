"""Makes files to attack, as a manager would: from a sample audit, and in every edition."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.model import CaseStatus, Role
from audit_app.operations import demo
from audit_app.operations.audit import Audit
from audit_app.operations.case.answering import open_case, reopen
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share.exporting import ALL_PAGES, export

PASSPHRASE = "nine calm herons by the water"


@dataclass(frozen=True)
class Output:
    """What is asked for: an edition under a profile (the restricted edition has its own), of some pages."""

    edition: str = "shared"
    profile: str = "dfe"
    format: str = "csv"
    pages: tuple[str, ...] = ALL_PAGES
    filters: Filters = field(default_factory=Filters)

    @property
    def name(self) -> str:
        """What the file is called."""
        words = self.profile if self.edition == "shared" else self.edition
        ending = "zip" if self.format == "csv" else self.format
        chosen = () if self.pages == ALL_PAGES else self.pages
        return "_".join((words, *chosen)) + f".{ending}"


def sample(folder: Path, cases: int, seed: int) -> Path:
    """The sample audit of so many made-up cases, closed; made once in a folder."""
    path = folder / f"{cases}_{seed}.audit"
    if not path.exists():
        audit, _code = demo.make_demo(path, PASSPHRASE, n_cases=cases, seed=seed)
        close_audit(audit)
    return path


def sent(path: Path, key: str, output: Output) -> Path:
    """The file that leaves a copy of an audit: what left before is none of its business."""
    copy = path.with_name(f"{path.stem}_{Path(output.name).stem}.audit")
    shutil.copy(path, copy)
    audit = open_audit(copy, key)
    try:
        return sent_by(audit, path.with_name(f"{path.stem}_{output.name}"), output)
    finally:
        close_audit(audit)
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()


def left(audit: Audit, folder: Path, outputs: Iterable[Output]) -> tuple[Path, ...]:
    """The files that leave one audit after each other; one that is refused doesn't."""
    files = []
    for output in outputs:
        with suppress(AuditError):
            files.append(sent_by(audit, folder / output.name, output))
    return tuple(files)


def take_back_one(audit: Audit) -> None:
    """Reopen a finished case, as if it were finished only after this."""
    finished = (
        each for each in list_cases(audit) if each.status is CaseStatus.FINISHED and each.role is Role.FIRST
    )
    reopen(open_case(audit, next(finished).id), "to finish it later")


def sent_by(audit: Audit, file: Path, output: Output) -> Path:
    """The file that leaves this audit, which remembers it; by another profile too than what left before, when
    that is all that is to be said against it."""
    try:
        return _written(audit, file, output)
    except AuditError as error:
        if "Stay with one profile" not in str(error) or "worked out" in str(error):
            raise
        return _written(audit, file, output, despite_earlier=True)


def _written(audit: Audit, file: Path, output: Output, *, despite_earlier: bool = False) -> Path:
    export(
        audit,
        file,
        edition=output.edition,
        format=output.format,
        profile=output.profile if output.edition == "shared" else "",
        page_ids=output.pages,
        filters=output.filters,
        despite_earlier=despite_earlier,
    )
    return file
