"""How many tries of each kind: the small share in every test run, the whole by `./dev test --faults`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """A kind of test: the module it is in, its title, how often it is tried, and what is promised.
    `by_shim`: it stands on a compiled shim."""

    kind: str
    title: str
    small: int
    whole: int
    promise: str
    by_shim: bool = False


SIZES = (
    Size(
        *("failing", "Failing calls", 50, 3000),
        "Every call that changes something on the disk fails, once, or until the operation ends, or for "
        "good, for want of room or with an error of the drive. The operation is done or refused in a "
        "sentence; refused, it has changed nothing, and the audit that is open goes on or says that it "
        "can't.",
        by_shim=True,
    ),
    Size(
        *("killing", "Kills", 40, 1200),
        "The program is killed at any of these calls, in the middle of writing too. The audit opens and "
        "holds all that was acknowledged; no file stands half under a final name; no other file has "
        "changed.",
        by_shim=True,
    ),
    Size(
        *("power", "Power cuts", 40, 1500),
        "Of what was written and not yet synchronised the disk keeps any part, in any order. All that "
        "was acknowledged is there: answers, copies, exports, packs, a new passphrase.",
        by_shim=True,
    ),
    Size(
        *("mispaired", "Logs of other moments", 25, 400),
        "A log of another moment, copy or audit lies beside an audit, whole, cut short or torn. The "
        "audit opens as it was at a moment of its own; a log that isn't its own is set aside, told of, "
        "and never deleted.",
    ),
    Size(
        *("damage", "Damage by page", 25, 500),
        "Bits, sectors or pages of an audit or its log are spoilt. It opens with everything, or says "
        "that it is damaged and leaves both files as they are; what may be missing is told.",
    ),
    Size(
        *("going_away", "Files that go away", 22, 330),
        "The open file is deleted, replaced, moved, written over or loses its log between two answers. "
        "Nothing is acknowledged that isn't in the file that is there; nothing is written over it; all "
        "that was acknowledged can be saved elsewhere.",
    ),
    Size(
        *("cancelling", "Cancelling", 25, 1000),
        "An operation is cancelled at each moment at which it tells how far it is. The audit is row for "
        "row as it was, and so are its key file and every other file.",
    ),
    Size(
        *("fuzzing", "Changed inputs", 150, 6000),
        "Every kind of file that people bring, with small changes. It is taken in or refused in a "
        "sentence, within 5 seconds of work and 1 GiB.",
    ),
)
"""Every kind, in the order in which they are told."""
