"""Lists of cases as they come: what each file is, what of it is understood, and what is said of the rest."""

from __future__ import annotations

import contextlib
import csv
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError, Cancelled
from audit_app.paths import FORMS
from audit_app.readers.headings import find_headings
from audit_app.readers.known_columns import find_column, known_columns
from audit_app.readers.layouts import read_case_list
from audit_app.readers.lists import CaseList, ColumnKind, Layout
from tests.readers.files import Rows, csv_file, xls_file, xlsx_file


def values(listed: CaseList, column: str) -> list[str]:
    return [row.values[column] for row in listed.rows]


def said(listed: CaseList) -> list[str]:
    return [str(problem) for problem in listed.problems]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("case,team\n1,N", "case,team"),
        ("Open cases\n,\nCase number,Team,EDD\n1,N,3/4/24", "Case number,Team,EDD"),
        ("Number,Referral,,Dates,\n,Date,Source,EDD,Birth\n1,3/4/24,x,,", "Number,Date,Source,EDD,Birth"),
        ("Case,Team,Dates,\n,,EDD,Birth\n1,N,3/4/24,", "Case,Team,EDD,Birth"),
        (
            "Child,,Mother,\nNumber,Born,Number,Born\n1,3/4/24,2,",
            "Child: Number,Child: Born,Mother: Number,Mother: Born",
        ),
        ("case,team,team\n1,N,S", "case,team,team (2)"),
        ("case,\n1,N", "case,Column B"),
        ("Case\nC1", "Case"),
    ],
)
def test_headings_are_found_under_titles_and_over_two_rows(text: str, headings: str) -> None:
    rows = [line.split(",") for line in text.split("\n")]
    found = find_headings(list(enumerate(rows, 1)))
    assert found is not None
    assert ",".join(found.headings) == headings
    assert found.body == [(len(rows), rows[-1])]


@given(st.lists(st.lists(st.text(max_size=6), max_size=5), max_size=8))
def test_finding_headings_never_fails(rows: list[list[str]]) -> None:
    found = find_headings(list(enumerate(rows, 1)))
    assert found is None or len(set(filter(None, found.headings))) <= len(found.headings)


PLAIN = "Case number,EDD,Team,Ref date\n001,03/11/2024,North,45599\n002,May be 8 Jan 2000,“South”,\n"


@pytest.mark.parametrize("name", ["list.csv", "list.txt", "list.xlsx"])
def test_a_csv_is_known_by_what_stands_in_it(tmp_path: Path, name: str) -> None:
    listed = read_case_list(csv_file(tmp_path, PLAIN, name))
    assert listed.layout is Layout.PLAIN
    assert values(listed, "Case number") == ["001", "002"]
    assert values(listed, "EDD") == ["2024-11-03", ""]
    assert values(listed, "Ref date") == ["2024-11-03", ""]
    assert listed.kinds["Team"] is ColumnKind.TEXT
    (problem,) = said(listed)
    assert problem.startswith(f"{name}, row 3, column EDD: “May be 8 Jan 2000” is not a date")


def test_a_workbook_with_titles_and_merged_cells_is_understood(tmp_path: Path) -> None:
    rows = [["Cases of the area", None, None], ["Case", "Dates", None], [None, "Due date", "Date of birth"],
            ["C1", date(2024, 11, 3), "03.12.2024"], ["C2", 45599, None]]  # fmt: skip
    path = xlsx_file(
        tmp_path, {"Notes": [["Read me first"]], "List": rows}, merge=["A1:C1", "B2:C2", "A2:A3"]
    )
    listed = read_case_list(path, "List")
    assert listed.columns == ("Case", "Due date", "Date of birth")
    assert [(row.number, row.sheet) for row in listed.rows] == [(4, "List"), (5, "List")]
    assert values(listed, "Due date") == ["2024-11-03", "2024-11-03"]
    assert values(listed, "Date of birth") == ["2024-12-03", ""]
    assert read_case_list(path).columns == listed.columns  # the sheet of words has no list


def test_of_several_lists_in_a_workbook_the_one_of_cases_is_read(tmp_path: Path) -> None:
    contacts, people = [["Office", "Floor"], ["North", "x"]], [["Case id", "Team"], ["1", "N"]]
    path = xlsx_file(tmp_path, {"About": contacts, "Open": people})
    listed = read_case_list(path)
    assert (listed.rows[0].sheet, listed.sheets) == ("Open", ("About", "Open"))
    assert read_case_list(path, "about").columns == ("Office", "Floor")


def test_a_title_above_a_csv_hides_no_delimiter(tmp_path: Path) -> None:
    listed = read_case_list(csv_file(tmp_path, "Open cases, March\n\ncase;team;EDD\n1;N;3/11/2024\n"))
    assert listed.columns == ("case", "team", "EDD")


