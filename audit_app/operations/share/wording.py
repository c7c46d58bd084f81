"""An output in the words in which it may leave: what the audit says of itself, the cohort's heading, names in
its tables, ratings and actions, and the words of a form that isn't the program's own.

All texts that people typed come through here before a page is made, so that whatever is worked out of them
(labels, sentences, alternative texts of pictures) holds no other words. Local events, notes on ratings and
progress notes are in no output that leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from audit_app.identifying import NAME, holds_given_name, identifying
from audit_app.lines.changed import RoundsChange
from audit_app.lines.released import Released
from audit_app.model import AuditInfo, Wording
from audit_app.operations.act.board import board
from audit_app.operations.act.summary import names_inside, practice_summary
from audit_app.operations.audit import Audit
from audit_app.operations.plan import modules, sample_statement
from audit_app.operations.plan.samples import read_samples
from audit_app.operations.share import rewording
from audit_app.operations.share.messages_out import messages_in_words
from audit_app.operations.share.own_words import field_words, is_own
from audit_app.operations.share.reviewed_words import reviewed_words, unreviewed_words
from audit_app.operations.share.texts import Looking, PlacedText
from audit_app.results.practice import PracticeSummary
from audit_app.store import cases, info
from audit_app.store.text_reviews import latest_reviews

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Worded:
    """What an output is made of, in the words in which it may leave, and the `texts` that were looked at for
    it. `form` is the form's title and version; `own_form` says that people wrote its words. `ids` says what
    is printed for the id of a row that holds a name. `messages` are those chosen, `changed`
    what differs from the round `before`, where that leaves too.
    """

    texts: tuple[PlacedText, ...]
    reading: Reading
    about: AuditInfo
    practice: PracticeSummary
    form: tuple[str, str]
    modules: tuple[str, ...]
    own_form: bool
    ids: Mapping[str, str]
    messages: tuple[Wording, ...] = ()
    changed: RoundsChange | None = None
    before: Released | None = None

    def told(self, released: Released, format: str) -> Released:
        """The output with what is said of its texts among its rules, and without names in the ids of its
        rows."""
        words = reviewed_words(self.printed(released, format), own_form=self.own_form)
        return replace(_with_ids(released, self.ids), rules=(*released.rules, *words))

    def unreviewed(self, released: Released, format: str) -> str:
        """How many texts are left out of an output because nobody looked at them; empty for none."""
        return unreviewed_words(self.printed(released, format))

    def printed(self, released: Released, format: str) -> tuple[PlacedText, ...]:
        """The texts that an output would print, each in its own words or in others."""
        words = "\n".join(_strings(released.pages))
        return tuple(
            each
            for each in self.texts
            if format in each.formats and (not each.in_tables or each.printed in words)
        )


def worded(audit: Audit, reading: Reading) -> Worded:
    """All that an output of a reading would print, looked at anew."""
    about = info.read_info(audit.file)
    look = Looking(latest_reviews(audit.file), names_inside(audit), field_words() | {*_words(about.area)})
    rounds = {case.round for case in cases.case_files(audit.file)}
    said = rewording.about_in_words(look, about, rounds)
    before = sample_statement.in_words(read_samples(about), about, rounds)
    heading = rewording.heading_in_words(look, reading.heading, before, said.sample_statement)
    said = replace(said, round=rewording.rounds_in_words(look, reading.heading.rounds) or said.round)
    form = partial(rewording.of_form, look)
    called = rewording.teams_in_words(look, reading)
    cohort = reading.cohort
    others = {
        "area": rewording.places_in_words(look, cohort.area),
        "sampled": replace(cohort.sampled, strata=heading.strata),
        **{
            name: rewording.reworded(getattr(cohort, name), form)
            for name in ("variables", "module_labels", "plausible")
        },
    }
    if any(getattr(cohort, name) != value for name, value in others.items()):
        cohort = replace(cohort, **others)
    red = {each.statement.id for each in board(audit).red_twice}
    practice = practice_summary(audit, internal=False, said=rewording.practice_in_words(look, red))
    in_words = reading.worded(
        heading,
        cohort=cohort,
        measures=rewording.reworded(reading.measures, form),
        needs=rewording.reworded(reading.needs, form),
        nationals=rewording.reworded(reading.nationals, partial(rewording.of_form, look, kind="published")),
        called={name: words for name, words in called.items() if words != name},
    )
    return Worded(
        reading=in_words,
        about=said,
        practice=practice,
        form=(form(audit.form.title), form(audit.form.version)),
        modules=tuple(map(form, modules.labels_on(audit))),
        own_form=not all(is_own(variable.label) for variable in reading.cohort.variables.values()),
        ids=_ids(in_words),
        messages=messages_in_words(look, audit, in_words),
        texts=look.texts(),
    )


def _words(area: str) -> Iterator[str]:
    """The words of the area's name, in small letters: no names of people, unless they look like more than
    names of places."""
    if all(mark.kind == NAME and not holds_given_name(mark.text) for mark in identifying(area)):
        yield from (word.casefold() for word in _WORD.findall(area))


def _ids(reading: Reading) -> dict[str, str]:
    """The ids of rows that hold the name of a team which isn't printed, with what is."""
    from audit_app.analysis.pages.reading import TEAMS

    return {f"{TEAMS}.{name}": f"{TEAMS}.{n}" for n, name in enumerate(sorted(reading.called), start=1)}


def _with_ids(released: Released, ids: Mapping[str, str]) -> Released:
    if not ids:
        return released
    pages = tuple(
        replace(
            page,
            blocks=tuple(
                replace(
                    block,
                    table=replace(
                        block.table,
                        rows=tuple(replace(row, id=ids.get(row.id, row.id)) for row in block.table.rows),
                    ),
                )
                if block.table
                else block
                for block in page.blocks
            ),
        )
        for page in released.pages
    )
    return replace(released, pages=pages)


def _strings(thing: Any) -> Iterator[str]:
    """Every text inside a thing."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        yield from _strings(tuple(thing.values()))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _strings(each)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from _strings(getattr(thing, each.name))
