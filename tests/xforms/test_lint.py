"""The form check: each mistake with its sheet, row, column and what to do. pyxform lets most of these by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import Severity
from audit_app.operations.forms import check_form
from audit_app.xforms.headings import with_usual_headings
from audit_app.xforms.lint import check
from tests.examples import examples
from tests.xforms.forms import NAMESPACES, sheets

SOUND = """
begin_group page
select_one yes_no a hint='Look in the file'
integer b relevant="${a} = 'yes'" constraint=". > 0 and . < 20" constraint_message='Check ${b}'
begin_repeat people repeat_count=${b} bind::audit:summary='concat(${name}, position(.))'
text name required=yes
end_repeat
calculate n calculation='count(${people}) + sum(${b})'
select_multiple yes_no c choice_filter="name = ${a} or ${a} = ''"
date d default=today() bind::audit:found=yes bind::audit:precision=day
end_group
"""


def test_a_sound_form_has_no_problems() -> None:
    assert check(sheets(SOUND)) == []


ERRORS = [
    # survey rows, row, column, a piece of what is said, a piece of what to do
    ("txt a", 2, "type", "no question type “txt”", "“text”"),
    ("geopoint a", 2, "type", "“geopoint” asks for a place", "another way"),
    ("image a", 2, "type", "“image” asks for a picture", "another way"),
    ("select_one_from_file a.csv a", 2, "type", "a file beside the form", "choices sheet"),
    ("select_one yesno a", 2, "type", "no list “yesno”", "“yes_no”"),
    ("text a\ntext a", 3, "name", "already used in row 2", "name of its own"),
    ("text 1a", 2, "name", "can't be a name", "letters"),
    ("text meta", 2, "name", "kept for the form", "another"),
    ("begin_group g\ntext a", 2, "type", "never ended", "end_group"),
    ("text a\nend_group", 3, "type", "none is open", "begin"),
    ("begin_group g\nbegin_repeat r\ntext a\nend_group", 5, "type", "the repeat “r” of row 3", "own end"),
    (
        "begin_repeat r\nbegin_repeat s\nbegin_repeat t\ntext a\nend_repeat\nend_repeat\nend_repeat",
        4, "type", "nested more than one deep", "level",
    ),
    ("text a relevant='${b} = 1'", 2, "relevant", "called “b”", "Check"),
    ("text child\ntext a relevant='${chidl} = 1'", 3, "relevant", "called “chidl”", "“child”"),
    ("text a label='Hello ${who}'", 2, "label", "called “who”", "Check"),
    ("text a\ntext b relevant=\"${a} = „x«\"", 3, "relevant", "typographic quote", "straight"),
    ("text a\ntext b relevant='${a} == 1'", 3, "relevant", "can't be read", "Check quotes"),
    ("text a\ntext b relevant='if(${a}, 1, 2'", 3, "relevant", "ends too early", "Complete"),
    ("text a\ntext b relevant='{a} = 1'", 3, "relevant", "not written as ${name}", "${"),
    ("text a\ntext b relevant='yes = ${a}'", 3, "relevant", "“yes” means nothing", "quotes"),
    ("text a constraint='slected(., 1)'", 2, "constraint", "no function slected()", "selected()"),
    ("text a constraint='substr(.)'", 2, "constraint", "2 to 3 arguments, not 1", "as many"),
    ("text a required='true(1)'", 2, "required", "no argument, not 1", "as many"),
    ("text a constraint='area(.)'", 2, "constraint", "no function area()", "places"),
    ("text a constraint=\"regex(., '[a-')\"", 2, "constraint", "pattern", ""),
    ("text a constraint='$b > 1'", 2, "constraint", "Variables", "curly"),
    ("calculate a calculation='${b}'\ncalculate b calculation='${a}'", 2, "calculation", "a → b → a", "out"),
    ("calculate a calculation='${a} + 1'", 2, "calculation", "a → a", "out"),
    ("begin_group g relevant='${a} = 1'\ntext a\nend_group", 2, "relevant", "itself", "out"),
    (
        "begin_repeat r repeat_count='${a}'\ntext a\nend_repeat",
        2, "repeat_count", "never be a first", "count(${r}) + 1",
    ),
    ("text a relevent=1", 1, "relevent", "no column “relevent”", "“relevant”"),
    ("text a trigger='${b}'", 2, "trigger", "called “b”", "Check"),
    ("text a bind::audit:recrod=x", 1, "bind::audit:recrod", "no attribute", "audit:record"),
    ("text a bind::audit:record=legal", 2, "bind::audit:record", "not in the list “records”", "Add"),
    ("date a bind::audit:precision=month", 2, "bind::audit:precision", "can't stand", "any or day"),
    ("date a bind::audit:edd=due", 2, "bind::audit:edd", "can't stand", "EDD question"),
    ("text a bind::audit:summary=1", 2, "bind::audit:summary", "can't stand", "repeat"),
    ("text a bind::audit:every_page=yes", 2, "bind::audit:every_page", "can't stand", "group"),
    ("select_one yes_no a choice_filter='part = 1'", 2, "choice_filter", "“part” means nothing", "column"),
    ("text a label=", 2, "label", "no label", "Write"),
    ("calculate a", 2, "calculation", "nothing to work out", "calculation"),
    ("Text a", 2, "type", "no question type “Text”", "“text”"),
    ("text a\ntext b relevant=\"a = 'x'\"", 3, "relevant", "“a” is written without ${}", "${a}"),
    ("text a relevant=\". = 'x'\"", 2, "relevant", "own answer", "another question"),
    ("calculate a calculation='. + 1'", 2, "calculation", "own answer", "another question"),
    ("integer a default=few", 2, "default", "“few” is not a whole number", "leave the default out"),
    ("select_one yes_no a default=maybe", 2, "default", "not among the choices", "yes, no"),
    ("date a default=2024-13-01", 2, "default", "not a date", "leave the default out"),
    ("integer a default='1 +'", 2, "default", "ends too early", "Complete"),
    ("text a bind::audit:was=old\ntext b bind::audit:was='older old'", 3, "bind::audit:was", "Row 2", "one"),
    ("text a\ntext b bind::audit:was=a", 3, "bind::audit:was", "Row 2", "one"),
    (
        "begin_group g bind::audit:every_page=yes\ntext a\nend_group\n"
        "begin_group h bind::audit:every_page=yes\ntext b\nend_group",
        5, "bind::audit:every_page", "Row 2", "one",
    ),
    ("text a\ncalculate b calculation=\"instance('no_yes')/root/item/label\"", 3, "calculation",
     "no list “no_yes”", "choices sheet"),
    ("text a\ncalculate b calculation=\"pulldata(${a}, 'label', 'name', 'fig')\"", 3, "calculation",
     "names in quotes", "'key'"),
    ("text a\ncalculate b calculation=\"instance('yes_no')/root/item[name = ${a}]/lable\"", 3, "calculation",
     "no column “lable”", "“label”"),
    ("text a\ncalculate b calculation=\"instance('yes_no')/root/item[part = ${a}]/label\"", 3, "calculation",
     "no column “part”", "Add"),
    ("range a parameters='start=1 end=x'", 2, "parameters", "must be a number", "Mend"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "row", "column", "message", "action"), ERRORS)
def test_each_mistake_is_an_error_in_its_place(
    rows: str, row: int, column: str, message: str, action: str
) -> None:
    found = next(problem for problem in check(sheets(rows)) if problem.severity is Severity.ERROR)
    assert (found.sheet, found.row, found.column) == ("survey", row, column)
    assert message in found.message
    assert action in str(found)


@pytest.mark.parametrize(
    "rows",
    [
        "text a\ntext b relevant='count(/data[. != 1]) = 1'",
        "text a constraint=\". != 'x'\" constraint_message=No",
        "select_one yes_no a\ntext b relevant=\"${a} = '' or ${a} = 'yes'\"",
        "select_one yes_no a hint='What it says'",
        "integer a default=3\ndate b default=today()\ntext c default=a-b",
        "text a label::en=A label::cy=B hint='Shown in both'",
        "begin_group g\ntext a\nend_group",
        "text a default=${last-saved#a}",
        "text a bind::audit:was=a",
        "text a\ncalculate b calculation=\"instance('yes_no')/root/item[name = ${a}]/label\"",
        "text a\ncalculate b calculation=\"count(instance('yes_no')/root/item[name = current()/../a])\"",
    ],
)
def test_what_is_right_is_left_alone(rows: str) -> None:
    assert [found for found in check(sheets(rows)) if found.sheet == "survey"] == []


@pytest.mark.parametrize(
    "written",
    [
        "select one from yes_no",
        "select all that apply from yes_no",
        "select1 yes_no",
        "select_one yes_no or_other",
        "select one from yes_no or specify other",
    ],
)
def test_selects_as_xlsform_has_written_them_over_the_years(written: str) -> None:
    form = sheets("text a")
    form["survey"].append({"type": written, "name": "b", "label": "B"})
    assert check(form) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("select_one yes_no maybe", "“maybe” after the list “yes_no” means nothing."),
        ("select_multiple yes_no or others", "“or others” after the list “yes_no” means nothing."),
        ("select one from yes_no at once", "“at once” after the list “yes_no” means nothing."),
    ],
)
def test_words_after_the_list_of_a_select_are_named_apart_from_it(written: str, said: str) -> None:
    form = sheets("text a")
    form["survey"].append({"type": written, "name": "b", "label": "B"})
    (found,) = check(form)
    assert (found.message, found.row, found.column) == (said, 3, "type")


def test_a_choice_that_or_other_adds_is_one() -> None:
    form = sheets("text a relevant=\"${b} = 'other'\"")
    form["survey"].append({"type": "select_one yes_no or_other", "name": "b", "label": "B"})
    assert check(form) == []


def test_headings_in_other_spellings_are_known() -> None:
    rows = [
        {"Type": "integer", " NAME ": "a", "Label::Welsh (cy)": "A", "Constraint  Message": "x", "grp": "y"}
    ]
    assert with_usual_headings({"survey": rows, "choices": [{"List Name": "x", "Part Of": "y"}]}) == {
        "survey": [
            {"type": "integer", "name": "a", "label::Welsh (cy)": "A", "constraint_message": "x", "grp": "y"}
        ],
        "choices": [{"list_name": "x", "Part Of": "y"}],
    }
    assert with_usual_headings({"survey": [{"Type": "text", "type": "date"}]}) == {
        "survey": [{"Type": "text", "type": "date"}]
    }


def test_a_question_without_a_type_is_not_dropped_in_silence() -> None:
    found = check({"survey": [{"type": "text", "name": "a", "label": "A"}, {"label": "B"}]})
    assert [(problem.row, problem.column) for problem in found][:1] == [(3, "type")]


_ROWS = "begin_repeat r\ninteger a\nend_repeat\n"


@pytest.mark.parametrize(
    "rows",
    [
        _ROWS + "text b relevant='count(${r}) > 1 and sum(${a}) > 3'",
        _ROWS + "text b relevant=\"join(' ', ${a}) != '' and indexed-repeat(${a}, ${r}, 1) = 3\"",
        "begin_repeat r bind::audit:summary='${a}'\ninteger a\ntext b relevant='${a} > 1'\nend_repeat",
        "begin_repeat r\ninteger a\nbegin_repeat q\ntext b relevant='${a} > 1'\nend_repeat\nend_repeat",
        "range a parameters='start=10 end=1 step=-1'",
        "range a parameters='start=1 end=10 step=0.5'",
    ],
)
def test_rows_that_are_all_meant_and_scales_that_arrive_are_let_pass(rows: str) -> None:
    assert [problem for problem in check(sheets(rows)) if problem.sheet == "survey"] == []


@pytest.mark.parametrize(
    ("rows", "row", "column", "message"),
    [
        ("text a\ntoday t", 3, "type", "leaves empty"),
        ("text a shade=blue", 1, "shade", "nothing comes of it"),
        (
            "begin_repeat r\ninteger a\ncalculate s calculation=sum(${a})\nend_repeat",
            4,
            "calculation",
            "own row",
        ),
        ("integer a constraint='. > 1'", 2, "constraint", "Nobody is told"),
        ("integer a constraint_message='Too small'", 2, "constraint_message", "never shown"),
        ("integer a bind::audit:warning='. > 1'", 2, "bind::audit:warning", "Nobody is told"),
        ("select_one yes_no a\ntext b relevant=\"${a} = 'yse'\"", 3, "relevant", "“yse” is not a choice"),
        (
            "select_multiple yes_no a constraint=\"selected(., 'possibly')\" constraint_message=No",
            2,
            "constraint",
            "“possibly” is not a choice of “a”",
        ),
        (_ROWS + "text b relevant=\"${a} = '7'\"", 5, "relevant", "each row of “r”"),
        (_ROWS + "text b relevant='sum(${a} * 2) > 3'", 5, "relevant", "each row of “r”"),
        (_ROWS + "calculate c calculation='${a}'", 5, "calculation", "each row of “r”"),
        (_ROWS + "text b label='After ${a}'", 5, "label", "each row of “r”"),
        (_ROWS + "begin_repeat q\ntext b relevant='${a} > 1'\nend_repeat", 6, "relevant", "each row of “r”"),
        ("range a parameters='start=10 end=1'", 2, "parameters", "backwards: from 10 to 1"),
        ("range a parameters='start=1 end=10 step=-1'", 2, "parameters", "backwards"),
    ],
)  # fmt: skip
def test_what_only_deserves_a_look_is_a_warning(rows: str, row: int, column: str, message: str) -> None:
    form = sheets(rows, [{"list_name": "yes_no", "name": "maybe", "label": "Maybe"}])
    found = [problem for problem in check(form) if problem.sheet == "survey"]
    assert [problem.severity for problem in found] == [Severity.WARNING]
    assert (found[0].row, found[0].column) == (row, column)
    assert message in found[0].message


def test_a_text_that_is_missing_in_a_language_is_told() -> None:
    english, welsh = {"label::en": "A"}, {"label::cy": "A"}
    form = {
        "survey": [
            {"type": "select_one yes_no", "name": "a", "hint::en": "B", **english, **welsh},
            {"type": "text", "name": "b", "constraint": ". != ''", "constraint_message": "C", **english},
            {"type": "text", "name": "c", **welsh},
        ],
        "choices": [
            {"list_name": "yes_no", "name": "yes", **english},
            {"list_name": "yes_no", "name": "no", **english, **welsh},
        ],
    }
    assert [(each.sheet, each.row, each.column, each.severity) for each in check(form)] == [
        ("survey", 2, "hint::cy", Severity.WARNING),
        ("survey", 3, "label::cy", Severity.WARNING),
        ("survey", 4, "label::en", Severity.WARNING),
        ("choices", 2, "label::cy", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("choices", "row", "column", "message", "severity"),
    [
        (
            [{"list_name": "x", "name": "a", "label": "A"}],
            4,
            "list_name",
            "No question uses",
            Severity.WARNING,
        ),
        ([{"list_name": "yes_no", "name": "no", "label": "Nay"}], 4, "name", "stands twice", Severity.ERROR),
        (
            [{"list_name": "yes_no", "name": "not known", "label": "?"}],
            4,
            "name",
            "a space",
            Severity.WARNING,
        ),
        ([{"list_name": "yes_no", "label": "?"}], 4, "name", "has no name", Severity.ERROR),
        ([{"name": "a", "label": "?"}], 4, "list_name", "has no list_name", Severity.ERROR),
        ([{"list_name": "yes_no", "name": "b"}], 4, "label", "has no label", Severity.WARNING),
    ],
)
def test_choices(
    choices: list[dict[str, str]], row: int, column: str, message: str, severity: Severity
) -> None:
    found = check(sheets("select_one yes_no a", choices))[0]
    assert (found.sheet, found.row, found.column, found.severity) == ("choices", row, column, severity)
    assert message in found.message


@pytest.mark.parametrize(
    ("sheet", "row", "column", "message"),
    [
        ("needs", {"id": "n", "question": "a", "offer": "b"}, "offer", "called “b”"),
        ("needs", {"id": "n", "question": "a", "offer": "a", "service_types": "x"}, "service_types", "“x”"),
        ("measures", {"id": "m", "kind": "ratio", "question": "a"}, "kind", "“ratio” is not known"),
        ("measures", {"id": "m", "kind": "number", "question": "z"}, "question", "called “z”"),
        ("measures", {"kind": "number", "question": "a"}, "id", "empty"),
        ("steps", {"id": "s", "question": "a", "gestation": "z"}, "gestation", "called “z”"),
    ],
)
def test_our_own_sheets_name_what_exists(sheet: str, row: dict[str, str], column: str, message: str) -> None:
    found = check({**sheets("select_one yes_no a"), sheet: [row]})
    assert [(problem.sheet, problem.row, problem.column) for problem in found] == [(sheet, 2, column)]
    assert message in found[0].message


_COURT = "begin_group g bind::audit:module=court\nselect_one yes_no a\nend_group"


@pytest.mark.parametrize(
    ("listed", "place", "severity", "message", "action"),
    [
        (("court",), None, None, "", ""),
        (("courts",), ("survey", 2, "bind::audit:module"), Severity.ERROR, "no “court”", "“courts”"),
        (("birth",), ("survey", 2, "bind::audit:module"), Severity.ERROR, "no “court”", "Add it"),
        ((), ("survey", 2, "bind::audit:module"), Severity.WARNING, "“court” is about", "Add a sheet"),
        (("court", "birth"), ("modules", 3, "id"), Severity.WARNING, "“birth”", "remove it"),
        (("court", "court"), ("modules", 3, "id"), Severity.ERROR, "already used in row 2", "own"),
        (("court", ""), ("modules", 3, "id"), Severity.ERROR, "empty", "Fill"),
    ],
)
def test_modules_of_the_survey_are_those_of_their_sheet(
    listed: tuple[str, ...],
    place: tuple[str, int, str] | None,
    severity: Severity | None,
    message: str,
    action: str,
) -> None:
    form = {**sheets(_COURT), "modules": [{"id": name, "label": "Words"} for name in listed]}
    found = check(form)
    assert (found == []) is (place is None)
    if place is not None:
        each = next(each for each in found if (each.sheet, each.row, each.column) == place)
        assert each.severity is severity
        assert message in each.message
        assert action in each.action


@pytest.mark.parametrize("sheet", ["needs", "measures", "steps", "settings", "modules", "ordinary"])
def test_a_misspelt_column_of_any_sheet_is_told(sheet: str) -> None:
    form = {**sheets("select_one yes_no a")}
    form[sheet] = [{**row, "lable": "x"} for row in form.get(sheet, [])]
    form[sheet] = form[sheet] or [{"id": "m", "kind": "number", "question": "a", "offer": "a", "lable": "x"}]
    assert ("column", 1, sheet) in {
        ("column", each.row, each.sheet) for each in check(form) if each.column == "lable"
    }


@pytest.mark.parametrize(
    ("form", "sheet", "message"),
    [
        ({}, "survey", "asks nothing"),
        ({"survey": [{"type": "", "name": ""}]}, "survey", "asks nothing"),
        ({"servey": [{"type": "text"}]}, "servey", "no sheet “servey”"),
        (
            {"survey": [{"type": "text", "name": "a", "label": "A", "bind::audit:was": "b"}]},
            "settings",
            "namespace",
        ),
    ],
)
def test_whole_sheets(form: dict[str, list[dict[str, str]]], sheet: str, message: str) -> None:
    found = {problem.sheet: problem.message for problem in check(form)}
    assert message in found[sheet]


_JUNK = st.sampled_from(
    [
        "",
        "x",
        "${",
        "${a",
        "}",
        "‘a’",
        "begin_group",
        "end_group",
        "end_repeat",
        "begin_repeat",
        "select_one",
        "(",
        "'",
        "${people}",
        "${a} = ",
        "1 =",
        "$x",
        "//",
        "..",
        "\x00",
        "rank yes_no",
        "range",
        "calculate",
        "[1]",
        "&",
        "<b>",
        "=1",
    ]
)


@examples(common=60, long=3_000)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20), _JUNK), min_size=1, max_size=3))
def test_no_mistake_ends_in_a_traceback(slips: list[tuple[int, int, str]]) -> None:
    broken = sheets(SOUND)
    for row, column, junk in slips:
        cells = broken["survey"][row % len(broken["survey"])]
        cells[list(cells)[column % len(cells)]] = junk
    assert isinstance(check(broken), list)


def test_problems_carry_the_file() -> None:
    found = check({"survey": []}, "audit.xlsx")
    assert str(found[0]).startswith("audit.xlsx, sheet survey: ")


def test_a_form_without_settings_is_fine() -> None:
    assert check({"survey": [{"type": "text", "name": "a", "label": "A"}]}) == []
    assert NAMESPACES


BLANKS = [
    # a calculation, the question whose blank it reads, and how it reads it
    ("if(${a} = '', 1, 2)", "a", "= ''"),
    ("if('' != ${a}, 1, 2)", "a", "!= ''"),
    ("concat(${a}, '-', ${b})", "a b", "concat()"),
    ("concat(string(${a}), 'x')", "a", "concat()"),
    ("if(not(selected(${c}, 'yes')), 1, 0)", "c", "not(selected())"),
    ("count-selected(${c})", "c", "count-selected()"),
    ("string-length(${a})", "a", "string-length()"),
    ("coalesce(${a}, '')", "a", "coalesce(, '')"),
    ("concat(coalesce(${a}, 'nobody'), ${b})", "b", "concat()"),
    ("if(coalesce(${a}, 'nothing') = 'nothing', 1, 2)", "", ""),
    ("concat(coalesce(${a}, 'nobody'), coalesce(${b}, '0'))", "", ""),
    ("not(selected(coalesce(${c}, 'nothing'), 'yes'))", "", ""),
    ("count-selected(coalesce(${c}, 'nothing'))", "", ""),
    ("if(selected(${c}, 'yes'), 1, 2)", "", ""),
    ("if(${a} = 'x', ${b}, coalesce(${b}, 3))", "", ""),
    ("concat(${said}, '')", "", ""),  # all rows of a repeat: those that are answered
    ("concat(${page}, '')", "", ""),  # a group
]
ASKED = """begin_group page
text a
integer b
select_multiple yes_no c
end_group
begin_repeat people
text said
end_repeat
"""


@pytest.mark.parametrize(("expression", "names", "how"), BLANKS)
def test_a_calculation_that_reads_a_blank_otherwise_than_odk_is_warned_of(
    expression: str, names: str, how: str
) -> None:
    found = check(sheets(f'{ASKED}calculate n calculation="{expression}"'))
    assert [(each.severity, each.sheet, each.row, each.column) for each in found] == [
        (Severity.WARNING, "survey", 10, "calculation") for _name in names.split()
    ]
    for name, problem in zip(names.split(), found, strict=True):
        assert f"“{how}” takes a blank “{name}” for an answer" in problem.message
        assert f"coalesce(${{{name}}}, '...')" in problem.action


def test_where_something_only_holds_or_does_not_a_blank_is_no_question_of_form_check() -> None:
    text = ASKED + "text d relevant=\"${a} = '' and not(selected(${c}, 'yes'))\" constraint=\"${a} != ''\""
    assert [each for each in check(sheets(text)) if "takes a blank" in each.message] == []


def test_the_shipped_form_reads_no_blank_unsaid() -> None:
    assert [each for each in check_form("prebirth_case_audit") if "takes a blank" in each.message] == []
