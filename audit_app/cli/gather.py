"""Commands that take packs back in, settle what they brought, and compare second audits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.cli.file import audit_argument
from audit_app.cli.shell import (
    PATH,
    Failure,
    given_pack_passphrase,
    json_option,
    opened,
    print_json,
    print_table,
    progress,
)
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.operations.gather.adjudicating import Disagreement, Side
    from audit_app.operations.gather.arrivals import PackReport
    from audit_app.operations.gather.conflicts import Conflict
    from audit_app.operations.gather.taking_in import MergeReport
    from audit_app.results.agreement import Agreement, AgreementLine
    from audit_app.results.figures import Estimate

_RULES = ("newest", "mine", "theirs")


@click.command()
@audit_argument
@click.argument("packs", metavar="PACK ...", type=PATH, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what they would bring, and change nothing.")
@json_option
def merge(audit: Path, packs: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Take packs back in, all of them or none; in any order, and as often as you like."""
    from audit_app.operations.gather import taking_in

    with opened(audit) as open_audit, progress(_("Taking packs in")) as show:
        report = taking_in.merge(
            open_audit, packs, secret=given_pack_passphrase(), dry_run=dry_run, progress=show
        )
    if as_json:
        print_json(_merge_as_json(report))
    else:
        click.echo("\n".join(_merge_in_words(report)))
    if report.refused:
        raise Failure("\n".join(pack.refused for pack in report.refused))


def _merge_as_json(report: MergeReport) -> dict[str, Any]:
    return {
        "dry_run": report.dry_run,
        "taken": report.taken,
        "packs": [_pack_as_json(pack) for pack in report.packs],
        "conflicts": [_conflict_as_json(conflict) for conflict in report.conflicts],
    }


def _pack_as_json(pack: PackReport) -> dict[str, Any]:
    return {name: value for name, value in vars(pack).items() if name != "pack"}


def _conflict_words(conflict: Conflict) -> str:
    versions = " | ".join(f"{version.words} ({version.person})" for version in conflict.versions)
    return _("Both changed: {case}, {question}: {versions}").format(
        case=conflict.case, question=conflict.question, versions=versions
    )


def _conflict_as_json(conflict: Conflict) -> dict[str, Any]:
    return {
        "case": conflict.case,
        "round": conflict.round,
        "auditor": conflict.person,
        "role": conflict.role.value,
        "question": conflict.question,
        "label": conflict.label,
        "versions": [
            {
                "state": version.answer.state.value,
                "value": version.answer.value,
                "note": version.answer.note,
                "evidence": version.answer.evidence.to_text(),
                "auditor": version.person,
                "time": version.time,
                "from_pack": bool(version.pack),
            }
            for version in conflict.versions
        ],
    }


def _merge_in_words(report: MergeReport) -> Iterator[str]:
    from audit_app.cli.shell import table_lines

    headers = (
        _("pack"), _("from"), _("cases"), _("new"), _("already here"), _("both changed"), _("rows added"),
        _("cases added"), _("finished"), _("reopened"),
    )  # fmt: skip
    rows = [
        (
            pack.file, pack.person, pack.cases, pack.taken, pack.already_here, pack.both_changed,
            pack.rows_added, len(pack.cases_added), len(pack.finished), len(pack.reopened),
        )
        for pack in report.packs
    ]  # fmt: skip
    yield from table_lines(headers, rows)
    for pack in report.packs:
        yield from (f"{pack.file}: {sentence}" for sentence in pack.said)
    yield from map(_conflict_words, report.conflicts)
    if report.conflicts:
        yield plural(
            "One conflict is open; “settle” settles it.",
            "{n} conflicts are open; “settle” settles them.",
            len(report.conflicts),
        )
    if report.dry_run:
        yield _("Nothing was changed.")


