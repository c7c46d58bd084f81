"""Column names that pyxform would take in silence: misspelt ones, and our own `audit:` attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from audit_app.errors import Problem
from audit_app.words import _
from audit_app.xforms.checks.survey import nearest, problem
from audit_app.xforms.own_sheets import TRANSLATED_OWN

_SURVEY = {
    "type", "name", "label", "hint", "guidance_hint", "appearance", "required", "required_message",
    "relevant", "calculation", "constraint", "constraint_message", "repeat_count", "choice_filter", "default",
    "read_only", "readonly", "parameters", "disabled", "relevance", "calculate", "caption", "trigger",
}  # fmt: skip
_LEFT_OUT = {
    "save_to", "image", "big-image", "audio", "video", "media", "autoplay", "query", "noapperrorstring",
    "no_app_error_string", "compact_tag",
}  # fmt: skip
_CHOICES = {"list_name", "list name", "name", "value", "label", "was"}
_SETTINGS = {
    "form_title", "about", "form_id", "version", "default_language", "namespaces", "style", "instance_name",
    "allow_choice_duplicates", "public_key", "submission_url", "auto_send", "auto_delete",
    "clean_text_values", "title", "id_string", "name", "instance_id", "instance_xmlns", "prefix", "delimiter",
    "flat", "omit_instanceID", "add_none_option", "client_editable", "set_form_title", "set_form_id",
}  # fmt: skip
_OWN = {
    "needs": {"id", "need", "person", "label", "question", "offer", "reason", "service_types"},
    "measures": {
        "id", "label", "section", "kind", "denominator", "question", "numerator", "population", "rows",
        "bands", "group_by", "unit", "national", "national_population", "quoted", "definition", "caution",
        "case_page", "per", "page", "from", "competing", "censored", "at", "axis",
        "quantity", "compared_with", "national_age", "settled_by",
    },
    "steps": {"id", "label", "question", "gestation", "kind", "earliest", "latest"},
    "modules": {"id", "label", "adds"},
    "ordinary": {"question", "value"},
    "relations": {"whole", "parts", "adds_up", "source"},
    "gatherings": {"figure", "label", "rows"},
    "wanted": {"name", "label", "figures"},
    "withheld": {"figure", "leaves"},
    "roles": {"role", "question", "values"},
    "derived": {
        "id", "label", "page", "section", "method", "kind", "denominator", "question", "from", "numerator",
        "population", "rows", "per", "bands", "unit", "using", "reads", "definition", "caution", "national",
        "quoted", "quantity", "compared_with",
    },
    "parts": {"figure", "id", "label", "question", "values", "population", "conditional", "no_rows"},
    "planning": {"id", "label", "reads", "name"},
    "orders": {"first", "second", "words"},
    "pages": {"id", "title", "question", "counted", "tab", "leads", "cautions"},
    "blocks": {"page", "id", "title", "picture", "figures", "kinds", "adds", "cautions"},
    "findings": {"page", "id", "say", "figure", "kind", "row", "words", "unless", "follows"},
    "expected": {"figure", "way", "limit", "statements", "words"},
    "alike": {"question", "of"},
    "stages": {"id", "label"},
    "carried": {"from", "choice", "question", "value", "note"},
}  # fmt: skip
COLUMNS = {"survey": _SURVEY, "choices": _CHOICES - {"list name"}, "settings": _SETTINGS, **_OWN}
AUDIT_ATTRIBUTES = {
    "record", "was", "found", "module", "warning", "warning_msg", "every_page", "edd", "summary", "precision",
    "silent", "first", "least",
}  # fmt: skip
_FREE_SETTINGS = ("attribute::", "form_title::", "about::", "(", "sms_")
_WORDS = {"label", "hint", "guidance_hint", "caption"}
TRANSLATED = {"label", "hint", "guidance_hint", "constraint_message", "required_message", "caption"}
_LANGUAGE = re.compile(r"\s*::?\s*")
_PREFIXES = ("bind", "body", "instance", "control", "media")


def check_columns(sheets: Mapping[str, Sequence[dict[str, str]]]) -> Iterator[Problem]:
    """Columns of the survey, choices and settings sheets that mean nothing, or nothing here."""
    for sheet in ("survey", "choices", "settings"):
        for column in _columns(sheets.get(sheet, ())):
            yield from _notes(sheet, column) if column.startswith("(") else ()
    for column in _columns(sheets.get("survey", ())):
        yield from _survey_column(column)
    for column in _columns(sheets.get("choices", ())):
        yield from _misspelt_choices_column(column)
    for column in _columns(sheets.get("settings", ())):
        if column not in _SETTINGS and not column.startswith(_FREE_SETTINGS):
            yield _unknown("settings", column, _SETTINGS)
    for sheet, known in _OWN.items():
        for column in _columns(sheets.get(sheet, ())):
            base = _LANGUAGE.split(column)[0]
            if base not in known or (base != column and base not in TRANSLATED_OWN.get(sheet, ())):
                yield _unknown(sheet, column, known, base)
    yield from _namespaces(sheets)


def _columns(rows: Sequence[dict[str, str]]) -> list[str]:
    return list(dict.fromkeys(column.strip() for row in rows for column in row if column and column.strip()))


def _notes(sheet: str, column: str) -> Iterator[Problem]:
    yield problem(
        _("Column {letters} has no heading, so nothing comes of what stands in it.").format(
            letters=column.strip("()")
        ),
        _("Nothing needs doing if these are notes."),
        *(sheet, 1, column),
        warning=True,
    )


def _survey_column(column: str) -> Iterator[Problem]:
    base = _LANGUAGE.split(column)[0]
    if column.startswith("("):
        return
    if base.lower() in _LEFT_OUT or base.lower().startswith("sms_"):
        yield problem(
            _("What the column “{column}” says is left out here.").format(column=column),
            _("Nothing needs doing if the form makes sense without it."),
            "survey",
            1,
            column,
            warning=True,
        )
    elif base in _PREFIXES:
        yield from _attribute(column)
    elif base not in _SURVEY or (base != column and base not in TRANSLATED):
        yield _unknown("survey", column, _SURVEY, base)


def _attribute(column: str) -> Iterator[Problem]:
    prefix, _sign, rest = column.partition("::")
    if prefix != "bind" or not rest.startswith("audit:"):
        return
    attribute, *_language = _LANGUAGE.split(rest.removeprefix("audit:"), maxsplit=1)
    if attribute not in AUDIT_ATTRIBUTES:
        close = nearest(attribute, AUDIT_ATTRIBUTES)
        yield problem(
            _("There is no attribute audit:{name}.").format(name=attribute),
            _("Did you mean bind::audit:{name}?").format(name=close)
            if close
            else _("Known are: {names}.").format(names=", ".join(sorted(AUDIT_ATTRIBUTES))),
            "survey",
            1,
            column,
        )


def _misspelt_choices_column(column: str) -> Iterator[Problem]:
    """A choices sheet may have columns of its own, for filters; only near misses are reported."""
    base = _LANGUAGE.split(column)[0]
    close = nearest(base, _CHOICES)
    if base not in _CHOICES and close and len(base) > 3:
        yield problem(
            _("The column “{column}” looks like “{close}” misspelt.").format(column=column, close=close),
            _("Rename it, unless a choice filter uses it."),
            "choices",
            1,
            column,
            warning=True,
        )


def _unknown(sheet: str, column: str, known: set[str], base: str = "") -> Problem:
    close = nearest((base or column).lower().replace(" ", "_"), known)
    if close:
        return problem(
            _("There is no column “{column}”.").format(column=column),
            _("Did you mean “{close}”?").format(close=close),
            sheet,
            1,
            column,
            # Words that are missing can be seen; what a form asks of whom can't.
            warning=close in _WORDS,
        )
    return problem(
        _("The column “{column}” is not known, so nothing comes of it.").format(column=column),
        _("Leave it out, or check its name."),
        sheet,
        1,
        column,
        warning=True,
    )


def _namespaces(sheets: Mapping[str, Sequence[dict[str, str]]]) -> Iterator[Problem]:
    uses = next((column for column in _columns(sheets.get("survey", ())) if "audit:" in column), "")
    declared = any(
        "audit=" in row.get("namespaces", "").replace(" ", "") for row in sheets.get("settings", ())
    )
    if uses and not declared:
        yield problem(
            _("The survey uses “{column}”, but the settings don't declare the namespace.").format(
                column=uses
            ),
            _('Write audit="https://audit-app.invalid/xforms" in the column namespaces.'),
            "settings",
            2,
            "namespaces",
        )
