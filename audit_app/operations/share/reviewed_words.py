"""What is said in an output, and to whoever makes it, of the texts that people wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit_app.dates import parse_iso
from audit_app.operations.share.texts import Decision, PlacedText
from audit_app.words import _, plural

_DAY = len("2026-03-12")


def reviewed_words(texts: Sequence[PlacedText], *, own_form: bool) -> Iterator[str]:
    """How many of an output's texts a person looked at and when, and how many were left out; said of
    nobody by name."""
    leaving = [each for each in texts if each.leaves]
    out = len(texts) - len(leaving)
    said = _leaving(leaving) if leaving else _("No free text is in this output")
    yield f"{said}. {_out(out)}" if out else f"{said}."
    if own_form:
        yield _(
            "The words of this audit's own form were searched for names, numbers and addresses by the "
            "program, and by a person where it found any."
        )


def unreviewed_words(texts: Sequence[PlacedText]) -> str:
    """How many texts are left out because nobody looked at them; empty for none."""
    n = sum(each.decision is Decision.UNREVIEWED for each in texts)
    if not n:
        return ""
    return plural(
        "{n} text that people typed was left out, because nobody has looked at it before it leaves.",
        "{n} texts that people typed were left out, because nobody has looked at them before they leave.",
        n,
    )


def _leaving(texts: Sequence[PlacedText]) -> str:
    days = sorted({each.time[:_DAY] for each in texts})
    last = parse_iso(days[-1])
    day = last.words if last else days[-1]
    if len(days) == 1:
        return plural(
            "The {n} text in this output that people wrote was reviewed by a person on {{day}}",
            "The {n} texts in this output that people wrote were reviewed by a person on {{day}}",
            len(texts),
        ).format(day=day)
    return plural(
        "The {n} text in this output that people wrote was reviewed by a person, the last on {{day}}",
        "The {n} texts in this output that people wrote were reviewed by a person, the last on {{day}}",
        len(texts),
    ).format(day=day)


def _out(n: int) -> str:
    return plural("{n} was left out.", "{n} were left out.", n)
