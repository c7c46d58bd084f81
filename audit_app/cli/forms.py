"""Commands on forms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.cli.shell import PATH, json_option, language_option, print_json, print_table
from audit_app.errors import Severity
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.operations.plan.modules import OfferedModules
    from audit_app.xforms.definition import Form, Question, Text
    from audit_app.xforms.evaluate import Evaluated

_SHOWN = ("type", "section", "parent", "repeat", "relevant", "required", "constraint", "calculation",
          "read_only", "default", "default_expression", "appearance", "module", "warning", "edd",
          "precision", "found")  # fmt: skip


@click.group()
def form() -> None:
    """Look at forms, check them, and test expressions."""


@form.command("list")
def list_() -> None:
    """The shipped forms, one a line."""
    from audit_app.operations.forms import list_forms

    print_table((), [(each.name, each.title, each.version) for each in list_forms()])


@form.command()
@click.argument("source", metavar="FORM")
@language_option
@json_option
def show(source: str, as_json: bool) -> None:
    """A form's sections, questions, types, choices and relevance, and what its modules add."""
    from audit_app.operations.forms import load_with_sheets
    from audit_app.operations.plan.modules import offered

    loaded, sheets = load_with_sheets(source)
    asks = offered(loaded, sheets)
    if as_json:
        print_json(
            {**form_as_json(loaded), "n_core": asks.n_core, "modules": list(map(asdict, asks.modules))}
        )
        return
    click.echo("\n".join([*_form_in_words(loaded), *modules_in_words(asks)]))


@form.command()
@click.argument("source", metavar="FORM")
@click.pass_context
def check(ctx: click.Context, source: str) -> None:
    """What is wrong with a form: sheet, row, column, and what to do."""
    from audit_app.operations.forms import check_form

    problems = check_form(source)
    for problem in problems:
        word = _("Error") if problem.severity is Severity.ERROR else _("Warning")
        click.echo(f"{word}: {problem}")
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if errors:
        click.echo(plural("One error.", "{n} errors.", errors), err=True)
        ctx.exit(1)
    click.echo(
        plural("No errors; one warning.", "No errors; {n} warnings.", len(problems))
        if problems
        else _("No errors.")
    )


@form.command()
@click.argument("source", metavar="FORM")
@click.argument("out", type=PATH)
@click.option("--xform", is_flag=True, help="Write the compiled XForm (XML), for other ODK tools.")
@click.option(
    "--for-translation",
    "language",
    default="",
    metavar="CODE",
    help="Only its words, as a sheet for a translator into this language, such as cy.",
)
def export(source: str, out: Path, xform: bool, language: str) -> None:
    """Write a form as one Excel workbook for people, or as the XForm of other ODK tools."""
    from audit_app.operations.forms import export_form, export_xform
    from audit_app.operations.translating import export_for_translation, language_of

    if language:
        n = export_for_translation(source, out, language_of(language))
        click.echo(plural("{n} text to translate.", "{n} texts to translate.", n))
    else:
        (export_xform if xform else export_form)(source, out)
    click.echo(_("The form is in {file}.").format(file=out.name))


@form.command("import-translation")
@click.argument("source", metavar="FORM")
@click.argument("sheet", type=PATH)
@click.argument("out", type=PATH)
@click.option("--into", "language", default="cy", metavar="CODE", help="The language; Welsh unless said.")
def import_translation(source: str, sheet: Path, out: Path, language: str) -> None:
    """Write a form with a translator's words in it, as one Excel workbook."""
    from audit_app.operations.translating import import_translation, language_of

    found = import_translation(source, sheet, out, language_of(language))
    for line in found.left_over:
        click.echo(line)
    click.echo(plural("{n} text is new.", "{n} texts are new.", found.n_changed))
    click.echo(plural("{n} text has no translation.", "{n} texts have no translation.", found.n_missing))
    click.echo(_("The form is in {file}.").format(file=out.name))


@form.command("import-redcap")
@click.argument("dictionary", type=PATH)
@click.argument("folder", type=PATH)
def import_redcap(dictionary: Path, folder: Path) -> None:
    """Make a form of a REDCap data dictionary; what can't be carried over is told by row."""
    from audit_app.operations.redcap import import_redcap as bring_in

    done = bring_in(dictionary, folder)
    for problem in done.problems:
        click.echo(f"{_('Not carried over')}: {problem}")
    asked = plural("one question or calculation", "{n} questions and calculations", done.n_questions)
    click.echo(_("The form in {folder} has {what}.").format(folder=folder.name, what=asked))


