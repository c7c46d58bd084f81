"""The last sheets of a shared workbook: what was hidden, what the figures mean, published figures, method."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.export.cover import Provenance, day_words
from audit_app.export.editions import profile_words
from audit_app.export.page_sheets import sheet_name, wrapped
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style, text
from audit_app.lines.line import Line
from audit_app.lines.released import HidingSummary, Released, ReleasedPage
from audit_app.lines.wording import is_gestation
from audit_app.results.figures import National
from audit_app.words import _


def notes_sheets(released: Released, made: Provenance) -> tuple[Sheet, ...]:
    """The sheets behind those of the pages; that of published figures only where there are any."""
    published = _published(released)
    return (
        _hidden(released),
        _definitions(released),
        *([published] if published.tables else []),
        _method(released, made),
    )


def _hidden(released: Released) -> Sheet:
    summary = released.summary
    rows = tuple(
        (
            SheetCell(words, Style.LABEL),
            SheetCell(n, Style.COUNT),
            SheetCell(n / max(summary.n_counts, 1), Style.SHARE),
        )
        for words, n in hiding_counts(summary)
    )
    return Sheet(
        _("What was hidden"),
        _("What was hidden, how and why"),
        lines=(SheetCell(_("Rules: {profile}").format(profile=profile_words(released.profile)), Style.NOTE),),
        tables=(
            SheetTable((_("How much"), _("Numbers"), _("Of all")), rows),
            SheetTable((_("What stands in a cell"), _("What it means")), tuple(legend(released))),
            SheetTable(title=_("The rules"), notes=wrapped(released.rules)),
        ),
        pages=1,
        widest=90,
    )


def hiding_counts(summary: HidingSummary) -> tuple[tuple[str, int], ...]:
    """How much was hidden, in words and numbers, and how much a plain rule would have hidden."""
    return (
        (_("Numbers in all"), summary.n_counts),
        (_("Hidden because they are small"), summary.n_small),
        (_("Hidden so that no small one can be worked out"), summary.n_protecting),
        (_("Gathered with others"), summary.n_gathered),
        (_("Hidden or gathered together"), summary.n_hidden),
        (_("For comparison: hidden if each row with a small number were left out"), summary.n_by_rows),
    )


def legend(released: Released) -> Iterator[tuple[SheetCell, ...]]:
    """What stands in a cell, and what it means."""
    meanings = [
        *released.legend,
        (_("0"), _("Nobody. A number that is held back never looks like this.")),
        (_("Not in the file"), _("How many files do not say. That is a finding, and never a no.")),
        (
            _("Not counted here"),
            _("All other files: it does not apply, was not asked, or their record was not opened."),
        ),
    ]
    return ((SheetCell(sign, Style.LABEL), text(words)) for sign, words in meanings)


def _figures(page: ReleasedPage) -> Iterator[Line]:
    return (row for block in page.blocks if block.table for row in block.table.rows)


def _definitions(released: Released) -> Sheet:
    """What each figure means, once each, under the page on which it first stands."""
    found: dict[str, tuple[SheetCell, ...]] = {}
    for page in released.pages:
        for row in _figures(page):
            if row.definition and not row.level and row.id not in found:
                cells = (sheet_name(page), row.definition, row.caution)
                found[row.id] = (SheetCell(row.label, Style.LABEL), *map(text, cells))
    header = (_("Measure"), _("Sheet"), _("Definition"), _("To bear in mind"))
    return Sheet(
        _("Definitions"),
        _("What the figures mean"),
        tables=(SheetTable(header, tuple(found.values())),),
        frozen=1,
        filtered=True,
        pages=0,
        widest=60,
    )


def _published(released: Released) -> Sheet:
    found: dict[tuple[str, str], tuple[SheetCell, ...]] = {}
    for page in released.pages:
        for row in _figures(page):
            beside = _("Drawn beside: it is about the same group, and defined alike")
            quoted = _("Only quoted: its population or definition differs")
            for national, how in ((row.national, beside), (row.quoted, quoted)):
                if national:
                    found.setdefault((national.id, row.label), _national(national, row.label, how))
    header = (
        *(_("Published figure"), _("Value"), _("Stands by"), _("How"), _("About whom"), _("Country")),
        *(_("Period"), _("Source")),
    )
    return Sheet(
        _("Published figures"),
        _("Published figures, and how they stand to ours"),
        tables=(SheetTable(header, tuple(found.values())),) if found else (),
        frozen=1,
        filtered=True,
        widest=34,
    )


def _national(national: National, measure: str, how: str) -> tuple[SheetCell, ...]:
    unit = national.unit if national.unit.startswith("%") else f" {national.unit}"
    words = (measure, how, national.population, national.country, national.period, national.source)
    value = SheetCell(f"{national.value}{unit}".strip())
    return (SheetCell(national.label, Style.LABEL), value, *map(text, words))


def _method(released: Released, made: Provenance) -> Sheet:
    return Sheet(
        _("Method"),
        _("How the figures were made"),
        tables=(
            SheetTable(title=_("The cases"), notes=wrapped(cases_words(released))),
            SheetTable(title=_("The figures"), notes=wrapped(estimator_words(released))),
            SheetTable(title=_("Made with"), notes=wrapped(made_with_words(made))),
        ),
    )


def cases_words(released: Released) -> Iterator[str]:
    """Which cases there are, and how they were read."""
    yield _("{n} are counted, each once.").format(n=released.n_cases)
    yield released.statement or _("How the cases were chosen is not stated.")
    if released.filters:
        yield _("Chosen by: {filters}.").format(filters="; ".join(released.filters))
    yield _("Officers read each file and recorded, for every question, an answer or why there is none.")


def estimator_words(released: Released) -> Iterator[str]:
    """How the figures were made."""
    yield _("A fact is out of those of whom it is known and to whom it applies.")
    yield _("Practice is out of all files whose record was opened: what is not on file is not evidenced.")
    yield _("What a file does not say is counted by itself. It is in no share as a no.")
    yield _(
        "Intervals are at 95%: Wilson's for shares, in a sample on the number of files that would tell as "
        "much (by group, with the correction for a list that ends); log(-log) for shares of waits; exact or "
        "Byar's for rates; over all needs together by a bootstrap of cases, where there is no sample. "
        "A sample chosen by hand has none."
    )
    yield _(
        "Where groups were not sampled alike, shares, medians and waits count each finished file for as many "
        "as the list holds of its group for each that is finished. Counts are the files'."
    )
    yield _("Who waited longer is read from the curve of all waits: one cut off before counts until then.")
    yield _("Medians and the middle half are quantiles of type 7, over exact dates alone.")
    tables = (block.table for page in released.pages for block in page.blocks if block.table)
    if any(is_gestation(row.unit) for table in tables for row in table.rows):
        yield _("Gestation is 280 days less the time from the event to the expected date of delivery.")
    yield _(
        "Shares and intervals follow from the printed numbers but for weighted ones and those of waits; "
        "curves are not drawn in this edition."
    )
    yield _("Nothing here says that one thing led to another.")


def made_with_words(made: Provenance) -> Iterator[str]:
    """Form, modules and program."""
    yield _("Form: {form}, version {version}.").format(form=made.form, version=made.form_version)
    if made.modules:
        yield _("Modules: {modules}.").format(modules="; ".join(made.modules))
    yield _("Program: version {version}. Made on {day}.").format(
        version=made.program_version, day=day_words(made.made)
    )
