"""Working on a copy where a file must not be worked on in place: network shares and synchronised folders.

The audit and its key file are copied, encrypted as they are, into a folder of this computer, and put back
when the audit is closed, unless the original has changed meanwhile: then both are kept. A note beside the
copy says where it came from and what the original was then, so that work left by a crash is found and gone on
with. All of it goes by the files' bytes alone: no passphrase is needed.

`audit.path` is then the copy and `origin.original_of(path)` the file that the person knows; whoever closes
the audit calls `put_back(of(path))` afterwards. The command line acts in place.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from audit_app import rights
from audit_app.errors import AuditError, DamagedError
from audit_app.operations.audit import Audit
from audit_app.operations.file import audits, locations
from audit_app.operations.file.locations import LocationKind
from audit_app.operations.origin import NOTE, origin_of, original_of
from audit_app.paths import state_folder
from audit_app.placing import placing, put_in_place, said_plainly, synchronise
from audit_app.store import audit_file, cipher_pages, left_logs
from audit_app.store.failures import in_use
from audit_app.words import _

_AUDIT, _KEY, _LOG = "audit", "key", "log"
_BLOCK = 2**20


class Outcome(StrEnum):
    """What became of a working copy."""

    UNCHANGED = "unchanged"  # nothing was done in it
    PUT_BACK = "put_back"
    BOTH_KEPT = "both_kept"  # the original had changed: the copy stands beside it under a name of its own
    WAITING = "waiting"  # the original's folder can't be reached: the copy stays on this computer


@dataclass(frozen=True)
class PutBack:
    """What became of a working copy, and a sentence wherever a person should know."""

    outcome: Outcome
    said: str = ""


@dataclass(frozen=True)
class WorkingCopy:
    """A copy being worked on. `taken` holds the digests of the original's files when it was made; `left` says
    that it was found with work in it that has not been put back."""

    path: Path
    original: Path
    taken: dict[str, str]
    left: bool = False

    @property
    def is_behind(self) -> bool:
        """Whether the original has changed since. False when it can't be reached."""
        with suppress(OSError):
            return _reachable(self.original) and _has_changed(self)
        return False


def is_wanted(path: Path, folder: Path | None = None) -> bool:
    """Whether this file should be worked on as a copy: it lies on a share or in a synchronised folder, and
    this computer's own folder doesn't."""
    own = folder or _own_folder()
    return _is_elsewhere(path) and not _is_elsewhere(own / path.name)


def take(path: Path, folder: Path | None = None) -> WorkingCopy:
    """The working copy of a file: a new one, or the one that a crash or an absent share left behind.
    AuditError when the file isn't there, isn't an audit, is being written, or there is no room."""
    place = _place_of(path, folder)
    if left := of(place / path.name):
        if audit_file.is_open_here(left.path):  # to read it now would be to lose the lock on it
            raise in_use(path)
        return replace(left, left=True)
    audit_file.read_salt(path)
    _empty(place)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        rights.make_folder(place)
        taken = _copied(path, place)
        _write_note(place, path, taken)
        for folder in (place.parent, place.parent.parent):  # their names must outlast a power cut too
            synchronise(folder)
    except OSError as error:
        _empty(place)
        said = _("“{name}” couldn't be copied to this computer, where it is worked on: {reason}. Try again.")
        raise AuditError(said.format(name=path.name, reason=error.strerror)) from error
    except BaseException:
        _empty(place)
        raise
    return WorkingCopy(place / path.name, path, taken)


def left_of(path: Path, folder: Path | None = None) -> WorkingCopy | None:
    """The copy of this file that lies in this computer's own folder, if there is one."""
    return of(_place_of(path, folder) / path.name)


def set_aside(path: Path, folder: Path | None = None) -> tuple[Path, ...]:
    """The folders of damaged copies of this file that were kept aside."""
    place = _place_of(path, folder)
    return tuple(sorted(place.parent.glob(f"{place.name}-set-aside-*")))


def of(path: Path) -> WorkingCopy | None:
    """The working copy that this file is; None for a file worked on in place."""
    origin = origin_of(path)
    return WorkingCopy(path, origin.original, dict(origin.taken)) if origin else None


def put_back(copy: WorkingCopy, now: Callable[[], datetime] = datetime.now) -> PutBack:
    """Put a closed working copy back where it came from. Nothing is lost when that can't be done: the copy
    stays, and is gone on with when the audit is opened next."""
    if not _reachable(copy.original):
        return _waiting(copy, _("its folder can't be reached"))
    try:
        return _put(copy, now)
    except AuditError as error:
        return _waiting(copy, error.sentence.rstrip("."))
    except OSError as error:
        return _waiting(copy, error.strerror or str(error))


