"""An operation played in a process of its own while the disk fails under it, told step by step."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass

from audit_app.errors import AuditError, Cancelled
from tests.faults import shim
from tests.faults.apart import Ended, Send, apart
from tests.faults.desk import Desk
from tests.faults.operations import Operation
from tests.faults.seen import Seen

BEFORE, DO, GO_ON, CLOSE = "before", "do", "go on", "close"


@dataclass(frozen=True)
class Fault:
    """The changing call number `at` (0: none) fails with `error`, or kills. How long: `once`; `then-on`,
    until the operation has ended; `for-good`, while somebody tries to go on and to close the audit too."""

    at: int = 0
    error: int = 0
    how_long: str = "once"

    @property
    def lasting(self) -> bool:
        return self.how_long != "once"


@dataclass(frozen=True)
class Step:
    """One thing that was tried. `refused` is the sentence where an AuditError came out, `raw` whatever else
    did; `seen` is what stood in the folder then, None when no audit was open. `failed` is the call that
    failed, of `calls`."""

    name: str
    refused: str = ""
    raw: str = ""
    seen: Seen | None = None
    failed: str = ""
    calls: int = 0

    @property
    def is_done(self) -> bool:
        return not self.refused and not self.raw


def attempt(do: Callable[[], object]) -> tuple[str, str]:
    """Do it: the sentence in which it was refused, or the raw error that came out; both empty when it went
    well."""
    try:
        do()
    except AuditError as error:
        return str(error), ""
    except Cancelled:
        return "cancelled", ""
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)
        own = [each for each in where if "audit_app" in each.filename] or where
        place = f"{own[-1].filename.rsplit('/', 1)[-1]}:{own[-1].lineno}" if own else ""
        return "", f"{type(error).__name__}: {error} (at {place})"
    return "", ""


def play(operation: Operation, desk: Desk, fault: Fault, *, trace: bool = False) -> Ended:
    """The steps of the operation under a fault: each acknowledgement, the operation itself, going on with the
    audit that is open, closing it. With `trace`, all changes are recorded beside the folder."""
    return apart(lambda send: _play(operation, desk, fault, send, trace))


def trace_of(desk: Desk) -> str:
    return f"{desk.folder}.trace"


def _play(operation: Operation, desk: Desk, fault: Fault, send: Send, trace: bool) -> None:
    numbers = iter(range(1, 10**6))

    def tell(step: Step) -> None:
        send(step)
        if trace:
            shim.mark(next(numbers))

    def acknowledge(desk: Desk) -> None:
        with shim.held():  # reading a key file opens it for writing, which is not what fails here
            seen = desk.seen()
        tell(Step(DO, seen=seen, failed=shim.last(), calls=shim.calls()))

    shim.watch(desk.folder)
    if trace:
        shim.record(trace_of(desk))
    desk.tell = lambda desk: tell(Step(BEFORE, seen=desk.seen()))
    operation.begin(desk)
    tell(Step(BEFORE, seen=desk.seen()))
    desk.tell = acknowledge
    shim.arm(fault.at, fault.error, lasting=fault.lasting)
    said = attempt(lambda: operation.do(desk))
    failed, calls = shim.last(), shim.calls()
    shim.disarm()
    tell(Step(DO, *said, *_seen(desk), failed, calls))
    was_done = said == ("", "")
    for name, do in ((GO_ON, lambda: _go_on(operation, desk, was_done)), (CLOSE, desk.close)):
        if fault.how_long == "for-good" and fault.error != shim.DEADLY:
            shim.arm(1, fault.error, lasting=True)
        said = attempt(do)
        shim.disarm()
        tell(Step(name, *said, *_seen(desk)))


def _go_on(operation: Operation, desk: Desk, was_done: bool) -> None:
    """Answer in the audit that is open; without one, do again what was refused."""
    if desk.audit is None and not was_done:
        operation.do(desk)
    elif desk.audit is not None:
        desk.answer()


def _seen(desk: Desk) -> tuple[Seen | None]:
    """What stands in the folder; nothing is known while the audit that is open can't be read."""
    try:
        return (desk.seen(),)
    except Exception:
        return (None,)
