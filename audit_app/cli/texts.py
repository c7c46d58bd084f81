"""The command on texts that people typed and that an output would print: what to look at, and what was
decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit_app.cli.file import audit_argument
from audit_app.cli.shell import condition, json_option, opened, print_json
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit
    from audit_app.operations.share.texts import PlacedText

ALL = "all"


@click.command()
@audit_argument
@click.option(
    "--release", "release_", multiple=True, metavar="all|PLACE", help="Let a text leave as it is; repeatable."
)
@click.option("--leave-out", "leave_out_", multiple=True, metavar="PLACE", help="Leave a text out.")
@click.option(
    "--edit", "edit_", type=(str, str), multiple=True, metavar="PLACE TEXT", help="Print other words instead."
)
@click.option(
    "--edition",
    type=click.Choice(["restricted", "shared"]),
    default="shared",
    help="Both editions print the same texts.",
)
@click.option("--format", "format_", type=click.Choice(["xlsx", "pdf", "csv"]), default=None)
@click.option("--round", "round_", default="", help="As an output about one round would print them.")
@click.option("--where", "where", multiple=True, metavar="COL=VALUE", help="With this filter; repeatable.")
@json_option
def texts(
    audit: Path,
    release_: tuple[str, ...],
    leave_out_: tuple[str, ...],
    edit_: tuple[tuple[str, str], ...],
    edition: str,
    format_: str | None,
    round_: str,
    where: tuple[str, ...],
    as_json: bool,
) -> None:
    """Texts that people typed and that would leave, with what in them may say who somebody is.

    What nobody has looked at is left out of a shared or restricted output. `--release all` lets all leave
    that nobody has decided about yet, but for those that name a case or an officer.
    """
    from audit_app.operations.read.cohort import Filters
    from audit_app.operations.share.reviewing import read_texts

    filters = Filters(round=round_, where=dict(map(condition, where)))

    def read(open_audit: Audit) -> tuple[PlacedText, ...]:
        return read_texts(open_audit, filters, format_ or "")

    with opened(audit) as open_audit:
        found = read(open_audit)
        if release_ or leave_out_ or edit_:
            _decide(open_audit, found, release_, leave_out_, edit_)
            found = read(open_audit)
    if as_json:
        print_json({"edition": edition, "texts": list(map(_as_json, found))})
        return
    for line in _lines(found):
        click.echo(line)


def _decide(
    audit: Audit,
    found: Sequence[PlacedText],
    release_: Sequence[str],
    leave_out_: Sequence[str],
    edit_: Sequence[tuple[str, str]],
) -> None:
    """Keep all that was decided; none of it where a place is unknown."""
    from audit_app.operations.share.reviewing import chosen, edit, leave_out, release, unreviewed

    named = [place for place in release_ if place != ALL]
    released, out = chosen(found, named), chosen(found, leave_out_)
    edited = [(chosen(found, [place])[0], words) for place, words in edit_]
    decided = {each.place for each in (*released, *out, *(text for text, _words in edited))}
    if ALL in release_:
        rest = [each for each in unreviewed(found) if each.place not in decided]
        released += tuple(each for each in rest if not each.named)
    for text, words in edited:
        edit(audit, text, words)
    release(audit, released)
    leave_out(audit, out)


def _as_json(text: PlacedText) -> dict[str, object]:
    return {
        "place": text.place,
        "where": text.where,
        "text": text.text,
        "marks": [
            {"kind": mark.kind, "text": mark.text, "start": mark.start, "end": mark.end}
            for mark in text.marks
        ],
        "names_inside": text.named,
        "decision": text.decision.value,
        "printed": text.printed,
        "by": text.by,
        "time": text.time,
        "formats": list(text.formats),
    }


def _lines(found: Sequence[PlacedText]) -> list[str]:
    from audit_app.operations.share.reviewing import unreviewed
    from audit_app.operations.share.texts import decision_words, marks_words

    lines = []
    for text in found:
        lines += [f"{text.place}  {text.where}", f"  {text.text}"]
        if marked := marks_words(text):
            lines.append(f"  {_('Marked: {marks}').format(marks=marked)}")
        lines.append(f"  {decision_words(text)}")
    if not found:
        return [_("No text that people typed would leave.")]
    n = len(unreviewed(found))
    lines.append(
        plural(
            "Nobody has looked at {n} of them; it is left out of what leaves.",
            "Nobody has looked at {n} of them; they are left out of what leaves.",
            n,
        )
        if n
        else _("All of them were looked at.")
    )
    return lines


COMMANDS = (texts,)
