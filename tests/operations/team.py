"""A manager with officers, packs out and back in: short ways to play a whole audit on real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from audit_app.model import Answer, AnswerState, CaseRef, Key, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, open_case
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.gather.taking_in import MergeReport, merge
from audit_app.operations.plan import handing_out
from tests.operations.lists import import_cases

PACK = "orchard violin 88"


def answered(value: str) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


@dataclass
class Team:
    """A manager's audit with cases C1 ... C3, nobody's yet."""

    audit: Audit
    folder: Path
    n_packs: int = field(default=0)

    def give(self, officer: str, *references: str) -> Path:
        """Assign these cases, or none further, and write the officer's pack."""
        if references:
            handing_out.assign(self.audit, officer, handing_out.find_cases(self.audit, references))
        self.n_packs += 1
        path = self.folder / f"{officer}{self.n_packs}.audit"
        handing_out.write_pack(self.audit, officer, path, PACK)
        return path

    def merge(self, *packs: Path, dry_run: bool = False) -> MergeReport:
        return merge(self.audit, packs, dry_run=dry_run)

    def case(self, reference: str, role: Role = Role.FIRST) -> OpenCase:
        return open_case(self.audit, find(self.audit, reference, role).id)

    def value(self, reference: str, question: str) -> str:
        return self.case(reference).filling.state(Key(question)).value


def new_team(make_audit: Callable[..., Audit], folder: Path, name: str = "manager") -> Team:
    audit = make_audit(name, person="Boss")
    import_cases(audit, [{"case": f"C{number}", "team": "East"} for number in (1, 2, 3)])
    return Team(audit, folder)


@contextmanager
def opened(pack: Path, person: str = "") -> Iterator[Audit]:
    """A pack, as its officer opens it."""
    audit = open_audit(pack, PACK)
    audit.person = person or handing_out.whose_pack(audit)
    try:
        yield audit
    finally:
        close_audit(audit)


def find(audit: Audit, reference: str, role: Role = Role.FIRST) -> CaseRef:
    (ref,) = (ref for ref in list_cases(audit) if (ref.reference, ref.role) == (reference, role))
    return ref


def say(audit: Audit, reference: str, question: str, value: str, *, role: Role = Role.FIRST) -> None:
    """Answer one question outside repeats."""
    case = open_case(audit, find(audit, reference, role).id)
    answering.save_answer(case, Key(question), answered(value))


def complete(audit: Audit, reference: str, role: Role = Role.FIRST, **answers: str) -> None:
    """Answer these questions, mark all the rest, and finish."""
    case = open_case(audit, find(audit, reference, role).id)
    answers = {"records_seen": "case_system", "immediate_concern": "no", **answers}
    for question, value in answers.items():
        answering.save_answer(case, Key(question), answered(value))
    for page in ("start", "parents", "care", "help", "timing"):
        answering.mark_rest(case, page)
    answering.finish(case, "Checked twice")
