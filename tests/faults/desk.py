"""The folder that an audit lies in, ready for something to go wrong: made once of each kind, copied for each
try.

Every kind holds `north.audit` with four cases: C1 begun, C2 with nothing left to look at, C3 nobody's, C4 in
the pack `CD1.audit`, where its officer finished it and answered differently.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case import answering, cases
from audit_app.operations.file import audits
from audit_app.operations.gather.conflicts import conflicts
from audit_app.operations.gather.taking_in import merge
from audit_app.operations.plan import handing_out
from audit_app.store import keys
from tests.faults.apart import apart
from tests.faults.seen import Seen, finished, see
from tests.once import made_once
from tests.operations.modular_form import write_form as write_modular_form
from tests.operations.small_form import write_small_form
from tests.operations.team import complete, find, say

MAIN, PACK, SHARE = "north.audit", "CD1.audit", "OneDrive - Some Council"
PASSPHRASE, PACK_PASSPHRASE, NEW_PASSPHRASE = "plum harbour lantern", "orchard violin 88", "slow green tram"
FORM = "small"


@dataclass
class Desk:
    """One folder and what is open in it. `secrets` are those by which the audit must open, as far as a person
    was told; `tell` is what happens when a person is told that something is done."""

    folder: Path
    main: str = MAIN
    secrets: tuple[str, ...] = ()
    audit: Audit | None = None
    tell: Callable[[Desk], None] = lambda desk: None
    progress: Progress = no_progress
    answers: int = 30
    more: dict[str, object] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.folder / self.main

    @property
    def opened(self) -> Audit:
        assert self.audit is not None
        return self.audit

    def open(self, person: str = "AB") -> None:
        self.audit = audits.open_audit(self.path, self.secrets[0], person=person)

    def close(self) -> None:
        if self.audit is not None:
            audits.close_audit(self.audit)
            self.audit = None

    def answer(self) -> None:
        """Save one answer that wasn't there before, as a screen does."""
        first = next(iter(cases.list_cases(self.opened)), None) or cases.add_case(self.opened, "C1")
        case = answering.open_case(self.opened, first.id)
        self.answers += 1
        key = Key("mother_age" if "mother_age" in self.opened.form.questions else "age")
        answering.save_answer(case, key, Answer(AnswerState.ANSWERED, str(10 + self.answers % 30)))

    def acknowledge(self) -> None:
        """The program has said that what was asked for is done."""
        self.tell(self)

    def seen(self) -> Seen | None:
        """What stands in the folder, as the program at work has it; None while no audit is open."""
        return see(self.audit, self.folder, self.secrets) if self.audit else None


@dataclass(frozen=True)
class Template:
    """A folder to copy, what stands in it, and the recovery code of its audit."""

    folder: Path
    main: str
    code: str
    seen: Seen

    def desk(self, folder: Path) -> Desk:
        """A copy of it, to be worked at in `folder`."""
        shutil.copytree(self.folder, folder)
        return Desk(folder, self.main, (self.code,))


def template(room: Path, kind: str) -> Template:
    """The folder of this kind, made when it is asked for first."""
    return made_once(room, f"kind {kind}", lambda: _made(room, kind))


def _made(room: Path, kind: str) -> Template:
    make, base = KINDS[kind]
    folder = room / kind
    if base:
        desk = template(room, base).desk(folder)
    else:
        folder.mkdir()
        desk = Desk(folder)
    ((main, code),) = apart(lambda send: (make(desk), send((desk.main, desk.secrets[0])))).sent
    (seen,) = apart(lambda send: send(_seen_in_a_copy(folder, main, code))).sent
    return Template(folder, main, code, seen)


def _seen_in_a_copy(folder: Path, main: str, code: str) -> Seen:
    copy = folder.with_name(f"{folder.name} to look at")
    shutil.copytree(folder, copy)
    files = [*finished(copy)]
    audit = audits.open_audit(copy / main, code)
    seen = see(audit, copy, (code,), files)
    audits.close_audit(audit)
    shutil.rmtree(copy)
    return seen


