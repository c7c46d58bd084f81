"""What stands out: the messages that the manager chose, told with the numbers of one reading, and the ranking
that they were chosen from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audit_app.analysis.ranking import Expected
from audit_app.charts.practice_words import SHARES as AS_SHARES
from audit_app.errors import AuditError
from audit_app.lines.line import MEDIAN, SHARE, Line
from audit_app.lines.messages import Message, Ranked, Stand, Way
from audit_app.lines.of_figures import lines_of
from audit_app.lines.pictures import picture_of
from audit_app.lines.released import ReleasedBlock
from audit_app.lines.sentences import filled, numbers, usual_words
from audit_app.lines.wording import SHARES, amount, percent, unit_words
from audit_app.model import Wording
from audit_app.operations.act.actions import actions
from audit_app.operations.act.ranking import (
    declared,
    expected_of,
    line_of,
    ranking,
    statements_of,
)
from audit_app.operations.act.statements import statements
from audit_app.operations.act.targets import target_of
from audit_app.operations.act.wordings import seen, wordings
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.read.cohort import Filters
from audit_app.results.figures import Figure, Share
from audit_app.results.pages import Block, Cohort
from audit_app.results.practice import Measured, PracticeAction, RatedStatement
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading
    from audit_app.analysis.pages.spec import BlockSpec, PageSpec

SUGGESTED = 5
MOST_LINES = 8
"""More lines than these make no picture for a board."""
_PICTURES = ("dots", "bars", "numbers", "stacked", "ladder")


@dataclass(frozen=True)
class Found:
    """A finding of the ranking with the sentence and the page that it has; `chosen` is the id of its message,
    empty where it is none."""

    ranked: Ranked
    sentence: str
    page: str
    chosen: str = ""


@dataclass(frozen=True)
class StandsOut:
    """The messages in their order, and all ranked findings. Where nobody has chosen yet, `messages` are those
    that the ranking offers (`offered`): the first of each page that is worth one."""

    messages: tuple[Message, ...]
    found: tuple[Found, ...]
    cohort: Cohort
    offered: bool = False


@dataclass(frozen=True)
class Teller:
    """What messages are told from: the lines and pictures of a reading, or of what was released of it.

    `line` gives a figure's line, `block` the picture under a title, `why_not` says of a line that can't be
    told, or of a figure that has none, why. `begun` is the number of a baseline as it may be told here, `now`
    the line as it is inside, by which alone it is seen whether a figure changed.
    """

    line: Callable[[str], Line | None]
    block: Callable[[str, str], Block | ReleasedBlock | None]
    why_not: Callable[[Line | None], str]
    rated: Mapping[str, Sequence[RatedStatement]]
    actions: Sequence[PracticeAction]
    expected: Sequence[Expected]
    not_shown: Callable[[str], str]
    page: Callable[[str], str]
    begun: Callable[[PracticeAction], str]
    now: Callable[[str], Line | None]
    internal: bool = True


def stands_out(
    audit: Audit,
    reading: Reading,
    filters: Filters = Filters(),
    earlier: Reading | None = None,
    progress: Progress = no_progress,
) -> StandsOut:
    """The page that *Read* opens with; `earlier` as `ranking` has it (`ranking.read_before`)."""
    progress(0, 2)
    ranked = ranking(audit, reading, filters, earlier)
    progress(1, 2)
    chosen = wordings(audit)
    told = chosen or tuple(offered(ranked, reading))
    teller = inside(audit, reading, [each.figure for each in told])
    by_figure = {each.figure: each.id for each in chosen}
    found = tuple(
        Found(
            each,
            filled(usual_sentence(each.line, declared(teller.expected, each.line.id)), each.line),
            page_title(reading, each.line.id),
            by_figure.get(each.line.id, ""),
        )
        for each in ranked
    )
    messages = tuple(tell(each, teller) for each in told)
    progress(2, 2)
    return StandsOut(messages, found, reading.heading, offered=not chosen)


def inside_messages(audit: Audit, reading: Reading) -> tuple[Message, ...]:
    """The chosen messages, for the internal edition."""
    chosen = wordings(audit)
    teller = inside(audit, reading, [each.figure for each in chosen])
    return tuple(tell(each, teller) for each in chosen)


def offered(ranked: Iterable[Ranked], reading: Reading) -> Iterator[Wording]:
    """A beginning: the first finding of each page that is worth a message, as far as five go."""
    pages: dict[str, Ranked] = {}
    for each in ranked:
        if each.worth:
            pages.setdefault(page_title(reading, each.line.id), each)
    for each in list(pages.values())[:SUGGESTED]:
        yield Wording("", each.line.id, seen=seen(each.line))


def inside(audit: Audit, reading: Reading, figures: Iterable[str]) -> Teller:
    """Messages from a reading itself."""
    expected = expected_of(audit)
    return Teller(
        line=lambda id_: line_of(reading, id_),
        block=lambda id_, title: block_of(reading, id_, title),
        why_not=_why_not,
        rated=statements_of(statements(audit), expected, figures),
        actions=actions(audit),
        expected=expected,
        not_shown=lambda id_: not_shown(reading, id_),
        page=lambda id_: page_id(reading, id_),
        begun=lambda view: measured_number(view.baseline),
        now=lambda id_: line_of(reading, id_),
    )


def tell(wording: Wording, teller: Teller) -> Message:
    """A message with the numbers that its figure has here, or why it can't be told."""
    line, says = teller.line(wording.figure), declared(teller.expected, wording.figure)
    rated = tuple(teller.rated.get(wording.figure, ()))
    action = _action(wording, teller.actions, rated)
    page = teller.page(wording.figure)
    message = Message(wording.id, wording.figure, "", statements=rated, action=action, page=page)
    whole = teller.now(wording.figure) or line
    words = wording.words or (usual_sentence(whole, says) if whole else "")
    sentence = filled(words, line) if line and words else ""
    if line is None or not sentence:
        return replace(message, held=teller.why_not(line))
    sentence = sentence.rstrip(".")
    return replace(
        message,
        sentence=sentence,
        means=filled(wording.means, line) or usual_means(line),
        not_shown=filled(wording.not_shown, line) or teller.not_shown(wording.figure),
        block=teller.block(wording.figure, sentence),
        stand=stand_of(action, teller) if action else Stand(),
        asks=_asks(wording, teller),
    )


