"""Good files of every kind that people bring, to be changed."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

from audit_app.operations.area.items import ITEMS
from tests.faults.desk import FORM
from tests.operations.small_form import write_small_form
from tests.readers.files import xls_file, xlsx_file

Files = dict[str, bytes]

_PLAIN = "Case number,EDD,Team,Ref date\n001,03/11/2024,North,45599\n002,May be 8 Jan 2000,“South”,\n"
_CENSUS = """<?xml version="1.0"?>
<Message><Header/><Children>
<Child><ChildIdentifiers><LAchildID>77</LAchildID><ExpectedPersonBirthDate>2024-11-03</ExpectedPersonBirthDate>
<PersonBirthDate>2024-11-12</PersonBirthDate></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability></Disabilities>
</ChildCharacteristics><CINdetails><CINreferralDate>2024-07-09</CINreferralDate><ReferralSource>3F</ReferralSource>
<Assessments><AssessmentActualStartDate>2024-09-01</AssessmentActualStartDate></Assessments></CINdetails></Child>
<Child><ChildIdentifiers><LAchildID>78</LAchildID></ChildIdentifiers></Child>
</Children></Message>"""
_CONTACT = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age",
    "Date of Contact",
    "Contact Source",
]
_REFERRAL = [*_CONTACT[:4], "Age of Child (Years)", "Date of Referral", "Referral Source", "Allocated Team"]
_CARE = ["Child Unique ID", "Date of Birth", "Age", "Date Started to be Looked After", "Child’s Legal Status"]


def plain_lists(room: Path) -> Files:
    semicolons = "Open cases, March\n\nFall;Team;EDD\n1;N;3/11/2024\n2;S;\n"
    wide = "Case number,Mother ID,EDD,Team,Ref date\n" + "".join(
        f"{n},M{n},{n}/3/24,T,45{n}99\n" for n in range(9)
    )
    return {
        "list.csv": _PLAIN.encode(),
        "semicolons.csv": semicolons.encode("utf-16"),
        "wide.txt": wide.encode("cp1252"),
    }


def workbooks(room: Path) -> Files:
    rows = [["Case", "Due date", "Team"], ["C1", 45599, "N"], ["C2", "03.12.2024", True], ["C3", None, 1.5]]
    return {"list.xlsx": xlsx_file(room, {"Notes": [["x"]], "List": rows}, merge=["B2:C2"]).read_bytes()}


def old_workbooks(room: Path) -> Files:
    return {"list.xls": xls_file(room, [["Case", "EDD"], ["C1", 45599], ["C2", "3/4/24"]]).read_bytes()}


def annex_a(room: Path) -> Files:
    sheets = {
        "Front_Sheet": [["Annex A", "x"]],
        "List 1": [["List 1"], _CONTACT, [7, "u", "a) WBRI", "03/11/2024", -1, "01/06/2024", "Midwife"]],
        "List_3": [
            ["List_3"],
            _REFERRAL,
            [7, "u", "a) WBRI", "03/11/2024", "-1", "03/06/2024", "3E)", "East"],
        ],
        "List_8": [["List_8"], _CARE, [7, "12/11/2024", 0, "13/11/2024", "j) E1"]],
    }
    return {"annex.xlsx": xlsx_file(room, sheets, "annex.xlsx").read_bytes()}


def census(room: Path) -> Files:
    return {"cin.xml": _CENSUS.encode(), "wide.xml": _CENSUS.encode("utf-16")}


def systems(room: Path) -> Files:
    specimens = Path(__file__).parents[1] / "readers" / "specimens"
    made = room / "extract.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((specimens / "ssd").iterdir()):
            archive.write(file, file.name)
    names = ("cin_2027.xml", "crcs.csv")
    return {"extract.zip": made.read_bytes()} | {name: (specimens / name).read_bytes() for name in names}


def looked_after(room: Path) -> Files:
    return {
        "header.csv": b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n9,2,12/11/2024,WBRI,,1,01/02/2025\n",
        "episodes.csv": b"CHILD,DECOM,RNE,LS,PLACE\n9,01/12/2024,P,E1,U1\n9,13/11/2024,S,L2,R2\n",
    }


def form_folder(room: Path) -> Files:
    folder = write_small_form(room / FORM)
    return {f"{FORM}/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def form_workbook(room: Path) -> Files:
    sheets = {}
    for path in sorted(write_small_form(room / FORM).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            sheets[path.stem] = [*csv.reader(file)]
    return {"form.xlsx": xlsx_file(room, sheets, "form.xlsx").read_bytes()}


def answers(room: Path) -> Files:
    said = (
        "case,auditor,question,state,value,note,evidence,round\n"
        "C1,AB,mother_age,answered,31,,,baseline\nC3,AB,mother_need,not_recorded,,a note,,baseline\n"
        "C9,CD,fathers[1]/father_role,answered,putative,,,baseline\n"
        "C9,CD,services[2]/visits[1]/visit_length,answered,3,,,baseline\n"
    )
    return {"given.csv": said.encode()}


def maps(room: Path) -> Files:
    said = {
        "case": "case",
        "questions": {"mother_age": "age", "pathway": "age"},
        "values": {"pathway": {"31": "cp_plan", "32": "early_help"}},
    }
    return {"map.json": json.dumps(said, indent=1).encode()}


def decisions(room: Path) -> Files:
    said = (
        "case,question,choose,state,value,note,evidence,auditor,round\n"
        "C4,mother_age,newest,,,because,,,\nC4,mother_age,,answered,33,,,CD,baseline\nC2,pathway,first,,,,,,\n"
    )
    return {"decisions.csv": said.encode()}


def area(room: Path) -> Files:
    lines = [f"Northshire,area,2024/25,{item.name},{n}" for n, item in enumerate(ITEMS, 20)]
    return {"area.csv": "\n".join(["place,kind,year,what,value", *lines, ""]).encode()}


def pasted(room: Path) -> Files:
    heads = "\t".join(["Year", *(item.label for item in ITEMS[:4])])
    down = f"{heads}\n2023/24\t120\t30\t12\t4100\n2024/25\t110\t28\t\t4,050\n"
    return {"down.txt": down.encode(), "bare.txt": b"120\t30\n110\t28\n"}


def packs(pack: Path) -> Files:
    return {"other.audit": pack.read_bytes()}
