"""Commands that plan an audit and hand it out: the sample, who audits what, and the packs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.cli.file import audit_argument
from audit_app.cli.shell import (
    PATH,
    json_option,
    opened,
    pack_passphrase,
    print_json,
    print_table,
    progress,
)
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit
    from audit_app.operations.plan.handing_out import Assigned
    from audit_app.operations.plan.sampling import SamplePlan, SampleView

_METHODS = ("all", "random", "proportional", "fixed", "systematic")


@click.command()
@audit_argument
@click.option("--size", type=click.IntRange(0), default=0, metavar="N", help="How many cases.")
@click.option("--by", multiple=True, metavar="COLUMN", help="Stratify by a column; repeat for more.")
@click.option("--method", type=click.Choice(_METHODS), help="Proportional with --by, else random.")
@click.option("--seed", type=int, help="The number that chance starts from; without one it is drawn.")
@click.option(
    "--second", type=click.FloatRange(0, 1), default=0.0, metavar="SHARE", help="To be audited twice."
)
@click.option("--exclude", multiple=True, metavar="REF=REASON", help="A case left out; repeat for more.")
@click.option("--basis", default="", help="The date by which the list was made, such as “date of referral”.")
@click.option("--round", "round_", default="", help="The audit's own unless said.")
@click.option("--replace", default="", metavar="REF", help="Instead of drawing: replace a drawn case.")
@click.option("--why", default="", metavar="TEXT", help="Why that case can't be audited.")
@json_option
def sample(
    audit: Path,
    method: str | None,
    seed: int | None,
    exclude: tuple[str, ...],
    round_: str,
    replace: str,
    why: str,
    as_json: bool,
    **plan: Any,
) -> None:
    """Draw the sample, or replace a drawn case by the next in the same order."""
    from audit_app.operations.plan import sampling

    with opened(audit) as open_audit:
        if replace:
            drawn = sampling.replace_case(open_audit, replace, why, round_)
        else:
            excluded = dict(map(_reason, exclude))
            drawn = sampling.draw(open_audit, _plan(method, seed, excluded, round_, **plan))
    print_json(sampling.sample_as_json(drawn)) if as_json else _say_sample(drawn)


def _plan(
    method: str | None, seed: int | None, excluded: dict[str, str], round_: str, **plan: Any
) -> SamplePlan:
    from audit_app.operations.plan.sampling import Method, SamplePlan

    usual = Method.PROPORTIONAL if plan["by"] else Method.RANDOM
    if not (plan["size"] or method == Method.ALL):
        raise click.UsageError(_("Say how many cases with --size, or take all with --method all."))
    return SamplePlan(
        method=Method(method) if method else usual, seed=seed, excluded=excluded, round=round_, **plan
    )


def _reason(text: str) -> tuple[str, str]:
    case, equals, reason = text.partition("=")
    if not (case.strip() and equals and reason.strip()):
        raise click.BadParameter(_("“{text}” is no exclusion; write REF=REASON.").format(text=text))
    return case.strip(), reason.strip()


def _say_sample(drawn: SampleView) -> None:
    print_table(
        (_("case"), _("list"), _("row"), _("group"), _("audited twice"), _("instead of")),
        [
            (
                case.reference,
                case.list,
                case.row,
                case.stratum if drawn.by else "",
                _("yes") if case.second else "",
                case.instead_of,
            )
            for case in drawn.cases
        ],
    )
    click.echo(_("Seed: {seed}").format(seed=drawn.seed))
    click.echo(drawn.statement)


@click.command()
@audit_argument
@click.option("--to", "officers", multiple=True, required=True, metavar="NAME", help="Repeat to deal evenly.")
@click.option("--case", "references", multiple=True, metavar="REF", help="Only this case; repeat for more.")
@click.option("--second", is_flag=True, help="Second audits only.")
@click.option("--round", "round_", default="", help="Where a reference stands in several rounds.")
@click.option("--seed", type=int, default=1, show_default=True, help="Deals the same cases in the same way.")
def assign(
    audit: Path,
    officers: tuple[str, ...],
    references: tuple[str, ...],
    second: bool,
    round_: str,
    seed: int,
) -> None:
    """Give cases to an officer: those named, or all to be audited that are nobody's yet.

    Second audits that the sample draws go to somebody else than the first auditor.
    """
    from audit_app.operations.plan import handing_out

    with opened(audit) as open_audit:
        named = handing_out.find_cases(open_audit, references, round_) if references else None
        given: tuple[Assigned, ...] = ()
        if not second:
            given = _firsts(open_audit, officers, named, seed)
        if named is None:
            given += handing_out.assign_due(open_audit, officers, seed=seed)
        elif second:
            given += handing_out.assign_second(open_audit, named, officers, seed=seed)
        due = len(handing_out.due_twice(open_audit))
    print_table((), [(each.reference, each.person, each.role.value) for each in given])
    click.echo(plural("One case was given out.", "{n} cases were given out.", len(given)), err=True)
    if due:
        left = plural(
            "One second audit is nobody's yet. It goes to somebody other than the first auditor: --second.",
            "{n} second audits are nobody's yet. They go to somebody other than the first auditor: --second.",
            due,
        )
        click.echo(left, err=True)


def _firsts(
    audit: Audit, officers: Sequence[str], named: Sequence[str] | None, seed: int
) -> tuple[Assigned, ...]:
    from audit_app.operations.plan import handing_out

    if len(officers) == 1:
        return handing_out.assign(audit, officers[0], named)
    return handing_out.assign_evenly(audit, officers, seed=seed, case_audits=named)


@click.command()
@audit_argument
@click.option("--for", "officer", required=True, metavar="NAME", help="The officer whose cases it holds.")
@click.argument("out", type=PATH)
def pack(audit: Path, officer: str, out: Path) -> None:
    """Write an officer's cases into a pack: an encrypted audit file of its own.

    Its passphrase is AUDIT_APP_PACK_PASSPHRASE, else AUDIT_APP_PASSPHRASE.
    """
    from audit_app.operations.plan import handing_out

    with opened(audit) as open_audit, progress(_("Packing")) as show:
        made = handing_out.write_pack(open_audit, officer, out, pack_passphrase(), show)
    what = plural("one case", "{n} cases", len(made.cases))
    click.echo(_("{file} holds {what} for {officer}.").format(file=out.name, what=what, officer=made.person))


@click.command()
@audit_argument
@click.argument("file", type=PATH)
@click.option("--map", "mapping", type=PATH, metavar="MAP.json", help="Which column answers which question.")
@click.option("--sheet", default="", help="The sheet of a workbook; the first unless named.")
@click.option("--name", default="", help="What the extract is called; by its file unless said.")
def prefill(audit: Path, file: Path, mapping: Path | None, sheet: str, name: str) -> None:
    """Set beside the cases what an extract says of them, until an officer confirms or corrects it.

    A map is JSON: {"case": COLUMN, "questions": {QUESTION: COLUMN}, "values": {QUESTION: {CELL: CHOICE}}}.
    """
    from audit_app.operations.plan import prefilling
    from audit_app.operations.plan.prefill_maps import read_prefill_map

    said = read_prefill_map(mapping) if mapping else None
    with opened(audit) as open_audit, progress(_("Reading the extract")) as show:
        shown = prefilling.preview_extract(open_audit, file, said, sheet=sheet, extract=name)
        done = prefilling.take_in_extract(open_audit, shown, show)
    for line in (*shown.listed.notes, *map(str, done.problems)):
        click.echo(line, err=True)
    what = plural("one value", "{n} values", done.values)
    of = plural("one case", "{n} cases", done.cases)
    text = _("Took in {what} for {cases} from “{extract}”. They count once an officer has checked them.")
    click.echo(text.format(what=what, cases=of, extract=done.extract))
    if done.unknown:
        click.echo(plural("One case isn't in this audit.", "{n} cases aren't in this audit.", done.unknown))


COMMANDS = (sample, assign, pack, prefill)