@click.command()
@audit_argument
@click.option("--rule", type=click.Choice(_RULES), help="Which version to keep everywhere.")
@click.option(
    "--file", "file", type=PATH, metavar="CSV", help="Columns case, question, and choose or an answer."
)
def settle(audit: Path, rule: str | None, file: Path | None) -> None:
    """Settle the answers that were changed on both sides; the other version stays in the log.

    Without --rule or --file, list what is open.
    """
    from audit_app.operations.gather import conflicts

    if rule and file:
        raise click.UsageError(_("Give either --rule or --file."))
    if not rule and not file:
        with opened(audit) as open_audit:
            found = conflicts.conflicts(open_audit)
        for line in map(_conflict_words, found):
            click.echo(line)
        click.echo(plural("One conflict is open.", "{n} conflicts are open.", len(found)))
        return
    n = 0
    with opened(audit) as open_audit, progress(_("Settling conflicts")) as show:
        if rule is not None:
            n = conflicts.settle_by_rule(open_audit, conflicts.SettlingRule(rule), progress=show)
        elif file is not None:
            n = conflicts.settle_from_file(open_audit, file, progress=show)
        left = len(conflicts.conflicts(open_audit))
    click.echo(plural("Settled one conflict.", "Settled {n} conflicts.", n))
    if left:
        click.echo(plural("One is still open.", "{n} are still open.", left))


@click.command()
@audit_argument
@click.argument("file", type=PATH, required=False)
@json_option
def adjudicate(audit: Path, file: Path | None, as_json: bool) -> None:
    """Agree on cases audited twice, from a CSV of decisions; without one, say what needs a decision.

    Its columns: case, question, and choose (first or second) or an answer (state, value, note, evidence).
    What both officers say is agreed already. A case that needs nothing more is finished, and counts.
    """
    from audit_app.operations.gather import adjudicating

    with opened(audit) as open_audit, progress(_("Agreeing")) as show:
        done = adjudicating.agree_from_file(open_audit, file, show) if file else adjudicating.Decided(0)
        left = adjudicating.disagreements(open_audit)
    if as_json:
        print_json(
            {
                "decisions": done.decisions,
                "finished": list(done.finished),
                "left": [_disagreement_as_json(each) for each in left],
            }
        )
        return
    if file:
        click.echo(plural("One decision was kept.", "{n} decisions were kept.", done.decisions))
        click.echo(plural("One case is agreed.", "{n} cases are agreed.", len(done.finished)))
        for sentence in done.said:
            click.echo(sentence, err=True)
    _say_left(left)


def _say_left(left: Sequence[Disagreement]) -> None:
    if left:
        print_table(
            (_("case"), _("question"), _("first"), _("second")),
            [(each.case, each.question, each.first.words, each.second.words) for each in left],
        )
    click.echo(
        plural("One place needs a decision.", "{n} places need a decision.", len(left))
        if left
        else _("Nothing needs a decision.")
    )


def _disagreement_as_json(each: Disagreement) -> dict[str, Any]:
    return {
        "case": each.case,
        "round": each.round,
        "question": each.question,
        "label": each.label,
        "first": _side_as_json(each.first),
        "second": _side_as_json(each.second),
    }


def _side_as_json(side: Side) -> dict[str, Any]:
    answer = side.answer
    return {
        "auditor": side.person,
        "state": answer.state.value if answer else None,
        "value": answer.value if answer else None,
        "note": answer.note if answer else "",
        "evidence": answer.evidence.to_text() if answer else "",
    }


@click.command()
@audit_argument
@json_option
def agreement(audit: Path, as_json: bool) -> None:
    """Second audits against first, the questions with least agreement first."""
    from audit_app.operations.gather.agreeing import agreement_as_json, read_agreement

    with opened(audit) as open_audit, progress(_("Comparing audits")) as show:
        found = read_agreement(open_audit, show)
    if as_json:
        print_json(agreement_as_json(found))
        return
    _say_agreement(found)


def _say_agreement(found: Agreement) -> None:
    n = len(found.cases)
    click.echo(plural("One file was audited twice.", "{n} files were audited twice.", n))
    if not n:
        return
    headers = (_("section or question"), _("pairs"), _("agree"), _("kappa"), _("AC1"), _("alpha"))
    overall = [(_("All answers"), *_numbers(found.overall))] if found.overall else []
    print_table(headers, [*overall, *((line.label, *_numbers(line)) for line in found.sections)])
    click.echo("")
    print_table(headers, [(line.id, *_numbers(line)) for line in found.questions])
    if found.caution:
        click.echo(found.caution)


def _numbers(line: AgreementLine) -> tuple[object, ...]:
    share = "" if line.share.value is None else f"{line.share.value:.0%}"
    return (len(line.cases), share, *map(_estimate, (line.kappa, line.ac, line.alpha)))


def _estimate(found: Estimate) -> str:
    if found.value is None:
        return ""
    if found.low is None or found.high is None:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


COMMANDS = (merge, settle, adjudicate, agreement)
