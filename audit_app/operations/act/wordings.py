"""The messages that a manager has chosen: which figures, in which order, in which words. They stand among the
settings of the audit; a pack has none. Whoever changes them tells `Kind.PRACTICE`.

Words are checked as they are kept: a place that nothing fills is refused, and so is a number that would stay
when the figure changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace

from audit_app.errors import AuditError
from audit_app.lines.line import Line
from audit_app.lines.sentences import PLACES, numbers, places_in, typed_numbers
from audit_app.model import MESSAGES, Wording
from audit_app.operations.act.actions import actions
from audit_app.operations.act.statements import require_own
from audit_app.operations.audit import Audit
from audit_app.store import info
from audit_app.store.writing import transaction
from audit_app.words import _

MOST = 9
LONGEST = {"words": 300, "means": 800, "not_shown": 800}
"""How many letters each text may have."""
SEEN = ("k", "n", "median", "q1", "q3")
"""The places whose numbers tell whether a figure is as it was."""


def wordings(audit: Audit) -> tuple[Wording, ...]:
    """The chosen messages in their order; none before anybody chose."""
    rows = json.loads(info.read_info(audit.file).settings.get(MESSAGES, "[]"))
    known = {each.name for each in fields(Wording)}
    return tuple(Wording(**{name: value for name, value in row.items() if name in known}) for row in rows)


def choose(audit: Audit, line: Line) -> Wording:
    """Make a figure the last of the messages. AuditError where it is one already, where there are as many as
    a board could read, and in a pack."""
    require_own(audit)
    now = wordings(audit)
    if any(each.figure == line.id for each in now):
        raise AuditError(_("“{label}” is among the messages already.").format(label=line.label))
    if len(now) >= MOST:
        words = _("There are {n} messages, and a board reads about five. Take one away first.")
        raise AuditError(words.format(n=len(now)))
    chosen = Wording(audit.new_id(), line.id, seen=seen(line))
    keep(audit, (*now, chosen))
    return chosen


def word(audit: Audit, id_: str, line: Line, **texts: str) -> Wording:
    """Give a message other words: `words`, `means`, `not_shown` (empty: as usual), `action`. It is then found
    to hold as the figure is now.

    AuditError, in a sentence, and nothing changes: a text that is too long, a place that nothing fills, a
    number that would stay when the figure changes, an action that there isn't, no such message.
    """
    before = _known(audit, id_)
    tidy = {name: " ".join(text.split()) for name, text in texts.items()}
    for name, most in LONGEST.items():
        _check(tidy.get(name, ""), most, line)
    action = tidy.get("action", "")
    if action and all(each.action.id != action for each in actions(audit)):
        raise AuditError(_("There is no such action any more. Choose one of the list."))
    after = replace(before, **tidy, seen=seen(line))
    keep(audit, (after if each.id == id_ else each for each in wordings(audit)))
    return after


def still_holds(audit: Audit, id_: str, line: Line) -> Wording:
    """Say that a message holds as its figure is now. AuditError for no such message, and in a pack."""
    after = replace(_known(audit, id_), seen=seen(line))
    keep(audit, (after if each.id == id_ else each for each in wordings(audit)))
    return after


def put_in_order(audit: Audit, ids: Iterable[str]) -> None:
    """Put the messages in this order; those that aren't named come behind. AuditError for one that there
    isn't, and in a pack."""
    first = [_known(audit, id_) for id_ in dict.fromkeys(ids)]
    keep(audit, (*first, *(each for each in wordings(audit) if each not in first)))


def take_away(audit: Audit, id_: str) -> None:
    """Take a message away. AuditError for one that there isn't, and in a pack."""
    gone = _known(audit, id_)
    keep(audit, (each for each in wordings(audit) if each != gone))


def seen(line: Line) -> Mapping[str, str]:
    """What a figure says, as it is kept beside the words."""
    told = numbers(line)
    return {name: told[name] for name in SEEN if name in told}


def _known(audit: Audit, id_: str) -> Wording:
    require_own(audit)
    found = next((each for each in wordings(audit) if each.id == id_), None)
    if found is None:
        raise AuditError(_("There is no such message any more. Choose one of the list."))
    return found


def _check(words: str, most: int, line: Line) -> None:
    if len(words) > most:
        raise AuditError(
            _(
                "This text has {n} letters, and {most} are room enough for a message. Say it more shortly."
            ).format(n=f"{len(words):,}", most=most)
        )
    try:
        places = places_in(words)
    except ValueError:
        raise AuditError(_("A brace stands alone. Write places as {{k}} or {{n}}.").format()) from None
    told = numbers(line)
    unknown = [place for place in places if place not in told]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACES if name in told)
        words = _("This figure has nothing for “{{{place}}}”. It has: {known}.")
        raise AuditError(words.format(place=unknown[0], known=known))
    typed = typed_numbers(words, f"{line.label} {line.definition} {line.beyond}")
    if typed:
        words = _(
            "“{number}” is typed, so that it would stay when the figure changes. Write a place for it, such "
            "as {{k}}, {{n}} or {{share}}, or say it in letters."
        )
        raise AuditError(words.format(number=typed[0]))


def keep(audit: Audit, messages: Iterable[Wording]) -> None:
    """Keep these messages in place of those that there are, as they stand."""
    text = json.dumps([asdict(each) for each in messages], ensure_ascii=False)
    about = info.read_info(audit.file)
    with transaction(audit.file):
        info.write_info(audit.file, replace(about, settings={**about.settings, MESSAGES: text}))
