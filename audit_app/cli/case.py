"""Commands on cases and their answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.cli.file import audit_argument
from audit_app.cli.keeping import dry_run_option, one_round_option, say_deletion, why_option
from audit_app.cli.shell import PATH, json_option, opened, print_json, print_table, progress
from audit_app.errors import AuditError
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.model import CaseRef
    from audit_app.operations.audit import Audit
    from audit_app.operations.plan.case_lists import Preview

case_option = click.option("--case", "reference", required=True, metavar="REF", help="The case's reference.")
round_option = click.option(
    "--round", "round_", default="", help="Where a reference stands in several rounds."
)


@click.group()
def cases() -> None:
    """The list of cases."""


@cases.command("import")
@audit_argument
@click.argument("file", type=PATH)
@click.option("--sheet", default="", help="The sheet of a workbook, or the file of a folder or archive.")
@click.option("--map", "mapping", type=PATH, metavar="MAP.json", help="What the columns mean.")
@click.option("--keep-references", is_flag=True, help="The list already holds pseudonyms.")
@click.option("--all-children", is_flag=True, help="Of a return, children of every age.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; bring nothing in.")
def import_(
    audit: Path,
    file: Path,
    sheet: str,
    mapping: Path | None,
    keep_references: bool,
    all_children: bool,
    dry_run: bool,
) -> None:
    """Bring in a list of cases: CSV, Excel, Annex A, the children in need census, SSDA903, the Welsh children
    receiving care and support census, or a Standard Safeguarding Dataset extract.

    FILE is a file, a folder of CSV files, or a zip archive of them. A return is of every child: those who
    were unborn or born in the audit's period are taken, and it is said how many are left out.

    The case system's numbers are replaced by random references; a key file beside the audit links them.
    MAP.json says what columns mean, such as {"case": "Child ID", "expected": "Due", "leave_out": ["Notes"]};
    the meanings are case, pregnancy, mother, round, expected, birth, team, keep and leave_out.
    """
    from audit_app.operations.plan import case_lists
    from audit_app.operations.plan.list_mapping import read_list_map

    said = read_list_map(mapping) if mapping else None
    with opened(audit) as open_audit, progress(_("Importing cases")) as show:
        shown = case_lists.preview(
            open_audit, file, said, sheet=sheet, keep_references=keep_references, everyone=all_children
        )
        if dry_run:
            _say_preview(shown)
            return
        done = case_lists.import_list(open_audit, shown, show)
    for line in (*done.belonging, *done.notes, *map(str, done.problems)):
        click.echo(line, err=True)
    click.echo(
        _("Added {added}, updated {updated}, refused {refused}.").format(
            added=done.added, updated=done.updated, refused=done.refused
        )
    )
    if done.unchanged:
        click.echo(plural("One was here already.", "{n} were here already.", done.unchanged))


def _say_preview(shown: Preview) -> None:
    from audit_app.operations.plan.list_mapping import meaning_words

    if shown.missing:
        raise AuditError(shown.missing)
    for line in (*shown.belonging, *shown.notes, *map(str, shown.problems)):
        click.echo(line, err=True)
    rows = [(each.name, meaning_words(each.meaning), ", ".join(each.examples)) for each in shown.columns]
    print_table((_("column"), _("means"), _("such as")), rows)
    said = _("Would add {added}, update {updated}, refuse {refused}; {unchanged} are here already.")
    click.echo(
        said.format(
            added=shown.n_new,
            updated=shown.n_updated,
            refused=shown.n_refused,
            unchanged=shown.n_unchanged,
        )
    )


@cases.command("undo-import")
@audit_argument
def undo_import(audit: Path) -> None:
    """Take the last import of a list back, whole, while nothing hangs on it."""
    from audit_app.operations.plan import import_undo

    with opened(audit) as open_audit:
        done = import_undo.take_back(open_audit)
    said = _("Took {file} back: removed {removed}, restored {restored}.")
    click.echo(said.format(file=done.file, removed=done.removed, restored=done.restored))


@cases.command("rename")
@audit_argument
@click.argument("reference")
@click.argument("new")
def rename(audit: Path, reference: str, new: str) -> None:
    """Give a case another reference, here and in the key file."""
    from audit_app.operations.case.cases import rename_case

    with opened(audit) as open_audit:
        rename_case(open_audit, reference, new)
    click.echo(_("{old} is now {new}.").format(old=reference.strip(), new=new.strip()))


@cases.command("list")
@audit_argument
@json_option
def list_(audit: Path, as_json: bool) -> None:
    """Every case with its status and what is left to answer."""
    from audit_app.operations.case.cases import list_cases

    with opened(audit) as open_audit:
        refs = list_cases(open_audit)
    if as_json:
        print_json([_case_as_json(ref) for ref in refs])
        return
    print_table(
        (_("case"), _("round"), _("auditor"), _("role"), _("status"), _("left")),
        [(ref.reference, ref.round, ref.person, ref.role.value, _status(ref), _left(ref)) for ref in refs],
    )


@cases.command("remove")
@audit_argument
@click.option("--case", "references", multiple=True, required=True, metavar="REF", help="Repeat for more.")
@one_round_option
@why_option
@dry_run_option
def remove(audit: Path, references: tuple[str, ...], round_: str, why: str, dry_run: bool) -> None:
    """Delete cases for good, as `purge --case` does."""
    from audit_app.operations.file import deleting

    with opened(audit) as open_audit:
        going = deleting.find(open_audit, references, round_)
        done = deleting.look(open_audit, going) if dry_run else deleting.delete(open_audit, going, why)
    say_deletion(done)


def _status(ref: CaseRef) -> str:
    if ref.set_aside:
        return _("could not be audited")
    return {
        "not_started": _("not yet started"),
        "in_progress": _("in progress"),
        "finished": _("finished"),
    }[ref.status.value]


def _left(ref: CaseRef) -> int | None:
    """What is left to answer; nobody can know before a case is started."""
    from audit_app.model import CaseStatus

    return None if ref.status is CaseStatus.NOT_STARTED else ref.n_left


def _case_as_json(ref: CaseRef) -> dict[str, Any]:
    return {
        "case": ref.reference,
        "round": ref.round,
        "auditor": ref.person,
        "role": ref.role.value,
        "status": ref.status.value,
        "n_left": _left(ref),
        "not_auditable": ref.set_aside,
        "attributes": dict(ref.attributes),
    }


@click.group()
def answers() -> None:
    """Answers as a CSV: case, auditor, question, state, value, note, evidence."""


@answers.command("import")
@audit_argument
@click.argument("file", type=PATH)
def import_answers(audit: Path, file: Path) -> None:
    """Take in answers, all of them or none.

    A file as “answers export” writes it, or what another ODK tool wrote: ODK Central's CSV files or OpenRosa
    submissions, in a folder or a zip.
    """
    from audit_app.operations.case import answers_file

    with opened(audit) as open_audit, progress(_("Importing answers")) as show:
        done = answers_file.import_answers(open_audit, file, progress=show)
    click.echo(
        _("Took in {answers} and added {cases}; {unchanged}.").format(
            answers=plural("one answer", "{n} answers", done.answers),
            cases=plural("one case", "{n} cases", done.cases_added),
            unchanged=plural("one was here already", "{n} were here already", done.unchanged),
        )
    )
    if done.lacking_rows:
        said = _("Finished by the file, but without a row that every figure about it needs: {cases}.")
        click.echo(said.format(cases=", ".join(done.lacking_rows)), err=True)


@answers.command("export")
@audit_argument
@click.argument("out", type=PATH)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["central", "openrosa"]),
    help="For other ODK tools, into a folder or a zip: ODK Central's CSV files, or submissions.",
)
@click.option("--purpose", default="", metavar="TEXT", help="With --as: what it is for, for the ledger.")
@click.option("--recipient", default="", metavar="TEXT", help="With --as: who receives it, for the ledger.")
def export_answers(audit: Path, out: Path, kind: str | None, purpose: str, recipient: str) -> None:
    """Write every answer given."""
    from audit_app.operations.case import answers_file

    if kind:
        _export_as(audit, out, kind, purpose, recipient)
        return
    with opened(audit) as open_audit, progress(_("Exporting answers")) as show:
        n = answers_file.export_answers(open_audit, out, progress=show)
    click.echo(_("{file} holds {what}.").format(file=out.name, what=plural("one answer", "{n} answers", n)))


def _export_as(audit: Path, out: Path, kind: str, purpose: str, recipient: str) -> None:
    from audit_app.operations.share.instances_out import export_instances
    from audit_app.operations.share.ledger import Sending

    sending = Sending(purpose, recipient)
    with opened(audit) as open_audit, progress(_("Exporting answers")) as show:
        n = export_instances(open_audit, out, kind, sending=sending, progress=show)
    click.echo(
        _("{file} holds {what}, as its officers wrote them: not for sharing.").format(
            file=out.name, what=plural("one case", "{n} cases", n)
        )
    )


@click.command()
@audit_argument
@case_option
@round_option
@click.option(
    "--why",
    default="",
    metavar="TEXT",
    help="Why it is right so; the log keeps it.",
)
def finish(audit: Path, reference: str, round_: str, why: str) -> None:
    """Finish a case: it is locked from then on. What it may lack is said."""
    from audit_app.operations.case import answering
    from audit_app.operations.case.finishing import NoReasonError

    with opened(audit) as open_audit:
        case = answering.open_case(open_audit, _find(open_audit, reference, round_).id)
        try:
            answering.finish(case, why)
        except NoReasonError as error:
            raise AuditError(f"{error.sentence} {_('Say it with --why.')}", error.problems) from None
        for caution in answering.closing(case).cautions:
            click.echo(caution.sentence, err=True)
    click.echo(_("{case} is finished.").format(case=reference))


@click.command()
@audit_argument
@case_option
@round_option
@click.option("--why", required=True, metavar="TEXT", help="Why it is opened again; the log keeps it.")
def reopen(audit: Path, reference: str, round_: str, why: str) -> None:
    """Open a finished case again."""
    from audit_app.operations.case import answering

    with opened(audit) as open_audit:
        ref = _find(open_audit, reference, round_)
        answering.reopen(answering.open_case(open_audit, ref.id), why)
    click.echo(_("{case} is open again.").format(case=reference))


def _find(audit: Audit, reference: str, round_: str) -> CaseRef:
    """The one audit of a case that a command means: an officer's own counts before another's.

    A second audit is meant only by the officer whose it is.
    """
    from audit_app.model import Role

    found = matching(audit, reference, round_)
    own = [ref for ref in found if ref.person == audit.person]
    left = own or [ref for ref in found if ref.role is not Role.SECOND] or found
    if len({ref.round for ref in left}) > 1:
        rounds = ", ".join(sorted({ref.round for ref in left}))
        raise AuditError(
            _("{case} stands in several rounds: {rounds}. Say which with --round.").format(
                case=reference, rounds=rounds
            )
        )
    if len(left) > 1:
        raise AuditError(
            _("{case} is audited by several officers. Set AUDIT_APP_OFFICER to one of: {names}.").format(
                case=reference, names=", ".join(sorted(ref.person for ref in left))
            )
        )
    return left[0]


def matching(audit: Audit, reference: str, round_: str) -> list[CaseRef]:
    """The audits of a case by its reference, in one round or in all. AuditError when there is none."""
    from audit_app.operations.case.cases import list_cases

    found = [
        ref for ref in list_cases(audit) if ref.reference == reference and (not round_ or ref.round == round_)
    ]
    if not found:
        raise AuditError(
            _("There is no case {case} in this audit. “cases list” shows those it has.").format(
                case=reference
            )
        )
    return found


COMMANDS = (cases, answers, finish, reopen)