def usual_sentence(line: Line, says: Expected | None) -> str:
    """The sentence of a figure as the form has it, else one that fits any."""
    if says and says.words and filled(says.words, line):
        return says.words
    return usual_words(line, nearer_is_more=says is None or says.way is Way.MORE)


def usual_means(line: Line) -> str:
    """What was counted: the manager says what it means."""
    return line.definition


def not_shown(reading: Reading, id_: str) -> str:
    """What a message about a figure doesn't show: the end of its page's cautions."""
    page = page_of(reading, id_)
    line = line_of(reading, id_)
    practice = _("What is not on the file is not evidenced, which is not to say that it was not done.")
    parts = [practice] if line and line.denominator == "practice" else []
    parts += page.cautions[-1:] if page else ()
    return " ".join(dict.fromkeys(parts))


def page_of(reading: Reading, id_: str) -> PageSpec | None:
    """The page on which a figure stands: the first with a block that names it, or that it names itself."""
    found = _blocks(reading, id_)
    if found:
        return found[0][0]
    figure = _figure(reading, id_)
    own = figure.page.split() if figure else []
    return next((page for page in reading.pages if page.id in own), None)


def page_id(reading: Reading, id_: str) -> str:
    """Its id; empty where the figure stands on none."""
    page = page_of(reading, id_)
    return page.id if page else ""


def page_title(reading: Reading, id_: str) -> str:
    """Its title, or that the figure stands on none."""
    page = page_of(reading, id_)
    return page.title if page else _("On no page")


def block_of(reading: Reading, id_: str, title: str) -> Block | None:
    """The picture of a figure under its message: with those that stand beside it on its page, where all of
    them are few enough for a board."""
    figure = _figure(reading, id_)
    if figure is None:
        return None
    for _page, spec in _blocks(reading, id_):
        beside = reading.matching(spec.figures)
        kept = tuple(
            each for each in beside if (not spec.kinds or each.kind in spec.kinds) and not each.cannot
        )
        n = sum(1 for each in kept for _line in lines_of(each))
        if spec.picture in _PICTURES and figure in kept and n <= MOST_LINES:
            return Block(spec.id, title, spec.picture, kept, cautions=spec.cautions)
    alone = "dots" if isinstance(figure, Share) else picture_of(figure)
    return Block("message", title, alone, (figure,))


