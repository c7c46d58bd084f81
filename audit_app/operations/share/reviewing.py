"""Looking at the texts that an output would print, before it leaves: each is released as it is, edited for
release (the audit's own text stays), or left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from audit_app.errors import AuditError, Problem
from audit_app.operations.act.summary import named_inside, names_inside
from audit_app.operations.audit import Audit
from audit_app.operations.case.open_case import now_text, person_id
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share.texts import Decision, PlacedText
from audit_app.operations.share.wording import worded
from audit_app.store.text_reviews import TextReview, add_review, fingerprint, latest_reviews
from audit_app.store.writing import transaction
from audit_app.words import _

LONGEST = 2_000


def read_texts(audit: Audit, filters: Filters = Filters(), format: str = "") -> tuple[PlacedText, ...]:
    """The texts that an output about these cases would print, with what was decided; those that a format
    prints, or all. AuditError as `pages.read` has it."""
    found = worded(audit, pages.read(audit, filters)).texts
    return tuple(each for each in found if not format or format in each.formats)


def unreviewed(texts: Iterable[PlacedText]) -> tuple[PlacedText, ...]:
    """Those that nobody has looked at as they are now."""
    return tuple(each for each in texts if each.decision is Decision.UNREVIEWED)


def release(audit: Audit, texts: Sequence[PlacedText]) -> None:
    """Let these texts leave as they are. AuditError, and nothing is kept, when one names a case or an
    officer."""
    named = [each for each in texts if each.named or _named(audit, each.text)]
    if named:
        raise AuditError(
            _("A text that names a case or an officer can't leave as it is. Edit it, or leave it out."),
            [Problem(f"{each.place}: {each.where}") for each in named],
        )
    _decide(audit, texts, Decision.RELEASED)


def leave_out(audit: Audit, texts: Sequence[PlacedText]) -> None:
    """Keep these texts out of what leaves."""
    _decide(audit, texts, Decision.LEFT_OUT)


def edit(audit: Audit, text: PlacedText, words: str) -> None:
    """Print other words in place of a text in what leaves. AuditError for no words, for very many, and for a
    case or an officer named in them."""
    words = " ".join(words.split())
    if not words:
        raise AuditError(_("There are no words to print instead. Write some, or leave the text out."))
    if len(words) > LONGEST:
        raise AuditError(_("The words take more than {n} letters. Say it more shortly.").format(n=LONGEST))
    if name := _named(audit, words):
        raise AuditError(
            _("The words name a case or an officer (“{name}”). Say it without the name.").format(name=name)
        )
    _decide(audit, [text], Decision.EDITED, words)


def chosen(texts: Sequence[PlacedText], places: Iterable[str]) -> tuple[PlacedText, ...]:
    """The texts at these places. AuditError for a place where there is none."""
    by_place = {each.place: each for each in texts}
    unknown = [place for place in places if place not in by_place]
    if unknown:
        raise AuditError(
            _("There is no text to look at under {places}. Places: {known}.").format(
                places=", ".join(unknown), known=", ".join(by_place) or "–"
            )
        )
    return tuple(by_place[place] for place in places)


def _named(audit: Audit, text: str) -> str:
    return named_inside(names_inside(audit))(text)


def _decide(audit: Audit, texts: Iterable[PlacedText], decision: Decision, words: str = "") -> None:
    with transaction(audit.file):
        before, person = latest_reviews(audit.file), person_id(audit)
        for each in texts:
            review = TextReview(each.place, fingerprint(each.text), decision, words, person, now_text(audit))
            earlier = before.get((review.place, review.fingerprint))
            add_review(audit.file, replace(review, time=_after(earlier, review.time)))


def _after(earlier: TextReview | None, time: str) -> str:
    """A time after that of an earlier decision, also on a computer whose clock was put back."""
    if earlier is None or earlier.time < time:
        return time
    later = datetime.fromisoformat(earlier.time) + timedelta(microseconds=1)
    return later.isoformat(timespec="microseconds")
