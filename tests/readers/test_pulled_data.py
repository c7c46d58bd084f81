"""Lists beside a form that expressions read: `pulldata`, `csv-external` and `xml-external`."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.operations.forms import check_form, compile_source, form_of
from audit_app.readers.form_workbook import read_form_sheets
from audit_app.readers.pulled_data import rewritten
from tests.xforms.forms import case, key

SURVEY = """type,name,label,calculation,constraint
text,team,Which team?,,"pulldata('teams', 'area', 'code', .) != 'west'"
calculate,area,,"concat(pulldata('teams', 'area', 'code', ${team}), '!')",
csv-external,teams,,,
xml-external,offices,,,
calculate,office,,instance('offices')/root/item[area = ${area}]/label,
"""
TEAMS = "code,area\nn1,north\ns1,south\nw1,west\n"
OFFICES = """<root><item><name>1</name><label>By the river</label><area>north!</area></item>
<item><name>2</name><label>On the hill</label><area>south!</area></item></root>"""


@pytest.fixture(name="form")
def _form(tmp_path: Path) -> Path:
    settings = "form_title,form_id,version\nA form,a_form,1\n"
    for name, text in (("survey.csv", SURVEY), ("settings.csv", settings), ("teams.csv", TEAMS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "offices.xml").write_text(OFFICES, encoding="utf-8")
    return tmp_path


def test_they_are_read_from_the_choices_of_the_form(form: Path) -> None:
    assert [each for each in check_form(form) if each.severity.name == "ERROR"] == []
    filled = case(form_of(compile_source(form).xml), {"team": "s1"})
    assert filled.state(key("area")).value == "south!"
    assert filled.state(key("office")).value == "On the hill"
    wrong = case(form_of(compile_source(form).xml), {"team": "w1"})
    assert [each.key for each in wrong.problems()] == [key("team")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "pulldata('t', 'a', 'k', concat(${x}, ')', ',')) = 'b'",
            "string(instance('T')/root/item[k = concat(${x}, ')', ',')]/a) = 'b'",
        ),
        (
            "pulldata('t', 'a', 'k', pulldata('u', 'b', 'l', .))",
            "string(instance('T')/root/item[k = string(instance('U')/root/item[l = current()/.]/b)]/a)",
        ),
        (
            "pulldata('t', 'a', 'k', concat(../y, '. ', .5))",
            "string(instance('T')/root/item[k = concat(current()/../y, '. ', .5)]/a)",
        ),
        ("pulldata(${x}, 'a', 'k', ${y})", "pulldata(${x}, 'a', 'k', ${y})"),
        ("pulldata('t', 'a", "pulldata('t', 'a"),
    ],
)
def test_a_call_is_said_in_another_way(text: str, said: str) -> None:
    assert rewritten(text, str.upper) == said


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<root><item>", "offices.xml can't be read as XML from line 1 on. Save the list as a CSV."),
        ('<!DOCTYPE a [<!ENTITY x "y">]><root/>', "can't be read as XML"),
    ],
)
def test_xml_that_is_no_list_is_refused_in_words(form: Path, xml: str, said: str) -> None:
    (form / "offices.xml").write_text(xml, encoding="utf-8")
    with pytest.raises(AuditError, match=said):
        read_form_sheets(form)


def test_a_list_that_isnt_there_is_said_where_it_is_read(form: Path) -> None:
    (form / "teams.csv").unlink()
    with pytest.raises(AuditError) as error:
        read_form_sheets(form)
    (problem,) = error.value.problems
    assert (problem.row, problem.column) == (4, "type")
