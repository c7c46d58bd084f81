"""What XLSForm lets a form do, each in the smallest form that does it: taken, and with what warning."""

from __future__ import annotations

import pytest

from audit_app.errors import AuditError, Severity
from audit_app.model import Answer, AnswerState
from audit_app.xforms.compile import compile_form
from audit_app.xforms.conversion import to_string
from audit_app.xforms.definition import QuestionType
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.filling import Row
from audit_app.xforms.headings import with_usual_headings
from audit_app.xforms.lint import check
from audit_app.xforms.parse import read_form
from audit_app.xforms.scope import Scope
from audit_app.xforms.states import instances_of
from audit_app.xforms.tree import Node, NodeKind
from audit_app.xforms.values import check_value
from tests.xforms.forms import answered, case, form, key, sheets, value

TAKEN = [
    # survey rows, what is warned of (nothing: no warning)
    ("text a image::en=a.png", "left out here"),
    ("text a media::audio=a.mp3", "left out here"),
    ("text a sms_field=a", "left out here"),
    ("text a remarks='ask her'", "not known, so nothing comes of it"),
    ("text a labell=A", "Did you mean “label”?"),
    ("text a '(D)=see below'", "Column D has no heading"),
    ("text a label= image=a.png", "left out here"),
    ("text a label= calculation=1", ""),
    ("text a\ntext b relevant=FALSE", ""),
    ("text a\ntext b relevant=TRUE constraint=TRUE constraint_message=x", ""),
    ("text a\ncalculate b calculation=\"if(${a} = 'x', 1, null)\"", "“null” is the name of no question"),
    ("text a\ntext b relevant=\"${a} = ‘x’\"", ""),
    ("text a\ntext a disabled=yes", ""),
    ("text a\nx '' type= label= hint=remark", "taken for a remark"),
    ("note '' name= label='Thank you'", ""),
    ("audit '' name= label=", "leaves empty"),
    ("start-geopoint where", "leaves empty"),
    ("background-audio heard", "leaves empty"),
    ("barcode a", "asked as a text"),
    ("imei a", "leaves empty"),
    ("'select1 yes_no' a", ""),
    ("text a\nnote b label='${instanceID}'", "is empty here"),
    ("calculate a default=uuid()", ""),
    ("text a requiredMsg='Please' required=yes", ""),
    ("begin_group g\ntext a\nend_group\ntext a", "this one is known as “data_a”"),
    ("text a\nbegin_group g\ntext a\nend_group", "this one is known as “g_a”"),
    ("text a\nbegin_group g\ncalculate b calculation=${a}\nend_group", "nothing to see in it"),
    ("text data", "this one is known as “data_data”"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "warning"), TAKEN)
def test_what_can_be_left_out_is_a_warning(rows: str, warning: str) -> None:
    found = [each for each in check(with_usual_headings(sheets(rows))) if each.sheet == "survey"]
    assert [problem for problem in found if problem.severity is Severity.ERROR] == []
    assert any(warning in str(problem) for problem in found) if warning else found == []


def test_several_names_with_a_space_are_an_error_only_where_several_can_be_chosen() -> None:
    spaced = [{"list_name": "x", "name": "a b", "label": "A"}, {"list_name": "x", "name": "c", "label": "C"}]
    of = form("select_one x a", spaced)
    assert case(of, {"a": "a b"}).problems() == ()
    assert [each.severity for each in check(sheets("select_one x a", spaced)) if "space" in each.message] == [
        Severity.WARNING
    ]
    assert Severity.ERROR in [each.severity for each in check(sheets("select_multiple x a", spaced))]


REPEATED = """
text who
begin_group mother
text who
calculate met calculation="concat(/data/mother/who, '!')"
end_group
begin_group father
begin_repeat who
text who
end_repeat
text seen relevant="/data/mother/who = 'Ann'"
end_group
"""


def test_names_used_again_are_kept_apart_by_the_group_around_them() -> None:
    of = form(REPEATED)
    assert list(of.questions) == ["who", "mother_who", "met", "who_who", "seen"]
    assert list(of.repeats) == ["father_who"]
    filling = case(of, {"who": "Bo", "mother_who": "Ann", "who_who@r": "Cy"}, Row("r", "father_who"))
    assert value(filling, "met") == "Ann!"
    assert filling.state(key("seen")).asked
    filling.set(key("mother_who"), answered("Di"))
    assert (value(filling, "met"), filling.state(key("seen")).asked) == ("Di!", False)
    assert value(filling, "who_who@r") == "Cy"


def test_a_name_in_front_is_added_to_until_it_is_free() -> None:
    of = form("text a\ntext g_a\nbegin_group h\nbegin_group g\ntext a\nend_group\nend_group")
    assert list(of.questions) == ["a", "g_a", "h_g_a"]


def test_what_waits_for_an_answer_is_worked_out_once_that_is_given() -> None:
    of = form(
        """
        text a
        text b
        calculate c trigger=${a} calculation="concat(${a}, ${b})"
        text d trigger=${a} calculation="concat('was ', ${a})"
        """
    )
    filling = case(of, {"b": "1"})
    assert (value(filling, "c"), filling.state(key("d")).state) == ("", AnswerState.NOT_LOOKED_AT)
    assert set(filling.set(key("a"), answered("x"))) == {key("a"), key("c"), key("d")}
    assert (value(filling, "c"), value(filling, "d")) == ("x1", "was x")
    filling.set(key("b"), answered("2"))
    assert value(filling, "c") == "x2"
    filling.set(key("d"), answered("mine"))
    filling.set(key("a"), answered("y"))
    assert (value(filling, "c"), value(filling, "d")) == ("y2", "mine")


