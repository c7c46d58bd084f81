"""Texts that people typed and that an output would print: each with its place, what in it is marked, and what
was decided about it.

A text that nobody looked at is left out of what leaves, and so is one that names a case or an officer,
whatever was decided. A decision is about the very text that was looked at, at its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from audit_app.identifying import Mark, identifying, kind_words
from audit_app.operations.act.summary import named_inside
from audit_app.operations.share.own_words import is_own
from audit_app.store.text_reviews import TextReview, fingerprint
from audit_app.words import _

EVERYWHERE, PRINTED, WORKBOOK = ("xlsx", "pdf", "csv"), ("xlsx", "pdf"), ("xlsx",)
"""Formats in which a text is printed."""

_LETTERS = 6


class Decision(StrEnum):
    """What a person decided about a text, or that nobody has looked at it."""

    UNREVIEWED = "unreviewed"
    RELEASED = "released"
    EDITED = "edited"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class PlacedText:
    """A text at its place. `where` says the place in words, `printed` is what leaves in the text's stead (the
    text itself where it was released); `by` decided it at `time`. `named` is the case or officer that it
    names, so that it can't be released as it is. It is printed in some `formats`, with `in_tables` only
    where a table holds it.
    """

    place: str
    where: str
    text: str
    marks: tuple[Mark, ...]
    decision: Decision
    printed: str
    by: str = ""
    time: str = ""
    named: str = ""
    formats: tuple[str, ...] = EVERYWHERE
    in_tables: bool = False

    @property
    def leaves(self) -> bool:
        """Whether words that people wrote are printed."""
        return self.decision in (Decision.RELEASED, Decision.EDITED)


def not_reviewed() -> str:
    """What stands in place of a text that nobody looked at."""
    return _("[not reviewed: left out]")


def left_out() -> str:
    """What stands in place of a text that a person left out."""
    return _("[text left out]")


def marks_words(text: PlacedText) -> str:
    """What is marked in a text: `name “Jane Smith”, age “aged 17”`; empty for nothing."""
    found = [f"{kind_words(mark.kind)} “{mark.text}”" for mark in text.marks]
    if text.named:
        found.append(_("names a case or an officer: “{name}”").format(name=text.named))
    return ", ".join(found)


def place_of(kind: str, text: str) -> str:
    """The place of a text that is told from others of its kind by its words alone: `team.1f09ab`."""
    return f"{kind}.{fingerprint(text)[:_LETTERS]}"


class Looking:
    """One look at all texts of an output: gathers each as it is asked how it is to be printed."""

    def __init__(
        self,
        decided: Mapping[tuple[str, str], TextReview],
        inside: Collection[str],
        known: Collection[str],
    ) -> None:
        """`decided` by place and fingerprint; `inside` are the names of cases and officers, `known` words
        that are no names here."""
        self._decided, self._known = decided, known
        self._names_inside = named_inside(inside)
        self._found: dict[tuple[str, str], PlacedText] = {}

    def texts(self) -> tuple[PlacedText, ...]:
        """The texts that were asked about, in that order."""
        return tuple(self._found.values())

    def say(
        self,
        place: str,
        where: str,
        text: str,
        *,
        instead: str = "",
        optional: bool = False,
        only_marked: bool = False,
        formats: tuple[str, ...] = EVERYWHERE,
        in_tables: bool = False,
    ) -> str:
        """How a text is printed: as it is where it is the program's own or was released, else in other words.
        `instead` stands for it where it is left out; an `optional` one leaves nothing behind once a person
        left it out. With `only_marked` it is printed without a look as long as nothing in it is marked.
        """
        if not text.strip() or is_own(text.strip()):
            return text
        key = place, fingerprint(text)
        review = self._decided.get(key)
        marks = identifying(text, self._known)
        if only_marked and not marks and review is None:
            return text
        decision = Decision(review.decision) if review else Decision.UNREVIEWED
        printed = {Decision.RELEASED: text, Decision.EDITED: review.words if review else ""}.get(decision)
        named = self._names_inside(text if printed is None else printed)
        if named and printed is not None:
            decision, printed = Decision.LEFT_OUT, None
        if printed is None:
            unseen = decision is Decision.UNREVIEWED
            printed = instead or (not_reviewed() if unseen else "" if optional else left_out())
        by, time = (review.person, review.time) if review else ("", "")
        self._found[key] = PlacedText(
            place, where, text, marks, decision, printed, by, time, named, formats, in_tables
        )
        return printed


def left_out_name(kind: str, n: int) -> str:
    """What stands for one of several names that are left out: `Team 2 [name left out]`."""
    return _("{kind} {n} [name left out]").format(kind=kind, n=n)


def is_plain(name: str) -> bool:
    """Whether a name made of several (`round 1, North · 2024`) holds none that a person has to look at."""
    parts = re.split(r", | · ", name)
    return all(is_own(part.removeprefix(_("round {round}").format(round="")).strip()) for part in parts)


def decision_words(text: PlacedText) -> str:
    """What was decided about a text, with what is printed instead of an edited one."""
    if text.named and text.decision is Decision.LEFT_OUT:
        return _("Left out: it names a case or an officer.")
    return {
        Decision.UNREVIEWED: _("Not reviewed: left out until somebody decides."),
        Decision.RELEASED: _("Released as it is."),
        Decision.EDITED: _("Edited for release: {words}").format(words=text.printed),
        Decision.LEFT_OUT: _("Left out."),
    }[text.decision]