def test_every_question_that_a_known_column_answers_is_in_a_version_of_the_shipped_form() -> None:
    names: set[str] = set()
    for version in ("prebirth_case_audit_v1", "prebirth_case_audit"):
        with (FORMS / version / "survey.csv").open(encoding="utf-8") as file:
            names.update(row["name"] for row in csv.DictReader(file))
    known = {column.question for layout in Layout for column in known_columns(layout)}
    assert known - {""} <= names


@pytest.mark.parametrize(
    ("layout", "heading", "question"),
    [
        (Layout.ANNEX_A, "Date of Initial Child Protection Conference", "icpc_date"),
        (Layout.ANNEX_A, "Strategy discussion initiating Section 47 Enquiry Start Date", "strategy_date"),
        (Layout.ANNEX_A, "Child Protection Plan Start Date", "cp_plan_start"),
        (Layout.ANNEX_A, "CIN Closure Date", "case_closed_date"),
        (Layout.CIN_CENSUS, "DateOfInitialCPC", "icpc_date"),
        (Layout.CIN_CENSUS, "S47ActualStartDate", "s47_start"),
        (Layout.CIN_CENSUS, "CPPendDate", "cp_plan_end"),
        (Layout.PLAIN, "prep_pre_pro_letter_date", "letter_before_proceedings_date"),
        (Layout.PLAIN, "Date of application", "application_date"),
        (Layout.PLAIN, "First hearing (date)", "first_hearing_date"),
        (Layout.PLAIN, "Final order date", "final_date"),
        (Layout.PLAIN, "Date of legal planning meeting", "legal_planning_meeting_date"),
    ],
)
def test_conferences_applications_hearings_and_orders_answer_their_questions(
    layout: Layout, heading: str, question: str
) -> None:
    found = find_column(known_columns(layout), heading)
    assert found is not None
    assert (found.question, found.kind) == (question, ColumnKind.DATE)


def test_old_excel_is_read(tmp_path: Path) -> None:
    listed = read_case_list(
        xls_file(tmp_path, [["Case", "EDD", "n"], ["C1", 45599, 2], ["C2", "3/11/2024", 0.5]])
    )
    assert values(listed, "Case") == ["C1", "C2"]
    assert values(listed, "EDD") == ["2024-11-03", "2024-11-03"]
    assert values(listed, "n") == ["2", "0.5"]


def annex(**sheets: Rows) -> dict[str, Rows]:
    return {"Front_Sheet": [["Annex A", "x"]]} | {title: [[title], *rows] for title, rows in sheets.items()}


CONTACT = [
    "Child Unique ID ",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age",
    "Date of Contact",
    "Contact Source",
]
REFERRAL = [
    *CONTACT[:4],
    "Age of Child (Years)",
    "Date of Referral",
    "Referral Source",
    "Allocated Team",
    "Allocated Worker",
]
CARE = [
    "Child Unique ID",
    "Date of Birth",
    "Age",
    "Date Started to be Looked After",
    "Child’s Legal Status",
    "Date Ceased to be Looked After ",
    "Allocated Team",
]
ADOPTION = ["Child Unique ID", "Family identifier", "Date Placed for Adoption", "Date of Adoption Order "]
ADOPTER = [
    "Individual adopter identifier",
    "Family identifier",
    "Date adopter matched with child(ren)",
    "Date Stage 1 started",
]