def _waiting(copy: WorkingCopy, reason: str) -> PutBack:
    said = _(
        "“{name}” couldn't be put back: {reason}. Your work is kept on this computer; it is put back when "
        "you open the audit there again and close it."
    )
    return PutBack(Outcome.WAITING, said.format(name=copy.original.name, reason=reason))


def let_go(copy: WorkingCopy) -> None:
    """Throw away a new copy in which nothing was done: its passphrase wasn't known, say. One that was there
    before may be open in another window."""
    with suppress(OSError):
        if not copy.left and _digests(copy.path) == copy.taken:
            _empty(copy.path.parent)


def open_audit(path: Path, secret: str, *, person: str = "") -> tuple[Audit, str]:
    """Open an audit, as a working copy where that is wanted; and what a person should know of work left in
    it. AuditError as for any audit, with nothing left on this computer."""
    if not is_wanted(path):
        return audits.open_audit(path, secret, person=person), ""
    copy, said = take(path), ""
    if copy.left:
        try:
            return audits.open_audit(copy.path, secret, person=person), about_left(copy)
        except AuditError as error:
            if not isinstance(error, DamagedError) and not _opens_original_alone(copy, secret):
                raise
            copy, said = _taken_anew(copy)
    try:
        return audits.open_audit(copy.path, secret, person=person), said
    except BaseException:
        let_go(copy)
        raise


def _opens_original_alone(copy: WorkingCopy, secret: str) -> bool:
    """Whether the beginning of a copy is spoilt: it has the salt of its original, but not the key. (One whose
    passphrase was changed has another salt.)"""
    with suppress(AuditError, OSError):
        salt = audit_file.read_salt(copy.original)
        return audit_file.read_salt(copy.path) == salt and bool(
            audit_file.key_of(copy.original, secret, salt)
        )
    return False


def _taken_anew(copy: WorkingCopy) -> tuple[WorkingCopy, str]:
    """A new copy of the original instead of one that was left and can't be read any more, which is kept; and
    what to say of it. AuditError, with all as it was, where the original can't be had."""
    if not _reachable(copy.original) or not copy.original.is_file():
        raise AuditError(
            _(
                "The copy of “{name}” on this computer is damaged, and its original can't be reached. Open "
                "it again when you are connected; the copy is kept."
            ).format(name=copy.original.name)
        )
    place = copy.path.parent
    aside = next(
        each for n in range(1, 1000) if not (each := place.with_name(f"{place.name}-set-aside-{n}")).exists()
    )
    with said_plainly(aside):
        place.rename(aside)
    said = _(
        "The copy of “{name}” on this computer, in which you worked last time, is damaged and is kept aside "
        "in “{aside}”. You go on with the file in the shared folder: look at your last answers."
    )
    return take(copy.original, place.parent), said.format(name=copy.original.name, aside=aside)


def about(path: Path) -> str:
    """What a person should know about where an audit lies, before and while they work on it; empty when that
    makes no difference."""
    original = original_of(path)
    if not is_wanted(original):
        return audits.location_warning(original)
    return _(
        "The audit lies in a shared or synchronised folder, so you work on an encrypted copy on this "
        "computer. It is put back there when you close the audit."
    )


def about_left(copy: WorkingCopy) -> str:
    """What a person should know when they go on with a copy that was left; empty for any other."""
    if not copy.left:
        return ""
    said = _(
        "Last time, “{name}” was not put back into its shared folder. You go on with the copy on this "
        "computer, which holds all your work; it is put back when you close the audit."
    ).format(name=copy.original.name)
    if copy.is_behind:
        said += " " + _("The file in the shared folder has changed meanwhile: both will be kept.")
    return said


# Copying and putting back


def _copied(path: Path, place: Path) -> dict[str, str]:
    """Copy the files into the folder; their digests. What is written meanwhile would come half."""
    before = _digests(path)
    for file in _files(path).values():
        with placing(place / file.name) as part:
            shutil.copyfile(file, part)
    if not _digests(place / path.name) == before == _digests(path):
        raise AuditError(
            _(
                "“{name}” is being changed at this moment. Wait until that is done, then open it again."
            ).format(name=path.name)
        )
    return before


