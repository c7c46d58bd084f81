"""The internal workbook: everything, with the cases behind it. For the people who may see the files, no
others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from audit_app.export.case_sheets import case_sheets
from audit_app.export.chart_data import chart_data
from audit_app.export.chart_tables import chart_tables, gap_chart_table
from audit_app.export.cover import Provenance as Provenance
from audit_app.export.cover import cover, day_words
from audit_app.export.editions import made_up
from audit_app.export.line_tables import words_of
from audit_app.export.meaning import denominator_words, published
from audit_app.export.message_sheets import message_sheets
from audit_app.export.page_sheets import page_sheet
from audit_app.export.practice_sheets import practice_sheets
from audit_app.export.sheets import (
    Sheet,
    SheetCell,
    SheetTable,
    Style,
    WorkbookDocument,
    count,
    number,
    share,
    text,
)
from audit_app.lines.line import (
    ERRORS,
    INEXACT,
    INTERVAL,
    MEDIAN,
    OF,
    QUARTILES,
    REACH,
    SHARE,
    SUMMED,
    Line,
    LinePlace,
    N,
)
from audit_app.lines.messages import Message
from audit_app.lines.of_figures import lines_of
from audit_app.lines.sample_words import unfinished_words
from audit_app.lines.wording import SHARES, amount, is_gestation, stage_words, state_words, unit_name
from audit_app.model import AuditInfo
from audit_app.results.figures import Cases, Comparison, Figure, is_typed
from audit_app.results.pages import CaseTable, GapRow, Gaps, Page, Profile
from audit_app.results.practice import PracticeSummary
from audit_app.words import _, tag


def internal_workbook(
    profile: Profile,
    gaps: Gaps,
    info: AuditInfo,
    made: Provenance,
    pages: Sequence[Page] = (),
    *,
    tables: Sequence[CaseTable] = (),
    practice: PracticeSummary | None = None,
    messages: Sequence[Message] = (),
) -> WorkbookDocument:
    """The internal edition, described. The profile's heading gives the case references. The messages stand
    first. With pages each has a sheet of its own, with its charts; without, the charts of the profile stand
    on one. `tables` are the analyst's sheets, at the end.
    """
    front = message_sheets(messages)
    references = profile.cohort.cases
    told = [figure for figure in profile.figures if not figure.cannot and not is_typed(figure)]
    analyst = case_sheets(tables)
    further = (*practice_sheets(practice), *analyst)
    shown = tuple(map(page_sheet, pages))
    sheets = (
        *front,
        cover(profile, info, made, pages, (*front, *further)),
        *shown,
        _gaps(gaps),
        _coordinated(gaps),
        *([] if pages else [_charts(profile, gaps)]),
        *practice_sheets(practice),
        _everything([figure for figure in told if not isinstance(figure, Comparison)], references),
        _behind(gaps, references),
        _definitions(_each_once([*told, *gaps.coordination, gaps.overall])),
        *analyst,
        *chart_data((*front, *shown)),
    )
    warning = _small_numbers() + (f" · {made_up()}" if info.made_up else "")
    return WorkbookDocument(
        title=_("{audit}: internal workbook").format(audit=info.name or _("Case file audit")),
        sheets=tuple(_warned(sheet, info, unfinished_words(profile.cohort.strata)) for sheet in sheets),
        header=warning,
        footer=f"{info.name} · {day_words(made.made)}",
        contents=_("Cover"),
        language=tag(),
    )


def _small_numbers() -> str:
    return _("Contains small numbers: not for sharing")


def _warned(sheet: Sheet, info: AuditInfo, unfinished: str) -> Sheet:
    """Every sheet says by itself what it must not be used for, and what of the sample is not finished,
    because sheets are copied one by one."""
    warnings = [SheetCell(_small_numbers(), Style.WARNING)]
    if info.made_up:
        warnings.append(SheetCell(made_up(), Style.WARNING))
    if unfinished:
        warnings.append(SheetCell(unfinished, Style.WARNING))
    return replace(sheet, lines=(*warnings, *sheet.lines))


def _everything(figures: Sequence[Figure], references: Mapping[str, str]) -> Sheet:
    """A row for each figure, or answer of one, with all that is known of it: for filtering."""
    states = state_words()
    header = (
        *(_("Section"), _("Measure"), _("Answer"), _("Count"), _("Out of"), _("Share"), _("From"), _("To")),
        *(_("Rate"), _("Unit"), _("Counted"), _("Median"), _("Lower quartile"), _("Upper quartile")),
        *(
            _("Lowest"),
            _("Highest"),
            _("Median in weeks"),
            _("Middle half in weeks"),
            _("Lowest to highest in weeks"),
        ),
        *(_("Counted over"), *states.values(), _("Inexact date"), _("Dates run backwards")),
        _("Cases with dates that run backwards"),
    )
    rows = tuple(
        (
            *(text(line.section), SheetCell(line.above or line.label, Style.LABEL), text(words_of(line))),
            *_answered(line),
            *_timed(line),
            text(denominator_words(line.denominator, by_row=line.by_row)),
            *(count(line.cases(state)) for state in (*states, INEXACT, ERRORS)),
            text(", ".join(_references(line.cases(ERRORS), references))),
        )
        for line in _answers(figures)
    )
    return Sheet(
        _("Everything"),
        _("Every figure, its denominator and its states"),
        lines=(SheetCell(_("Choose what you want with the arrows in the headings."), Style.NOTE),),
        tables=(SheetTable(header, rows),),
        frozen=3,
        filtered=True,
        pages=0,
    )


def _answered(line: Line) -> Iterator[SheetCell]:
    """How many of how many, with the share or the rate; nothing for medians, which count no answers."""
    if MEDIAN in line.cells and N not in line.cells:
        yield from (SheetCell(),) * 6
    elif line.scale == SHARES:
        yield from (*_share_cells(line), SheetCell())
    else:
        interval, rate = line.cell(INTERVAL), line.cell(SHARE).value
        yield from (count(line.cases(column)) for column in (N, OF))
        yield from (SheetCell(), number(interval.low), number(interval.high), number(rate))


def _timed(line: Line) -> Iterator[SheetCell]:
    """Unit, how many values, median, quartiles, extremes; nothing for shares."""
    if MEDIAN not in line.cells:
        yield text(unit_name(line.unit) if line.scale != SHARES else "")
        yield from (SheetCell(),) * 9
        return
    yield text(unit_name(line.unit))
    yield SheetCell(line.size(SUMMED), Style.COUNT)
    yield from map(number, _summary(line))
    yield from _in_weeks(line)


def _answers(figures: Sequence[Figure]) -> Iterator[Line]:
    """Figures of one line, and the answers of others; what the area typed stands apart."""
    for figure in figures:
        yield from (line for line in lines_of(figure) if line.place is not LinePlace.HEAD and not line.typed)


def _share_cells(line: Line) -> Iterator[SheetCell]:
    """How many of how many, the share and its interval."""
    interval = line.cell(INTERVAL)
    yield from (count(line.cases(column)) for column in (N, OF))
    yield from (share(value) for value in (line.cell(SHARE).value, interval.low, interval.high))


def _summary(line: Line) -> tuple[float | None, ...]:
    """Median, quartiles and extremes."""
    half, ends = line.cell(QUARTILES), line.cell(REACH)
    return line.cell(MEDIAN).value, half.low, half.high, ends.low, ends.high


def _in_weeks(line: Line) -> tuple[SheetCell, ...]:
    """The summary of a gestation as people say it; nothing for other units."""
    if MEDIAN not in line.cells or not is_gestation(line.unit):
        return (SheetCell(None, Style.NUMBER),) * 3
    median, q1, q3, least, most = (amount(days, line.unit) for days in _summary(line))
    return tuple(SheetCell(words, Style.NUMBER) for words in (median, f"{q1} – {q3}", f"{least} – {most}"))


def _gaps(gaps: Gaps) -> Sheet:
    stages = stage_words()
    header = (
        *(_("Need"), *stages.values(), _("Suspected")),
        *(_("Gap rate"), _("Gaps"), _("Out of"), _("From"), _("To")),
    )
    rows = [
        (
            SheetCell(row.label, Style.LABEL),
            *(count(getattr(row, stage)) for stage in stages),
            count(row.suspected),
            *_rate(row.rate),
        )
        for row in gaps.rows
    ]
    rows.append(
        (SheetCell(gaps.overall.label, Style.LABEL), *[SheetCell()] * (len(stages) + 1), *_rate(gaps.overall))
    )
    return Sheet(
        _("Gaps"),
        _("Need by service: current needs"),
        lines=(
            SheetCell(
                _(
                    "A gap is a need for which no offer was found, over the cases with the need whose "
                    "records were seen. An unanswered row is never a gap."
                ),
                Style.NOTE,
            ),
        ),
        tables=(SheetTable(header, tuple(rows)),),
        frozen=1,
        pages=1,
        widest=30,
    )


def _coordinated(gaps: Gaps) -> Sheet:
    return Sheet(
        _("Reasons and coordination"),
        _("Reasons on file, and how services fitted together"),
        tables=(_coordination(gaps), _reasons(gaps)),
        pages=1,
    )


def _rate(rate: Figure) -> tuple[SheetCell, ...]:
    n, of, value, *limits = _share_cells(next(lines_of(rate)))
    return (value, n, of, *limits)


def _reasons(gaps: Gaps) -> SheetTable:
    rows = [
        (SheetCell(row.label, Style.LABEL), text(kind), text(reason), count(cases))
        for row in gaps.rows
        for kind, reasons in (
            (_("Declined"), row.decline_reasons),
            (_("Considered, not offered"), row.not_offered_reasons),
        )
        for reason, cases in reasons.items()
    ]
    return SheetTable(
        (_("Need"), _("What happened"), _("Reason"), _("Cases")), tuple(rows), title=_("Reasons on file")
    )


def _coordination(gaps: Gaps) -> SheetTable:
    rows: list[tuple[SheetCell, ...]] = [
        (
            SheetCell(_("Service without a recorded need"), Style.LABEL),
            text(""),
            count(gaps.service_without_need),
        ),
        (
            SheetCell(_("Same type of service twice at once for one adult"), Style.LABEL),
            text(""),
            count(gaps.overlap),
        ),
    ]
    for line in (line for figure in gaps.coordination for line in lines_of(figure)):
        if line.place is LinePlace.ALONE and N not in line.cells:
            words = _("median of {n}").format(n=line.size(SUMMED))
            rows.append((SheetCell(line.label, Style.LABEL), text(words), number(line.cell(MEDIAN).value)))
        elif line.place is not LinePlace.HEAD:
            label = SheetCell(line.above or line.label, Style.LABEL)
            rows.append((label, text(words_of(line)), *islice(_share_cells(line), 3)))
    width = 5
    return SheetTable(
        (_("Coordination"), _("Answer"), _("Count"), _("Out of"), _("Share")),
        tuple((*row, *[SheetCell()] * (width - len(row))) for row in rows),
        title=_("Services and coordination"),
    )


def _behind(gaps: Gaps, references: Mapping[str, str]) -> Sheet:
    """One row for each need of each case, a tick wherever the case is counted; then the other findings."""
    stages = {name: words for name, words in stage_words().items() if name != "cases_with_need"}
    rows: list[tuple[SheetCell, ...]] = [
        (SheetCell(row.label, Style.LABEL), text(references.get(case, case)), *_ticks(row, case, stages))
        for row in gaps.rows
        for case in sorted(row.cases_with_need, key=lambda case: references.get(case, case))
    ]
    rows += [
        (SheetCell(words, Style.LABEL), text(case), *[SheetCell()] * len(stages))
        for words, cases in (
            (_("Service without a recorded need"), gaps.service_without_need),
            (_("Same type of service twice at once for one adult"), gaps.overlap),
        )
        for case in _references(cases, references)
    ]
    table = SheetTable((_("Need or finding"), _("Case"), *stages.values()), tuple(rows))
    title = _("Cases behind the gaps")
    return Sheet(title, title, tables=(table,), frozen=2, filtered=True, pages=0)


def _ticks(row: GapRow, case: str, stages: Mapping[str, str]) -> Iterator[SheetCell]:
    for stage in stages:
        yield text(_("yes")) if case in getattr(row, stage) else SheetCell()


def _charts(profile: Profile, gaps: Gaps) -> Sheet:
    return Sheet(
        _("Charts"),
        _("Charts"),
        lines=(SheetCell(_("Each chart shows the table beside it."), Style.NOTE),),
        widest=28,
        tables=(gap_chart_table(gaps), *chart_tables(profile.figures)),
    )


def _each_once(figures: Sequence[Figure]) -> list[Figure]:
    """The coordination measures stand in the profile and with the gaps."""
    return list({figure.id: figure for figure in figures}.values())


def _definitions(figures: Sequence[Figure]) -> Sheet:
    header = (
        *(_("Id"), _("Measure"), _("Definition"), _("Counted over"), _("Only where"), _("To bear in mind")),
        _("Published figure"),
    )
    rows = tuple(
        (
            text(figure.id),
            SheetCell(figure.label, Style.LABEL),
            text(figure.definition),
            text(denominator_words(figure.denominator, by_row=figure.by_row)),
            text(figure.population or _("all cases")),
            text(figure.caution),
            text(published(figure)),
        )
        for figure in figures
    )
    title = _("Definitions")
    return Sheet(
        title, title, tables=(SheetTable(header, rows),), frozen=2, filtered=True, pages=0, widest=36
    )


def _references(cases: Cases, references: Mapping[str, str]) -> list[str]:
    return sorted(references.get(case, case) for case in cases)
