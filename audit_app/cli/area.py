"""Commands on the area context: its figures, local events, and the cut-offs by which its cases are read."""

from __future__ import annotations

from pathlib import Path

import click

from audit_app.cli.file import audit_argument
from audit_app.cli.shell import PATH, json_option, opened, print_json, print_table
from audit_app.dates import parse_typed
from audit_app.words import _, plural


@click.command()
@audit_argument
@click.argument("file", type=PATH, required=False)
@json_option
def area(audit: Path, file: Path | None, as_json: bool) -> None:
    """The area's own figures by place and year, which no case file holds.

    With a FILE (CSV or Excel; columns place, kind, year, what, value), take them in first: a row adds a
    figure or replaces it, an empty value takes it away. A kind is area, region, neighbour or country.
    """
    from audit_app.operations.area import area_context as operations
    from audit_app.operations.area.figures import figures_as_json, number_text
    from audit_app.operations.area.items import BY_NAME

    with opened(audit) as open_audit:
        n_rows = operations.take_in_figures(open_audit, file) if file else 0
        found = operations.figures(open_audit)
    if as_json:
        print_json({"figures": figures_as_json(found)})
        return
    rows = [
        (each.place, each.kind, each.year, BY_NAME[each.what].words, number_text(each.value))
        for each in found
    ]
    if rows:
        print_table((_("place"), _("kind"), _("year"), _("what"), _("value")), rows)
    if file:
        click.echo(plural("One row was taken in.", "{n} rows were taken in.", n_rows), err=True)


@click.command()
@audit_argument
@click.option("--add", type=(str, str), multiple=True, metavar="DATE TEXT", help="An event; repeat for more.")
@click.option("--remove", type=(str, str), multiple=True, metavar="DATE TEXT", help="Take an event out.")
@json_option
def events(
    audit: Path, add: tuple[tuple[str, str], ...], remove: tuple[tuple[str, str], ...], as_json: bool
) -> None:
    """Dated local events: a service that closed, a threshold that moved."""
    from audit_app.model import LocalEvent
    from audit_app.operations.area import area_context as operations

    def read(said: tuple[str, str]) -> LocalEvent:
        day = parse_typed(said[0])
        return LocalEvent(day.iso if day else said[0], said[1])

    with opened(audit) as open_audit:
        if add or remove:
            operations.change_events(open_audit, add=map(read, add), remove=map(read, remove))
        found = operations.events(open_audit)
    if as_json:
        print_json({"events": [{"date": event.date, "text": event.text} for event in found]})
    elif found:
        print_table((), [(event.date, event.text) for event in found])


@click.command()
@audit_argument
@click.option("--set", "said", multiple=True, metavar="NAME=VALUE", help="A cut-off; repeat for more.")
@json_option
def cuts(audit: Path, said: tuple[str, ...], as_json: bool) -> None:
    """The cut-offs of the audit that its figures read, such as where early referral ends.

    They are set once for all rounds, so that figures can be compared. An early_before is in days of pregnancy
    or written as 20+0, by_weeks as 20,24,28,34, records_to and
    family_offer_from as 2026-03-31.
    """
    from audit_app.operations.area import area_context as operations
    from audit_app.operations.area.cut_offs import ALWAYS, cuts_as_json, with_said

    wanted = dict(map(_named, said))
    with opened(audit) as open_audit:
        found, used = operations.cuts(open_audit), operations.used(open_audit)
        if wanted:
            found = operations.set_cuts(open_audit, with_said(found, wanted))
    document = cuts_as_json(found)
    if as_json:
        print_json(document)
        return
    shown = {*ALWAYS, *used, *wanted}
    print_table((), [(name, _plain(value)) for name, value in document.items() if name in shown])


def _named(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name.strip() and equals):
        raise click.BadParameter(_("“{text}” is no cut-off; write NAME=VALUE.").format(text=text))
    return name.strip(), value


def _plain(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


COMMANDS = (area, events, cuts)