# An expression may begin with a minus, which is no option.
@form.command("eval", context_settings={"ignore_unknown_options": True})
@click.argument("expression", metavar="EXPR")
@click.option("--xml", type=PATH, help="An XML instance to evaluate it in.")
@click.option("--at", metavar="XPATH", default="", help="The node it is evaluated at.")
@json_option
def eval_(expression: str, xml: Path | None, at: str, as_json: bool) -> None:
    """Evaluate one expression, to check the engine against others: the result, then its type."""
    from audit_app.operations.evaluate import evaluate_expression

    found = evaluate_expression(expression, xml, at)
    if as_json:
        print_json({"result": _result_as_json(found), "type": found.type})
        return
    for line in found.values:
        click.echo(line)
    click.echo(found.type)


def _result_as_json(found: Evaluated) -> object:
    """The result as JSON has it. JSON knows no NaN and no infinity: they stay text."""
    if found.type == "nodeset":
        return list(found.values)
    if found.type == "boolean":
        return found.text == "true"
    if found.type == "number" and math.isfinite(float(found.text)):
        return float(found.text) if "." in found.text else int(found.text)
    return found.text


def _expressions(text: Text) -> str:
    """What words that a form puts together say in its default language, as the form has it."""
    return "".join(part if isinstance(part, str) else part.expression for part in text.parts(""))


def form_as_json(form: Form) -> dict[str, Any]:
    """A form as the JSON of `form show`."""
    return {
        "name": form.name,
        "title": form.title,
        "version": form.version,
        "languages": list(form.languages),
        "sections": [
            {
                "name": section.name,
                "label": section.label.plain(),
                "relevant": section.relevant,
                "module": section.module,
                "every_page": section.every_page,
                "questions": [question.name for question in section.questions()],
            }
            for section in form.sections
        ],
        "repeats": [
            {
                "name": repeat.name,
                "label": repeat.label.plain(),
                "section": repeat.section,
                "repeat": repeat.repeat,
                "relevant": repeat.relevant,
                "count": repeat.count,
                "companion_of": repeat.companion_of,
                "summary": _expressions(repeat.summary),
            }
            for repeat in form.repeats.values()
        ],
        "questions": [_question_as_json(question) for question in form.questions.values()],
    }


def _question_as_json(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "path": question.path,
        "label": question.label.plain(),
        "hint": question.hint.plain(),
        "guidance": question.guidance.plain(),
        **{name: getattr(question, name) for name in _SHOWN},
        "required_message": question.required_message.plain(),
        "constraint_message": question.constraint_message.plain(),
        "warning_message": question.warning_message.plain(),
        "parameters": dict(question.parameters),
        "record": list(question.record),
        "was": list(question.was),
        "list": question.itemset.list if question.itemset else "",
        "choices": [
            {"name": choice.name, "label": choice.label.plain(), **dict(choice.columns)}
            for choice in question.choices
        ],
    }


def _form_in_words(form: Form) -> Iterator[str]:
    yield f"{form.title} ({form.name}, {form.version})"
    for section in form.sections:
        yield ""
        yield f"{section.label.plain() or section.name} [{section.name}]{_only_if(section.relevant)}"
        for question in section.questions():
            yield from _question_in_words(question)


def _question_in_words(question: Question) -> Iterator[str]:
    inside = f" · {question.repeat}" if question.repeat else ""
    yield f"  {question.name} · {question.type.value}{inside}{_only_if(question.relevant)}"
    if question.label:
        yield f"    {question.label.plain()}"
    if question.calculation:
        yield f"    = {question.calculation}"
    if question.choices:
        yield "    " + " | ".join(f"{choice.name}: {choice.label.plain()}" for choice in question.choices)


def modules_in_words(asks: OfferedModules, on: Set[str] | None = None) -> Iterator[str]:
    """What an ordinary case is asked: the core, then each module; `on` marks those switched on."""
    yield ""
    yield plural(
        "An ordinary case is asked about {n} question without modules.",
        "An ordinary case is asked about {n} questions without modules.",
        asks.n_core,
    )
    for each in asks.modules:
        state = "" if on is None else f" · {_('on') if each.id in on else _('off')}"
        adds = plural("adds about {n} question", "adds about {n} questions", each.n_questions)
        yield f"  {each.id} · {each.label}{state} · {adds}" + (f": {each.adds}" if each.adds else "")


def _only_if(relevant: str) -> str:
    return " · " + _("only if {condition}").format(condition=relevant) if relevant else ""


@click.command()
@click.argument("folder", type=PATH)
@click.option("--form", "source", default="prebirth_case_audit", metavar="FORM", help="Made of this form.")
@click.option("--only", multiple=True, metavar="NAME", help="officer, manager, analyst, it or changes.")
def handbooks(folder: Path, source: str, only: tuple[str, ...]) -> None:
    """Write the handbooks, with what a form says, as HTML and PDF."""
    from audit_app.operations.handbooks import BOOKS, write

    if unknown := sorted(set(only) - set(BOOKS)):
        sentence = _("There is no handbook {name}. There are: {names}.")
        raise click.UsageError(sentence.format(name=", ".join(unknown), names=", ".join(BOOKS)))
    for path in write(folder, only, source):
        click.echo(path.name)


COMMANDS = (form, handbooks)
