"""The hand-worked cohort through a real audit file: profile, gaps and workbook say what was counted.

It is an audit of version 1 of the shipped form, as there are some: `tests/acceptance` counts version 2.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from statsmodels.stats.proportion import proportion_confint

from audit_app.lines.wording import stage_words, state_words
from audit_app.model import AuditInfo
from audit_app.operations.case import answers_file
from audit_app.operations.file import audits
from audit_app.operations.plan.case_lists import import_list, preview
from audit_app.operations.read.cohort import Filters, read_gaps, read_profile
from audit_app.operations.share.exporting import export
from audit_app.results.figures import Cases, Figure, parts_of
from audit_app.results.pages import Gaps, Profile
from tests.analysis.hand_cohort import CASES, as_csv
from tests.analysis.test_gaps import EXPECTED as GAPS
from tests.once import Once
from tests.operations.hand_numbers import LINES, NUMBERS, SHARES, STATES, Line, lines

FIELDS = {
    "known": "known",
    "?": "not_recorded",
    "~": "unclear",
    "x": "source_not_seen",
    ".": "not_looked_at",
    "*": "population_unknown",
    "n/a": "not_applicable",
    "-": "not_asked",
}
RATES = {
    "mother_mental_health": ("B", "ABDF"),
    "mother_housing": ("G", "CEG"),
    "father_mental_health": ("B", "AB"),
}
REASONS = {
    ("mother_mental_health", "decline_reasons"): {"Too far or hard to reach": "A"},
    ("mother_mental_health", "not_offered_reasons"): {"Waiting list too long": "F"},
    ("father_mental_health", "decline_reasons"): {"Too far or hard to reach": "A"},
}
Row = dict[str, Any]


class Read(NamedTuple):
    """What the audit says: the results, and the sheets of its workbook as rows without what is empty."""

    profile: Profile
    gaps: Gaps
    sheets: dict[str, list[tuple[Any, ...]]]

    def letters(self, cases: Cases) -> str:
        return "".join(sorted(self.profile.cohort.cases[case] for case in cases))

    def figure(self, id_: str) -> Figure:
        return next(figure for figure in self.profile.figures if figure.id == id_)

    def table(self, sheet: str, first: str) -> list[Row]:
        """The rows under the header that begins with `first`."""
        rows = self.sheets[sheet]
        top = next(place for place, row in enumerate(rows) if row[0] == first)
        body = rows[top + 1 :]
        end = next((place for place, row in enumerate(body) if not any(row)), len(body))
        return [dict(zip(rows[top], row, strict=True)) for row in body[:end]]

    def written(self, sheet: str, id_: str, answer: str = "") -> Row:
        """The row of a measure (and answer) in a sheet of the workbook."""
        figure = self.figure(id_)
        (found,) = (
            row
            for row in self.table(sheet, "Section")
            if (row["Section"], row["Measure"], row.get("Answer") or "")
            == (figure.section, figure.label, answer)
        )
        return found


@pytest.fixture(name="read", scope="module")
def _read(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp("hand")
    answers, listed, book = folder / "answers.csv", folder / "cases.csv", folder / "book.xlsx"
    answers.write_text(as_csv(), encoding="utf-8")
    twins = "".join(f"{case},{'P7' if case in 'GH' else ''}\n" for case in CASES)
    listed.write_text(f"case,pregnancy\n{twins}", encoding="utf-8")
    audit, _code = audits.create_audit(
        folder / "hand.audit",
        "nine calm herons",
        form="prebirth_case_audit_v1",
        info=AuditInfo(),
        person="AB",
    )
    import_list(audit, preview(audit, listed, keep_references=True))
    answers_file.import_answers(audit, answers)
    everyone = Filters(status="all")
    export(audit, book, edition="internal", filters=everyone)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(book)}
    read = Read(read_profile(audit, everyone), read_gaps(audit, everyone), sheets)
    audits.close_audit(audit)
    return read


def by_measure(table: str) -> Any:
    return pytest.mark.parametrize("line", lines(table), ids=lambda line: line.measure)


@by_measure(STATES)
def test_states(read: Read, line: Line) -> None:
    figure = read.figure(line.measure)
    told = {sign: read.letters(getattr(figure.states, field)) for sign, field in FIELDS.items()}
    assert told | {"inexact": read.letters(figure.inexact), "back": read.letters(figure.errors)} == line.cells


@by_measure(STATES)
def test_states_in_the_workbook(read: Read, line: Line) -> None:
    figure = read.figure(line.measure)
    timed = figure.kind in ("number", "duration")
    answer = next((row.label for row in parts_of(figure)), "")
    row = read.written("Everything", line.measure, answer)
    expected = {state_words()[field]: len(line.cells[sign]) for sign, field in FIELDS.items()}
    expected["Inexact date"] = len(line.cells["inexact"])
    if timed:
        expected["Dates run backwards"] = len(line.cells["back"])
        assert (row["Cases with dates that run backwards"] or "") == line.cells["back"]
    assert {name: row[name] for name in expected} == expected


def test_what_is_not_listed_counts_nobody(read: Read) -> None:
    listed = {line.measure for line in lines(STATES)}
    others = [figure for figure in read.profile.figures if figure.id not in listed]
    assert {figure.id: figure.base for figure in others} == {figure.id: () for figure in others}


def test_every_measure_with_somebody_to_count_is_worked_out(read: Read) -> None:
    worked = {line.measure for table in (SHARES, LINES, NUMBERS) for line in lines(table)}
    assert worked == {line.measure for line in lines(STATES)}


@by_measure(SHARES)
def test_shares(read: Read, line: Line) -> None:
    yes, out_of = line.cells["yes"], line.cells["out_of"]
    figure, row = read.figure(line.measure), read.written("Everything", line.measure)
    low, high = proportion_confint(len(yes), len(out_of), method="wilson")
    if figure.kind == "wait":  # its share is read from a curve, and so are its limits
        low, high = figure.low, figure.high
    assert (read.letters(figure.numerator), read.letters(figure.base)) == (yes, out_of)
    assert (figure.proportion, figure.low, figure.high) == pytest.approx((len(yes) / len(out_of), low, high))
    assert (row["Count"], row["Out of"]) == (len(yes), len(out_of))
    assert (row["Share"], row["From"], row["To"]) == pytest.approx((len(yes) / len(out_of), low, high))


@by_measure(LINES)
def test_lines(read: Read, line: Line) -> None:
    figure, out_of = read.figure(line.measure), line.cells["out_of"]
    answers = dict(answer.rsplit("=", 1) for answer in line.rest)
    found = {row.id.removeprefix(f"{figure.id}."): read.letters(row.numerator) for row in figure.rows}
    assert {name: cases for name, cases in found.items() if cases} == answers
    assert {read.letters(row.base) for row in figure.rows} == {out_of}
    for row in figure.rows:
        written = read.written("Everything", line.measure, row.label)
        n = len(answers.get(row.id.removeprefix(f"{figure.id}."), ""))
        assert (written["Count"], written["Out of"]) == (n, len(out_of))
        assert written["Share"] == pytest.approx(n / len(out_of))


@by_measure(NUMBERS)
def test_numbers(read: Read, line: Line) -> None:
    figure, row = read.figure(line.measure), read.written("Everything", line.measure)
    values = [float(value) for value in line.rest]
    q1, median, q3 = (float(line.cells[name]) for name in ("q1", "median", "q3"))
    assert read.letters(figure.base) == line.cells["out_of"]
    assert [*figure.values] == values
    assert (figure.q1, figure.median, figure.q3, figure.min, figure.max) == (
        q1,
        median,
        q3,
        values[0],
        values[-1],
    )
    headings = ("Counted", "Lower quartile", "Median", "Upper quartile", "Lowest", "Highest")
    assert [row[name] for name in headings] == [len(values), q1, median, q3, values[0], values[-1]]
    assert (row["Median in weeks"] or "") == line.cells["median_in_weeks"]


@pytest.mark.parametrize(
    ("need", "stage", "cases"),
    [(need, stage, cases) for need, stages in GAPS.items() for stage, cases in stages.items()],
)
def test_stages_of_a_need(read: Read, need: str, stage: str, cases: str) -> None:
    row = next(row for row in read.gaps.rows if row.id == need)
    assert read.letters(getattr(row, stage)) == cases
    heading = stage_words().get(stage, "Suspected" if stage == "suspected" else "")
    if heading:
        assert _of(read.table("Gaps", "Need"), row.label)[heading] == len(cases)
    if stage in stage_words() and stage != "cases_with_need":
        behind = read.table("Cases behind the gaps", "Need or finding")
        ticked = [each["Case"] for each in behind if each["Need or finding"] == row.label and each[heading]]
        assert "".join(ticked) == cases


@pytest.mark.parametrize("need", GAPS)
def test_the_chart_of_the_gaps_shows_the_same_counts(read: Read, need: str) -> None:
    row = next(row for row in read.gaps.rows if row.id == need)
    written = _of(read.table("Need and service", "Need"), row.label)
    drawn = {
        stage: words for stage, words in stage_words().items() if words in written and stage in GAPS[need]
    }
    assert drawn
    assert {stage: written[words] for stage, words in drawn.items()} == {
        stage: len(GAPS[need][stage]) for stage in drawn
    }


def test_nobody_stands_with_another_need(read: Read) -> None:
    assert {row.id for row in read.gaps.rows if row.cases_with_need} == set(GAPS)


@pytest.mark.parametrize("need", RATES)
def test_gap_rates(read: Read, need: str) -> None:
    gap, base = RATES[need]
    row = next(row for row in read.gaps.rows if row.id == need)
    low, high = proportion_confint(len(gap), len(base), method="wilson")
    assert (read.letters(row.rate.numerator), read.letters(row.rate.base)) == (gap, base)
    assert (row.rate.proportion, row.rate.low, row.rate.high) == pytest.approx(
        (len(gap) / len(base), low, high)
    )
    written = _of(read.table("Gaps", "Need"), row.label)
    assert (written["Gaps"], written["Out of"]) == (len(gap), len(base))
    assert (written["Gap rate"], written["From"], written["To"]) == pytest.approx(
        (len(gap) / len(base), low, high)
    )


def test_the_rate_over_all_needs(read: Read) -> None:
    overall = read.gaps.overall
    written = _of(read.table("Gaps", "Need"), overall.label)
    assert (len(overall.numerator), len(overall.base), overall.proportion) == (3, 9, pytest.approx(1 / 3))
    assert (written["Gaps"], written["Out of"], written["Gap rate"]) == (3, 9, pytest.approx(1 / 3))
    assert (written["From"], written["To"]) == (overall.low, overall.high)


def test_reasons(read: Read) -> None:
    found = {
        (row.id, kind): {label: read.letters(cases) for label, cases in getattr(row, kind).items()}
        for row in read.gaps.rows
        for kind in ("decline_reasons", "not_offered_reasons")
        if getattr(row, kind)
    }
    assert found == REASONS
    labels = {row.id: row.label for row in read.gaps.rows}
    words = {"decline_reasons": "Declined", "not_offered_reasons": "Considered, not offered"}
    written = read.table("Reasons and coordination", "Need")
    assert [(row["Need"], row["What happened"], row["Reason"], row["Cases"]) for row in written] == [
        (labels[need], words[kind], reason, len(cases))
        for (need, kind), reasons in REASONS.items()
        for reason, cases in reasons.items()
    ]


def test_services(read: Read) -> None:
    gaps, load = read.gaps, read.gaps.coordination[-1]
    assert (read.letters(gaps.service_without_need), read.letters(gaps.overlap)) == ("BE", "C")
    assert (load.values, load.median, read.letters(load.base), read.letters(load.inexact)) == (
        (1, 1, 2),
        1,
        "ACG",
        "B",
    )
    written = read.table("Reasons and coordination", "Coordination")
    counts = {row["Coordination"]: row["Count"] for row in written}
    assert counts["Service without a recorded need"] == 2
    assert counts["Same type of service twice at once for one adult"] == 1
    assert counts["Most services running at once"] == 1


def _of(rows: list[Row], need: str) -> Row:
    return next(row for row in rows if row["Need"] == need)
