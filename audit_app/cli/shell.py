"""What all commands share: plain failures, the passphrase, an open audit, progress, and the ways to print."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.errors import AuditError
from audit_app.paths import state_folder
from audit_app.words import _, languages, speaking

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit, Progress

PASSPHRASE = "AUDIT_APP_PASSPHRASE"
PACK_PASSPHRASE = "AUDIT_APP_PACK_PASSPHRASE"
OFFICER = "AUDIT_APP_OFFICER"
LOG = "command-line.log"


class _Place(click.Path):
    """A path with a name to say in a sentence, also where `.` was typed. What can't be read is for the
    operations to say."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as it was typed, else the folder's own."""
        path: Any = super().convert(value, param, ctx)
        return path if path.name else path.absolute()


PATH: Any = _Place(path_type=Path, readable=False)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def _speak(ctx: click.Context, _option: click.Parameter, language: str) -> None:
    if language and language not in languages():
        known = ", ".join(languages())
        raise click.BadParameter(
            _("There is no language {code} here. Known: {known}.").format(code=language, known=known)
        )
    if language:
        ctx.with_resource(speaking(language))


language_option = click.option(
    "--language",
    metavar="CODE",
    default="",
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="The language of what is written, en or cy.",
)


class Failure(click.ClickException):
    """A command that could not be done, as its plain sentence alone."""

    def show(self, file: Any = None) -> None:
        """Print the sentence on standard error."""
        click.echo(self.format_message(), file=file, err=True)


class PlainGroup(click.Group):
    """Commands whose failures are sentences and exit 1, and never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AuditError as error:
            raise Failure(str(error)) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as error:
            raise Failure(_refused_by_the_system(error)) from None
        except KeyboardInterrupt:
            raise Failure(
                _("Stopped. What was finished by then stays, and nothing is half written.")
            ) from None
        except Exception as error:
            raise Failure(_sentence(error)) from None


def _refused_by_the_system(error: OSError) -> str:
    """What the operations don't foresee: a full disk behind standard output, say."""
    what = _("The computer refused to read or write: {reason}.").format(reason=error.strerror or error.errno)
    return what + " " + _("Nothing more was done.")


def _sentence(error: Exception) -> str:
    sentence = _("Something went wrong inside the program; nothing more was done.")
    try:
        _log(error)
    except OSError:
        return sentence
    return sentence + " " + _("Where it happened is in {file}, without case data.").format(file=LOG)


def _log(error: Exception) -> None:
    """Write down where it happened: what was said or held there may be about a family."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    with (state_folder() / LOG).open("a", encoding="utf-8") as log:
        log.write("\n".join([type(error).__name__, *(f"  {line}" for line in lines)]) + "\n")


def officer() -> str:
    """Who acts: AUDIT_APP_OFFICER, else the login name."""
    import getpass

    try:
        return os.environ.get(OFFICER) or getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login name, as in some containers
        return ""


def passphrase(*, new: bool = False) -> str:
    """The passphrase from the environment, else asked for without showing it (twice for a new one)."""
    return os.environ.get(PASSPHRASE) or _asked(_("Passphrase"), PASSPHRASE, new)


def pack_passphrase() -> str:
    """The passphrase for a new pack: its own from the environment, else the audit's, else asked for."""
    return given_pack_passphrase() or _asked(_("Passphrase of the pack"), PACK_PASSPHRASE, new=True)


def given_pack_passphrase() -> str:
    """The passphrase for packs that the environment gives, empty when it gives none."""
    return os.environ.get(PACK_PASSPHRASE) or os.environ.get(PASSPHRASE, "")


def _asked(label: str, name: str, new: bool) -> str:
    answer: str = ""
    if sys.stdin.isatty():
        with suppress(click.Abort):
            answer = click.prompt(label, hide_input=True, confirmation_prompt=new, err=True)
    else:
        answer = sys.stdin.readline().rstrip("\r\n")
    if not answer:
        raise AuditError(_("No passphrase was given. Type it when asked, or set {name}.").format(name=name))
    return answer


def condition(text: str) -> tuple[str, str]:
    """A filter that was written as COL=VALUE."""
    name, equals, value = text.partition("=")
    if not (name.strip() and equals and value.strip()):
        raise click.BadParameter(_("“{text}” is no condition; write COL=VALUE.").format(text=text))
    return name.strip(), value.strip()


def say_no_round(audit: Audit, round_: str) -> None:
    """Say on standard error that no case is of a round, and which rounds there are: it was mistyped."""
    from audit_app.operations.act.measures import rounds

    known = rounds(audit)
    if round_ and known and round_ not in known:
        said = _("There is no case of a round “{round}” in this audit. Its rounds: {rounds}.")
        click.echo(said.format(round=round_, rounds=", ".join(known)), err=True)


def say_rounds(audit: Audit, round_: str) -> None:
    """Say on standard error that several rounds are read as one, where none was named: the window asks."""
    from audit_app.operations.act.measures import rounds

    say_no_round(audit, round_)
    if not round_ and len(found := rounds(audit)) > 1:
        said = _("All rounds are read together: {rounds}. --round takes one of them alone.")
        click.echo(said.format(rounds=", ".join(found)), err=True)


def asked_round(audit: Audit, round_: str) -> str:
    """The round of what leaves: of several none of which was named, a person at the terminal is asked which
    (Enter: all of them together, an empty text); a script is told on standard error that it reads all."""
    from audit_app.operations.act.measures import rounds

    known = rounds(audit)
    if round_ or len(known) < 2 or not sys.stdin.isatty():
        say_rounds(audit, round_)
        return round_
    question = _("Which round: {rounds}? Enter reads all together").format(rounds=", ".join(known))
    kinds = click.Choice(["", *known])
    return str(
        click.prompt(question, default="", type=kinds, show_default=False, show_choices=False, err=True)
    )


@contextmanager
def opened(path: Path) -> Iterator[Audit]:
    """An audit, open while a command works on it."""
    from audit_app.operations.file import audits

    audit = audits.open_audit(path, passphrase(), person=officer())
    for sentence in audit.told:
        click.echo(sentence, err=True)
    try:
        yield audit
    finally:
        audits.close_audit(audit)


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """A progress bar on standard error where a person watches it."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        yield show


def print_json(document: object) -> None:
    """One JSON document on standard output. Only ASCII, so that no console can garble it."""
    click.echo(json.dumps(document, indent=2))


def print_table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """An aligned plain table; numbers stand at the right."""
    for line in table_lines(headers, rows):
        click.echo(line)


def table_lines(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """The lines of an aligned plain table, without headings where `headers` is empty; None is blank."""
    cells = [[" ".join(str("" if cell is None else cell).split()) for cell in row] for row in rows]
    lines = ([list(headers)] if headers else []) + cells
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    at_right = [
        all(isinstance(cell, int | float | None) for cell in column) for column in zip(*rows, strict=True)
    ]
    for line in lines:
        aligned: list[Callable[[int], str]] = [
            cell.rjust if right else cell.ljust
            for cell, right in zip(line, at_right or [False] * len(line), strict=True)
        ]
        yield "  ".join(align(width) for align, width in zip(aligned, widths, strict=True)).rstrip()
