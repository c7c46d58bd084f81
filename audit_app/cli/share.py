"""The command on what has left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit_app.cli.file import audit_argument
from audit_app.cli.shell import json_option, opened, print_json, print_table
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.operations.share.ledger import LedgerLine


@click.command()
@audit_argument
@click.option("--withdraw", "id_", default="", metavar="ID", help="Say of one that it never left.")
@click.option("--why", default="", metavar="TEXT", help="Why it is withdrawn; the ledger keeps it.")
@json_option
def releases(audit: Path, id_: str, why: str, as_json: bool) -> None:
    """The ledger of what left, the latest first; a draft that never left can be withdrawn.

    What is withdrawn stays in the ledger, and later outputs are no longer compared with it.
    """
    from audit_app.operations.share import ledger

    with opened(audit) as open_audit:
        if id_ or why:
            ledger.withdraw(open_audit, id_, why)
        found = ledger.read(open_audit)
    for sentence in found.problems:
        click.echo(sentence, err=True)
    if as_json:
        print_json(ledger.as_json(found))
    elif found.lines:
        _print(found.lines)
    else:
        click.echo(_("Nothing has left yet."))


def _print(lines: tuple[LedgerLine, ...]) -> None:
    from audit_app.operations.share.ledger_words import SHORT, columns

    shown = columns()
    print_table(
        (_("id"), *(column.title for column in shown)),
        [(line.release.id[:SHORT], *(column.words(line) for column in shown)) for line in lines],
    )


COMMANDS = (releases,)
