"""The modules of an audit: which are on, what they add, and switching them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit_app.cli.forms import modules_in_words
from audit_app.cli.shell import PATH, json_option, opened, print_json, progress
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.operations.plan.modules import Switched


@click.command("modules")
@click.argument("audit", type=PATH)
@click.option("--on", "on", multiple=True, metavar="NAME", help="A module to switch on; repeat for more.")
@click.option("--off", "off", multiple=True, metavar="NAME", help="A module to switch off; repeat for more.")
@json_option
def modules(audit: Path, on: tuple[str, ...], off: tuple[str, ...], as_json: bool) -> None:
    """Which modules are on and what each adds; or switch them. Answers of one that is off are kept."""
    from audit_app.operations.forms import check_modules
    from audit_app.operations.plan import modules as operations

    with opened(audit) as file:
        if on or off:
            check_modules(file.form, (*on, *off))
            wanted = [*operations.switched_on(file), *on]
            with progress(_("Working cases out anew")) as show:
                done = operations.switch(file, [name for name in wanted if name not in off], show)
            _say(done, as_json)
        asks, now_on = operations.offered(file.form, file.sheets), operations.switched_on(file)
    if as_json:
        listed = [{**asdict(each), "on": each.id in now_on} for each in asks.modules]
        print_json({"n_core": asks.n_core, "modules": listed})
        return
    click.echo("\n".join(list(modules_in_words(asks, frozenset(now_on)))[1:]))


def _say(done: Switched, as_json: bool) -> None:
    """What switching did; beside a JSON document on the other stream."""
    click.echo(
        plural("{n} case was worked out anew.", "{n} cases were worked out anew.", done.n_cases), err=as_json
    )
    for sentence in done.left.words:
        click.echo(sentence, err=True)


COMMANDS = (modules,)