def _has_changed(copy: WorkingCopy) -> bool:
    """Whether putting the copy back would overwrite what somebody else wrote. A key file that was taken away
    is no change."""
    mine, theirs = _digests(copy.path), _digests(copy.original)
    known = {name: (copy.taken.get(name), mine.get(name)) for name in theirs}
    return any(theirs[name] not in known[name] for name in theirs if name in mine or name == _LOG)


def _put(copy: WorkingCopy, now: Callable[[], datetime]) -> PutBack:
    original, mine = copy.original, _digests(copy.path)
    changed = {name: file for name, file in _files(copy.path).items() if mine[name] != copy.taken.get(name)}
    extras = _extras(copy)
    was_there = original.exists()
    if not changed and not extras and was_there:
        _empty(copy.path.parent)
        return PutBack(Outcome.UNCHANGED)
    both = was_there and _has_changed(copy)
    target = _free(original, now()) if both else original
    for name, file in (_files(copy.path) if both or not was_there else changed).items():
        _place(file, _beside(target)[name], like=_beside(original)[name])
    for file in extras:
        _place(file, _free_name(original.parent / file.name))
    if not both and _LOG not in mine:
        # It is in the new file, or set aside. Should it stay, the file's mark tells that it isn't its own.
        _beside(original)[_LOG].unlink(missing_ok=True)
    _empty(copy.path.parent)
    if both:
        said = _(
            "“{name}” was changed by somebody else while you worked, so both are kept: theirs as it is, and "
            "yours beside it as “{yours}”."
        )
        return PutBack(Outcome.BOTH_KEPT, said.format(name=original.name, yours=target.name))
    said = _("“{name}” was no longer in its folder; your work has been put there again.")
    return PutBack(Outcome.PUT_BACK, "" if was_there else said.format(name=original.name))


def _place(file: Path, target: Path, like: Path | None = None) -> None:
    """Copy to a share so that a lost connection leaves the old file whole, and who could use the file that
    it is `like` can use it again."""
    known = like if like and like.exists() else None
    with placing(target, replace=True, private=not known) as part:
        if known:
            rights.copy(known, part)
        shutil.copyfile(file, part)
        if _digest(part) != _digest(file):
            raise AuditError(
                _("“{name}” reads differently from what was written there.").format(name=target.name)
            )


# Which files there are


def _beside(path: Path) -> dict[str, Path]:
    """The files of an audit: itself, its key file, and the log that a program which stopped in the middle
    left beside it."""
    return {_AUDIT: path, _KEY: path.with_suffix(".key"), _LOG: cipher_pages.log_of(path)}


def _files(path: Path) -> dict[str, Path]:
    """Those of them that are there; an empty log says nothing."""
    there = {name: file for name, file in _beside(path).items() if file.is_file()}
    return {name: file for name, file in there.items() if name != _LOG or file.stat().st_size}


def _extras(copy: WorkingCopy) -> list[Path]:
    """What was made beside the file while it was open: the copy before an update, a log that was set
    aside."""
    made = (*copy.path.parent.glob("*.audit"), *copy.path.parent.glob(f"*{left_logs.ASIDE}*"))
    return sorted(file for file in made if file != copy.path)


def _free(original: Path, when: datetime) -> Path:
    return _free_name(original.with_stem(f"{original.stem} {when:%Y-%m-%d %H.%M}"))


def _free_name(path: Path) -> Path:
    names = (path.with_stem(f"{path.stem}{number}") for number in ("", *(f" {n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists() and not name.with_suffix(".key").exists())


def _digests(path: Path) -> dict[str, str]:
    return {name: _digest(file) for name, file in _files(path).items()}


def _digest(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def _reachable(original: Path) -> bool:
    # The folder in which a share was mounted stays when the share is gone, and is then an ordinary one.
    return original.parent.is_dir() and _is_elsewhere(original)


def _is_elsewhere(path: Path) -> bool:
    return locations.place_of(path)[0] is not LocationKind.OWN_DISK


def _write_note(place: Path, original: Path, taken: dict[str, str]) -> None:
    note = {"original": str(original.resolve()), "taken": taken}
    put_in_place(json.dumps(note).encode(), place / NOTE)


def _own_folder() -> Path:
    return state_folder() / "working"


def _place_of(path: Path, folder: Path | None) -> Path:
    return (folder or _own_folder()) / sha256(os.fsencode(path.resolve())).hexdigest()[:16]


def _empty(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
