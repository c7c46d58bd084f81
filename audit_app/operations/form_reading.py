"""What is wrong in the sheets that say how answers are read: by sheet, row and column, with what to do.

What the program can do without is a warning: a role, a figure or a block whose question went is then not
there. What it can't make sense of is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from audit_app.analysis import derived as deriving
from audit_app.analysis import roles as known_roles
from audit_app.analysis.conditions import read_condition
from audit_app.analysis.pages import spec
from audit_app.errors import AuditError, Problem, Severity
from audit_app.lines.messages import Way
from audit_app.lines.sentences import PLACES, places_in
from audit_app.results.inputs import Variable
from audit_app.words import _

Row = Mapping[str, str]
Sheets = Mapping[str, Iterable[Row]]
Variables = Mapping[str, Variable]

NEEDED = {
    "roles": ("role",),
    "derived": ("id", "label", "method"),
    "parts": ("figure", "id", "label", "question"),
    "planning": ("id", "reads"),
    "orders": ("first", "second", "words"),
    "pages": ("id", "title", "question"),
    "blocks": ("page", "id", "title"),
    "findings": ("page", "id", "say"),
    "expected": ("figure", "way"),
}
KEYS = {"roles": ("role",), "derived": ("id",), "pages": ("id",), "parts": ("figure", "id")}
KEYS |= dict.fromkeys(("blocks", "findings"), ("page", "id"))
"""By sheet the columns that together name a row."""
_QUESTIONS = {
    "derived": ("question", "from", "reads"),
    "parts": ("question",),
    "planning": ("reads",),
    "orders": ("first", "second"),
}
_BESIDE_FIGURES = ("M8.2_all_needs", "Q3_team", "Q3_referral_date_periods")


def problems(sheets: Sheets, variables: Variables) -> Iterator[Problem]:
    """Everything that is wrong in these sheets, in their order. `variables` are the form's questions."""
    found = {name: list(_numbered(sheets.get(name, ()))) for name in NEEDED}
    figures = _figures(sheets, found["derived"])
    for sheet, rows in found.items():
        yield from _rows(sheet, rows)
        for number, row in rows:
            say = partial(_problem, sheet, number)
            for column in _QUESTIONS.get(sheet, ()):
                yield from _questions(row.get(column, "").split(), column, variables, say)
            if sheet in ("derived", "parts"):
                yield from _population(row, variables, say)
    yield from _roles(found["roles"], variables)
    yield from _methods(found["derived"], found["parts"], found["roles"])
    yield from _pages(found, figures)
    yield from _pages_of_measures(sheets, found)
    yield from _findings(found["findings"], figures)
    yield from _expected(found["expected"], figures)


