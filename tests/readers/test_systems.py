"""Extracts of the field's systems, made up: the Standard Safeguarding Dataset, two years of the census, and
the Welsh one."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.readers import limits
from audit_app.readers.layouts import read_case_list
from audit_app.readers.lists import CaseList, Layout
from tests.readers.files import csv_file, xlsx_file

SPECIMENS = Path(__file__).parent / "specimens"
SSD = SPECIMENS / "ssd"


def child(listed: CaseList, number: str) -> dict[str, str]:
    """What is said of a child, without what isn't."""
    (row,) = (row for row in listed.rows if number in row.values.values())
    return {name: value for name, value in row.values.items() if value}


def zipped(folder: Path, files: Path = SSD, name: str = "extract.zip") -> Path:
    with zipfile.ZipFile(folder / name, "w") as archive:
        for file in files.iterdir():
            archive.write(file, f"out/{file.name}")
    return folder / name


def some_tables(folder: Path, *names: str) -> Path:
    made = folder / "extract"
    made.mkdir()
    for name in names:
        shutil.copy(SSD / f"{name}.csv", made)
    return made


@pytest.fixture(scope="module")
def ssd() -> CaseList:
    return read_case_list(SSD)


def test_a_child_is_joined_from_the_tables_of_the_extract(ssd: CaseList) -> None:
    assert ssd.layout is Layout.SSD
    assert child(ssd, "101") == {
        "pers_person_id": "101",
        "Mother": "201",
        "Team": "Unborn Baby Team",
        "pers_sex": "F",
        "pers_ethnicity": "WBRI",
        "pers_dob": "2025-06-10",
        "cine_referral_date": "2025-03-02",
        "cine_referral_source_code": "3A",
        "cine_cin_primary_need_code": "N1",
        "cine_referral_nfa": "N",
        "cina_assessment_start_date": "2025-03-05",
        "cina_assessment_auth_date": "2025-04-10",
        "s47e_s47_start_date": "2025-04-15",
        "cppl_cp_plan_start_date": "2025-04-28",
        "cppl_cp_plan_end_date": "2025-06-13",
        "cppl_cp_plan_initial_category": "NEG",
        "cppl_cp_plan_latest_category": "NEG",
        "prep_pre_pro_decision_date": "2025-05-01",
        "prep_pre_pro_letter_date": "2025-05-06",
        "prep_initial_pre_pro_meeting_date": "2025-05-16",
        "prep_legal_gateway_outcome": "B",
        "prep_prev_pre_proc_child": "0",
        "prep_prev_care_proc_child": "1",
        "clae_entered_care_date": "2025-06-13",
        "clae_cla_episode_start_date": "2025-06-13",
        "clae_cla_episode_start_reason": "S",
        "clae_cla_episode_ceased_date": "2025-07-19",
        "clae_cla_episode_ceased_reason": "X1",
        "lega_legal_status": "L2",
        "lega_legal_status_start_date": "2025-06-13",
        "Mother's other children looked after before": "1",
        "Mother looked after": "Y",
    }


def test_the_latest_referral_counts_with_what_belongs_to_it(ssd: CaseList) -> None:
    unborn = child(ssd, "102")
    assert (unborn["pers_expected_dob"], unborn["cine_referral_date"]) == ("2026-05-20", "2026-01-15")
    assert unborn["cina_assessment_start_date"] == "2026-01-20"
    assert "cina_assessment_auth_date" not in unborn
    assert unborn["Team"] == "Assessment North"  # its involvement names the referral, not the child
    assert unborn["Mother's other children looked after before"] == "0"
    assert child(ssd, "103")["pers_expected_dob"] == "2026-05-20"


def test_nothing_that_names_a_person_is_read(ssd: CaseList) -> None:
    said = " ".join(value for row in ssd.rows for value in row.values.values())
    for marker in ("Invented", "Nobody", "9999999999", "A820000000001", "ZZ1", "ZZ25C00001", "W1"):
        assert marker not in said


def test_what_the_extract_lacks_and_what_is_not_used_is_said(ssd: CaseList) -> None:
    said = "\n".join(ssd.notes)
    assert "Not in the extract, so left empty: ssd_initial_cp_conference." in said
    assert "Not used for a list of cases: ssd_address.csv." in said
    assert "2 people of ssd_person were never referred" in said
    assert len(ssd.rows) == 8
    (problem,) = map(str, ssd.problems)
    assert problem.startswith("ssd, sheet ssd_s47_enquiry.csv: Rows of ssd_s47_enquiry whose person")
    assert "1 of 2" in problem


def test_an_archive_and_a_workbook_say_the_same_as_the_folder(ssd: CaseList, tmp_path: Path) -> None:
    sheets = {
        f"dbo.{file.stem}"[:31]: [line.split(",") for line in file.read_text().splitlines()]
        for file in SSD.glob("*.csv")
        if file.stem != "ssd_address"
    }
    for path in (zipped(tmp_path), xlsx_file(tmp_path, sheets)):
        listed = read_case_list(path)
        assert listed.layout is Layout.SSD
        assert [row.values for row in listed.rows] == [row.values for row in ssd.rows]


def test_tables_that_are_missing_are_told(tmp_path: Path) -> None:
    listed = read_case_list(some_tables(tmp_path, "ssd_person"))
    assert len(listed.rows) == 10
    assert "Without referrals everybody in ssd_person is listed, mothers too." in listed.notes
    (tmp_path / "extract" / "ssd_person.csv").unlink()
    shutil.copy(SSD / "ssd_mother.csv", tmp_path / "extract")
    shutil.copy(SSD / "ssd_cp_plans.csv", tmp_path / "extract")
    with pytest.raises(AuditError, match="but not ssd_person, which holds the children"):
        read_case_list(tmp_path / "extract")


