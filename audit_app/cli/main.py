"""All commands together."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

from audit_app import __version__
from audit_app.cli.area import COMMANDS as AREA
from audit_app.cli.case import COMMANDS as CASE
from audit_app.cli.file import COMMANDS as FILE
from audit_app.cli.form_versions import COMMANDS as FORM_VERSIONS
from audit_app.cli.forms import COMMANDS as FORMS
from audit_app.cli.gather import COMMANDS as GATHER
from audit_app.cli.keeping import COMMANDS as KEEPING
from audit_app.cli.messages import COMMANDS as MESSAGES
from audit_app.cli.modules import COMMANDS as MODULES
from audit_app.cli.plan import COMMANDS as PLAN
from audit_app.cli.read import COMMANDS as READ
from audit_app.cli.share import COMMANDS as SHARE
from audit_app.cli.shell import PlainGroup
from audit_app.cli.texts import COMMANDS as TEXTS


@click.group(cls=PlainGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="audit-app")
def cli() -> None:
    """Audit case files, and read what they tell, without a screen.

    The passphrase of an audit is asked for, or taken from AUDIT_APP_PASSPHRASE.
    Changes are made in the name of AUDIT_APP_OFFICER, else your login name.
    """


COMMANDS = (
    *(*FILE, *KEEPING, *FORMS, *FORM_VERSIONS, *MODULES, *CASE),
    *(*PLAN, *AREA, *GATHER, *READ, *MESSAGES, *TEXTS, *SHARE),
)
for command in COMMANDS:
    cli.add_command(command)


def in_utf_8() -> None:
    """Let what is printed into a file or another program be UTF-8 on every system: Windows' own encoding
    there has no ŵ."""
    for stream in (sys.stdout, sys.stderr):  # None in a Windows program without a console
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def main() -> int:
    """Run one command; its exit code, where click hasn't left with it already."""
    in_utf_8()
    return int(cli(prog_name="audit-app") or 0)