def test_the_time_at_which_an_answer_was_given_is_kept_until_that_changes() -> None:
    of = form('text a\ntext b\ncalculate at trigger=${a} calculation="concat(now(), random())"')
    filling = case(of)
    filling.set(key("a"), answered("x"))
    noted = value(filling, "at")
    filling.set(key("b"), answered("1"))
    assert value(filling, "at") == noted
    kept = case(of, {"a": "x", "b": "1", "at": noted})
    assert value(kept, "at") == noted
    assert of.questions["at"].type is QuestionType.CALCULATE
    kept.set(key("a"), answered("y"))
    assert value(kept, "at") not in ("", noted)


def test_what_waits_in_a_row_waits_for_that_row() -> None:
    of = form(
        """
        begin_repeat r
        text a
        calculate b trigger=${a} calculation="concat(${a}, position(..))"
        end_repeat
        """
    )
    filling = case(of, {"a@one": "x"}, Row("one", "r", order=1), Row("two", "r", order=2))
    assert (value(filling, "b@one"), value(filling, "b@two")) == ("x1", "")
    filling.set(key("a@two"), answered("y"))
    assert (value(filling, "b@one"), value(filling, "b@two")) == ("x1", "y2")


def test_a_default_reads_the_case_as_long_as_nobody_answers() -> None:
    of = form(
        """
        text a
        begin_repeat r
        text b default=${a}
        integer c default="position(..) + 1"
        end_repeat
        """
    )
    filling = case(of, {"a": "x"}, Row("one", "r"))
    assert (value(filling, "b@one"), value(filling, "c@one")) == ("x", "2")
    filling.set(key("a"), answered("y"))
    assert value(filling, "b@one") == "y"
    filling.set(key("b@one"), answered("mine"))
    filling.set(key("a"), answered("z"))
    assert value(filling, "b@one") == "mine"
    filling.set(key("b@one"), Answer())
    assert filling.state(key("b@one")).state is AnswerState.NOT_LOOKED_AT


def test_a_default_made_by_chance_stays_what_it_is() -> None:
    of = form("text a default=uuid()\ntext b")
    filling = case(of)
    made = value(filling, "a")
    filling.set(key("b"), answered("x"))
    assert value(filling, "a") == made != ""


def test_choices_are_the_answers_of_a_repeat() -> None:
    of = form(
        """
        begin_repeat people
        text who
        integer age
        end_repeat
        select_one ${who} eldest choice_filter="${age} > 20"
        """
    )
    given = {"who@1": "Ann Lee", "who@2": "Bo", "who@3": "", "age@1": "30", "age@2": "2", "eldest": "Ann Lee"}
    filling = case(of, given, *(Row(uuid, "people", order=int(uuid)) for uuid in "123"))
    assert [(each.name, each.label.plain()) for each in filling.choices(key("eldest"))] == [
        ("Ann Lee", "Ann Lee")
    ]
    assert check_value(of.questions["eldest"], "Ann Lee", of.questions["eldest"].choices) == "Ann Lee"
    with pytest.raises(AuditError, match="not among the choices"):
        check_value(of.questions["eldest"], "Ann", filling.choices(key("eldest")))
    assert filling.problems() == ()
    filling.set(key("age@1"), answered("3"))
    assert [trouble.key for trouble in filling.problems()] == [key("eldest")]


def test_a_count_adds_rows_until_an_answer_says_that_it_is_done() -> None:
    last = "indexed-repeat(${more}, ${visits}, count(${visits})) = 'yes'"
    of = form(
        f"""
        begin_repeat visits repeat_count="count(${{visits}}) + (count(${{visits}}) = 0 or {last})"
        select_one yes_no more
        end_repeat
        """
    )
    filling = case(of)
    for n in range(1, 5):
        (*_before, last) = filling.rows("visits")
        assert len(filling.rows("visits")) == n
        filling.set(key(f"more@{last.uuid}"), answered("yes" if n < 4 else "no"))
    assert len(filling.rows("visits")) == 4
    again = case(of, {f"more@{row.uuid}": "yes" for row in filling.rows("visits")})
    assert len(again.rows("visits")) == 5


NESTED = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>
<instance><data id="x"><a/></data></instance>
<instance id="wards"><root><city id="c1"><ward><name code="w1">North</name></ward></city></root></instance>
<bind nodeset="/data/a" type="string"/></model></h:head><h:body><input ref="/data/a"/></h:body></h:html>"""


def test_a_nested_secondary_instance_keeps_its_elements_and_attributes() -> None:
    scope = Scope(Node(NodeKind.ROOT), instances=instances_of(read_form(NESTED)))
    found = compile_expression("instance('wards')/root/city[@id = 'c1']/ward/name/@code")
    assert to_string(found.evaluate(scope.root, scope), scope) == "w1"


def test_a_loop_is_a_group_for_each_choice() -> None:
    rows = """
    begin_group page
    'begin loop over yes_no' each
    integer n label='How many %(label)s'
    'end loop'
    end_group
    """
    assert [each.severity for each in check(sheets(rows))].count(Severity.ERROR) == 0
    of = read_form(compile_form(sheets(rows)).xml)
    assert list(of.questions) == ["n", "no_n"]
    assert of.questions["no_n"].path == "/data/page/each/no/n"


def test_entities_stay_in_the_compiled_form() -> None:
    made = sheets("text a save_to=street") | {"entities": [{"list_name": "homes", "label": "x"}]}
    found = check(made)
    assert [each.severity for each in found].count(Severity.ERROR) == 0
    assert 'entities:saveto="street"' in compile_form(made).xml
