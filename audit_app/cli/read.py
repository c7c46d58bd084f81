"""Commands that read the cohort and take results out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit_app.charts.describe import headline, uncertainty
from audit_app.cli.file import audit_argument
from audit_app.cli.shell import (
    PATH,
    asked_round,
    condition,
    json_option,
    language_option,
    opened,
    print_json,
    progress,
    say_no_round,
    table_lines,
)
from audit_app.errors import AuditError
from audit_app.lines.sample_words import unfinished_words
from audit_app.lines.wording import amount, unit_words
from audit_app.results.figures import (
    Comparison,
    Distribution,
    Figure,
    Ladder,
    Proportion,
    Rate,
    Share,
    Summary,
    Wait,
    parts_of,
)
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.results.pages import Cohort, GapRow, Gaps


@click.command()
@audit_argument
@click.option("--round", "round_", default="", help="Cases of one round only.")
@click.option(
    "--where",
    "where",
    multiple=True,
    metavar="COL=VALUE",
    help="Cases where a column or a choice question has a value; repeat for more.",
)
@language_option
@json_option
def profile(audit: Path, round_: str, where: tuple[str, ...], as_json: bool) -> None:
    """The cohort profile of the finished cases."""
    from audit_app.operations.read.cohort import Filters, profile_as_json, read_profile

    filters = Filters(round=round_, where=dict(map(condition, where)))
    with opened(audit) as open_audit, progress(_("Reading the cohort")) as show:
        say_no_round(open_audit, round_)
        result = read_profile(open_audit, filters, show)
    if as_json:
        print_json(profile_as_json(result))
        return
    nothing = () if result.figures else ("", _("The form has no measures of its own."))
    click.echo("\n".join([*_heading(result.cohort), *nothing, *_figures(result.figures, result.cohort)]))


@click.command()
@audit_argument
@click.option("--only", multiple=True, metavar="ID", help="One measure, or all of a number; repeat for more.")
@language_option
@json_option
def measures(audit: Path, only: tuple[str, ...], as_json: bool) -> None:
    """Every measure over the finished cases, of the form's own sheet and worked out beyond it."""
    from audit_app.operations.read import pages
    from audit_app.operations.read.cohort import profile_as_json

    with opened(audit) as open_audit, progress(_("Reading the cohort")) as show:
        reading = pages.read(open_audit)
        ids = _chosen((*reading.ids, *reading.gap_rates), only)
        result = pages.catalogue(reading, show, frozenset(ids).__contains__)
    if as_json:
        print_json(profile_as_json(result))
        return
    click.echo("\n".join([*_heading(result.cohort), *_figures(result.figures, result.cohort)]))


