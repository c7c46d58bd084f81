"""Commands on the versions of an audit's form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.cli.forms import form
from audit_app.cli.shell import PATH, json_option, opened, print_json, progress
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit
    from audit_app.operations.case.kept import LeftOver
    from audit_app.operations.plan.form_comparison import FormComparison


@form.command()
@click.argument("audit", type=PATH)
@click.argument("source", metavar="FORM", default="")
@click.option("--dry-run", is_flag=True, help="Only say what would differ, and what that touches.")
@click.option("--undo", is_flag=True, help="Take the latest new version back, while nothing was done since.")
@json_option
def update(audit: Path, source: str, dry_run: bool, undo: bool, as_json: bool) -> None:
    """Bring a new version of its form into an audit: a shipped form's name, a folder, or an .xlsx.

    Answers are carried over, or kept and listed; nothing is lost. Every case is worked out anew.
    """
    if bool(source) is undo or (undo and dry_run):
        raise click.UsageError(_("Name a form to bring in, or use --undo to take the latest one back."))
    with opened(audit) as file:
        if undo:
            _undo(file, as_json)
        elif dry_run:
            _compare(file, source, as_json)
        else:
            _update(file, source, as_json)


def _undo(file: Audit, as_json: bool) -> None:
    from audit_app.operations.plan.form_versions import take_back

    with progress(_("Working cases out anew")) as show:
        done = take_back(file, show)
    if as_json:
        print_json({"version": done.version, "cases": done.n_cases})
        return
    click.echo(_("The audit asks version {version} again.").format(version=done.version or "–"))
    click.echo(_worked_out(done.n_cases))


def _compare(file: Audit, source: str, as_json: bool) -> None:
    from audit_app.operations.plan.form_comparison import as_json as document
    from audit_app.operations.plan.form_comparison import compare_form, require_fit

    with progress(_("Comparing")) as show:
        found = compare_form(file, source, show)
    if as_json:
        print_json(document(found))
    else:
        click.echo("\n".join(_in_words(found)))
    require_fit(found)


def _update(file: Audit, source: str, as_json: bool) -> None:
    from audit_app.operations.case.kept import left_over
    from audit_app.operations.plan.form_comparison import as_json as document
    from audit_app.operations.plan.form_versions import bring_in

    with progress(_("Working cases out anew")) as show:
        done = bring_in(file, source, show)
    left = left_over(file)
    if as_json:
        print_json({**document(done.compared), **_left_as_json(left)})
    else:
        click.echo("\n".join([*_in_words(done.compared), "", _worked_out(done.n_cases), *_left(left)]))
    for sentence in done.left.words:
        click.echo(sentence, err=True)


def _worked_out(n: int) -> str:
    return plural("{n} case was worked out anew.", "{n} cases were worked out anew.", n)


def _in_words(found: FormComparison) -> Iterator[str]:
    from audit_app.operations.plan.form_comparison import sentence

    yield _("{here}, version {old}, and {there}, version {new}.").format(
        here=found.here.title,
        old=found.here.version or "–",
        there=found.there.title,
        new=found.there.version or "–",
    )
    if found.is_same:
        yield _("They are the same.")
    elif not found.touched:
        yield _("They differ in nothing that people are asked or shown.")
    yield from map(sentence, found.touched)
    if found.switched_on:
        yield _("Switched on, because questions of it are asked now: {modules}.").format(
            modules=", ".join(found.switched_on)
        )
    if found.packs_out:
        yield plural(
            "{n} pack is out; it is brought up when it comes home.",
            "{n} packs are out; they are brought up when they come home.",
            found.packs_out,
        )


def _left(left: Sequence[LeftOver]) -> Iterator[str]:
    if any(each.kept for each in left):
        yield ""
        yield _("Kept from an earlier version:")
    for each in left:
        for kept in each.kept:
            words = kept.words or kept.answer.state.value
            note = f" – {kept.note}" if kept.note else ""
            yield f"  {each.ref.reference} · {kept.label} ({kept.key.question}): {words}{note}"
    if any(each.to_look_at for each in left):
        yield ""
        yield _("To be looked at again:")
    for each in left:
        for again in each.to_look_at:
            yield f"  {each.ref.reference} · {again.label} ({again.key.question}): {again.why}"


def _left_as_json(left: Sequence[LeftOver]) -> dict[str, Any]:
    return {
        "kept_answers": [
            {
                "case": each.ref.reference,
                "auditor": each.ref.person,
                "question": kept.key.question,
                "label": kept.label,
                "state": kept.answer.state.value,
                "value": kept.answer.value,
                "version": kept.version,
                "note": kept.note,
            }
            for each in left
            for kept in each.kept
        ],
        "to_look_at": [
            {
                "case": each.ref.reference,
                "auditor": each.ref.person,
                "question": again.key.question,
                "label": again.label,
                "why": again.why,
            }
            for each in left
            for again in each.to_look_at
        ],
    }


COMMANDS = (form,)
"""The group, which has them now."""
