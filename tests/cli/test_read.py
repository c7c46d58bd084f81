"""Commands that read the cohort, on a small one worked out by hand and on the sample audit."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.examples import is_long
from tests.once import Once
from tests.samples import made_up

ANSWERS = """case,auditor,question,state,value,note,evidence,status
C1,Officer A,age,answered,20,,,finished
C1,Officer A,father_known,answered,yes,,,finished
C2,Officer A,age,answered,30,,,finished
C2,Officer A,father_known,answered,no,,,finished
C3,Officer A,age,not_recorded,,,,finished
C3,Officer A,father_known,not_recorded,,,,finished
C4,Officer A,age,answered,40,,,in_progress
C4,Officer A,father_known,answered,yes,,,in_progress
"""


@pytest.fixture
def cohort(run: Run, audit: str) -> str:
    Path("list.csv").write_text("case,area\nC1,North\nC2,South\nC3,North\nC4,North\n", encoding="utf-8")
    Path("answers.csv").write_text(ANSWERS, encoding="utf-8")
    run("cases", "import", audit, "list.csv", "--keep-references")
    run("answers", "import", audit, "answers.csv")
    return audit


def test_the_profile_counts_finished_cases(run: Run, cohort: str) -> None:
    profile = run("profile", cohort, "--json").json
    assert (profile["n_cases"], profile["n_unfinished"]) == (3, 1)
    father, age = profile["figures"]
    assert (father["numerator"], father["n_known"], father["n_not_recorded"]) == (1, 2, 1)
    assert father["proportion"] == 0.5
    assert (age["median"], age["min"], age["max"]) == (25, 20, 30)
    text = run("profile", cohort).out
    for words in ("3 cases", "Father known", "1 = 50.0%", "1 not in the file", "median 25"):
        assert words in text


def test_gaps_say_which_cases_they_are_about(run: Run, cohort: str) -> None:
    about = ("n_cases", "n_unfinished", "filters", "statement", "made_up")
    gaps, profile = (run(command, cohort, "--json").json for command in ("gaps", "profile"))
    assert {name: gaps[name] for name in about} == {name: profile[name] for name in about}
    assert (gaps["n_cases"], gaps["filters"], gaps["made_up"]) == (3, ["Finished audits"], False)


def test_a_round_that_there_is_not_is_said_beside_the_empty_cohort(run: Run, sample: str) -> None:
    profile = run("profile", sample, "--round", "basline", "--json")
    assert profile.json["n_cases"] == 0
    assert "Its rounds: baseline, follow_up_1." in profile.err
    assert "Its rounds" not in run("profile", sample, "--round", "baseline").err


def test_what_counts_services_calls_them_no_files(run: Run, sample: str) -> None:
    text = run("measures", sample, "--only", "M8.1_response", "--only", "M8.0_services_recorded").out
    services, files = (
        [line for line in text.splitlines() if word in line] for word in (" seen", " files seen")
    )
    assert any("Accepted" in line for line in services)
    assert files
    assert not any("Accepted" in line for line in files)


def test_a_median_that_the_area_typed_has_no_quartiles(run: Run, sample: str) -> None:
    text = run("measures", sample, "--only", "M4.9_allocation").out
    (typed,) = [line for line in text.splitlines() if "Other children of the area" in line]
    assert "median 5 days" in typed


def test_what_a_wait_leaves_out_is_said(run: Run) -> None:
    waits = {
        "C1": ("2024-03-01", "2024-03-05"),
        "C2": ("2024-03", "2024-03-05"),
        "C3": ("2024-03-05", "2024-03-01"),
    }
    rows = ["case,question,value,status"]
    for case, (referral, allocation) in waits.items():
        rows += [f"{case},referral_date,{referral},finished", f"{case},allocation_date,{allocation},finished"]
    Path("waits.csv").write_text("\n".join(rows), encoding="utf-8")
    run("new", "w.audit", "--form", "prebirth_case_audit")
    run("answers", "import", "w.audit", "waits.csv")
    text = run("measures", "w.audit", "--only", "M4.2").out
    for words in ("median 4", "0 of 1 waited longer than 7 days", "1 inexact date", "1 runs backwards"):
        assert words in text


@pytest.mark.parametrize(
    ("options", "n_cases"),
    [
        (("--where", "area=North"), 2),
        (("--where", "area=North", "--where", "father_known=yes"), 1),
        (("--where", "father_known=No"), 1),
        (("--where", "area=Nowhere"), 0),
        (("--round", "1"), 3),
        (("--round", "2"), 0),
    ],
)
def test_the_profile_is_filtered(run: Run, cohort: str, options: tuple[str, ...], n_cases: int) -> None:
    assert run("profile", cohort, *options, "--json").json["n_cases"] == n_cases


@pytest.mark.parametrize(
    ("condition", "said"),
    [("nothing=1", ["nothing"]), ("father_known=perhaps", ["perhaps", "yes, no"])],
)
def test_a_filter_that_nothing_has_is_told(run: Run, cohort: str, condition: str, said: list[str]) -> None:
    ran = run("profile", cohort, "--where", condition, code=1)
    for words in said:
        assert words in ran.err


@pytest.mark.parametrize(
    ("only", "first", "number"),
    [
        ((), "M1.1_father_known", "M"),
        (("--only", "M2.1"), "M2.1_age", "M2.1"),
        (("--only", "M2"), "M2.1_age", "M2"),
        (("--only", "M1.1_father_known"), "M1.1_father_known", "M1.1_father_known"),
    ],
)
def test_measures_are_chosen_by_id(
    run: Run, cohort: str, only: tuple[str, ...], first: str, number: str
) -> None:
    ids = [figure["id"] for figure in run("measures", cohort, *only, "--json").json["figures"]]
    assert ids[0] == first
    assert all(id_.startswith(number) for id_ in ids) or not only
    assert first in run("measures", cohort, *only).out


def test_measures_are_those_that_the_form_declares_and_derives(run: Run, cohort: str) -> None:
    figures = {figure["id"]: figure for figure in run("measures", cohort, "--json").json["figures"]}
    assert figures["M1.1_father_known"]["proportion"] is not None
    assert "M7.2_ladder" not in figures


def test_the_gap_rates_are_measures_too(run: Run, sample: str) -> None:
    rates = run("measures", sample, "--only", "M8.2", "--json").json["figures"]
    needs = run("gaps", sample, "--json").json["needs"]
    assert len(rates) == len(needs) + 1
    assert [rate["numerator"] for rate in rates[:-1]] == [need["no_offer_found"] for need in needs]


def test_a_form_without_needs_or_measures_says_so(run: Run) -> None:
    Path("bare").mkdir()
    for sheet, text in (
        ("survey", "type,name,label\ninteger,age,Age\n"),
        ("choices", "list_name,name,label\n"),
        ("settings", "form_title,form_id,version\nBare,bare,1\n"),
    ):
        Path("bare", f"{sheet}.csv").write_text(text, encoding="utf-8")
    run("new", "bare.audit", "--form", "bare")
    assert "lists no needs" in run("gaps", "bare.audit").out
    assert "no measures of its own" in run("profile", "bare.audit").out


def test_an_unknown_measure_is_told(run: Run, cohort: str) -> None:
    assert "M99" in run("measures", cohort, "--only", "M99", code=1).err


def test_an_empty_audit_has_a_profile_and_gaps(run: Run, audit: str) -> None:
    assert run("profile", audit, "--json").json["n_cases"] == 0
    assert run("gaps", audit, "--json").json["needs"] == []
    assert "0 cases" in run("profile", audit).out
    assert run("gaps", audit).out


@pytest.mark.parametrize("edition", ["restricted", "shared"])
def test_too_few_cases_for_the_editions_of_others_are_told(run: Run, cohort: str, edition: str) -> None:
    ran = run("export", cohort, "out.xlsx", "--edition", edition, code=1)
    assert "too few to release anything" in ran.err
    assert not Path("out.xlsx").exists()


def test_an_output_says_how_much_is_hidden_and_by_which_rule(run: Run, once: Once) -> None:
    shutil.copy(made_up(once, 24)[0], "s.audit")
    one = ("--page", "parents")
    ran = run("export", "s.audit", "out.xlsx", "--edition", "shared", "--profile", "strict", *one)
    assert "numbers are hidden or gathered" in ran.out
    assert "The plain rule" in ran.out
    assert "under 10" in ran.out
    assert Path("out.xlsx").stat().st_size > 5_000
    assert "workbook" in run("export", "s.audit", "o.pdf", "--edition", "internal", code=1).err
    assert not Path("o.pdf").exists()


@pytest.fixture
def sample(run: Run, once: Once) -> str:
    """What `demo --cases 12 --seed 3` makes."""
    shutil.copy(made_up(once, 12, seed=3)[0], "s.audit")
    return "s.audit"


def test_the_sample_answers_every_command(run: Run, sample: str) -> None:
    assert len(run("cases", "list", sample, "--json").json) == 12
    assert run("profile", sample, "--json").json["figures"]
    assert "Father" in run("profile", sample).out
    needs = run("gaps", sample, "--json").json["needs"]
    assert needs
    assert all(len(need["cases"]["no_offer_found"]) == need["no_offer_found"] for need in needs)
    assert needs[0]["label"] in run("gaps", sample).out
    run("check", sample)
    run("export", sample, "out.xlsx", "--edition", "internal")
    assert Path("out.xlsx").stat().st_size > 10_000
    (line,) = run("releases", sample, "--json").json
    assert (line["edition"], line["format"], [*line["sha256"]]) == ("internal", "xlsx", ["out.xlsx"])
    run("log", sample)


def test_answers_taken_to_a_new_audit_give_the_same_profile_and_gaps(run: Run, once: Once) -> None:
    sample = "whole.audit"
    shutil.copy(made_up(once, 60 if is_long() else 24)[0], sample)
    run("answers", "export", sample, "out.csv")
    modules = run("form", "show", "prebirth_case_audit", "--json").json["modules"]
    switched_on = [word for module in modules for word in ("--module", module["id"])]
    run("new", "b.audit", "--form", "prebirth_case_audit", *switched_on)
    run("answers", "import", "b.audit", "out.csv")
    for name in (sample, "b.audit"):  # waits that go on end with the records, not with the day of an import
        run("cuts", name, "--set", "records_to=2025-06-30")
    for command in ("profile", "gaps"):
        ours, theirs = (run(command, name, "--json").json for name in (sample, "b.audit"))
        assert (ours["made_up"], theirs["made_up"]) == (True, False)
        words = {name: ours[name] for name in ("statement", "filters")}  # which rounds the sample has
        assert ours == {**theirs, **words, "made_up": True}


def test_the_same_seed_gives_the_same_answers(run: Run, sample: str) -> None:
    run("demo", "t.audit", "--cases", "12", "--seed", "3")
    for name in ("s", "t"):
        run("answers", "export", f"{name}.audit", f"{name}.csv")
    assert Path("s.csv").read_bytes() == Path("t.csv").read_bytes()


def test_a_profile_is_printed_in_another_language_with_the_same_figures(run: Run, audit: str) -> None:
    english, welsh = run("profile", audit).out, run("profile", audit, "--language", "cy").out
    assert re.findall(r"\d[\d.%]*", welsh) == re.findall(r"\d[\d.%]*", english)
    english, welsh = (run("profile", audit, "--json", "--language", each).json for each in ("en", "cy"))
    assert english.pop("filters") != welsh.pop("filters")  # words
    assert welsh == english


def test_a_language_that_nobody_translated_is_refused(run: Run, audit: str) -> None:
    refused = run("profile", audit, "--language", "xx", code=2).err
    assert "There is no language xx here. Known: en, cy." in refused
