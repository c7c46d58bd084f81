"""Every page of every audit, however poor its data, says something in words and raises nothing."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audit_app.analysis.pages.building import build
from audit_app.errors import AuditError
from audit_app.model import AuditInfo
from audit_app.operations.area.area_context import events
from audit_app.operations.audit import Audit
from audit_app.operations.case import answers_file
from audit_app.operations.file import audits
from audit_app.operations.plan import modules
from audit_app.operations.read import pages, rounds
from audit_app.operations.read.cohort import Filters, rounds_words
from audit_app.paths import RESOURCES
from audit_app.results.figures import Figure, Share, parts_of
from audit_app.results.inputs import Sampled
from audit_app.results.pages import Page
from tests.form.filled import PAGES, specs
from tests.once import Once
from tests.operations.small_form import write_small_form
from tests.samples import copied, made_up, new_audit

PASSPHRASE = "plum harbour lantern"
MODULES = (
    *("siblings", "assessment", "midwifery", "court", "birth", "separation", "placements"),
    *("support_after", "outcomes", "recording", "judgement"),
)
PLAIN = {
    "edd_latest": "2024-06-01",
    "referral_date": "2024-02-01",
    "allocation_date": "2024-02-08",
    "assessment_start_date": "2024-02-20",
    "birth_date": "2024-06-03",
}
BACKWARDS = {
    "edd_latest": "2024-06-01",
    "referral_date": "2024-07-01",
    "allocation_date": "2024-02-08",
    "assessment_start_date": "2024-01-20",
    "assessment_end_date": "2023-12-01",
    "birth_date": "2024-01-03",
}
INEXACT = {
    "edd_latest": "2024",
    "referral_date": "2024-02",
    "allocation_date": "2024",
    "birth_date": "2024-06",
}
NO_EDD = {name: value for name, value in PLAIN.items() if name != "edd_latest"}
ALONE = {"referral_date": "2024-02-01"}

Answers = dict[str, str]


@pytest.fixture
def audit(once: Once, tmp_path: Path) -> Iterator[Audit]:
    """An audit of the shipped form without a case."""
    info = AuditInfo(name="Test", round="1", modules=MODULES)
    opened, _code = new_audit(once, tmp_path / "a.audit", info, "A")
    yield opened
    audits.close_audit(opened)


def fill(audit: Audit, folder: Path, cases: Iterable[Answers], round_: str = "") -> None:
    """Finished cases with these answers; an empty value is one that the officer did not find."""
    lines = [
        {
            "case": f"{round_}C{number}",
            "auditor": "A",
            "question": name,
            "state": "answered" if value else "not_recorded",
            "value": value,
            "status": "finished",
            **({"round": round_} if round_ else {}),
        }
        for number, answers in enumerate(cases)
        for name, value in answers.items()
    ]
    path = folder / f"answers{round_}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    answers_file.import_answers(audit, path)


def silent(audit: Audit) -> Answers:
    """Every question outside repeats, not in the file."""
    return {
        name: ""
        for name, each in audit.form.questions.items()
        if each.is_input and not each.repeat and name != "immediate_concern"
    }


def every_page(audit: Audit, filters: Filters = Filters()) -> list[Page]:
    reading = pages.read(audit, filters)
    return [pages.page(reading, id_) for id_, _title in PAGES]


def says_something(page: Page) -> None:
    """A finding that is a sentence, and in each block figures or words."""
    assert page.finding.endswith((".", "?")), page.finding
    assert "{" not in page.finding
    for block in page.blocks:
        something = (block.figures, block.cannot, block.gaps, block.answerable, block.contradictions)
        assert any(something) or block.annotations, (page.id, block.id)
        for figure in block.figures:
            sound(figure)


def sound(figure: Figure) -> None:
    """Shares lie between their limits, and counts within their base."""
    if isinstance(figure, Share) and None not in (figure.proportion, figure.low, figure.high):
        assert 0 <= figure.low <= figure.proportion + 1e-12
        assert figure.proportion - 1e-12 <= figure.high <= 1
    if isinstance(figure, Share) and figure.counted is None:
        assert len(figure.numerator) <= len(figure.base)
    for row in parts_of(figure):
        sound(row)


CASES = {
    "no case": [],
    "one case": [PLAIN],
    "a case with one answer": [ALONE],
    "dates that contradict each other": [BACKWARDS] * 3,
    "inexact dates": [INEXACT] * 3,
    "no expected date": [NO_EDD] * 6,
    "a few of everything": [PLAIN, BACKWARDS, INEXACT, NO_EDD, ALONE],
}


@pytest.mark.parametrize("cases", CASES.values(), ids=CASES)
def test_every_page_says_something(audit: Audit, tmp_path: Path, cases: list[Answers]) -> None:
    if cases:
        fill(audit, tmp_path, cases)
    for page in every_page(audit):
        says_something(page)


def test_every_page_says_something_where_nothing_is_recorded(audit: Audit, tmp_path: Path) -> None:
    fill(audit, tmp_path, [silent(audit)] * 4)
    for page in every_page(audit):
        says_something(page)
        if page.id != "fathers":  # a finished case in which nobody entered a father has none identified
            assert "0%" not in page.finding.replace("100%", "")  # not in the file is never a no


def test_without_a_case_each_page_says_so(audit: Audit) -> None:
    findings = {page.id: page.finding for page in every_page(audit)}
    assert all(
        "No case counts here yet" in findings[id_] for id_ in ("parents", "waits", "fathers", "notice")
    )


def test_a_page_whose_modules_are_off_names_them(audit: Audit, tmp_path: Path) -> None:
    fill(audit, tmp_path, [PLAIN, NO_EDD])
    modules.switch(audit, ())
    for page in every_page(audit):
        says_something(page)
    court = pages.page(pages.read(audit), "notice")
    assert all("switched off" in words for block in court.blocks for words in block.cannot)
    assert any(block.cannot for block in court.blocks)


def test_a_form_without_pages_has_none_and_other_pages_say_what_it_lacks(tmp_path: Path) -> None:
    form = write_small_form(tmp_path / "small")
    audit, _code = audits.create_audit(
        tmp_path / "s.audit", PASSPHRASE, form=form, info=AuditInfo(), person="A"
    )
    fill(audit, tmp_path, [{"mother_age": "25"}, {"mother_age": ""}])
    reading = pages.read(audit)
    assert pages.listed(audit) == reading.pages == ()
    for spec in specs().values():
        says_something(build(spec, reading))
    audits.close_audit(audit)


def test_pages_are_declared_once_and_in_order() -> None:
    assert [(spec.id, spec.title) for spec in specs().values()] == list(PAGES)


def test_a_reading_makes_each_figure_once(audit: Audit, tmp_path: Path) -> None:
    fill(audit, tmp_path, [PLAIN, NO_EDD])
    reading = pages.read(audit)
    assert reading.figure("M4.8_referral") is reading.figure("M4.8_referral")
    assert {figure.id for figure in pages.measures(reading)} == set(reading.ids)


def test_two_rounds_stand_beside_each_other(audit: Audit, tmp_path: Path) -> None:
    fill(audit, tmp_path, [PLAIN | {"late_disclosure": ""}] * 6, "1")
    fill(audit, tmp_path, [PLAIN | {"referral_date": "2024-01-11"}] * 7, "2")
    page = rounds.compare(audit, "1", "2")
    figures = {figure.id: figure for block in page.blocks for figure in block.figures}
    referral = figures["M4.8_referral.rounds"]
    assert [row.label for row in referral.rows] == ["2", "1"]
    assert referral.difference is not None
    assert referral.difference.value == -21
    assert len(page.cohort.cases) == 13
    assert "“1” (6 cases) and “2” (7 cases)" in page.finding


def test_what_changed_beyond_its_uncertainty_stands_first_and_says_how_much_chance_makes(
    audit: Audit, tmp_path: Path
) -> None:
    fill(audit, tmp_path, [PLAIN | {"referral_date": "2024-03-01"}] * 9, "1")
    fill(audit, tmp_path, [PLAIN | {"referral_date": "2023-12-01"}] * 9, "2")
    second = Filters(round="2")
    page = rounds.beside_the_one_before(audit, pages.read(audit, second), second)
    assert page
    first = page.blocks[0]
    assert first.title == "What changed beyond its uncertainty"
    early = next(each for each in first.figures if each.id.startswith("M4.8_referral_before_20"))
    assert early.difference
    assert (early.difference.low or 0) > 0  # none of 9 before, all of 9 after
    elsewhere = {figure.id for block in page.blocks[1:] for figure in block.figures}
    assert not elsewhere & {each.id for each in first.figures}
    assert f"for {len(first.figures)} of " in page.finding
    assert "chance alone would make about" in page.finding


def test_rounds_that_are_read_together_are_named(audit: Audit, tmp_path: Path) -> None:
    fill(audit, tmp_path, [PLAIN] * 2, "1")
    fill(audit, tmp_path, [PLAIN] * 2, "2")
    together, one = (pages.read(audit, filters).heading for filters in (Filters(), Filters(round="2")))
    assert "Rounds read together: 1, 2" in together.filters
    assert rounds_words(together.rounds) == "1 and 2, read together"
    assert (rounds_words(one.rounds), one.filters) == ("2", ("Finished audits", "Round: 2"))
    assert (
        rounds.beside_the_one_before(audit, pages.read(audit, Filters(round="1")), Filters(round="1")) is None
    )


def test_too_few_cases_are_not_compared(audit: Audit, tmp_path: Path) -> None:
    fill(audit, tmp_path, [PLAIN] * 6, "1")
    fill(audit, tmp_path, [PLAIN] * 2, "2")
    page = rounds.compare(audit, "1", "2")
    compared = [figure for block in page.blocks for figure in block.figures if figure.kind == "comparison"]
    assert compared
    assert all(figure.difference is None for figure in compared)
    assert all("Not enough to compare" in figure.caution for figure in compared)


@pytest.mark.parametrize(("names", "said"), [(("1", "9"), "no round “9”"), (("1", "1"), "with itself")])
def test_rounds_that_can_not_be_compared_are_refused(
    audit: Audit, tmp_path: Path, names: tuple[str, str], said: str
) -> None:
    fill(audit, tmp_path, [PLAIN], "1")
    with pytest.raises(AuditError, match=said):
        rounds.compare(audit, *names)


@pytest.fixture(name="sample", scope="module")
def _sample(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    audit = copied(made_up(once), tmp_path_factory.mktemp("sample") / "s.audit")
    yield audit
    audits.close_audit(audit)


@pytest.mark.parametrize(("id_", "title"), PAGES)
def test_every_page_of_the_sample_has_a_finding_and_pictures(sample: Audit, id_: str, title: str) -> None:
    page = pages.page(pages.read(sample), id_)
    says_something(page)
    assert page.title == title
    assert any(character.isdigit() for character in page.finding), page.finding
    assert sum(bool(block.figures) for block in page.blocks) >= 1 or id_ == "early_late"


def test_no_finding_speaks_of_causes_or_rank(sample: Audit) -> None:
    words = (" because of ", " caused ", " led to ", " due to ", "significan", " worse ", " best ", " rank")
    for page in every_page(sample):
        said = f" {page.finding} ".casefold()
        assert not any(word in said for word in words), page.finding


def test_a_sample_chosen_by_hand_has_no_intervals_and_says_so(sample: Audit) -> None:
    read = pages.read(sample)
    by_hand = replace(read, cohort=replace(read.cohort, sampled=Sampled(chance=False)))
    for id_, _title in PAGES:
        page = pages.page(by_hand, id_)
        assert any("chosen by hand" in caution for caution in page.cautions)
        if id_ != "area":  # whose first figures are no sample's
            assert not re.search(r"between \W*\d", page.finding), page.finding
            figures = [figure for block in page.blocks for figure in block.figures]
            assert all(getattr(figure, "low", None) is None for figure in figures)


def test_events_of_the_area_stand_beside_the_counts_over_time(sample: Audit) -> None:
    page = pages.page(pages.read(sample), "area")
    (referrals,) = (block for block in page.blocks if block.id == "referrals")
    assert [event.text for event in referrals.annotations] == [event.text for event in events(sample)]
    assert sum(len(row.numerator) for row in referrals.figures[0].rows) == len(referrals.figures[0].base)


def test_a_newer_pack_of_published_figures_beside_the_audit_is_the_one_read(audit: Audit) -> None:
    shipped = (RESOURCES / "national_figures.csv").read_text(encoding="utf-8")
    newer = re.sub(r"\d{4}-\d\d-\d\d", "2099-01-02", shipped).replace("proceedings,47,", "proceedings,44,", 1)
    (audit.path.parent / "national_figures.csv").write_text(newer, encoding="utf-8")
    assert pages.read(audit).nationals["SIB01b"].value == "44"


def test_an_audit_worked_on_as_a_copy_has_the_pack_that_lies_beside_its_original(
    audit: Audit, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    shutil.copy(RESOURCES / "national_figures.csv", share)
    note = {"original": str(share / audit.path.name), "taken": {}}
    (tmp_path / "origin.json").write_text(json.dumps(note), encoding="utf-8")
    (share / "national_figures.csv").write_text(
        "id,checked_on,label,value,unit,quantity,group,population,country,quoted_in,period,source\n"
        "N1,2099-01-02,x,1,%,q,g,p,Wales,Wales,2020,s\n",
        encoding="utf-8",
    )
    assert list(pages.read(audit).nationals) == ["N1"]
