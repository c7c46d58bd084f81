"""Commands on how long cases are kept, on deleting them, and on who did what with the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.cli.file import audit_argument
from audit_app.cli.shell import PATH, json_option, opened, print_json, print_table
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit
    from audit_app.operations.file.deleting import Deletion
    from audit_app.store.cases import CaseFile

why_option = click.option("--why", default="", metavar="TEXT", help="The reason, which is kept.")
one_round_option = click.option(
    "--round", "round_", default="", help="Of a case in several rounds this one alone; all unless said."
)
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would be deleted; delete nothing.")


@click.command()
@audit_argument
@click.option("--case", "references", multiple=True, metavar="REF", help="This case; repeat for more.")
@one_round_option
@click.option("--expired", is_flag=True, help="All whose period of retention has passed.")
@click.option("--all", "all_", is_flag=True, help="All: closes the audit.")
@click.option("--tidy", is_flag=True, help="Make good what could not be deleted before.")
@why_option
@dry_run_option
@json_option
def purge(audit: Path, why: str, dry_run: bool, as_json: bool, **which: Any) -> None:
    """Delete cases for good: from the audit, its key file, and the copies the program made by itself.

    What left in outputs stays in the ledger, and ratings and actions stay.
    """
    from audit_app.operations.file import deleting

    if sum(map(bool, (which["references"], which["expired"], which["all_"], which["tidy"]))) != 1:
        raise click.UsageError(_("Say what to delete: --case REF, --expired, --all, or --tidy."))
    with opened(audit) as open_audit:
        going = _which(open_audit, **which)
        if which["expired"] and not why:
            why = _("The period of retention has passed.")
        if dry_run:
            done = deleting.look(open_audit, going)
        elif going:
            done = deleting.delete(open_audit, going, why)
        else:
            done = deleting.tidy(open_audit)
    print_json(_as_json(done)) if as_json else say_deletion(done)


def _which(
    audit: Audit, references: Sequence[str], round_: str, expired: bool, all_: bool, **_which: bool
) -> Sequence[CaseFile]:
    from audit_app.operations.file import deleting, retention

    if expired:
        return retention.read(audit).expired
    return deleting.every(audit) if all_ else deleting.find(audit, references, round_)


def say_deletion(done: Deletion) -> None:
    """What was deleted, or would be, and what is still to do."""
    n = plural("one case", "{n} cases", len(done.cases))
    click.echo((_("Deleted {what}.") if done.done else _("Would delete {what}.")).format(what=n))
    for reference, round_ in done.cases:
        click.echo(f"  {reference}  {round_}".rstrip())
    for name in done.copies:
        said = _("Deleted the copy “{name}”.") if done.done else _("Would delete the copy “{name}”.")
        click.echo(said.format(name=name))
    for sentence in done.said:
        click.echo(sentence, err=True)


def _as_json(done: Deletion) -> dict[str, Any]:
    return {
        "deleted": done.done,
        "cases": [{"case": reference, "round": round_} for reference, round_ in done.cases],
        "copies": list(done.copies),
        "said": list(done.said),
    }


@click.command()
@audit_argument
@click.option("--months", type=click.IntRange(0, 1200), help="Keep cases so long; 0 takes it back.")
@json_option
def retention(audit: Path, months: int | None, as_json: bool) -> None:
    """How long cases are kept after the last change to them, which have been, and what was deleted."""
    from audit_app.operations.file import retention

    with opened(audit) as open_audit:
        if months is not None:
            retention.set_months(open_audit, months)
        found = retention.read(open_audit)
    if as_json:
        document = {
            "months": found.months,
            "expired": [{"case": case.reference, "round": case.round} for case in found.expired],
            "next": found.next_day,
            "deleted": [
                {"time": each.time, "person": each.person, "why": each.why} for each in found.removed
            ],
        }
        print_json(document)
        return
    for sentence in retention.said(found):
        click.echo(sentence)


@click.command()
@audit_argument
@json_option
def access(audit: Path, as_json: bool) -> None:
    """Who opened, copied, exported, handed out, took in or deleted what, the latest first."""
    from audit_app.operations.file import access

    with opened(audit) as open_audit:
        found = access.read(open_audit)
    if as_json:
        print_json(access.as_json(found))
        return
    print_table(
        (_("when"), _("who"), _("did"), _("what")),
        [(entry.time[:16].replace("T", " "), entry.person, entry.what, entry.about) for entry in found],
    )


@click.command()
@audit_argument
@click.argument("out", type=PATH)
def governance(audit: Path, out: Path) -> None:
    """Write a pack for information governance: what is held, for how long, how it is kept safe."""
    from audit_app.operations.file import governance

    with opened(audit) as open_audit:
        governance.write_pack(open_audit, out)
    click.echo(
        _("{file} is written. What the council has to decide is left open in it.").format(file=out.name)
    )


COMMANDS = (purge, retention, access, governance)
