"""The first sheet of a workbook: what it is about, what it holds, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.dates import PartialDate, parse_iso
from audit_app.export.meaning import denominator_words
from audit_app.export.page_sheets import sheet_name
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style, text
from audit_app.lines.wording import percent, state_words
from audit_app.model import AuditInfo, Country
from audit_app.results.inputs import Stratum
from audit_app.results.pages import Cohort, Page, Profile
from audit_app.words import _, plural, unchecked


@dataclass(frozen=True)
class Provenance:
    """What a workbook was made with, and on which day; `modules` are those switched on, in words."""

    form: str
    form_version: str
    program_version: str
    made: date
    modules: tuple[str, ...] = ()


def cover(
    profile: Profile,
    info: AuditInfo,
    made: Provenance,
    pages: Sequence[Page] = (),
    further: Sequence[Sheet] = (),
) -> Sheet:
    """The cover of a workbook; `further` are the sheets behind its figures."""
    cohort = profile.cohort
    country = {Country.ENGLAND: _("England"), Country.WALES: _("Wales")}[info.country]
    facts = [
        (_("Area"), ", ".join(part for part in (info.area, country) if part)),
        (_("Period"), period_words(info.period)),
        (_("Round"), info.round),
        (_("Cases read"), plural("{n} case file", "{n} case files", len(cohort.cases))),
        (_("Counted"), str(cohort.n_pregnancies or len(cohort.cases))),
        (_("Chosen by"), "; ".join(cohort.filters) or _("every finished audit")),
        (_("Left out, not finished"), str(cohort.n_unfinished)),
        (_("Could not be audited"), _not_auditable(cohort)),
        (
            _("Sample"),
            cohort.statement or info.sample_statement or _("How the cases were chosen is not stated."),
        ),
        (_("Answers marked in bulk"), _bulk(cohort.n_bulk_answers, cohort.n_answers)),
        (_("Made on"), day_words(made.made)),
        (_("Form"), f"{made.form}, {_('version')} {made.form_version}"),
        (_("Modules"), "; ".join(made.modules) or _("none beyond the core")),
        (_("Program"), f"{_('version')} {made.program_version}"),
        *language_facts(),
    ]
    rows = tuple((SheetCell(name, Style.LABEL), text(value or "–")) for name, value in facts)
    return Sheet(
        _("Cover"),
        info.name or _("Case file audit"),
        widest=90,
        pages=2,
        tables=(
            SheetTable((_("About this workbook"), _("In words")), rows),
            *strata_table(cohort.strata),
            SheetTable((_("Sheet"), _("What it holds")), _contents(pages, further)),
            SheetTable((_("Words used"), _("What they mean")), _glossary()),
        ),
    )


def _not_auditable(cohort: Cohort) -> str:
    """How many files can't be audited, and why."""
    reasons = "; ".join(f"{reason} {n}" for reason, n in cohort.not_auditable.items())
    return f"{cohort.n_not_auditable} ({reasons})" if reasons else "0"


def language_facts() -> tuple[tuple[str, str], ...]:
    """What is to be known of the language of a document: nothing once somebody who speaks it has checked
    it."""
    return ((_("Language"), unchecked()),) if unchecked() else ()


def strata_table(strata: Sequence[Stratum]) -> Iterator[SheetTable]:
    """How far the sample has come, by group; nothing without a sample."""
    if not strata:
        return
    header = (
        *(_("Group"), _("On the list"), _("Drawn"), _("Replaced"), _("Finished")),
        _("Could not be audited"),
    )
    rows = tuple(
        (
            SheetCell(each.name or _("all"), Style.LABEL),
            *(
                SheetCell(n, Style.COUNT)
                for n in (each.frame, each.drawn, each.replaced, each.finished, each.not_auditable)
            ),
        )
        for each in strata
    )
    yield SheetTable(header, rows, _("The sample"))


def _contents(pages: Sequence[Page], further: Sequence[Sheet]) -> tuple[tuple[SheetCell, ...], ...]:
    charts = (_("Charts"), _("The same numbers as pictures, each beside its table."))
    return tuple(
        (SheetCell(name, Style.LABEL, name), text(words))
        for name, words in (
            *((sheet_name(page), page.question) for page in pages),
            (_("Gaps"), _("For each need: what was offered, and how far it got.")),
            (_("Reasons and coordination"), _("Why help was declined or not offered; how services fitted.")),
            (_("Everything"), _("Every figure in a row, with its denominator and its states: to filter.")),
            (_("Cases behind the gaps"), _("Which cases stand behind each count of the gaps.")),
            *([] if pages else [charts]),
            (_("Definitions"), _("How each measure is defined, and how to read it.")),
            *((sheet.name, sheet.title) for sheet in further),
        )
    )


def _glossary() -> tuple[tuple[SheetCell, ...], ...]:
    words = state_words()
    meanings = {
        "known": _("A value was found in the file."),
        "not_recorded": _("The officer looked, and the file does not say. This is a finding, never a no."),
        "unclear": _("The records say different things."),
        "source_not_seen": _("The record that would say was not among those opened for the case."),
        "not_applicable": _("The question or the measure does not apply to the case."),
        "not_asked": _("An earlier answer, or its absence, means that it was not asked."),
        "not_looked_at": _("Nobody has got there yet."),
    }
    rows = [(words[state], meaning) for state, meaning in meanings.items()]
    rows += [
        (denominator_words("fact"), _("The denominator of a fact: where it is known.")),
        (
            denominator_words("practice"),
            _("The denominator of practice: what is not in a file that was read is not evidenced."),
        ),
        (
            _("From, to"),
            _(
                "The 95% interval: Wilson's, in a sample on the files that would tell as much; of a curve "
                "log(-log); for all needs together a bootstrap over cases, where there is no sample."
            ),
        ),
    ]
    return tuple((SheetCell(name, Style.LABEL), text(meaning)) for name, meaning in rows)


def _bulk(bulk: int, answers: int) -> str:
    if not answers:
        return "–"
    return _("{n} of {all} answers ({share})").format(n=bulk, all=answers, share=percent(bulk / answers))


def period_words(period: str) -> str:
    """A period (`FROM..TO`) as people write it."""
    days = [parse_iso(day) for day in period.split("..")]
    return " – ".join(day.words for day in days if day) or period


def day_words(day: date) -> str:
    """A day as people write it."""
    return PartialDate(day.year, day.month, day.day).words
