"""The first sheet of a shared workbook, for those who read no other: what was found, and on what it rests."""

from __future__ import annotations

from audit_app.export.cover import Provenance, day_words, language_facts, period_words
from audit_app.export.editions import profile_words
from audit_app.export.page_sheets import sheet_name
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style, text
from audit_app.lines.released import Released, ReleasedPage
from audit_app.model import AuditInfo, Country
from audit_app.words import _

MOST_FINDINGS = 10


def shared_cover(released: Released, info: AuditInfo, made: Provenance, further: tuple[Sheet, ...]) -> Sheet:
    """The cover; `further` are the sheets behind those of the pages."""
    return Sheet(
        _("Summary"),
        info.name or _("Case file audit"),
        lines=(SheetCell(_about(released), Style.NOTE),),
        tables=(
            SheetTable((_("Sheet"), _("What was found")), _findings(released)),
            SheetTable((_("What it rests on"), _("In words")), facts(released, info, made)),
            SheetTable((_("Sheet"), _("What it holds")), _contents(released, further)),
        ),
        widest=100,
        pages=2,
    )


def _about(released: Released) -> str:
    return _(
        "What case files say: {n} are counted, each once. Small numbers are hidden, so that nobody can be "
        "recognised."
    ).format(n=released.n_cases)


def _findings(released: Released) -> tuple[tuple[SheetCell, ...], ...]:
    """Each page's sentence with its uncertainty; pages that can say nothing are named together."""
    told = [page for page in released.pages if says_something(page)]
    silent = [sheet_name(page) for page in released.pages if not says_something(page)]
    names = [(sheet_name(page), page.finding) for page in told[:MOST_FINDINGS]]
    rows = [(SheetCell(name, Style.LABEL, name), text(finding)) for name, finding in names]
    if silent:
        words = _("Too few to say anything in a sentence without saying it of one of them.")
        rows.append((SheetCell(", ".join(silent), Style.LABEL), text(words)))
    return tuple(rows)


def says_something(page: ReleasedPage) -> bool:
    """Whether a page's finding holds a number."""
    return any(letter.isdigit() for letter in page.finding)


def facts(released: Released, info: AuditInfo, made: Provenance) -> tuple[tuple[SheetCell, ...], ...]:
    """What the findings rest on: name and words."""
    country = {Country.ENGLAND: _("England"), Country.WALES: _("Wales")}[info.country]
    not_stated = _("How the cases were chosen is not stated.")
    summary = released.summary
    facts = (
        (_("Area"), ", ".join(part for part in (info.area, country) if part)),
        (_("Period"), period_words(info.period)),
        (_("Round"), info.round),
        (_("Counted"), str(released.n_cases)),
        (_("Chosen by"), "; ".join(released.filters) or _("every finished audit")),
        (_("Sample"), released.statement or info.sample_statement or not_stated),
        (_("Small numbers"), f"{profile_words(released.profile)}. {released.rules[0]}"),
        (
            _("Hidden"),
            _("{n} of {all} numbers; leaving out whole rows would hide {rows}.").format(
                n=summary.n_hidden, all=summary.n_counts, rows=summary.n_by_rows
            ),
        ),
        (_("In brackets"), _("The share, and the range in which it lies with 95% confidence.")),
        (_("Made on"), day_words(made.made)),
        *language_facts(),
    )
    return tuple((SheetCell(name, Style.LABEL), text(value or "–")) for name, value in facts)


def _contents(released: Released, further: tuple[Sheet, ...]) -> tuple[tuple[SheetCell, ...], ...]:
    return tuple(
        (SheetCell(name, Style.LABEL, name), text(words))
        for name, words in (
            *((sheet_name(page), page.question) for page in released.pages),
            *((sheet.name, sheet.title) for sheet in further),
        )
    )
