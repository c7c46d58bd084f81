"""Operations off the interface's thread, behind one small class.

An open audit belongs to one thread, the desk's, and the desk does one thing at a time in the order asked.
Short operations are waited for (`now`), long ones are left to run (`later`) while the window stays alive.
"""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from audit_app.errors import AuditError, Cancelled, FileGoneError

P = ParamSpec("P")
T = TypeVar("T")

# Progress is told at most this often: each telling wakes the interface's thread.
_TELL_SECONDS = 0.05


class Task(QObject):
    """One long operation under way. Its signals arrive on the interface's thread: done, failed or stopped."""

    progressed = Signal(int, int)  # done, of
    done = Signal(object)  # the result
    failed = Signal(object)  # the AuditError
    stopped = Signal()  # cancelled: nothing was changed
    gone = Signal()  # the audit's file is: beside `failed`
    ended = Signal()  # before any of the three, so that the window is itself again when they are heard
    _reported = Signal(
        int, int
    )  # from the desk's thread, passed on by a method of this object to change thread
    _returned = Signal(object)

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.can_cancel = False
        self._cancelled = threading.Event()
        self._told = 0.0
        self.handles_failure = False
        self._reported.connect(self._pass_on)
        self._returned.connect(self._settle)

    def cancel(self) -> None:
        """Ask the operation to stop at its next step; what it had begun is undone."""
        self._cancelled.set()

    def report(self, done: int, of: int) -> None:
        """The operation's `progress`, called on the desk's thread. Raises Cancelled once asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= of or now - self._told >= _TELL_SECONDS:
            self._told = now
            self._reported.emit(done, of)

    def run(self, work: Callable[[], Any]) -> None:
        """Do the work, on the desk's thread, and hand its outcome to the interface's thread."""
        try:
            if self._cancelled.is_set():
                raise Cancelled
            outcome: tuple[Any, BaseException | None] = (work(), None)
        except BaseException as error:  # handed over, and raised there if it is a bug
            outcome = (None, error)
        self._returned.emit(outcome)

    def _pass_on(self, done: int, of: int) -> None:
        self.progressed.emit(done, of)

    def _settle(self, outcome: tuple[Any, BaseException | None]) -> None:
        result, error = outcome
        try:
            self.ended.emit()
            if isinstance(error, FileGoneError):
                self.gone.emit()
            if error is None:
                self.done.emit(result)
            elif isinstance(error, AuditError) and self.handles_failure:
                self.failed.emit(error)
            elif isinstance(error, Cancelled):
                self.stopped.emit()
            else:
                raise error
        finally:
            self.deleteLater()


class Desk(QObject):
    """One worker thread, on which everything about the open audit happens, one thing at a time."""

    started = Signal(Task)  # a long operation has been put on the desk
    gone = Signal()  # the open audit's file is no longer in its place; whatever was asked says so too

    def __init__(self, parent: QObject | None = None, name: str = "desk") -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._tasks: list[Task] = []

    @property
    def busy(self) -> bool:
        """Whether a long operation is under way or waits its turn."""
        return bool(self._tasks)

    def now(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a short operation and wait for its result; what it raises is raised here."""
        try:
            return self._worker.submit(operation, *args, **kwargs).result()
        except FileGoneError:
            self.gone.emit()
            raise

    def later(
        self,
        operation: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[AuditError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        title: str = "",
        **kwargs: Any,
    ) -> Task:
        """Start a long operation and come back at once; the callbacks are called on the interface's thread.

        An operation with a parameter `progress` is given one, and can be cancelled. Callbacks are bound
        methods; those of a widget that is gone by then are left out. Anything raised but AuditError and
        Cancelled is a bug, and is raised on the interface's thread; so is an AuditError without `failed`.
        """
        task = Task(title, self)
        task.handles_failure = failed is not None
        for signal, callback in (
            (task.done, done),
            (task.failed, failed),
            (task.stopped, stopped),
            (task.progressed, progress),
        ):
            if callback is not None:
                signal.connect(_while_alive(callback))
        if "progress" in inspect.signature(operation).parameters:
            kwargs["progress"] = task.report
            task.can_cancel = True
        self._tasks.append(task)
        task.gone.connect(self.gone)
        task.ended.connect(self._forget)
        self.started.emit(task)
        self._worker.submit(task.run, lambda: operation(*args, **kwargs))
        return task

    def cancel_all(self) -> None:
        """Ask everything under way to stop at its next step."""
        for task in self._tasks:
            task.cancel()

    def close(self) -> None:
        """Cancel what can be cancelled, wait for the rest, and let the thread go."""
        self.cancel_all()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _forget(self) -> None:
        task = self.sender()
        self._tasks = [other for other in self._tasks if other is not task]


def _while_alive(callback: Callable[..., None]) -> Callable[..., None]:
    owner = getattr(callback, "__self__", None)

    def call(*args: Any) -> None:
        if not isinstance(owner, QObject) or shiboken6.isValid(owner):
            callback(*args)

    return call