def _blocks(reading: Reading, id_: str) -> list[tuple[PageSpec, BlockSpec]]:
    from audit_app.analysis.pages.spec import is_named

    whole = id_.partition(".")[0] if "." in id_ and id_ not in reading.ids else id_
    return [
        (page, block)
        for page in reading.pages
        for block in page.blocks
        if any(is_named(name_of, name) for name in block.figures for name_of in {id_, whole})
        or (id_ in reading.gap_rates and "gaps" in block.adds)
    ]


def _figure(reading: Reading, id_: str) -> Figure | None:
    if id_ in reading.gap_rates:
        return reading.gap_rates[id_]
    whole = next((name for name in reading.ids if id_ == name or id_.startswith(f"{name}.")), None)
    return reading.figure(whole) if whole else None


def _why_not(line: Line | None) -> str:
    if line is None:
        return _("This form has no such figure any more.")
    return line.cannot or _("The files that count here can’t say it.")


def _asks(wording: Wording, teller: Teller) -> str:
    """That a figure is another than when its message was worded."""
    now = teller.now(wording.figure)
    said = seen(now) if now else {}
    if not wording.seen or said == dict(wording.seen):
        return ""
    if not teller.internal:
        return _("The figure changed after this was worded, and nobody has said since that the words hold.")
    return _(
        "The figure was {before} when this was worded, and is {now} here. Read the words again: do they "
        "still hold?"
    ).format(before=_in_words(wording.seen), now=_in_words(said) or "–")


def _in_words(told: Mapping[str, str]) -> str:
    if "median" in told:
        return _("a median of {median}").format(median=told["median"])
    return _("{k} of {n}").format(k=told.get("k", "–"), n=told.get("n", "–"))


def _action(
    wording: Wording, known: Sequence[PracticeAction], rated: Sequence[RatedStatement]
) -> PracticeAction | None:
    """The action that was chosen, else the one followed by this figure, else the first that is followed by
    another figure of the same statement."""
    if wording.action:
        return next((each for each in known if each.action.id == wording.action), None)
    about = {id_ for each in rated for id_ in each.statement.measures}
    followed = (each for each in known if each.action.measure == wording.figure)
    beside = (each for each in known if each.action.measure in about)
    return next(followed, None) or next(beside, None)


def stand_of(view: PracticeAction, teller: Teller) -> Stand:
    """Baseline, now and target of an action, as numbers."""
    begun, now = view.baseline, teller.line(view.action.measure) if view.action.measure else None
    kind = begun.kind if begun else now.kind if now else ""
    target = target_of(view.action.target, kind)
    unit = begun.unit if begun else ""
    return Stand(
        baseline=teller.begun(view),
        now=line_number(now),
        target=view.action.target if target is None else _number(target, kind, unit),
        where=begun.round if begun else "",
        measure=now.label if now else begun.label if begun else "",
    )


def measured_number(value: Measured | None) -> str:
    """A kept value in a few letters; empty for none."""
    return _number(value.value, value.kind, value.unit) if value and value.value is not None else ""


def line_number(line: Line | None) -> str:
    """What a line comes to, in a few letters; empty where that is nothing, or held back."""
    if line is None or line.cannot:
        return ""
    share, middle = line.cell(SHARE), line.cell(MEDIAN)
    if line.scale == SHARES and share.value is not None and not share.hidden:
        return percent(share.value)
    if middle.value is not None and not middle.hidden:
        return _number(middle.value, "", line.unit)
    return ""


def _number(value: float, kind: str, unit: str) -> str:
    if kind in AS_SHARES:
        return percent(value)
    return f"{amount(value, unit)} {unit_words(unit)}".strip()


@dataclass(frozen=True)
class Editing:
    """A message as it is worded: its texts with places, what is said where nobody writes any (`usual`), what
    the places hold now, and the actions that can stand beside it (id, what)."""

    wording: Wording
    usual: Mapping[str, str]
    numbers: Mapping[str, str]
    actions: tuple[tuple[str, str], ...]


def editing(audit: Audit, reading: Reading, figure: str) -> Editing:
    """What is needed to word the message about a figure. AuditError where it is none, or is there no more."""
    wording = next((each for each in wordings(audit) if each.figure == figure), None)
    line = line_of(reading, figure)
    if wording is None or line is None:
        raise AuditError(_("There is no such message any more. Choose one of the list."))
    expected = expected_of(audit)
    return Editing(
        wording,
        {
            "words": usual_sentence(line, declared(expected, figure)),
            "means": usual_means(line),
            "not_shown": not_shown(reading, figure),
        },
        numbers(line),
        tuple((each.action.id, each.action.what) for each in actions(audit)),
    )