def _north(desk: Desk) -> None:
    folder = desk.folder
    form = write_small_form(folder / FORM)
    (form / "measures.csv").write_text(
        "id,label,section,kind,denominator,question,numerator,page\n"
        "M5.1_pathway,On a plan,Pathway,proportion,fact,pathway,cp_plan,parents\n"
    )
    info = AuditInfo(name="North", round="baseline")
    audit, code = audits.create_audit(desk.path, PASSPHRASE, form=form, info=info, person="AB")
    for number in range(1, 5):
        cases.add_case(audit, f"C{number}")
    say(audit, "C1", "mother_age", "24")
    complete(audit, "C2")
    answering.reopen(answering.open_case(audit, find(audit, "C2").id), "to be finished in a test")
    handing_out.assign(audit, "CD", handing_out.find_cases(audit, ["C4"]))
    handing_out.write_pack(audit, "CD", folder / PACK, PACK_PASSPHRASE)
    pack = audits.open_audit(folder / PACK, PACK_PASSPHRASE, person="CD")
    complete(pack, "C4", mother_age="30")
    audits.close_audit(pack)
    say(audit, "C4", "mother_age", "31")
    audits.close_audit(audit)
    desk.secrets = (code,)
    write_rows(folder / "list.csv", [{"case": f"{n}00{n}", "team": "East"} for n in range(1, 9)])
    said = [
        {"case": f"C{n}", "auditor": "AB", "question": "mother_need", "value": "current"}
        for n in (1, 3, 7, 8)
    ]
    write_rows(folder / "answers.csv", said)
    write_rows(folder / "extract.csv", [{"case": f"C{n}", "age": f"3{n}"} for n in range(1, 5)])


def _linked(desk: Desk) -> None:
    from audit_app.operations.plan import case_lists

    desk.open()
    case_lists.import_list(desk.opened, case_lists.preview(desk.opened, desk.folder / "list.csv"))
    write_rows(desk.folder / "list.csv", [{"case": f"{n}77{n}", "team": "West"} for n in range(1, 9)])
    desk.close()


def _conflicted(desk: Desk) -> None:
    desk.open()
    merge(desk.opened, [desk.folder / PACK])
    assert conflicts(desk.opened)
    desk.close()


def _crashed(desk: Desk) -> None:
    desk.open()
    for _ in range(3):
        desk.answer()
    # The process ends without closing: the log stays.


def _old(desk: Desk) -> None:
    """As the release before the last left it: schema 5."""
    desk.open()
    db = desk.opened.file.db
    for table in ("seal", "withdrawal", "release"):
        db.execute(f"DROP TABLE {table}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name IN ('releases', 'ledger')")
    db.execute("PRAGMA user_version = 5")
    desk.close()


def _officers(desk: Desk) -> None:
    desk.main = PACK
    pack = audits.open_audit(desk.path, PACK_PASSPHRASE, person="CD")
    answering.reopen(answering.open_case(pack, find(pack, "C4").id), "to be answered in a test")
    desk.secrets = (keys.recovery_code(pack.file.key),)
    audits.close_audit(pack)


def _shared(desk: Desk) -> None:
    share = desk.folder / SHARE
    share.mkdir()
    (desk.folder / MAIN).rename(share / MAIN)
    desk.main = f"{SHARE}/{MAIN}"


def _modular(desk: Desk) -> None:
    form = write_modular_form(desk.folder / FORM)
    info = AuditInfo(name="Modules", round="baseline", modules=("placements", "court"))
    desk.audit, code = audits.create_audit(desk.path, PASSPHRASE, form=form, info=info, person="AB")
    desk.secrets = (code,)
    for number in range(1, 5):
        cases.add_case(desk.opened, f"M{number}")
        say(desk.opened, f"M{number}", "age", "24")
    desk.close()


def _releasable(desk: Desk) -> None:
    desk.open()
    for number in range(20):
        cases.add_case(desk.opened, f"R{number}")
        complete(desk.opened, f"R{number}", pathway="cp_plan" if number % 2 else "early_help")
    desk.close()


KINDS: dict[str, tuple[Callable[[Desk], None], str]] = {
    "north": (_north, ""),
    "linked": (_linked, "north"),  # with a key file
    "conflicted": (_conflicted, "north"),
    "crashed": (_crashed, "north"),
    "old": (_old, "north"),
    "officer's": (_officers, "north"),
    "shared": (_shared, "north"),
    "modular": (_modular, ""),
    "releasable": (_releasable, "north"),
}
"""How each kind of folder is made, and of which other kind."""


def write_rows(path: Path, lines: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, lines[0])
        writer.writeheader()
        writer.writerows(lines)
