"""The facts that all layers share, as frozen dataclasses. No Qt, no SQL, no pandas.

A **question** is known by its name, unique in the form; a **row** of a repeat by its uuid (32 hex digits),
with `""` for questions outside repeats. Values are kept as XForms keeps them: text, with dates in ISO form
(`2024-11-03`, or `2024-11` and `2024` where the day or month is not known) and the values of a
select-multiple separated by spaces.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from audit_app.words import _, in_use

OUTPUT_MARK = "Case-file audit output"
"""The category in the properties of every workbook that this program writes, by which it knows its own."""


class AnswerState(StrEnum):
    """The one state each factual question is in; what each means is in docs/officer.md, "Answer states"."""

    ANSWERED = "answered"
    NOT_RECORDED = "not_recorded"
    UNCLEAR = "unclear"
    NOT_APPLICABLE = "not_applicable"
    SOURCE_NOT_SEEN = "source_not_seen"
    NOT_LOOKED_AT = "not_looked_at"


class Key(NamedTuple):
    """Where an answer belongs within one case: the question's name and, inside a repeat, the row's uuid."""

    question: str
    row: str = ""


@dataclass(frozen=True)
class Evidence:
    """Where an answer stands in the records. All parts are optional text; `date` is ISO, `found_in` a choice
    of record.

    As text (in CSV and in the file) it is the bare document when nothing else is known, else a JSON object,
    so that both a person's own CSV and a round trip read back what was meant.
    """

    document: str = ""
    date: str = ""
    page: str = ""
    quote: str = ""
    found_in: str = ""

    def __bool__(self) -> bool:
        return any(vars(self).values())

    def to_text(self) -> str:
        """The evidence as one text, empty when there is none."""
        known = {name: value for name, value in vars(self).items() if value}
        if not known or (set(known) == {"document"} and not self.document.lstrip().startswith("{")):
            return self.document
        return json.dumps(known, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Evidence:
        """Read what `to_text` wrote; any other text is the name of a document."""
        if text.lstrip().startswith("{"):
            try:
                parts = json.loads(text)
                read = cls(**{str(name): str(value) for name, value in parts.items()})
                read.to_text().encode()  # half a letter (“\ud800”) can't be kept
                return read
            except (ValueError, TypeError, AttributeError, RecursionError):
                pass
        return cls(document=text)


@dataclass(frozen=True)
class Answer:
    """What one officer says about one question. `value` is empty unless answered, or unclear (then what the
    records say, ` | ` between the versions). `note` holds the reason where a state needs one."""

    state: AnswerState = AnswerState.NOT_LOOKED_AT
    value: str = ""
    note: str = ""
    evidence: Evidence = field(default_factory=Evidence)


class Reserved(StrEnum):
    """Names under which changes that are not answers are kept; none can be a question's name."""

    STATUS = "@status"  # value: finished or open
    ROW = "@row"  # row: the repeat's row; value: JSON of repeat, parent, order, removed
    ACCEPTED = "@accepted"  # row: "question/row"; value: the warning accepted; why: the reason
    VIEWS = "@views"  # row: practitioner or family; value: what they say to the summary of the case
    DOCUMENT = "@document"  # row: the document's uuid; value: JSON of kind, date, record, pages, order
    FLAG = "@flag"  # row: "question/row"; answered while the question is to be come back to
    NOTE = "@note"  # value: what the officer notes of the whole case


class Origin(StrEnum):
    """How a change came to be."""

    SCREEN = "screen"
    BULK = "bulk"  # "mark the rest of this section not in the file"
    IMPORT = "import"
    UNDO = "undo"
    DEMO = "demo"
    RECORDS = "records"  # follows from opening or un-opening a record
    SETTLED = "settled"  # chosen between two versions of an answer
    AGREED = "agreed"  # settled between a first and a second audit
    COPIED = "copied"  # from the case of a twin or sibling; `why` says from which, until somebody has looked
    LOOK_AGAIN = "look_again"  # carried from an earlier version of the form; `why` says what isn't certain


@dataclass(frozen=True)
class Change:
    """One entry of the insert-only graph. `time` is UTC, ISO with microseconds; `parents` are the changes
    replaced."""

    id: str
    case_audit: str
    question: str
    row: str
    answer: Answer
    why: str
    person: str
    time: str
    batch: str
    origin: Origin
    parents: tuple[str, ...] = ()


class Role(StrEnum):
    """Whose audit of a case it is: the first, a blind second, or the one agreed between them."""

    FIRST = "first"
    SECOND = "second"
    AGREED = "agreed"


