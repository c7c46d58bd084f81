"""The file of an open audit is deleted, replaced, moved, or loses its log, between any two answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from audit_app.operations.file import audits
from audit_app.store.cipher_pages import log_of
from tests.faults import promises
from tests.faults.apart import Send, apart
from tests.faults.desk import MAIN, PACK, Desk, template
from tests.faults.operations import OPERATIONS
from tests.faults.playing import attempt
from tests.faults.seen import digest, rows_of

THEN = (
    *("save", "save", "save", "change-passphrase", "save-copy", "close", "import-list", "hand-out", "undo"),
    *("import-answers", "take-in", "draw-sample", "export-answers"),
)
_INTO_THE_FILE = frozenset(THEN) - {"save-copy", "close", "export-answers"}
_ELSEWHERE = f"elsewhere/{MAIN}"


def _deleted(desk: Desk) -> None:
    desk.path.unlink()


def _log_deleted(desk: Desk) -> None:
    log_of(desk.path).unlink()


def _both_deleted(desk: Desk) -> None:
    _deleted(desk)
    _log_deleted(desk)


def _replaced(desk: Desk) -> None:
    shutil.copy(desk.folder / PACK, desk.folder / "other")
    (desk.folder / "other").replace(desk.path)


def _replaced_by_a_copy(desk: Desk) -> None:
    shutil.copy(desk.folder / "earlier copy", desk.folder / "other")
    (desk.folder / "other").replace(desk.path)


def _written_over(desk: Desk) -> None:
    """By a program that keeps the file and changes what is in it, as `cp` does."""
    shutil.copyfile(desk.folder / PACK, desk.path)


def _written_over_by_a_copy(desk: Desk) -> None:
    shutil.copyfile(desk.folder / "earlier copy", desk.path)


def _renamed(desk: Desk) -> None:
    desk.path.rename(desk.folder / "renamed.audit")


def _folder_renamed(desk: Desk) -> None:
    desk.folder.rename(desk.folder.with_name("away"))


def _folder_removed(desk: Desk) -> None:
    shutil.rmtree(desk.folder)


def _another_in_its_folder(desk: Desk) -> None:
    """The folder is renamed, and one of the same name with an audit of the same name comes in its place."""
    _folder_renamed(desk)
    desk.folder.mkdir()
    shutil.copy(desk.folder.with_name("away") / PACK, desk.path)


GOING: dict[str, Callable[[Desk], None]] = {
    do.__name__.lstrip("_").replace("_", "-"): do
    for do in (
        *(_deleted, _log_deleted, _both_deleted, _replaced, _replaced_by_a_copy, _renamed, _folder_renamed),
        *(_folder_removed, _another_in_its_folder, _written_over, _written_over_by_a_copy),
    )
}
"""The ways in which a file goes away, by name."""


def tries(n: int, room: Path, *, small: bool = False) -> list[str]:
    """`replaced save 3`: replaced after three answers, then an answer is to be saved."""
    random, ways = Random(n), [*GOING]
    return [f"{ways[i % len(ways)]} {random.choice(THEN)} {random.randrange(4)}" for i in range(n)]


def prepare(name: str, room: Path) -> None:
    template(room, "north")


def run(name: str, room: Path, folder: Path) -> list[str]:
    """What was broken."""
    way, then, n_answers = name.split()
    desk = template(room, "north").desk(folder)
    shutil.copy(desk.path, folder / "earlier copy")
    (folder.parent / "elsewhere").mkdir()
    ended = apart(lambda send: _play(desk, GOING[way], then, int(n_answers), send))
    if ended.late or ended.signal or not ended.sent:
        return [f"it hung, or was ended by signal {ended.signal}"]
    broken, last, secrets = ended.sent[-1]
    found = promises.look(folder.parent, _ELSEWHERE, secrets)
    if then != "close" and (found.refused or found.problems):
        return [*broken, f"what was saved elsewhere can't be opened: {found.refused or found.problems}"]
    if found.seen and found.seen.rows != last:
        return [*broken, "what was saved elsewhere isn't all that was acknowledged"]
    return list(broken)


def _play(desk: Desk, go_away: Callable[[Desk], None], then: str, n_answers: int, send: Send) -> None:
    broken: list[str] = []
    desk.open()
    for _ in range(n_answers):
        desk.answer()
    audit, acknowledged = desk.opened, rows_of(desk.opened)
    go_away(desk)
    there = None if go_away is _log_deleted else _there(desk)

    def is_done(what: str, do: Callable[[], object]) -> bool:
        """Whether it was done. Nothing that it does may touch what is there now."""
        refused, raw = attempt(do)
        if raw:
            broken.append(f"raw error out of {what}: {raw}")
        if there is not None and _there(desk) != there:
            broken.append(f"{what} changed the file that is there now")
        return not refused and not raw

    was_done = is_done(then, lambda: OPERATIONS[then].do(desk))
    if was_done and then in _INTO_THE_FILE:
        acknowledged = rows_of(audit)
        if not _is_in_the_file(desk, acknowledged):
            broken.append(f"{then} was acknowledged, and isn't in the file that is there")
    if then != "close":
        where = desk.folder.with_name("elsewhere") / MAIN
        if not is_done("saving elsewhere", lambda: audits.save_elsewhere(audit, where)):
            broken.append("it can't be saved elsewhere")
        elif rows_of(audit) != acknowledged:
            broken.append("not all that was acknowledged is saved elsewhere")
        elif not is_done("going on there", desk.answer):
            broken.append("it can't be gone on with there")
    last = rows_of(audit) if desk.audit else {}
    is_done("closing", desk.close)
    send((broken, last, desk.secrets))


def _there(desk: Desk) -> str:
    """What is at the path now, read by another process: this one would lose its lock on it."""
    return str(apart(lambda send: send(digest(desk.path))).sent[0])


def _is_in_the_file(desk: Desk, rows: dict[str, str]) -> bool:
    return bool(apart(lambda send: send(_holds(desk, rows))).sent[0])


def _holds(desk: Desk, rows: dict[str, str]) -> bool:
    """Whether a copy of the file that is there now opens, with its log, and holds these rows."""
    copy = desk.folder.with_name("to look at")
    shutil.copytree(desk.folder, copy)
    found = promises.look(copy, MAIN, desk.secrets)
    shutil.rmtree(copy)
    return found.seen is not None and found.seen.rows == rows