def _numbered(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(rows, 2):
        cells = {column.strip(): str(text or "").strip() for column, text in row.items()}
        if any(cells.values()):
            yield number, cells


def _problem(
    sheet: str, row: int, column: str, message: str, action: str, *, warning: bool = False
) -> Problem:
    severity = Severity.WARNING if warning else Severity.ERROR
    return Problem(message, action, sheet=sheet, row=row, column=column, severity=severity)


Say = Callable[..., Problem]
Numbered = list[tuple[int, Row]]


def _rows(sheet: str, rows: Numbered) -> Iterator[Problem]:
    """Cells that are empty, and rows of one name."""
    columns = KEYS.get(sheet, ())
    times = Counter(tuple(row.get(column, "") for column in columns) for _n, row in rows)
    for number, row in rows:
        for column in NEEDED[sheet]:
            if not row.get(column):
                yield _problem(sheet, number, column, _("This cell is empty."), _("Fill it in."))
        name = tuple(row.get(column, "") for column in columns)
        if columns and all(name) and times[name] > 1:
            message = _("“{id}” stands here more than once.").format(id=" ".join(name))
            yield _problem(sheet, number, columns[-1], message, _("Keep one of these rows."))


def _questions(names: Iterable[str], column: str, variables: Variables, say: Say) -> Iterator[Problem]:
    for name in names:
        if name not in variables:
            message = _("There is no question “{name}”, so that this is not shown.").format(name=name)
            yield say(column, message, _renamed(), warning=True)


def _renamed() -> str:
    return _("Correct the name. If the question was renamed, say so there under bind::audit:was.")


def _population(row: Row, variables: Variables, say: Say) -> Iterator[Problem]:
    try:
        condition = read_condition(row.get("population", ""))
    except AuditError as error:
        yield say("population", error.sentence, _("Correct the condition."))
        return
    yield from _questions((clause.name for clause in condition), "population", variables, say)


def _roles(rows: Numbered, variables: Variables) -> Iterator[Problem]:
    named = {row.get("role", "") for _number, row in rows}
    for number, row in rows:
        say = partial(_problem, "roles", number)
        role, question = row.get("role", ""), row.get("question", "")
        if role and role not in known_roles.KNOWN:
            message = _("Nothing asks for the role “{name}”.").format(name=role)
            yield say("role", message, _one_of(known_roles.KNOWN), warning=True)
        if question in named and question not in variables:
            message = _("“{name}” is a role itself, and a role names a question.").format(name=question)
            yield say("question", message, _("Name the question that has this role."))
        elif question:
            yield from _questions([question], "question", variables, say)
            yield from _values(row, variables.get(question), say)
        elif role not in known_roles.ANSWERS:
            yield say("question", _("This cell is empty."), _("Name the question that has this role."))


def _values(row: Row, variable: Variable | None, say: Say) -> Iterator[Problem]:
    offered = [option.name for option in variable.options] if variable else []
    for value in row.get("values", "").split() if offered else ():
        if value not in offered:
            message = _("“{value}” is not a choice of “{name}”.").format(value=value, name=row["question"])
            yield say("values", message, _one_of(offered), warning=True)


def _methods(rows: Numbered, parts: Numbered, roles: Numbered) -> Iterator[Problem]:
    given = {row.get("role", "") for _number, row in roles if row.get("question")}
    ids = {row.get("id", "") for _number, row in rows}
    with_parts = {row.get("figure", "") for _number, row in parts}
    for number, row in rows:
        say, method = partial(_problem, "derived", number), row.get("method", "")
        if method and method not in deriving.METHODS:
            yield say("method", _unknown(method), _one_of(deriving.METHODS))
            continue
        for role in deriving.METHODS.get(method, ()):
            if role not in given:
                message = _("This needs the role “{role}”, so that it is not shown.").format(role=role)
                yield say("method", message, _("Give it to a question, in the sheet roles."), warning=True)
        if method in deriving.OF_PARTS and row.get("id") not in with_parts:
            message = _("“{id}” has no parts, so that it is not shown.").format(id=row.get("id", ""))
            yield say("id", message, _("Add its rows to the sheet parts."), warning=True)
    for number, row in parts:
        if row.get("figure") and row["figure"] not in ids:
            say = partial(_problem, "parts", number)
            yield say("figure", _no_figure(row["figure"]), _("Use an id of the sheet derived."))


def _pages(found: Mapping[str, Numbered], figures: Collection[str]) -> Iterator[Problem]:
    pages = {row.get("id", "") for _number, row in found["pages"]}
    with_blocks = {row.get("page", "") for _number, row in found["blocks"]}
    blocks = {(row.get("page", ""), row.get("id", "")) for _number, row in found["blocks"]}
    for number, row in found["pages"]:
        say = partial(_problem, "pages", number)
        if row.get("id") and row["id"] not in with_blocks:
            message = _("The page “{id}” has no blocks, so that it is not shown.").format(id=row["id"])
            yield say("id", message, _("Add a row with this page to the sheet blocks."), warning=True)
        if row.get("counted") and row["counted"] not in spec.COUNTED:
            yield say("counted", _unknown(row["counted"]), _one_of(spec.COUNTED))
        for name in row.get("leads", "").split():
            if (row.get("id", ""), name) not in blocks:
                message = _("This page has no block “{id}”.").format(id=name)
                yield say("leads", message, _("Use ids of its blocks."), warning=True)
    for sheet in ("blocks", "findings"):
        for number, row in found[sheet]:
            if row.get("page") and row["page"] not in pages:
                message = _("There is no page “{id}”.").format(id=row["page"])
                yield _problem(sheet, number, "page", message, _("Use an id of the sheet pages."))
    for number, row in found["blocks"]:
        yield from _block(row, figures, partial(_problem, "blocks", number))


def _block(row: Row, figures: Collection[str], say: Say) -> Iterator[Problem]:
    from audit_app.charts.chart import PICTURES
    from audit_app.results.figures import KINDS

    known = {"picture": PICTURES, "kinds": KINDS, "adds": spec.ADDS}
    for column, allowed in known.items():
        for text in row.get(column, "").split():
            if text not in allowed:
                yield say(column, _unknown(text), _one_of(allowed))
    yield from _named(row.get("figures", ""), "figures", figures, say)
    if not (row.get("figures") or row.get("adds")):
        message = _("The block “{id}” has nothing to show.").format(id=row.get("id", ""))
        yield say("figures", message, _("Name figures, or what it adds."), warning=True)


def _named(text: str, column: str, figures: Collection[str], say: Say) -> Iterator[Problem]:
    for name in text.split():
        if not any(spec.is_named(id_, name) for id_ in figures):
            action = _("Use ids of the sheets measures and derived, or the beginning of some.")
            yield say(column, _no_figure(name), action, warning=True)


def _pages_of_measures(sheets: Sheets, found: Mapping[str, Numbered]) -> Iterator[Problem]:
    """Pages that a figure names; of a form without any page nothing is said."""
    pages = {row.get("id", "") for _number, row in found["pages"]}
    for sheet in ("measures", "derived") if pages else ():
        for number, row in _numbered(sheets.get(sheet, ())):
            for name in row.get("page", "").split():
                if name not in pages:
                    message = _("There is no page “{id}”.").format(id=name)
                    yield _problem(sheet, number, "page", message, _one_of(sorted(pages)), warning=True)


def _findings(rows: Numbered, figures: Collection[str]) -> Iterator[Problem]:
    from audit_app.analysis.pages.findings import KINDS, places

    before: set[tuple[str, str]] = set()
    for number, row in rows:
        say = partial(_problem, "findings", number)
        kind = row.get("say", "")
        if kind and kind not in (*KINDS, "chance"):
            yield say("say", _unknown(kind), _one_of((*KINDS, "chance")))
        yield from _named(row.get("figure", ""), "figure", figures, say)
        for column in ("unless", "follows"):
            if row.get(column) and (row.get("page", ""), row[column]) not in before:
                message = _("No row before this one is called “{id}” on its page.").format(id=row[column])
                yield say(column, message, _("Name an earlier row of the same page."))
        before.add((row.get("page", ""), row.get("id", "")))
        for place in places(kind, row.get("words", "")):
            message = _("“{place}” is no place that this kind of sentence fills.").format(place=place)
            yield say("words", message, _("Use the places that docs/forms.md lists for it."))


def _expected(rows: Numbered, figures: Collection[str]) -> Iterator[Problem]:
    """What is expected of figures: which way is nearer, and the sentence of their message."""
    for number, row in rows:
        say = partial(_problem, "expected", number)
        if row.get("way") and row["way"] not in (*Way,):
            yield say("way", _unknown(row["way"]), _one_of(Way))
        yield from _named(row.get("figure", ""), "figure", figures, say)
        for place in _places(row.get("words", "")):
            if place not in PLACES:
                message = _("“{place}” is no place that this kind of sentence fills.").format(place=place)
                yield say("words", message, _one_of(PLACES))


def _places(words: str) -> tuple[str, ...]:
    try:
        return places_in(words)
    except ValueError:  # a brace that is left open
        return (words,)


def _figures(sheets: Sheets, derived: Numbered) -> frozenset[str]:
    """The id of every figure that the form can have."""
    ids = {row.get("id", "") for _number, row in _numbered(sheets.get("measures", ()))}
    for _number, row in derived:
        ids |= {row.get("id", "").replace(deriving.GROUP, group) for group in deriving.GROUPS}
    needs = [row.get("id", "") for _number, row in _numbered(sheets.get("needs", ()))]
    chains = {f"M8.{n}_{name}" for need in needs for n, name in ((1, f"chain_{need}"), (2, need))}
    return frozenset((ids | chains | set(_BESIDE_FIGURES)) - {""})


def _unknown(text: str) -> str:
    return _("“{text}” is not known here.").format(text=text)


def _no_figure(name: str) -> str:
    return _("There is no figure “{name}”, so that this is not shown.").format(name=name)


def _one_of(allowed: Iterable[str]) -> str:
    return _("Use one of: {names}.").format(names=", ".join(allowed))