def test_annex_a_is_joined_by_child(tmp_path: Path) -> None:
    sheets = annex(
        **{
            "List 1": [CONTACT, [7, "u", "a) WBRI", "03/11/2024", -1, "01/06/2024", "Midwife"]],
            "List_3": [
                REFERRAL,
                [
                    7,
                    "u",
                    "a) WBRI",
                    date(2024, 11, 3),
                    "-1",
                    date(2024, 6, 3),
                    "3E) Health",
                    "East",
                    "A Person",
                ],
                [7, "u", "a) WBRI", date(2024, 11, 3), "-1", date(2024, 7, 9), "6", "West", "A Person"],
                [8, "b) Female", "s) REFU", date(2023, 1, 5), 1, "May be 8 Jan 2000", "1A", "East", ""],
            ],
            "List_8": [CARE, [7, date(2024, 11, 12), 0, date(2024, 11, 13), "j) E1", "", "Care"]],
            "List_10": [ADOPTION, [7, "F1", "", "1/6/2025"]],
            "List_11": [ADOPTER, ["A1", "F1", "2/5/2025", ""], ["A2", "F1", "3/5/2025", ""]],
        }
    )
    listed = read_case_list(xlsx_file(tmp_path, sheets))
    assert listed.layout is Layout.ANNEX_A
    baby, toddler = (row.values for row in listed.rows)
    assert (baby["Expected date of delivery"], baby["Date of Birth"]) == ("2024-11-03", "2024-11-12")
    assert (baby["Date of Contact"], baby["Date of referral"], baby["Referral Source"]) == (
        "2024-06-01",
        "2024-07-09",
        "6",
    )
    assert (baby["Ethnicity"], baby["Child's Legal Status"], baby["Allocated Team"]) == ("WBRI", "E1", "Care")
    assert (baby["Date of Adoption Order"], baby["Date adopter matched with child(ren) (list 11)"]) == (
        "2025-06-01",
        "2025-05-02",
    )
    assert (toddler["Date of Birth"], toddler["Expected date of delivery"], toddler["Date of referral"]) == (
        "2023-01-05",
        "",
        "",
    )
    assert (toddler["Ethnicity"], toddler["Gender"]) == ("REFU", "Female")
    assert [(row.sheet, row.number) for row in listed.rows] == [("List 1", 3), ("List_3", 5)]
    unread, twice = said(listed)
    assert unread.startswith("list.xlsx, sheet List_3, row 5, column Date of Referral: “May be 8 Jan 2000”")
    assert twice == (
        "list.xlsx, sheet List_3, row 4, column Child Unique ID: "
        "1 child stands here more than once: the latest row counts."
    )


def test_one_list_of_annex_a_is_known_by_its_headings(tmp_path: Path) -> None:
    text = (
        "Child ID,DOB,Age,Date of referral,Referral Source,Referral NFA?\n5,1/2/2025,-1,3/9/2024,1A,b) No\n"
    )
    listed = read_case_list(csv_file(tmp_path, text))
    assert listed.layout is Layout.ANNEX_A
    assert listed.rows[0].values["Expected date of delivery"] == "2025-02-01"


