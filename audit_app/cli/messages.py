"""The command on what stands out: findings ranked with their reasons, and the messages made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.charts.practice_words import rag_words
from audit_app.cli.file import audit_argument
from audit_app.cli.shell import (
    condition,
    json_option,
    language_option,
    opened,
    print_json,
    progress,
    say_rounds,
    table_lines,
)
from audit_app.errors import AuditError
from audit_app.lines.sample_words import no_case_words
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading
    from audit_app.lines.line import Line
    from audit_app.lines.messages import Message
    from audit_app.model import Wording
    from audit_app.operations.act.messages import Found, StandsOut
    from audit_app.operations.audit import Audit

_TEXTS = ("words", "means", "not_shown", "action")


_Command = Callable[..., Any]


def _text_option(name: str, help_: str) -> Callable[[_Command], _Command]:
    return click.option(name, type=(str, str), multiple=True, metavar="FIGURE TEXT", help=help_)


@click.command()
@audit_argument
@click.option("--choose", "choose_", multiple=True, metavar="FIGURE", help="Make a figure a message.")
@_text_option("--words", "Its sentence, with places such as {k} and {n}; an empty text: as usual.")
@_text_option("--means", "What it means, in words.")
@_text_option("--not-shown", "What it does not show, in words.")
@_text_option("--action", "The action beside it, by the beginning of its id.")
@click.option("--still-holds", multiple=True, metavar="FIGURE", help="Its words hold as the figure is now.")
@click.option("--take-away", multiple=True, metavar="FIGURE", help="Make it no message any more.")
@click.option("--order", multiple=True, metavar="FIGURE", help="Put these first, in the order given.")
@click.option("--round", "round_", default="", help="Cases of one round only.")
@click.option("--where", "where", multiple=True, metavar="COL=VALUE", help="As in `profile`; repeatable.")
@language_option
@json_option
def messages(
    audit: Path,
    choose_: tuple[str, ...],
    words: tuple[tuple[str, str], ...],
    means: tuple[tuple[str, str], ...],
    not_shown: tuple[tuple[str, str], ...],
    action: tuple[tuple[str, str], ...],
    still_holds: tuple[str, ...],
    take_away: tuple[str, ...],
    order: tuple[str, ...],
    round_: str,
    where: tuple[str, ...],
    as_json: bool,
) -> None:
    """What stands out: the messages, and all findings ranked with their reasons.

    Figures are named by their ids, as the list has them. Each option is repeatable.
    """
    from audit_app.operations.act.messages import stands_out
    from audit_app.operations.act.ranking import read_before
    from audit_app.operations.read import pages
    from audit_app.operations.read.cohort import Filters

    filters = Filters(round=round_, where=dict(map(condition, where)))
    texts = dict(zip(_TEXTS, (words, means, not_shown, action), strict=True))
    with opened(audit) as open_audit, progress(_("Reading the cohort")) as show:
        say_rounds(open_audit, filters.round)
        reading = pages.read(open_audit, filters)
        _change(open_audit, reading, choose_, texts, still_holds)
        _arrange(open_audit, take_away, order)
        found = stands_out(open_audit, reading, filters, read_before(open_audit, filters), show)
    if as_json:
        print_json(_as_json(found))
        return
    click.echo("\n".join(_lines(found)))


def _change(
    audit: Audit,
    reading: Reading,
    chosen: Sequence[str],
    texts: dict[str, tuple[tuple[str, str], ...]],
    hold: Sequence[str],
) -> None:
    from audit_app.operations.act import wordings

    for figure in chosen:
        wordings.choose(audit, _line(reading, figure))
    for name, given in texts.items():
        for figure, text in given:
            said = _action(audit, text) if name == "action" else text
            wordings.word(audit, _message(audit, figure).id, _line(reading, figure), **{name: said})
    for figure in hold:
        wordings.still_holds(audit, _message(audit, figure).id, _line(reading, figure))


def _arrange(audit: Audit, gone: Sequence[str], order: Sequence[str]) -> None:
    from audit_app.operations.act import wordings

    for figure in gone:
        wordings.take_away(audit, _message(audit, figure).id)
    if order:
        wordings.put_in_order(audit, [_message(audit, figure).id for figure in order])


def _line(reading: Reading, figure: str) -> Line:
    from audit_app.operations.act.ranking import line_of

    line = line_of(reading, figure)
    if line is None:
        raise AuditError(_("There is no figure {id} in this audit's form.").format(id=figure))
    return line


def _message(audit: Audit, figure: str) -> Wording:
    from audit_app.operations.act.wordings import wordings

    found = next((each for each in wordings(audit) if each.figure == figure), None)
    if found is None:
        raise AuditError(_("{id} is no message. Choose it first with --choose {id}.").format(id=figure))
    return found


def _action(audit: Audit, begins: str) -> str:
    """The id of the action that begins so; empty, none is chosen."""
    from audit_app.operations.act.actions import actions

    known = [each.action.id for each in actions(audit)]
    found = [id_ for id_ in known if begins and id_.startswith(begins)]
    if begins and len(found) != 1:
        words = _("There is no action {id}, or several begin so. Known: {known}.")
        raise AuditError(words.format(id=begins, known=", ".join(id_[:8] for id_ in known) or "–"))
    return found[0] if found else ""


def _lines(found: StandsOut) -> Iterator[str]:
    if found.offered and found.messages:
        yield _("Nobody has chosen messages yet. The ranking offers these:")
    elif not found.cohort.cases:
        yield no_case_words()
    elif not found.messages:
        yield _("No finding is worth a message: none is surely short of what is expected.")
    for n, each in enumerate(found.messages, start=1):
        yield f"{n}. {each.sentence or each.held}"
        yield from (f"   {line}" for line in _about(each) if line)
    yield ""
    headers = (_("figure"), _("finding"), _("affected"), _("distance"), _("certainty"), _("change"))
    yield from table_lines(headers, [_row(each) for each in found.found])


def _about(message: Message) -> Iterator[str]:
    stand = message.stand
    yield message.asks
    yield message.means
    yield message.not_shown
    for each in message.statements:
        yield f"{each.statement.id}  {rag_words(each.rating)}  {each.statement.words}"
    if message.action:
        yield _("{action}: baseline {baseline}, now {now}, target {target}").format(
            action=message.action.action.what,
            baseline=stand.baseline or "–",
            now=stand.now or "–",
            target=stand.target or "–",
        )


def _row(found: Found) -> tuple[str, ...]:
    chosen = "*" if found.chosen else ""
    return f"{found.ranked.line.id}{chosen}", found.sentence, *found.ranked.reasons


def _as_json(found: StandsOut) -> dict[str, object]:
    from audit_app.operations.read.cohort import cohort_as_json

    return {
        "cohort": cohort_as_json(found.cohort),
        "offered": found.offered,
        "messages": [_message_json(each) for each in found.messages],
        "ranking": [_found_json(place, each) for place, each in enumerate(found.found, start=1)],
    }


def _message_json(message: Message) -> dict[str, object]:
    return {
        "figure": message.figure,
        "sentence": message.sentence,
        "means": message.means,
        "not_shown": message.not_shown,
        "held": message.held,
        "asks": message.asks,
        "statements": {each.statement.id: each.rating.value for each in message.statements},
        "action": {
            "what": message.action.action.what,
            "baseline": message.stand.baseline,
            "now": message.stand.now,
            "target": message.stand.target,
        }
        if message.action
        else None,
    }


def _found_json(place: int, found: Found) -> dict[str, object]:
    ranked = found.ranked
    affected, distance, certainty, change = ranked.reasons
    return {
        "rank": place,
        "figure": ranked.line.id,
        "label": ranked.line.label,
        "page": found.page,
        "sentence": found.sentence,
        "families": round(ranked.families, 4),
        "affected": ranked.affected,
        "of": ranked.of,
        "expected": {
            "value": ranked.yardstick.value,
            "way": ranked.yardstick.way,
            "by": ranked.yardstick.basis,
        },
        "short": ranked.short,
        "surely": ranked.surely,
        "worth": ranked.worth,
        "chosen": bool(found.chosen),
        "reasons": {"affected": affected, "distance": distance, "certainty": certainty, "change": change},
    }


COMMANDS = (messages,)