class CaseStatus(StrEnum):
    """How far an audit of a case has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"


@dataclass(frozen=True)
class CaseRef:
    """One officer's audit of one case, as lists show it. `id` is the case audit's uuid, `case` the case
    file's; `set_aside` is why its file can't be audited, in the form's words, where a finished audit says so
    (filled in by `list_cases`)."""

    id: str
    case: str
    reference: str
    person: str
    role: Role
    status: CaseStatus
    round: str = ""
    n_left: int = 0
    changed: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    set_aside: str = ""


class Country(StrEnum):
    """The countries whose law and statistics the program knows."""

    ENGLAND = "england"
    WALES = "wales"


@dataclass(frozen=True)
class AuditInfo:
    """What is said about an audit as a whole. `period` is `FROM..TO` in ISO dates; `made_up` marks the
    sample."""

    name: str = ""
    country: Country = Country.ENGLAND
    area: str = ""
    period: str = ""
    round: str = ""
    modules: tuple[str, ...] = ()
    made_up: bool = False
    sample_statement: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


MESSAGES = "messages"
"""The setting under which an audit keeps its messages, as JSON; no pack has it."""


@dataclass(frozen=True)
class Wording:
    """A message as a manager has it: about the figure (or the part of one) with this id, in words that may
    have places for its numbers. What is empty is said as usual. `action` is the id of the action beside it;
    empty, it is the one that is followed by this figure.

    `seen` is what the figure said, by place, when the message was last read and found to hold.
    """

    id: str
    figure: str
    words: str = ""
    means: str = ""
    not_shown: str = ""
    action: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaFigure:
    """One number of the area context that no case file holds: for a place and a year (`2024/25` or `2024`).

    `kind` is `area`, `region`, `neighbour` or `country`; `what` is a name in `operations.area.items.ITEMS`
    (children, infants or newborns in proceedings, live births, a median for other children).
    """

    place: str
    kind: str
    year: str
    what: str
    value: float


@dataclass(frozen=True)
class LocalEvent:
    """Something that happened in the area on a day (ISO) and may show in the figures: a service closed, a
    threshold moved.
    """

    date: str
    text: str


class Level(StrEnum):
    """Whether a practice statement is about how an organisation is set up, or about work with a family."""

    ORGANISATIONAL = "organisational"
    PRACTITIONER = "practitioner"


class Rag(StrEnum):
    """How practice stands against a statement. *Not rated* also takes an earlier rating back."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_RATED = "not_rated"
    NOT_APPLICABLE = "not_applicable"


class RaterGroup(StrEnum):
    """Who rates. Groups may differ; `agreed` is what they came to together."""

    AGREED = "agreed"
    SOCIAL_CARE = "social_care"
    MIDWIFERY = "midwifery"
    HEALTH_VISITING = "health_visiting"
    LEGAL = "legal"
    CAFCASS = "cafcass"
    THIRD_SECTOR = "third_sector"
    PARENTS = "parents"


class Confidence(StrEnum):
    """How sure the raters are of a rating, if they said."""

    UNSAID = ""
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ActionStatus(StrEnum):
    """How an action stands."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DONE = "done"
    STOPPED = "stopped"


STAGES = (1, 2, 3)
"""Of practice, in time; the form's sheet `stages` says what they are called."""


@dataclass(frozen=True)
class Statement:
    """One version of a statement about practice that an area rates itself against. `stage` is one of
    `STAGES`, `measures` are ids of figures that bear on it, `local` says that the area wrote these words.
    """

    id: str
    stage: int
    level: Level
    text: str
    text_cy: str = ""
    source: str = ""
    measures: tuple[str, ...] = ()
    local: bool = False
    version: int = 1
    active: bool = True

    @property
    def words(self) -> str:
        """The statement in the language in use; the area's own words are in the language that it wrote."""
        if in_use() == "cy" and self.text_cy:
            return self.text_cy
        return self.text if self.local else _(self.text)


@dataclass(frozen=True)
class Rating:
    """What one group said of one version of a statement on a day (ISO), insert only. `note` is the evidence
    for it and stays inside; `person` is the name of whoever wrote it down, `time` UTC.
    """

    id: str
    statement: str
    version: int
    date: str
    rating: Rag
    group: RaterGroup
    note: str = ""
    confidence: Confidence = Confidence.UNSAID
    measures: tuple[str, ...] = ()
    round: str = ""
    person: str = ""
    time: str = ""


@dataclass(frozen=True)
class Action:
    """One version of something to be done. `stage` is 0 where it is about all; dates are ISO days or empty;
    `owner` is a role, never a name; `priority` counts from 1, 0 is none.
    """

    id: str = ""
    what: str = ""
    why: str = ""
    statements: tuple[str, ...] = ()
    stage: int = 0
    measure: str = ""
    target: str = ""
    target_date: str = ""
    owner: str = ""
    agency: str = ""
    task_group: str = ""
    start: str = ""
    due: str = ""
    status: ActionStatus = ActionStatus.NOT_STARTED
    priority: int = 0
    version: int = 0