def _chosen(ids: tuple[str, ...], only: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [wanted for wanted in only if not any(_is(id_, wanted) for id_ in ids)]
    if unknown:
        raise AuditError(
            _(
                "There is no measure {ids} in this audit's form. Run the command without --only to see all."
            ).format(ids=", ".join(unknown))
        )
    return tuple(id_ for id_ in ids if not only or any(_is(id_, wanted) for wanted in only))


def _is(measure: str, wanted: str) -> bool:
    return measure == wanted or measure.startswith((f"{wanted}_", f"{wanted}."))


@click.command()
@audit_argument
@language_option
@json_option
def gaps(audit: Path, as_json: bool) -> None:
    """Need by service, over the finished cases."""
    from audit_app.operations.read.cohort import Filters, gaps_as_json, read_gaps

    with opened(audit) as open_audit, progress(_("Reading the cohort")) as show:
        result = read_gaps(open_audit, Filters(), show)
    if as_json:
        print_json(gaps_as_json(result, result.cohort.cases if result.cohort else None))
        return
    click.echo("\n".join(_gaps(result)))


@click.command()
@audit_argument
@click.argument("out", type=PATH)
@click.option("--edition", type=click.Choice(["internal", "restricted", "shared"]), default=None)
@click.option(
    "--format", "format_", type=click.Choice(["xlsx", "pdf", "csv", "parquet", "spss", "stata"]), default=None
)
@click.option(
    "--profile",
    "profile_",
    type=click.Choice(["dfe", "strict", "statswales"]),
    default=None,
    help="What the shared edition hides; else as chosen last.",
)
@click.option("--page", "pages_", multiple=True, metavar="ID", help="One page; repeat for more. All without.")
@click.option("--gather", multiple=True, metavar="ID", help="Gather small answers of a figure; repeatable.")
@click.option(
    "--first",
    multiple=True,
    metavar="NAME",
    help="What is shown first, by its name in the form, and others pay; repeatable. Else as chosen.",
)
@language_option
@click.option("--round", "round_", default="", help="Cases of one round only.")
@click.option("--where", multiple=True, metavar="COL=VALUE", help="As in `profile`; repeat for more.")
@click.option(
    "--with-round-before", is_flag=True, help="With what changed since the round before that of --round."
)
@click.option(
    "--despite-earlier", is_flag=True, help="Although somebody could be told from an earlier output."
)
@click.option("--purpose", default="", metavar="TEXT", help="What it is for; the ledger keeps it.")
@click.option("--recipient", default="", metavar="TEXT", help="Who receives it; the ledger keeps it.")
@click.option("--why", default="", metavar="TEXT", help="Why it leaves although there was a warning.")
@click.option(
    "--plan",
    type=PATH,
    default=None,
    help="Outputs that leave together, into a folder: a CSV of file, edition, pages, round, recipient ...",
)
def export(
    audit: Path,
    out: Path,
    edition: str | None,
    format_: str | None,
    profile_: str | None,
    pages_: tuple[str, ...],
    gather: tuple[str, ...],
    first: tuple[str, ...],
    round_: str,
    where: tuple[str, ...],
    with_round_before: bool,
    despite_earlier: bool,
    purpose: str,
    recipient: str,
    why: str,
    plan: Path | None,
) -> None:
    """Write the results: a workbook, a printed report, or tables for other programs."""
    from audit_app.operations.read.cohort import Filters
    from audit_app.operations.share import exporting
    from audit_app.operations.share.ledger import Sending
    from audit_app.operations.share.releasing import INTERNAL, hidden_words

    if plan is not None:
        _export_plan(audit, out, plan, gather, first or None, despite_earlier)
        return
    if edition is None:
        raise click.UsageError(_("Say which edition (--edition), or give a plan (--plan)."))
    conditions = dict(map(condition, where))
    with opened(audit) as open_audit, progress(_("Writing {file}").format(file=out.name)) as show:
        filters = Filters(round=asked_round(open_audit, round_), where=conditions)
        released = exporting.export(
            open_audit,
            out,
            edition=edition,
            format=format_ or "",
            profile=profile_ or "",
            page_ids=pages_ or exporting.ALL_PAGES,
            filters=filters,
            gather=gather,
            despite_earlier=despite_earlier,
            sending=Sending(purpose, recipient, why),
            first=first or None,
            with_round_before=with_round_before,
            progress=show,
            notice=_say_unreviewed if edition != INTERNAL else lambda words: click.echo(words, err=True),
        )
    if released is None:
        click.echo(_("{file} contains small numbers: not for sharing.").format(file=out.name))
        return
    for line in (*released.warnings, hidden_words(released), *released.rules):
        click.echo(line)


def _export_plan(
    audit: Path,
    folder: Path,
    plan: Path,
    gather: tuple[str, ...],
    first: tuple[str, ...] | None,
    despite_earlier: bool,
) -> None:
    from audit_app.operations.share import planning
    from audit_app.operations.share.releasing import hidden_words

    planned = planning.read_plan(plan)
    with opened(audit) as open_audit, progress(_("Deciding what to hide")) as show:
        drafts = planning.draft_plan(open_audit, planned, gather=gather, first=first, progress=show)
        planning.release_plan(open_audit, folder, planned, drafts, despite_earlier=despite_earlier)
    for each, draft in zip(planned, drafts, strict=True):
        click.echo(_("{file}: {hidden}").format(file=each.file, hidden=hidden_words(draft.released)))
        if unseen := draft.worded.unreviewed(draft.released, each.format):
            _say_unreviewed(unseen)


def _say_unreviewed(words: str) -> None:
    click.echo(words + " " + _("`texts` lists them, and takes what is decided about each."), err=True)


def _heading(cohort: Cohort | None) -> Iterator[str]:
    if cohort is None:
        return
    yield plural("One case", "{n} cases", len(cohort.cases)) + " · " + " · ".join(cohort.filters)
    if cohort.statement:
        yield cohort.statement
    if cohort.n_unfinished:
        yield plural(
            "One case isn't finished and isn't counted.",
            "{n} cases aren't finished and aren't counted.",
            cohort.n_unfinished,
        )
    if cohort.n_bulk_answers:
        yield _("{n} of {all} answers were marked in bulk.").format(
            n=cohort.n_bulk_answers, all=cohort.n_answers
        )


def _unfinished(cohort: Cohort | None) -> str:
    return unfinished_words(cohort.strata) if cohort else ""


def _figures(figures: tuple[Figure, ...], cohort: Cohort | None) -> Iterator[str]:
    """The figures by section; while the sample is unfinished each says so over its figures."""
    for section in dict.fromkeys(figure.section for figure in figures):
        yield ""
        yield " · ".join(filter(None, (section or _("Measures"), _unfinished(cohort))))
        inside = [figure for figure in figures if figure.section == section]
        rows = [row for figure in inside for row in _figure_rows(figure)]
        yield from table_lines((_("id"), _("measure"), _("value"), _("of"), _("other states")), rows)


def _figure_rows(figure: Figure) -> Iterator[tuple[str, ...]]:
    yield figure.id, figure.label, _value(figure), _base(figure), _others(figure)
    for row in (*parts_of(figure), *(figure.steps if isinstance(figure, Ladder) else ())):
        yield "", f"  {row.label}", _value(row), _base(row), ""
        for line in parts_of(row):
            yield "", f"    {line.label}", _value(line), _base(line), ""


def _value(figure: Figure) -> str:
    if figure.cannot or isinstance(figure, (Wait, Comparison, Ladder, Rate)):
        return ", ".join(filter(None, (headline(figure), "" if figure.cannot else uncertainty(figure))))
    if isinstance(figure, Proportion) and figure.proportion is not None:
        interval = f" ({figure.low:.1%} – {figure.high:.1%})" if figure.low is not None else ""
        count = f"{figure.counted[0]:g}" if figure.counted else len(figure.numerator)
        return f"{count} = {figure.proportion:.1%}{interval}"
    if (
        isinstance(figure, Summary) and figure.median is not None and figure.q1 is None
    ):  # the area's own, typed
        return _("median {median} {unit}").format(
            median=amount(figure.median, figure.unit), unit=unit_words(figure.unit)
        )
    if isinstance(figure, Summary) and figure.median is not None:
        median, q1, q3 = (amount(value, figure.unit) for value in (figure.median, figure.q1, figure.q3))
        return _("median {median} (quartiles {q1} – {q3}) {unit}").format(
            median=median, q1=q1, q3=q3, unit=unit_words(figure.unit)
        )
    return "" if isinstance(figure, Distribution) else "–"


def _base(figure: Figure) -> str:
    if isinstance(figure, (Share, Rate)) and figure.counted:
        return _("{n} counted by the area").format(n=f"{figure.counted[1]:g}")
    if figure.denominator == "practice" and figure.by_row:
        return _("{n} seen").format(n=len(figure.base))
    if figure.denominator == "practice":
        return plural("{n} file seen", "{n} files seen", len(figure.base))
    return _("{n} known").format(n=len(figure.base))


def _others(figure: Figure) -> str:
    states = figure.states
    words = (
        (figure.inexact, _("{n} inexact date")),
        (figure.errors, _("{n} runs backwards")),
        (states.not_recorded, _("{n} not in the file")),
        (states.unclear, _("{n} records conflict")),
        (states.source_not_seen, _("{n} record not opened")),
        (states.not_looked_at, _("{n} not looked at")),
        (states.population_unknown, _("{n} can't tell whether it applies")),
        (states.not_applicable, _("{n} doesn't apply")),
        (states.not_asked, _("{n} not asked")),
    )
    return ", ".join(text.format(n=len(found)) for found, text in words if found)


def _gaps(gaps: Gaps) -> Iterator[str]:
    yield from _heading(gaps.cohort)
    yield ""
    if not gaps.rows:
        yield _("The form lists no needs, so there is nothing to set services beside.")
        return
    headers = (
        _("need"), _("cases"), _("offered"), _("accepted"), _("started"), _("completed"), _("declined"),
        _("considered, not offered"), _("no offer found"), _("records conflict"), _("other"), _("gap rate"),
    )  # fmt: skip
    yield from filter(None, [_unfinished(gaps.cohort)])
    yield from table_lines(headers, [_gap_row(row) for row in gaps.rows])
    yield ""
    yield _("All needs: no offer found for {rate}").format(rate=_value(gaps.overall))
    yield plural(
        "One case has a service without a recorded need.",
        "{n} cases have a service without a recorded need.",
        len(gaps.service_without_need),
    )
    yield plural(
        "One case has overlapping services.", "{n} cases have overlapping services.", len(gaps.overlap)
    )
    yield from _figures(gaps.coordination, gaps.cohort)


def _gap_row(row: GapRow) -> tuple[object, ...]:
    other = len(row.not_recorded) + len(row.source_not_seen) + len(row.not_looked_at)
    counted = (row.cases_with_need, row.offered, row.accepted, row.started, row.completed, row.declined,
               row.considered_not_offered, row.no_offer_found, row.unclear)  # fmt: skip
    return (row.label, *map(len, counted), other, _value(row.rate))


COMMANDS = (profile, gaps, measures, export)