CENSUS = """<?xml version="1.0"?>
<Message><Header/><Children>
<Child><ChildIdentifiers><LAchildID>77</LAchildID><ExpectedPersonBirthDate>2024-11-03</ExpectedPersonBirthDate>
<PersonBirthDate>2024-11-12</PersonBirthDate></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability><Disability>HEAR</Disability>
</Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2024-07-09</CINreferralDate><ReferralSource>3F</ReferralSource>
<Assessments><AssessmentActualStartDate>2024-09-01</AssessmentActualStartDate></Assessments>
<Assessments><AssessmentActualStartDate>2024-07-10</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2024-08-20</AssessmentAuthorisationDate></Assessments></CINdetails>
<CINdetails><CINreferralDate>2023-01-01</CINreferralDate><ReferralSource>1A</ReferralSource></CINdetails></Child>
<Child><ChildIdentifiers><LAchildID>78</LAchildID><PersonBirthDate>soon</PersonBirthDate></ChildIdentifiers></Child>
<Child><ChildIdentifiers/></Child>
</Children></Message>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_census_gives_both_dates_and_the_latest_referral(tmp_path: Path, encoding: str) -> None:
    listed = read_case_list(csv_file(tmp_path, CENSUS, "cin.xml", encoding))
    assert listed.layout is Layout.CIN_CENSUS
    assert listed.rows[0].values == {
        "LAchildID": "77",
        "PersonBirthDate": "2024-11-12",
        "ExpectedPersonBirthDate": "2024-11-03",
        "Ethnicity": "WBRI",
        "Disability": "HAND HEAR",
        "CINreferralDate": "2024-07-09",
        "ReferralSource": "3F",
        "AssessmentActualStartDate": "2024-07-10",
        "AssessmentAuthorisationDate": "2024-08-20",
    }
    assert [(problem.row, problem.column) for problem in listed.problems] == [
        (12, "PersonBirthDate"),
        (13, ""),
    ]


def test_of_codes_there_can_be_several_and_of_anything_else_the_first_counts(tmp_path: Path) -> None:
    child = """<Message><Children><Child><LAchildID>1</LAchildID><LAchildID>2</LAchildID>
    <Disability>HAND</Disability><Disability>HEAR</Disability>
    <CINdetails><CINreferralDate>2024-07-09</CINreferralDate><CINreferralDate>2024-07-10</CINreferralDate>
    <Assessments><AssessmentActualStartDate>2024-07-11</AssessmentActualStartDate>
    <AssessmentFactors>1A</AssessmentFactors><AssessmentFactors>2B</AssessmentFactors></Assessments>
    </CINdetails></Child></Children></Message>"""
    (row,) = read_case_list(csv_file(tmp_path, child, "cin.xml")).rows
    assert row.values == {
        "LAchildID": "1",
        "Disability": "HAND HEAR",
        "CINreferralDate": "2024-07-09",
        "AssessmentActualStartDate": "2024-07-11",
        "AssessmentFactors": "1A 2B",
    }


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Message>&b;</Message>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Message>&a;</Message>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "document type or entities"),
        (OUTSIDE, "document type or entities"),
        ("<?xml version='1.0'?><Message><Children>\n<Child>", "row 2"),
        ("<?xml version='1.0'?><Other/>", "no children in need census"),
        ("<?xml version='1.0' encoding='made-up'?><Message/>", "encoding that can't be read"),
        ("<?xml version='1.0'?>" + "<a>" * 100_000, "can't be read as XML"),
        ("<Message><Children/></Message>", "no rows below"),
        ("<html><table><tr><td>case</td></tr></table></html>", "web page that calls itself a workbook"),
    ],
)
def test_xml_that_is_no_census_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(AuditError, match=words):
        read_case_list(csv_file(tmp_path, text, "cin.xml"))


def test_the_looked_after_return_is_read(tmp_path: Path) -> None:
    header = csv_file(tmp_path, "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n9,2,12/11/2024,WBRI,,1,01/02/2025\n")
    listed = read_case_list(header)
    assert listed.layout is Layout.SSDA903_HEADER
    assert (values(listed, "DOB"), values(listed, "MC_DOB")) == (["2024-11-12"], ["2025-02-01"])
    text = "CHILD,DECOM,RNE,LS,PLACE\n9,01/12/2024,P,E1,U1\n9,13/11/2024,S,L2,R2\n,1/1/2024,S,,\n"
    listed = read_case_list(csv_file(tmp_path, text, "episodes.csv"))
    (row,) = listed.rows
    assert listed.layout is Layout.SSDA903_EPISODES
    assert [row.values[name] for name in ("DECOM", "LS", "PLACE")] == ["2024-12-01", "E1", "U1"]
    assert [row.values[f"First {name}"] for name in ("DECOM", "LS", "PLACE")] == ["2024-11-13", "L2", "R2"]
    assert [problem.row for problem in listed.problems] == [4]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("case,team\n", "no list in it"),
        ("1,2/3/2024\n2,3/3/2024\n", "no list in it"),
        ("\n", "is empty"),
    ],
)
def test_a_file_without_a_list_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(AuditError, match=words):
        read_case_list(csv_file(tmp_path, text))


def test_a_locked_old_workbook_and_a_broken_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="protected with a password"):
        read_case_list(xls_file(tmp_path, [["Case"], ["C1"]], locked=True))
    whole = xls_file(tmp_path, [["Case"], ["C1"]]).read_bytes()
    broken = tmp_path / "broken.xls"
    broken.write_bytes(whole[:600])
    with pytest.raises(AuditError, match="old Excel"):
        read_case_list(broken)


@pytest.mark.parametrize("name", ["list.xlsx", "cin.xml"])
def test_reading_can_be_stopped(tmp_path: Path, name: str) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    if name == "cin.xml":
        path = csv_file(tmp_path, CENSUS, name)
    else:
        path = xlsx_file(tmp_path, {"List": [["case"], *([n] for n in range(600))]})
    with pytest.raises(Cancelled):
        read_case_list(path, progress=stop)


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"case,EDD\n", b"<?xml version='1.0'?>", b"PK\x03\x04"])
)
def test_no_bytes_are_more_than_a_list_or_a_sentence(data: bytes, start: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(start + data)
        try:
            listed = read_case_list(path)
        except AuditError:
            return
    assert all(set(row.values) == set(listed.columns) for row in listed.rows)


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_workbook_changed_anywhere_is_a_list_or_a_sentence(tmp_path: Path, kind: str) -> None:
    rows = [["Case", "EDD"], ["C1", "3/11/2024"]]
    made = xls_file(tmp_path, rows) if kind == "xls" else xlsx_file(tmp_path, {"List": rows})
    whole = made.read_bytes()
    for place in range(8, len(whole), max(len(whole) // 150, 1)):
        made.write_bytes(whole[:place] + b"\xa5\x00\xff" + whole[place + 3 :])
        with contextlib.suppress(AuditError):
            read_case_list(made)


def test_many_problems_are_counted_not_listed(tmp_path: Path) -> None:
    rows = "".join(f"{n},someday\n" for n in range(1000))
    listed = read_case_list(csv_file(tmp_path, "case,EDD\n" + rows))
    assert len(listed.problems) == 501
    assert "500 more problems" in said(listed)[-1]


def test_a_hundred_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f"{n},0{n % 9 + 1}/11/2024,Team {n % 7},a) WBRI\n" for n in range(100_000))
    path = csv_file(tmp_path, "case,EDD,Team,Ethnicity\n" + rows)
    assert len(read_case_list(path).rows) == 100_000
