"""How ratings, actions and what was measured for them are written wherever they stand: a letter and a word
with every colour."""

from __future__ import annotations

from collections.abc import Mapping

from audit_app.dates import parse_iso
from audit_app.lines.wording import amount, difference_unit, interval_words
from audit_app.model import ActionStatus, Confidence, Level, Rag, RaterGroup
from audit_app.results.practice import Board, BoardCell, FollowUp, Measured, RatedStatement
from audit_app.words import _, plural

SHARES = ("proportion", "wait")


def notice() -> str:
    """What stands wherever statements do."""
    return _(
        "These are local statements, written for this program from published themes. They are nobody’s "
        "official list. Change them, add to them, or put licensed wording in their place."
    )


def letters() -> dict[Rag, str]:
    """The letter of each rating."""
    return {
        Rag.RED: _("R"),
        Rag.AMBER: _("A"),
        Rag.GREEN: _("G"),
        Rag.NOT_RATED: _("–"),
        Rag.NOT_APPLICABLE: _("n/a"),
    }


def rag_names() -> dict[Rag, str]:
    """The word of each rating."""
    return {
        Rag.RED: _("Red"),
        Rag.AMBER: _("Amber"),
        Rag.GREEN: _("Green"),
        Rag.NOT_RATED: _("Not rated"),
        Rag.NOT_APPLICABLE: _("Doesn't apply"),
    }


def rag_words(rating: Rag) -> str:
    """`A  Amber`; letter and word, because colour alone tells nothing to some."""
    return f"{letters()[rating]}  {rag_names()[rating]}"


def level_names() -> dict[Level, str]:
    """Whom a statement is about."""
    return {Level.ORGANISATIONAL: _("Organisation"), Level.PRACTITIONER: _("Practitioner")}


def group_names() -> dict[RaterGroup, str]:
    """Who rates."""
    return {
        RaterGroup.AGREED: _("Agreed together"),
        RaterGroup.SOCIAL_CARE: _("Social care"),
        RaterGroup.MIDWIFERY: _("Midwifery"),
        RaterGroup.HEALTH_VISITING: _("Health visiting"),
        RaterGroup.LEGAL: _("Legal"),
        RaterGroup.CAFCASS: _("Cafcass"),
        RaterGroup.THIRD_SECTOR: _("Third sector"),
        RaterGroup.PARENTS: _("Parents"),
    }


def confidence_names() -> dict[Confidence, str]:
    """How sure the raters are."""
    return {
        Confidence.UNSAID: _("Not said"),
        Confidence.LOW: _("Low"),
        Confidence.MEDIUM: _("Medium"),
        Confidence.HIGH: _("High"),
    }


def status_names() -> dict[ActionStatus, str]:
    """How an action stands."""
    return {
        ActionStatus.NOT_STARTED: _("Not started"),
        ActionStatus.ON_TRACK: _("On track"),
        ActionStatus.AT_RISK: _("At risk"),
        ActionStatus.DONE: _("Done"),
        ActionStatus.STOPPED: _("Stopped"),
    }


def day_words(iso: str) -> str:
    """A day, or a month, in words; empty for none."""
    day = parse_iso(iso)
    return day.words if day else iso


def moved_words(rated: RatedStatement) -> str:
    """`A  Amber, was R  Red (moved towards green)`; how it stands alone where there was no earlier rating."""
    now = rag_words(rated.rating)
    if not rated.now or not rated.before:
        return now
    to = _("towards green") if rated.moved > 0 else _("towards red")
    return _("{now}, was {before}{moved}").format(
        now=now, before=rag_words(rated.before.rating), moved=f" ({to})" if rated.moved else ""
    )


def counts_words(counts: Mapping[Rag, tuple[str, ...]]) -> str:
    """`R 2 · A 3 · G 1 · not rated 4`, every colour with its count; what doesn't apply where there is any."""
    said = [
        f"{letters()[rating]} {len(counts.get(rating, ()))}" for rating in (Rag.RED, Rag.AMBER, Rag.GREEN)
    ]
    said.append(_("not rated {n}").format(n=len(counts.get(Rag.NOT_RATED, ()))))
    if counts.get(Rag.NOT_APPLICABLE):
        said.append(_("doesn't apply {n}").format(n=len(counts[Rag.NOT_APPLICABLE])))
    return " · ".join(said)


def cell_words(cell: BoardCell) -> str:
    """A cell of the board: its counts, and what moved on that day."""
    moved = [
        _("{n} towards green").format(n=len(cell.up)) if cell.up else "",
        _("{n} towards red").format(n=len(cell.down)) if cell.down else "",
    ]
    return "\n".join(filter(None, (counts_words(cell.counts), ", ".join(filter(None, moved)))))


def board_words(board: Board) -> str:
    """Where practice stands, in sentences."""
    of = plural("{n} statement", "{n} statements", len(board.statements))
    if not board.dates:
        return _("{statements}, none of them rated yet: {group}.").format(
            statements=of, group=group_names()[board.group].lower()
        )
    counts: dict[Rag, tuple[str, ...]] = {}
    for each in board.statements:
        counts[each.rating] = (*counts.get(each.rating, ()), each.statement.id)
    return _("{statements}: {counts}. {moved} moved since last time; {red} red twice running.").format(
        statements=of, counts=counts_words(counts), moved=len(board.moved), red=len(board.red_twice)
    )


def measured_words(measured: Measured | None) -> str:
    """`9 of 30 where it is known (30%) · 1, 1 May 2025 · 95% Wilson interval 17% to 48%; Not in the
    file 6`; empty for none."""
    if measured is None:
        return ""
    where = ", ".join(part for part in (measured.round, day_words(measured.date)) if part)
    return " · ".join(part for part in (measured.words, where, measured.beside) if part)


def follow_up_words(follow_up: FollowUp) -> str:
    """A later value with how far it lies from the baseline."""
    return " · ".join(
        part for part in (measured_words(follow_up.measured), difference_words(follow_up)) if part
    )


def difference_words(follow_up: FollowUp) -> str:
    """`difference +20 percentage points (95% Newcombe interval −3 to +41)`: the later less the baseline."""
    found = follow_up.difference
    if found is None or found.value is None:
        return _("too few to compare") if follow_up.measured.value is not None else ""
    shares = follow_up.measured.kind in SHARES
    unit = _("percentage points") if shares else difference_unit(follow_up.measured.unit)
    scale = 100 if shares else 1
    words = _("difference {value} {unit}").format(value=_signed(found.value * scale), unit=unit).rstrip()
    if found.low is None or found.high is None:
        return _("{difference}, without interval").format(difference=words)
    reach = _("{low} to {high}").format(low=_signed(found.low * scale), high=_signed(found.high * scale))
    return f"{words} ({interval_words(found.interval)} {reach})"


def _signed(value: float) -> str:
    text = amount(abs(round(value, 1)))
    return f"+{text}" if value > 0 and text != "0" else f"\N{MINUS SIGN}{text}" if text != "0" else text
