"""One case in memory: answers and rows in; what is asked, states, calculated values and troubles out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.errors import Severity
from audit_app.model import Answer, AnswerState, Key
from audit_app.xforms.definition import Choice, Form


@dataclass(frozen=True)
class Row:
    """A row of a repeat; `parent` is the uuid of the row it is nested in, `""` at the top."""

    uuid: str
    repeat: str
    parent: str = ""
    order: int = 0


@dataclass(frozen=True)
class Filled:
    """How a question stands. `calculated` where the form works it out; `inexact` where an inexact date kept it from
    doing so (then the value is empty). What is not asked keeps its answer's state and value, but counts nowhere."""

    asked: bool
    state: AnswerState
    value: str
    calculated: bool = False
    inexact: bool = False


@dataclass(frozen=True)
class Trouble:
    """What is wrong (error) or unlikely (warning) about one answer, in the form's words."""

    key: Key
    severity: Severity
    message: str


class Filling:
    """One case of a form, kept up to date answer by answer. Knows nothing of the store."""

    def __init__(
        self,
        form: Form,
        answers: Mapping[Key, Answer],
        rows: Iterable[Row],
        *,
        today: date,
        preset: Mapping[str, str] | None = None,
    ) -> None:
        raise NotImplementedError

    def state(self, key: Key) -> Filled:
        """How a question stands, calculations included."""
        raise NotImplementedError

    def keys(self) -> tuple[Key, ...]:
        """All keys of the case that can hold a value (all but notes), asked or not, in form order."""
        raise NotImplementedError

    def rows(self, repeat: str, parent: str = "") -> tuple[Row, ...]:
        """The rows of a repeat in order, companions and counted ones included."""
        raise NotImplementedError

    def set(self, key: Key, answer: Answer) -> tuple[Key, ...]:
        """Give an answer; the keys whose asking, state or value changed, the key itself included."""
        raise NotImplementedError

    def add_row(self, row: Row) -> tuple[Key, ...]:
        """Add a row (and its companions); the keys that came or changed."""
        raise NotImplementedError

    def remove_row(self, uuid: str) -> tuple[Key, ...]:
        """Take a row out, with the rows nested in it and its companions; the keys that went or changed."""
        raise NotImplementedError

    def move_row(self, uuid: str, order: int) -> tuple[Key, ...]:
        """Give a row another place; the keys that changed."""
        raise NotImplementedError

    def problems(self, section: str | None = None) -> tuple[Trouble, ...]:
        """Required, constraint and warning troubles of what is asked, of one section or all."""
        raise NotImplementedError

    def choices(self, key: Key) -> tuple[Choice, ...]:
        """The choices of a question as its filter leaves them."""
        raise NotImplementedError

    def label(self, key: Key, language: str = "") -> str:
        """The question's label with its outputs filled in."""
        raise NotImplementedError

    def hint(self, key: Key, language: str = "") -> str:
        """The question's hint with its outputs filled in."""
        raise NotImplementedError

    def guidance(self, key: Key, language: str = "") -> str:
        """The question's guidance with its outputs filled in."""
        raise NotImplementedError

    def summary(self, row: str, language: str = "") -> str:
        """The line that stands for a row; its number where the form declares none."""
        raise NotImplementedError

    def relevant(self, name: str, row: str = "") -> bool:
        """Whether a section, group or repeat is asked, in `row` where it stands in (or is) a repeat's row."""
        raise NotImplementedError
