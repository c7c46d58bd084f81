"""Answers as other ODK tools have them: out and in again, and every way in which their files can be wrong."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Evidence, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case.answering import open_case
from audit_app.operations.case.answers_file import export_answers, import_answers
from audit_app.operations.case.cases import list_cases
from audit_app.operations.share import ledger
from audit_app.operations.share.instances_out import KINDS, export_instances
from audit_app.readers import limits
from tests.operations.conftest import MakeAudit

ANSWERS = '''case,auditor,question,state,value,note,evidence,status
C1,CD,mother_need,unclear,current | historic,"see the
letter",Letter,in_progress
C1,CD,mother_offer,answered,offered,,,in_progress
C1,CD,records_seen,answered,case_system maternity,,,in_progress
C1,CD,due,answered,2024-11,,,in_progress
C1,CD,birth_date,answered,2024-11-03,,"{""document"": ""Red book"", ""page"": ""2""}",in_progress
C1,CD,fathers[1]/father_role,not_recorded,,,,in_progress
C1,CD,fathers[2]/father_known_by,answered,"Ä, ""<&>""",,,in_progress
C1,CD,father_care[2]/father_in_care,source_not_seen,,,,in_progress
C1,CD,services[1]/visits[1]/visit_length,answered,30,,,in_progress
C1,CD,services[1]/visits[2]/visit_length,not_applicable,,by law,,in_progress
C1,CD,services[2]/service_type,answered,=doula,,,in_progress
C1,EF,mother_age,answered,31,,,finished
C2,,mother_age,not_looked_at,,,,not_started
'''


@pytest.fixture
def full(audit: Audit, tmp_path: Path) -> Audit:
    """An audit with everything in it that another tool has no place for."""
    (tmp_path / "in.csv").write_text(ANSWERS, encoding="utf-8")
    import_answers(audit, tmp_path / "in.csv")
    return audit


def told(audit: Audit, folder: Path) -> list[str]:
    """All answers of an audit, as the program's own file has them."""
    export_answers(audit, folder / "told.csv")
    return (folder / "told.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_comes_back_as_it_left(
    full: Audit, make_audit: MakeAudit, tmp_path: Path, kind: str, name: str
) -> None:
    assert export_instances(full, tmp_path / name, kind) == 3
    empty = make_audit("other", person="ZZ")
    import_answers(empty, tmp_path / name)
    assert told(empty, tmp_path) == told(full, tmp_path)
    again = import_answers(empty, tmp_path / name)
    assert (again.cases_added, again.answers) == (0, 0)


S = AnswerState
LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
TEXTS = st.text(LETTERS, max_size=8) | st.just("a\nb")
VALUES = {
    "mother_age": ["31"],
    "records_seen": ["case_system", "case_system legal_file"],
    "mother_need": ["current", "no"],
    "mother_offer": ["offered"],
    "due": ["2024-11-03", "2024-11", "2024"],
    "fathers[1]/father_role": ["confirmed"],
    "fathers[3]/father_known_by": ["Him"],
    "father_care[2]/father_in_care": ["no"],
    "services[2]/service_type": ["doula"],
    "services[1]/visits[2]/visit_length": ["30", "0"],
}
STATED = st.sampled_from(sorted(VALUES)).flatmap(
    lambda place: st.tuples(
        st.just(place), st.sampled_from([*S]), st.sampled_from(VALUES[place]), TEXTS, TEXTS, TEXTS
    )
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(STATED, min_size=1, max_size=10, unique_by=lambda each: each[0]),
    kind=st.sampled_from(KINDS),
)
def test_whatever_was_answered_comes_back(
    make_audit: MakeAudit,
    tmp_path_factory: pytest.TempPathFactory,
    said: list[tuple[str, AnswerState, str, str, str, str]],
    kind: str,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(ANSWERS.splitlines()[0].split(","))
        for place, state, value, version, note, quote in said:
            text = {S.ANSWERED: value, S.UNCLEAR: f"{value} | {version}"}.get(state, "")
            evidence = Evidence("Letter", quote=quote).to_text()
            writer.writerow(["C1", "CD", place, state.value, text, note, evidence, "in_progress"])
    one, other = make_audit(f"{folder.name}-1"), make_audit(f"{folder.name}-2")
    import_answers(one, folder / "in.csv")
    export_instances(one, folder / "out.zip", kind)
    import_answers(other, folder / "out.zip")
    assert told(other, folder) == told(one, folder)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_other_tools_read_values_alone(full: Audit, tmp_path: Path) -> None:
    export_instances(full, tmp_path / "out", "central")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *("small-father_care.csv", "small-fathers.csv", "small-services.csv", "small-visits.csv", "small.csv")
    ]
    case, _second, blank = rows_of(tmp_path / "out" / "small.csv")
    assert case["KEY"] == case["meta-instanceID"]
    assert case["KEY"].startswith("uuid:")
    assert case["FormVersion"] == "1"
    assert case["start-records_seen"] == "case_system maternity"
    assert (case["timing-birth_date"], case["timing-n_fathers"]) == ("2024-11-03", "2")
    # A month is no date, versions in conflict are no value, and what isn't asked has none.
    assert (case["timing-due"], case["timing-due__given"]) == ("", "2024-11")
    assert (case["parents-mother_need"], case["parents-mother_need__state"]) == ("", "unclear")
    assert (case["parents-mother_offer"], case["parents-mother_offer__state"]) == ("", "not_asked/answered")
    assert (case["audit__case"], blank["audit__case"], blank["parents-mother_age"]) == ("C1", "C2", "")


def test_rows_have_keys_of_what_is_around_them(full: Audit, tmp_path: Path) -> None:
    export_instances(full, tmp_path / "out", "central")
    case, *_rest = rows_of(tmp_path / "out" / "small.csv")
    services = rows_of(tmp_path / "out" / "small-services.csv")
    visits = rows_of(tmp_path / "out" / "small-visits.csv")
    assert [row["KEY"] for row in services] == [f"{case['KEY']}/help/services[{n}]" for n in (1, 2)]
    assert {row["PARENT_KEY"] for row in services} == {case["KEY"]}
    assert [row["PARENT_KEY"] for row in visits] == [services[0]["KEY"]] * 2
    assert visits[1]["KEY"] == f"{services[0]['KEY']}/visits[2]"


def test_a_submission_follows_the_form(full: Audit, tmp_path: Path) -> None:
    from audit_app.xforms.tree import parse_xml

    export_instances(full, tmp_path / "out", "openrosa")
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()]
    (text,) = [text for text in texts if 'audit:auditor="CD"' in text]
    root = parse_xml(text).children[0]
    assert (root.attribute("id"), root.attribute("version")) == ("small", "1")
    assert [child.local for child in root.children] == [
        *("concern", "start", "parents", "care", "help", "timing", "meta")
    ]
    visits = [node for node in root.descendants() if node.local == "visit_length"]
    assert [node.text() for node in visits] == ["30", ""]


@pytest.mark.parametrize("kind", KINDS)
def test_the_ledger_knows_that_it_left(full: Audit, tmp_path: Path, kind: str) -> None:
    export_instances(full, tmp_path / "out.zip", kind, sending=ledger.Sending("Central", "Ward"))
    (line,) = ledger.read(full).lines
    assert (line.release.edition, line.release.format, line.release.recipient) == ("internal", kind, "Ward")
    assert [*line.release.sha256] == ["out.zip"]


def test_nothing_left_where_it_cannot_be_written(full: Audit, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="does not exist"):
        export_instances(full, tmp_path / "nowhere" / "out.zip", "central")
    assert ledger.read(full).lines == ()


CENTRAL: dict[str, str] = {
    "small.csv": "SubmissionDate,start-pathway,parents-mother_age,start-records_seen,"
    "start-records_seen/maternity,timing-due,meta-instanceID,KEY,SubmitterName,FormVersion\n"
    "2026-01-01T10:00:00Z,cp_plan,24,maternity,1,2024-11-03,uuid:a,uuid:a,Jo,1\n",
    "small-fathers.csv": "father_role,father_known_by,PARENT_KEY,KEY\n"
    "confirmed,,uuid:a,uuid:a/parents/fathers[1]\n",
    "small-father_care.csv": "father_in_care,PARENT_KEY,KEY\nyes,uuid:a,uuid:a/care/father_care[1]\n",
    "small-services.csv": "service_type,PARENT_KEY,KEY\n,uuid:a,uuid:a/help/services[1]\n",
    "small-visits.csv": "visit_length,PARENT_KEY,KEY\n30,uuid:a/help/services[1],"
    "uuid:a/help/services[1]/visits[1]\n",
}
INSTANCE = (
    '<data id="small" version="1" xmlns:orx="http://openrosa.org/xforms"><start><pathway>cp_plan</pathway>'
    "<records_seen>maternity</records_seen></start><parents><mother_age>24</mother_age><fathers><father_role>"
    "confirmed</father_role></fathers></parents><care><father_care_count>1</father_care_count><father_care>"
    "<father_in_care>yes</father_in_care></father_care></care><help><services><service_type/><visits>"
    "<visit_length>30</visit_length></visits></services></help><timing><due>2024-11-03</due></timing>"
    "<orx:meta><orx:instanceID>uuid:a</orx:instanceID></orx:meta></data>"
)


def archive(folder: Path, files: dict[str, str | bytes], name: str = "in.zip") -> Path:
    """Files as somebody's archive."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as out:
        for each, text in files.items():
            out.writestr(each, text)
    return folder / name


@pytest.mark.parametrize("files", [CENTRAL, {"a/submission.xml": INSTANCE}], ids=KINDS)
def test_takes_in_what_another_tool_collected(
    audit: Audit, tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    done = import_answers(audit, archive(tmp_path, files | {"media/1.jpg": b"\xff\xd8"}))
    assert (done.cases_added, done.answers) == (1, 7)
    (ref,) = list_cases(audit)
    case = open_case(audit, ref.id)
    (father,), (care,) = case.filling.rows("fathers"), case.filling.rows("father_care")
    (service,) = case.filling.rows("services")
    (visit,) = case.filling.rows("visits", service.uuid)
    assert (ref.reference, ref.person) == ("a", "AB")
    assert {key: case.heads[key].answer for key in case.heads if key.question in audit.form.questions} == {
        key: Answer(AnswerState.ANSWERED, value)
        for key, value in {
            Key("pathway"): "cp_plan",
            Key("records_seen"): "maternity",
            Key("mother_age"): "24",
            Key("due"): "2024-11-03",
            Key("father_role", father.uuid): "confirmed",
            Key("father_in_care", care.uuid): "yes",
            Key("visit_length", visit.uuid): "30",
        }.items()
    }


def test_the_main_file_alone_leaves_rows_out(audit: Audit, tmp_path: Path) -> None:
    (tmp_path / "small.csv").write_text(CENTRAL["small.csv"])
    assert import_answers(audit, tmp_path / "small.csv").answers == 4


Files = dict[str, str]


def changed(name: str, old: str, new: str) -> Callable[[Files], Files]:
    """What a person did to one file."""
    return lambda files: {**files, name: files[name].replace(old, new)}


def with_row(name: str, row: str) -> Callable[[Files], Files]:
    """A row that somebody added."""
    return lambda files: {**files, name: f"{files[name]}{row}\n"}


def without(name: str) -> Callable[[Files], Files]:
    """A file that somebody lost."""
    return lambda files: {each: text for each, text in files.items() if each != name}


ROOT, FATHERS, VISITS = "small.csv", "small-fathers.csv", "small-visits.csv"
FATHER = "uuid:a/parents/fathers[1]"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed(ROOT, "start-pathway", "start-path"), f"{ROOT}, row 2, column start-path: The form asks no"),
        (changed(ROOT, "cp_plan", "prison"), f"{ROOT}, row 2, column start-pathway: “prison”"),
        (changed(ROOT, "Jo,1", "Jo,2"), "version 2 of the form, and this audit asks version 1"),
        (changed(VISITS, "30,", "long,"), f"{VISITS}, row 2, column visit_length: “long”"),
        (changed(VISITS, "30,uuid:a", "30,uuid:b"), "No row around it has the KEY “uuid:b/help"),
        (changed(FATHERS, f",{FATHER}", ","), "row 2, column KEY: The row has no KEY"),
        (
            with_row(FATHERS, f"putative,,uuid:a,{FATHER}"),
            f"{FATHERS}, row 3, column KEY: The KEY “{FATHER}”",
        ),
        (
            without("small-services.csv"),
            "in.zip has no file with the rows of “services” (small-services.csv)",
        ),
        (lambda _files: {"x.csv": "a-b,KEY\n1,uuid:a\n"}, "x.csv holds answers to another form"),
        (lambda files: files | {"y.csv": files[ROOT]}, "must hold one CSV of the form itself"),
        (lambda files: files | {"z-o.csv": "q,PARENT_KEY,KEY\n1,uuid:a,uuid:a/o[1]\n"}, "has no such rows"),
        (
            changed(ROOT, "SubmitterName", "Status"),
            f"{ROOT}, row 2, column Status: Central couldn't decrypt the submission",
        ),
        (changed(FATHERS, "confirmed", "é\udc81"), "letters here in another encoding"),
    ],
)
def test_says_what_is_wrong_with_a_central_export(
    audit: Audit, tmp_path: Path, change: Callable[[Files], Files], said: str
) -> None:
    files = {name: text.encode("utf-8", "surrogateescape") for name, text in change(CENTRAL).items()}
    with pytest.raises(AuditError) as caught:
        import_answers(audit, archive(tmp_path, {**files}))
    assert said in str(caught.value)
    assert list_cases(audit) == ()


ENTITY = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (INSTANCE.replace('id="small"', 'id="large"'), "holds answers to another form (large)"),
        (INSTANCE.replace('version="1"', 'version="2"'), "made with version 2 of the form"),
        (INSTANCE.replace("cp_plan", "prison"), "a.xml, column pathway: “prison”"),
        (INSTANCE.replace(">30<", ">long<"), "column services[1]/visits[1]/visit_length: “long”"),
        (INSTANCE.replace("pathway>", "path>"), "column path: The form asks no such question"),
        (INSTANCE.replace("uuid:a", ""), "The submission has no instance ID"),
        (INSTANCE.replace("</data>", ""), "a.xml: The XML can't be read: line 1"),
        (ENTITY + INSTANCE.replace("cp_plan", "&x;"), "a.xml: The XML declares entities"),
        ('<?xml version="1.0" encoding="nonsense"?>' + INSTANCE, "a.xml"),
        ("<p>hello</p>", "holds answers to another form (p)"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_submission(audit: Audit, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    with pytest.raises(AuditError) as caught:
        import_answers(audit, tmp_path / "a.xml")
    assert said in str(caught.value)
    assert list_cases(audit) == ()


def test_two_submissions_of_one_case_are_not_mixed(audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"It is about a, as is a\.xml"):
        import_answers(audit, archive(tmp_path, {"a.xml": INSTANCE, "b.xml": INSTANCE}))
    assert list_cases(audit) == ()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("small.csv", b"KEY" + b"\0" * 2_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb, "in.zip is too large: unpacked it has 2 MB"),
        (lambda: b"PK\x03\x04" + b"x" * 100, "in.zip is a damaged archive"),
    ],
)
def test_says_what_is_wrong_with_an_archive(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Callable[[], bytes], said: str
) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", limits.MEGABYTE)
    (tmp_path / "in.zip").write_bytes(data())
    with pytest.raises(AuditError, match=said):
        import_answers(audit, tmp_path / "in.zip")


def test_an_archive_of_something_else(audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"holds neither the CSV files that ODK Central exports nor"):
        import_answers(audit, archive(tmp_path, {"readme.txt": "hello"}))
