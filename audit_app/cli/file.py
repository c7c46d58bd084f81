"""Commands on a whole audit: making one, the sample, checking it, keeping it safe."""

from __future__ import annotations

from pathlib import Path

import click

from audit_app.cli.shell import PATH, Failure, officer, opened, passphrase, progress
from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.words import _, plural

_WEAK = 1
audit_argument = click.argument("audit", type=PATH)


@click.command()
@audit_argument
@click.option("--cases", "n_cases", type=click.IntRange(1, 100_000), default=60, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def demo(audit: Path, n_cases: int, seed: int) -> None:
    """Write a filled audit of made-up cases; the same seed gives the same audit."""
    from audit_app.operations.demo import make_demo
    from audit_app.operations.file import audits

    with progress(_("Making up cases")) as show:
        made, recovery = make_demo(audit, passphrase(new=True), n_cases=n_cases, seed=seed, progress=show)
    audits.close_audit(made)
    what = plural("one made-up case", "{n} made-up cases", n_cases)
    click.echo(_("{file} holds {what}.").format(file=audit.name, what=what))
    _say_recovery(recovery)


@click.command()
@audit_argument
@click.option("--form", required=True, help="A shipped form's name, a folder, or an .xlsx.")
@click.option("--name", default="", help="What the audit is called.")
@click.option("--country", type=click.Choice(["england", "wales"]), default="england", show_default=True)
@click.option("--area", default="")
@click.option("--period", default="", metavar="FROM..TO", help="Such as 2024-04-01..2025-03-31.")
@click.option("--round", "round_", default="", help="Such as 1, or autumn 2024.")
@click.option("--module", "modules", multiple=True, help="A module to switch on; repeat for more.")
@click.option("--months", type=click.IntRange(0, 1200), default=0, help="How long cases are kept.")
def new(
    *,
    audit: Path,
    form: str,
    name: str,
    country: str,
    area: str,
    period: str,
    round_: str,
    modules: tuple[str],
    months: int,
) -> None:
    """Make an empty audit."""
    from audit_app.model import AuditInfo, Country
    from audit_app.operations.file import audits, retention

    info = AuditInfo(
        name=name or audit.stem,
        country=Country(country),
        area=area,
        period=_period(period),
        round=round_,
        modules=tuple(dict.fromkeys(modules)),
        settings=retention.settings(months),
    )
    secret = passphrase(new=True)
    made, recovery = audits.create_audit(audit, secret, form=form, info=info, person=officer())
    audits.close_audit(made)
    click.echo(_("{file} is made, and has no cases yet.").format(file=audit.name))
    strength, hint = audits.passphrase_strength(secret)
    if strength <= _WEAK:
        click.echo(hint, err=True)
    _say_recovery(recovery)


def _period(text: str) -> str:
    if not text:
        return ""
    first, dots, last = text.partition("..")
    since, until = parse_iso(first.strip()), parse_iso(last.strip())
    if not (dots and since and until):
        raise AuditError(_("“{text}” is no period. Write it as 2024-04-01..2025-03-31.").format(text=text))
    if since.first > until.last:
        raise AuditError(_("The period {text} ends before it begins.").format(text=text))
    return f"{since.iso}..{until.iso}"


def _say_recovery(code: str) -> None:
    click.echo(_("Recovery code: {code}").format(code=code))
    click.echo(
        _("It opens the file if the passphrase is forgotten. It is shown only now: print it and put it away.")
    )


@click.command()
@audit_argument
def check(audit: Path) -> None:
    """Check that an audit file is whole."""
    from audit_app.operations.file import audits

    with opened(audit) as file:
        problems = audits.check_audit(file)
    if problems:
        raise Failure("\n".join(map(str, problems)))
    click.echo(_("{file} is whole: its pages, its links, and its answers against their history.").format(
        file=audit.name))  # fmt: skip


@click.command()
@audit_argument
@click.argument("out", type=PATH)
def backup(audit: Path, out: Path) -> None:
    """Save an encrypted copy that opens with the same passphrase."""
    from audit_app.operations.file import audits

    with opened(audit) as file:
        audits.save_copy(file, out)
    click.echo(_("{file} is a copy of {audit}, with the same passphrase.").format(
        file=out.name, audit=audit.name))  # fmt: skip


COMMANDS = (demo, new, check, backup)
