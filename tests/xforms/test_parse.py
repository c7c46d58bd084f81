"""A form compiled by pyxform and read back says all that its sheets said."""

from __future__ import annotations

import pytest

from audit_app.errors import AuditError, Severity
from audit_app.model import Key
from audit_app.xforms.compile import compile_form
from audit_app.xforms.definition import Output, QuestionType, Repeat
from audit_app.xforms.filling import Row
from audit_app.xforms.lint import check
from audit_app.xforms.parse import read_form
from tests.xforms.forms import YES_NO, case, form, sheets, value

TYPES = """
begin_group page
text q_text
integer q_integer
decimal q_decimal
date q_date
time q_time
dateTime q_datetime
select_one yes_no q_one
select_multiple yes_no q_many
rank yes_no q_rank
note q_note
calculate q_calculate calculation=1 bind::type=int
acknowledge q_acknowledge
range q_range parameters='start=1 end=5 step=2'
hidden q_hidden
end_group
"""


def test_every_question_type_is_read() -> None:
    read = {question.name: question.type for question in form(TYPES).questions.values()}
    assert list(read.values()) == list(QuestionType)


def test_details_of_questions() -> None:
    read = form(
        """
        begin_group page relevant=1=1 bind::audit:module=court
        integer a required="${b} = 'yes'" required_message=Please constraint='. > 0' \
 constraint_message=Positive appearance=numbers read_only=no hint=Look guidance_hint=Think default=3
        select_one yes_no b bind::audit:record='case legal' bind::audit:was=old bind::audit:warning='. != 1' \
 bind::audit:warning_msg=Unlikely
        date c bind::audit:found=yes bind::audit:edd=c bind::audit:precision=day default=today()
        range d parameters='start=1 end=5 step=2'
        end_group
        """
    )
    a, b, c, d = read.questions.values()
    assert (a.section, a.parent, a.module, a.path) == ("page", "page", "court", "/data/page/a")
    assert (a.label.plain(), a.hint.plain(), a.guidance.plain()) == ("a", "Look", "Think")
    assert (a.required, a.required_message.plain()) == ("/data/page/b  = 'yes'", "Please")
    assert (a.constraint, a.constraint_message.plain(), a.default) == (". > 0", "Positive", "3")
    assert (a.appearance, b.record, b.was, b.warning) == ("numbers", ("case", "legal"), ("old",), ". != 1")
    assert b.warning_message.plain() == "Unlikely"
    assert [(choice.name, choice.label.plain()) for choice in b.choices] == [("yes", "Yes"), ("no", "No")]
    assert (c.found, c.edd, c.precision, c.default_expression) == (True, "c", "day", "today()")
    assert d.parameters == {"start": "1", "end": "5", "step": "2"}


def test_groups_repeats_and_companions() -> None:
    read = form(
        """
        begin_group page bind::audit:every_page=yes
        begin_group inner
        begin_repeat people bind::audit:summary=${who}
        text who
        begin_repeat pets
        text pet
        end_repeat
        end_repeat
        end_group
        end_group
        begin_group second
        begin_repeat said repeat_count=count(${people})
        text what
        end_repeat
        begin_repeat twice repeat_count=2
        text which
        end_repeat
        end_group
        text loose
        """
    )
    assert [(section.name, section.every_page) for section in read.sections] == [
        ("page", True), ("second", False), ("data", False),
    ]  # fmt: skip
    people, pets, said, twice = read.repeats.values()
    assert isinstance(people, Repeat)
    assert (people.parent, people.section, people.summary.parts(), people.is_fixed) == (
        "inner",
        "page",
        (Output("./who"),),
        False,
    )
    assert (pets.repeat, read.questions["pet"].repeat, read.questions["who"].repeat) == (
        "people",
        "pets",
        "people",
    )
    assert (said.companion_of, said.is_fixed) == ("people", True)
    assert (twice.companion_of, twice.count) == ("", "2")
    assert list(read.questions) == ["who", "pet", "what", "which", "loose"]