def test_a_table_of_placeholders_gives_nothing(tmp_path: Path) -> None:
    folder = some_tables(tmp_path, "ssd_person", "ssd_pre_proceedings")
    table = folder / "ssd_pre_proceedings.csv"
    heads = table.read_text().splitlines()[0]
    table.write_text(heads + "\n" + ",".join(["PLACEHOLDER_DATA"] * len(heads.split(","))) + "\n")
    listed = read_case_list(folder)
    assert "ssd_pre_proceedings has placeholders or nothing in its rows" in "\n".join(listed.notes)
    assert not [name for name in listed.columns if name.startswith("prep_")]
    assert listed.problems == ()


def test_tables_whose_numbers_differ_are_told(tmp_path: Path) -> None:
    folder = some_tables(tmp_path, "ssd_person", "ssd_cla_episodes")
    table = folder / "ssd_cla_episodes.csv"
    table.write_text(
        table.read_text().replace("104", "L104").replace("201,", "L201,").replace(",101", ",L101")
    )
    (problem,) = map(str, read_case_list(folder).problems)
    assert "left out: 4 of 4. Where that is most of them, the tables don't belong together" in problem


def test_people_of_whom_none_was_referred_are_told(tmp_path: Path) -> None:
    folder = some_tables(tmp_path, "ssd_person", "ssd_cin_episodes")
    table = folder / "ssd_cin_episodes.csv"
    table.write_text(table.read_text().replace(",10", ",L10"))
    with pytest.raises(AuditError, match="nobody in ssd_person was referred"):
        read_case_list(folder)


def test_an_export_without_headings_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    lines = (SSD / "ssd_person.csv").read_text().splitlines()[1:]
    (folder / "ssd_person.csv").write_text("\n".join(lines))
    with pytest.raises(AuditError, match=r"ssd_person\.csv has no headings"):
        read_case_list(folder)


@pytest.mark.parametrize(
    ("name", "words"), [("UNPACKED_BYTES", "too large"), ("CELLS", "more than 12 cells")]
)
def test_an_extract_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.setattr(limits, name, 12)
    with pytest.raises(AuditError, match=words):
        read_case_list(zipped(tmp_path))


def test_the_census_of_2025_26_is_read_with_what_it_lacks() -> None:
    listed = read_case_list(SPECIMENS / "cin_2026.xml")
    assert listed.covers == ("2025-04-01", "2026-03-31")
    assert child(listed, "302")["ExpectedPersonBirthDate"] == "2026-05-20"
    said = "\n".join(listed.notes)
    assert "It is the census of the year to 31 March 2026." in said
    assert "It holds no pre-proceedings: the census has them from 2026-27 on." in said
    assert "doesn't know" not in said


def test_the_census_of_2026_27_has_pre_proceedings() -> None:
    listed = read_case_list(SPECIMENS / "cin_2027.xml")
    assert child(listed, "401") == {
        "LAchildID": "401",
        "UPNunknown": "UN2",
        "PersonBirthDate": "2026-12-03",
        "Sex": "F",
        "CINreferralDate": "2026-07-01",
        "ReferralSource": "3A",
        "CPPstartDate": "2026-08-20",
        "PPStartDate": "2026-09-09",
        "LBPSentDate": "2026-09-20",
        "FGDMMeetingOffer": "1",
        "FGDMMeetingFac": "0",
        "InitialPPMeetingDate": "2026-09-28",
        "ReviewMeetingsCount": "3",
        "StepDecisionDate": "2026-12-01",
        "PPOutcome": "A",
        "CourtAppDate": "2026-12-04",
        "LetterInitCPDate": "2026-12-02",
    }
    assert "This program doesn't know SomethingNew: that is left out." in listed.notes
    assert not any("holds no pre-proceedings" in note for note in listed.notes)


def test_another_return_is_not_taken_for_the_census(tmp_path: Path) -> None:
    text = (SPECIMENS / "cin_2026.xml").read_text().replace(">CIN<", ">CLA<")
    with pytest.raises(AuditError, match="says that it is the return CLA, not the children in need census"):
        read_case_list(csv_file(tmp_path, text, "cla.xml"))


def test_a_folder_with_one_census_is_that_census(tmp_path: Path) -> None:
    shutil.copy(SPECIMENS / "cin_2026.xml", tmp_path)
    assert read_case_list(tmp_path).layout is Layout.CIN_CENSUS


def test_the_welsh_census_is_read_with_what_it_lacks() -> None:
    listed = read_case_list(SPECIMENS / "crcs.csv")
    assert listed.layout is Layout.CRCS
    assert not {"UPN", "Postcode"} & set(listed.columns)
    assert child(listed, "502")["Date of birth"] == "2026-05-20"
    assert "It says nothing of pre-proceedings, of court, or of the mother's other children." in listed.notes


def test_lists_in_a_folder_are_chosen_by_name(tmp_path: Path) -> None:
    csv_file(tmp_path, "Office,Floor\nNorth,2\n", "about.csv")
    csv_file(tmp_path, "Case id,EDD\n1,3/4/2025\n", "open.csv")
    csv_file(tmp_path, "Case id,EDD\n2,3/5/2025\n", "shut.csv")
    assert read_case_list(tmp_path).rows[0].values["Case id"] == "1"
    assert read_case_list(tmp_path, "shut").rows[0].values["Case id"] == "2"
    with pytest.raises(AuditError, match="has no CSV file other"):
        read_case_list(tmp_path, "other")


def test_a_folder_without_a_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="holds no list as a CSV file"):
        read_case_list(tmp_path)
