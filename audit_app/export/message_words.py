"""What stands beside a message wherever it is printed: how practice was rated, and an action as numbers."""

from __future__ import annotations

from collections.abc import Sequence

from audit_app.charts.practice_words import rag_words
from audit_app.lines.line import LineCell
from audit_app.lines.messages import Message
from audit_app.lines.wording import percent
from audit_app.words import _


def title() -> str:
    """The heading over the messages."""
    return _("What stands out")


def sure_words(share: float, around: LineCell) -> str:
    """A share with the limits of its interval."""
    if around.low is None or around.high is None:
        return percent(share)
    words = _("{share}, between {low} and {high}")
    return words.format(share=percent(share), low=percent(around.low), high=percent(around.high))


def rated_rows(message: Message) -> tuple[tuple[str, str], ...]:
    """By statement its rating, letter and word, and its words."""
    return tuple(
        (rag_words(each.rating), f"{each.statement.words} ({each.statement.id})")
        for each in message.statements
    )


def action_header() -> tuple[str, ...]:
    """The columns of what is done about a message."""
    return (
        *(_("What is done about it"), _("Owner (role)"), _("Followed by")),
        *(_("Baseline"), _("Now"), _("Target")),
    )


def action_row(message: Message) -> tuple[str, ...]:
    """The action with its three numbers; a dash where there is none, or where it may not be told."""
    if message.action is None:
        return ()
    stand, action = message.stand, message.action.action
    where = f"{stand.baseline} ({stand.where})" if stand.baseline and stand.where else stand.baseline
    numbers = (where, stand.now, stand.target)
    return (action.what, action.owner or "–", stand.measure or "–", *(each or "–" for each in numbers))


def held_words(why: str, numbers: Sequence[str]) -> str:
    """That messages can't be told here, and why; it isn't said what they would be about."""
    return _("Message {n}: {why}").format(n=", ".join(numbers), why=why)
