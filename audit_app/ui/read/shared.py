"""One reading of the cohort, which all the pages of *Read* share until something changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit, Progress
from audit_app.operations.read.cohort import Filters
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.tasks import Desk, Task

Make = Callable[["Source", Progress], Any]


class Source:
    """What pages are made from: the audit, the filters, and one reading. Used on the desk's thread alone."""

    def __init__(self, audit: Audit, filters: Filters) -> None:
        self.audit, self.filters = audit, filters
        self._reading: Any = None
        self._before: Any = None
        self.questions: Mapping[str, tuple[str, ...]] = {}  # by measure, what it rests on

    def reading(self, progress: Progress) -> Any:
        """The cohort, read by whoever asks first."""
        from audit_app.operations.read import pages

        if self._reading is None:
            self._reading = pages.read(self.audit, self.filters, progress)
        return self._reading

    def before(self) -> Any:
        """The round before the one that is read, with the same filters else; None without one."""
        from audit_app.operations.act import ranking

        if self._before is None:
            self._before = ranking.read_before(self.audit, self.filters)
        return self._before

    def look_up_questions(self) -> None:
        """Find out what each measure rests on, once."""
        from audit_app.operations.read import pages

        self.questions = self.questions or pages.questions(self.audit)


class SharedReading(QObject):
    """Has pages made on the desk, each once; `outdated` when what was made no longer holds."""

    outdated = Signal()

    def __init__(self, desk: Desk, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.audit: Audit | None = None
        self._filters = Filters()
        self._source: Source | None = None
        self._made: dict[object, Any] = {}
        changes.happened.connect(self._follow)

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on, with all its finished cases; None lets go of everything read."""
        self.audit = audit
        self.use(Filters())

    def use(self, filters: Filters) -> None:
        """This part of the cohort from now on."""
        self._filters = filters
        self.forget()

    def forget(self) -> None:
        """Read again when somebody next asks."""
        self._source = Source(self.audit, self._filters) if self.audit is not None else None
        self._made = {}
        self.outdated.emit()

    def made(self, key: object) -> Any:
        """What was made under this key since the last change, or None."""
        return self._made.get(key)

    def make(
        self,
        key: object,
        make: Make,
        *,
        done: Callable[[Any], None],
        failed: Callable[[AuditError], None],
        progress: Callable[[int, int], None] | None = None,
        title: str = "",
    ) -> Task:
        """Have `make(source, progress)` done on the desk, and keep its result under `key`; with a `title` the
        window says that it is under way."""
        assert self._source is not None  # nobody asks before there is an audit
        return self._desk.later(
            partial(_keep, make, self._source, self._made, key),
            done=done,
            failed=failed,
            progress=progress,
            title=title,
        )

    def change(
        self, make: Make, *, done: Callable[[Any], None], failed: Callable[[AuditError], None]
    ) -> Task:
        """Have `make(source, progress)` done on the desk for what it does; its result isn't kept."""
        assert self._source is not None  # nobody asks before there is an audit
        return self._desk.later(partial(_do, make, self._source), done=done, failed=failed)

    def drop(self, key: object) -> None:
        """Make what stands under this key again when somebody next asks."""
        self._made.pop(key, None)

    def questions(self, figure_id: str) -> tuple[str, ...]:
        """The questions that a figure rests on; none before anything was made."""
        known = self._source.questions if self._source is not None else {}
        return known.get(figure_id, ())

    def sheet_questions(self, sheet: str, row_id: str, *columns: str) -> tuple[str, ...]:
        """The questions that a row of one of the form's own sheets rests on."""
        rows = self.audit.sheets.get(sheet, []) if self.audit is not None else []
        found = next((row for row in rows if row.get("id") == row_id), {})
        return tuple(found[column] for column in columns if found.get(column))

    def role_questions(self, *roles: str) -> tuple[str, ...]:
        """The questions that have these roles, as far as the form gives them."""
        found = map(self.audit.role, roles) if self.audit is not None else ()
        return tuple(filter(None, found))

    def choices(self, name: str) -> dict[str, str]:
        """The choices of one of the form's lists in words."""
        lists = self.audit.form.lists if self.audit is not None else {}
        return {choice.name: choice.label.plain() for choice in lists.get(name, ())}

    def _follow(self, kinds: frozenset[ChangeKind], _by: QObject | None) -> None:
        if self.audit is not None and kinds - {ChangeKind.SETTINGS, ChangeKind.PRACTICE, ChangeKind.LEDGER}:
            self.forget()


def _do(make: Make, source: Source, progress: Progress) -> Any:
    return make(source, progress)


def _keep(make: Make, source: Source, made: dict[object, Any], key: object, progress: Progress) -> Any:
    source.look_up_questions()
    # The dict is the one of this reading: after a change nobody looks into it any more.
    made[key] = result = make(source, progress)
    return result