def test_words_put_together_read_in_each_language_and_leave_the_value_alone() -> None:
    made = sheets(
        """
        select_one yes_no wales
        calculate plan calculation="if(${wales} = 'yes', 'on the register', 'on a plan')"
        text a
        begin_repeat people bind::audit:summary="concat('Aged ', ${age})"
        integer age
        end_repeat
        """,
        settings={"form_title": "Children", "form_title::Cymraeg (cy)": "Plant"},
    )
    _wales, plan, a, people, _age, _end = made["survey"]
    plan["bind::audit:summary::Cymraeg (cy)"] = "if(${wales} = 'yes', 'ar y gofrestr', 'ar gynllun')"
    people["bind::audit:summary::Cymraeg (cy)"] = "concat('Oed ', ${age})"
    a |= {"hint": "Is it ${plan}?", "hint::Cymraeg (cy)": "Ydy hwn ${plan}?"}
    assert not [found for found in check(made) if found.severity is Severity.ERROR]
    filling = case(read_form(compile_form(made).xml), {"wales": "yes", "age@p1": "4"}, Row("p1", "people"))

    assert (filling.hint(Key("a"), "en"), filling.summary("p1", "en")) == ("Is it on the register?", "Aged 4")
    assert (filling.hint(Key("a"), "cy"), filling.summary("p1", "cy")) == ("Ydy hwn ar y gofrestr?", "Oed 4")
    assert value(filling, "plan") == "on the register"
    assert (filling.form.titles.plain("en"), filling.form.titles.plain("cy")) == ("Children", "Plant")


def test_languages_fall_back_to_the_first() -> None:
    rows = [
        {"type": "text", "name": "a", "label::English (en)": "Name", "label::Cymraeg (cy)": "Enw"},
        {"type": "text", "name": "b", "label::English (en)": "Age of ${a}", "hint::English (en)": "Years"},
    ]
    settings = [{"form_id": "f", "default_language": "English (en)"}]
    read = read_form(compile_form({"survey": rows, "settings": settings}).xml)
    a, b = read.questions.values()
    assert read.languages == ("English (en)", "Cymraeg (cy)")
    assert (a.label.plain(), a.label.plain("Cymraeg (cy)")) == ("Name", "Enw")
    assert (b.label.plain("Cymraeg (cy)"), b.hint.plain("Cymraeg (cy)")) == ("Age of …", "Years")
    assert b.label.parts() == ("Age of ", Output("/data/a"))


def test_choice_lists_keep_their_columns() -> None:
    choices = [{"list_name": "yes_no", "name": "maybe", "label": "Maybe", "part": "2"}]
    read = form("select_one yes_no a choice_filter='part = 2'", choices)
    itemset = read.questions["a"].itemset
    assert itemset is not None
    assert (itemset.list, [dict(choice.columns) for choice in itemset.choices]) == (
        "yes_no",
        [{}, {}, {"part": "2"}],
    )
    assert itemset.nodeset


def test_metadata_is_named_and_left_out() -> None:
    read = form("start s\ntext a")
    assert (read.ignored, list(read.questions)) == (("s",), ["a"])


def test_names_and_versions() -> None:
    compiled = compile_form(sheets("text a", settings={"form_id": "f", "version": "7", "form_title": "T"}))
    read = read_form(compiled.xml)
    assert (compiled.name, compiled.version, compiled.title) == ("f", "7", "T")
    assert (read.name, read.version, read.title) == ("f", "7", "T")


def test_what_pyxform_refuses_has_its_row() -> None:
    with pytest.raises(AuditError) as error:
        compile_form(
            {"survey": [{"type": "select_one nothing", "name": "a", "label": "A"}], "choices": YES_NO}
        )
    assert error.value.problems[0].row == 2


@pytest.mark.parametrize("xml", ["<a/>", "<model/>", "", "<h><model><instance/></model></h>"])
def test_what_is_no_form_is_a_sentence(xml: str) -> None:
    with pytest.raises(AuditError):
        read_form(xml)
