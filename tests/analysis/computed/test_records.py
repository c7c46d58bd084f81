"""What the records can tell: exactness of dates, planning questions, contradictions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.analysis.computed.answerable import Planning, answerable, judged, read_planning
from audit_app.analysis.computed.contradictions import contradictions, read_orders
from audit_app.analysis.frames import Frame
from audit_app.results.inputs import CohortInput, Column, Plausible, Variable
from tests.analysis.small import cohort, computed, counts, letters
from tests.form.filled import sheets

PLANNING = read_planning(sheets()["planning"])
ORDERS = read_orders(sheets()["orders"])

DATED = cohort("""
question             A          B       C    D                     E F
referral_date        2024-03-01 2024-03 2024 ~2024-03-01|2024-04-01 ? x
edd_still_on_system  yes        no      no   ?                     - x
""")


def test_how_exact_a_key_date_is() -> None:
    found = computed("Q11_when_referral_date", DATED)
    assert counts(found.rows) == [
        "exact: A of ABCDE",
        "approximate: BC of ABCDE",
        "unclear: D of ABCDE",
        "not_recorded: E of ABCDE",
    ]
    assert letters(found.states.source_not_seen) == "F"


def test_how_often_the_due_date_was_lost() -> None:
    found = computed("Q11_due_date_lost", DATED)
    assert (letters(found.numerator), letters(found.base)) == ("BC", "ABC")
    assert letters(found.states.not_recorded) == "D"


def found_in(**places: str) -> dict[str, Column]:
    """Where each case's answer was found: `s` a structured field, `d` a document, `l` the legal file, `-` not
    said."""
    words = {"s": "structured_field", "d": "case_document", "l": "legal_file", "-": ""}
    made = {}
    for question, letters_ in places.items():
        values = [words[letter] for letter in letters_]
        n = len(values)
        cases = [chr(ord("A") + number) for number in range(n)]
        made[question] = Column(cases, [""] * n, ["answered"] * n, values, [True] * n, [False] * n)
    return made


def ten(referral: str, hearing: str = "") -> CohortInput:
    """Ten cases: `+` a date, `?` not in the file, `-` not asked, `x` not opened."""
    signs = {"+": "2024-03-01"}
    lines = [f"question {' '.join('ABCDEFGHIJ')}"]
    for name, cells in (("referral_date", referral), ("first_hearing_date", hearing or "-" * 10)):
        lines.append(f"{name} {' '.join(signs.get(cell, cell) for cell in cells)}")
    return cohort("\n".join(lines))


WAIT = Planning("waits", "How long?", ("referral_date", "first_hearing_date"), ("Referral", "First hearing"))


@pytest.mark.parametrize(
    ("referral", "hearing", "places", "verdict"),
    [
        ("++++++++++", "", {"referral_date": "sssssssssd"}, "now"),
        ("++++++++++", "", {"referral_date": "ssssssssdd"}, "with_work"),
        ("++++++++++", "", {}, "with_work"),  # on file, but nobody noted where
        ("+++++++++?", "", {"referral_date": "ssssssssd-"}, "with_work"),
        ("++++++++??", "", {"referral_date": "ssssssss--"}, "new_field"),
        (
            "++++++++++",
            "++++++++++",
            {"referral_date": "s" * 10, "first_hearing_date": "l" * 10},
            "with_work",
        ),
        ("++++++++++", "+?--------", {"referral_date": "s" * 10, "first_hearing_date": "s" * 10}, "now"),
        ("+xxxxxxxxx", "", {"referral_date": "s" * 10}, "now"),  # files that nobody opened are left out
        ("xxxxxxxxxx", "", {}, ""),
    ],
)
def test_the_verdict_follows_where_dates_were_found(
    referral: str, hearing: str, places: dict[str, str], verdict: str
) -> None:
    read = replace(ten(referral, hearing), found=found_in(**places))
    assert judged(Frame(read), WAIT).verdict == verdict


def test_what_to_do_names_the_fields_and_the_systems() -> None:
    read = ten("+++++++++?", "ll".replace("l", "+") + "-" * 8)
    read = replace(read, found=found_in(referral_date="ssdddddds-", first_hearing_date="ll--------"))
    said = judged(Frame(read), WAIT).doing
    assert said == (
        "Add a field, or link the system: Referral, in documents of the case system (6 files); "
        "First hearing, in the legal file or court bundle (2 files)."
    )
    missing = judged(Frame(ten("????++++++")), WAIT).doing
    assert missing == "Record it in a field of its own: Referral (4 files)."


def test_places_and_absent_files_are_the_base() -> None:
    read = replace(ten("++?x------"), found=found_in(referral_date="sd--------"))
    found = judged(Frame(read), WAIT)
    assert (letters(found.base), letters(found.absent)) == ("ABC", "C")
    assert {place: letters(cases) for place, cases in found.places.items()} == {
        "structured_field": "A",
        "case_document": "B",
    }


def test_of_alternatives_one_will_do() -> None:
    due = Planning("journey", "When?", ("referral_date first_hearing_date",), ("Referral",))
    assert judged(Frame(ten("?+?-------", "+?-" + "-" * 7)), due).absent == ("C",)


def test_a_question_whose_module_is_off_is_left_out() -> None:
    read = cohort(
        "question A\napplication_date 2024-03-01\nfirst_hearing_date 2024-03-09",
        {name: Variable(name, module="court") for name in ("application_date", "first_hearing_date")},
    )
    assert [each.question for each in answerable(Frame(read), PLANNING)] == ["notice"]
    assert answerable(Frame(replace(read, modules=frozenset())), PLANNING) == ()


CONTRARY = cohort("""
question                             A          B          C       D          E
application_date                     2024-03-05 2024-03-05 2024-03 2024-03-05 ?
first_hearing_date                   2024-03-04 2024-03-05 2024-01-01 ~2024-03-01|2024-03-09 2024-03-01
birth_gestation                      280        100        320     -          ?
services[1]/service_started_date     2024-02-01 2024-02-01 -       -          -
services[1]/service_ended_date       2024-03-01 2024-01-01 -       -          -
""")


def test_dates_that_contradict_each_other_are_listed_by_pair() -> None:
    birth = Plausible("birth_gestation", 154, 308, "Birth: before 22 or after 44 weeks, by the expected date")
    read = replace(CONTRARY, plausible={"birth_gestation": birth})
    assert [(each.label, letters(each.cases)) for each in contradictions(Frame(read), ORDERS)] == [
        ("First hearing before the application", "A"),  # inexact or conflicting dates prove nothing
        ("Service ended before it started", "B"),
        ("Birth: before 22 or after 44 weeks, by the expected date", "BC"),
    ]


def test_a_birth_before_the_referral_is_listed() -> None:
    read = cohort("""
question       A          B          C       D
referral_date  2024-03-02 2024-03-01 2024-03 2024-03-02
birth_date     2024-03-01 2024-03-01 2024-02 ?
""")
    found = [(each.label, letters(each.cases)) for each in contradictions(Frame(read), ORDERS)]
    assert found == [("Birth before the referral", "A")]


def test_the_shipped_form_has_every_question_named_here() -> None:
    from tests.form.filled import form

    named = {name for each in PLANNING for names in each.reads for name in names.split()}
    assert named | {name for each in ORDERS for name in (each.first, each.second)} <= set(form().questions)
