"""What people read: labels that are missing, messages without their rule, words that lack a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from audit_app.errors import Problem
from audit_app.words import _
from audit_app.xforms.checks.survey import Survey, SurveyRow, problem

_LANGUAGE = re.compile(r"\s*::?\s*")
_TRANSLATED = {
    "survey": ("label", "hint", "guidance_hint", "constraint_message", "required_message"),
    "choices": ("label",),
}
_WITHOUT_WORDS = {"group", "repeat", "calculate", "hidden"}
_SAID = ("label", "caption", "hint", "guidance_hint", "media", "image", "audio", "video")
_RULES = (
    (("constraint", "bind::constraint"), ("constraint_message",)),
    (("bind::audit:warning",), ("bind::audit:warning_msg",)),
)


def check_texts(survey: Survey, sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[Problem]:
    """The texts of the survey and choices sheets."""
    for entry in survey.entries:
        yield from _label(entry)
        yield from _calculation(entry)
        yield from _messages(entry)
    yield from _nothing_to_see(survey)
    yield from _translations(sheets)


def _label(entry: SurveyRow) -> Iterator[Problem]:
    said = (
        _columns(entry.cells, *_SAID)
        or entry.cell("calculation", "calculate", "bind::calculate", "trigger")[1]
    )
    if entry.is_asked and entry.type not in _WITHOUT_WORDS and not said:
        yield problem(
            _("The question has no label."), _("Write what people read."), "survey", entry.row, "label"
        )


def _nothing_to_see(survey: Survey) -> Iterator[Problem]:
    """Groups of calculations alone."""
    seen = {id(around) for entry in survey.entries if _is_seen(entry) for around in entry.inside}
    for entry in survey.entries:
        if entry.is_group and id(entry) not in seen:
            yield problem(
                _("“{name}” has nothing to see in it, and ODK's own validator refuses that.").format(
                    name=entry.name
                ),
                _("Take it out: what is worked out in it can stand outside."),
                *("survey", entry.row, "type"),
                warning=True,
            )


def _is_seen(entry: SurveyRow) -> bool:
    worked_out = entry.cell("calculation", "calculate", "bind::calculate")[1]
    named = _columns(entry.cells, *_SAID)
    return entry.is_asked and entry.type not in _WITHOUT_WORDS and bool(named or not worked_out)


def _calculation(entry: SurveyRow) -> Iterator[Problem]:
    columns = ("calculation", "calculate", "bind::calculate")
    if entry.type == "calculate" and not entry.cell(*columns, "default")[1]:
        yield problem(
            _("There is nothing to work out."),
            _("Write the calculation, or leave the row out."),
            "survey",
            entry.row,
            "calculation",
        )


def _messages(entry: SurveyRow) -> Iterator[Problem]:
    for rules, messages in _RULES:
        column, rule = entry.cell(*rules)
        told = _columns(entry.cells, *messages)
        if rule and not told:
            message, action = _("Nobody is told what is wrong."), _("Write it in {name}.")
            yield problem(message, action.format(name=messages[0]), "survey", entry.row, column, warning=True)
        elif told and not rule:
            message = _("The message is never shown, for there is no {name}.").format(name=rules[0])
            action = _("Write the condition, or leave the message out.")
            yield problem(message, action, "survey", entry.row, next(iter(told.values())), warning=True)


def _translations(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[Problem]:
    """Texts that are there in one of the languages of the labels and not in all."""
    settings = next(iter(sheets.get("settings", ())), {})
    usual = settings.get("default_language", "").strip()
    rows = [
        (sheet, row, cells) for sheet in _TRANSLATED for row, cells in enumerate(sheets.get(sheet, ()), 2)
    ]
    languages = {
        language or usual: None for _sheet, _row, cells in rows for language in _columns(cells, "label")
    }
    # A text in a column without any language is shown in all of them.
    translated = {
        (sheet, family)
        for sheet, _row, cells in rows
        for family in _TRANSLATED[sheet]
        if any(_columns(cells, family))
    }
    for sheet, row, cells in rows:
        for family in (each for each in _TRANSLATED[sheet] if (sheet, each) in translated):
            given = {language or usual for language in _columns(cells, family)}
            for language in (each for each in languages if given and each not in given):
                yield problem(
                    _("The text is not there in {language}.").format(
                        language=language or _("the form's default language")
                    ),
                    _("Translate it."),
                    sheet,
                    row,
                    f"{family}::{language}" if language else family,
                    warning=True,
                )


def _columns(cells: Mapping[str, str], *families: str) -> dict[str, str]:
    """The filled columns of a kind of text, by language."""
    found = {}
    for column, text in cells.items():
        family, *language = _LANGUAGE.split(column.strip(), maxsplit=1)
        if family in families or column in families:
            found.update({"".join(language): column} if text.strip() else {})
    return found
