"""Area figures and events: what is kept, what is refused in words, what can be pasted from a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.model import AreaFigure, LocalEvent
from audit_app.operations.area import area_context
from audit_app.operations.area.figures import next_year, number_text, read_number, read_year
from audit_app.operations.area.items import BY_NAME, find_item
from audit_app.operations.area.typed import Cell, TypedFigures, usual_years, with_typed
from audit_app.operations.audit import Audit
from audit_app.operations.case.cases import add_case
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.plan.handing_out import write_pack

CHILDREN, INFANTS = "children_in_proceedings", "infants_in_proceedings"
UNDER_14, UNDER_7 = "newborns_14_in_proceedings", "newborns_7_in_proceedings"
BIRTHS, ALLOCATION = "live_births", "median_referral_to_allocation_days"


def figure(what: str, value: float, year: str = "2024/25", place: str = "Northshire") -> AreaFigure:
    kinds = {"Northshire": "area", "England": "country"}
    return AreaFigure(place, kinds.get(place.strip().title(), "neighbour"), year, what, value)


WHOLE = (figure(CHILDREN, 90), figure(INFANTS, 31), figure(UNDER_14, 14), figure(UNDER_7, 12))


# Figures


def test_an_audit_begins_with_none(audit: Audit) -> None:
    assert area_context.figures(audit) == ()
    assert area_context.events(audit) == ()


def test_figures_are_kept_in_the_order_in_which_places_were_typed(audit: Audit) -> None:
    given = (*WHOLE, figure(BIRTHS, 600_000, place="England"), figure(BIRTHS, 4100, place="Aytown"))
    assert area_context.set_figures(audit, given) == given
    assert area_context.figures(audit) == given


def test_years_and_places_are_written_in_one_way(audit: Audit) -> None:
    kept = area_context.set_figures(
        audit,
        [figure(BIRTHS, 5, "2023-24"), figure(BIRTHS, 6, "2024/2025", " northshire ")],
    )  # fmt: skip
    assert [(each.place, each.year) for each in kept] == [
        ("Northshire", "2023/24"),
        ("Northshire", "2024/25"),
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([figure(BIRTHS, -1)], "Northshire, 2024/25, Live births: It can't be below 0."),
        ([figure(BIRTHS, 1.5)], "It counts births, so it is a whole number."),
        ([figure(BIRTHS, float("nan"))], "It can't be below 0."),
        ([figure(BIRTHS, 1e12)], "It is too large to be right."),
        ([figure("adoptions", 1)], "“adoptions” is none of the figures asked for"),
        ([figure(BIRTHS, 1, "last year")], "“last year” is no year. Write it as 2024/25 or 2024."),
        ([figure(BIRTHS, 1, "2024/26")], "“2024/26” is no year."),
        ([figure(BIRTHS, 1, place=" ")], "The place has no name."),
        ([replace(WHOLE[0], kind="county")], "“county” is no kind of place. Choose one of area, region"),
        ([figure(BIRTHS, 1), figure(BIRTHS, 2, "2024-25")], "It stands here twice."),
        ([WHOLE[0], replace(WHOLE[1], kind="region")], "The place is of two kinds here."),
        ([WHOLE[0], replace(WHOLE[0], place="Southshire")], "Northshire is the audit's own area already."),
        ([figure(CHILDREN, 10), figure(INFANTS, 11)], "11 is more than “Children in proceedings”, 10"),
        ([figure(INFANTS, 10), figure(UNDER_14, 11)], "11 is more than “Infants in proceedings”, 10"),
        ([figure(UNDER_14, 10), figure(UNDER_7, 11)], "11 is more than “Newborns under 14 days”, 10"),
        ([figure(CHILDREN, 1000), figure(UNDER_7, 1011)], "1,011 is more than “Children in proceedings”"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(
    audit: Audit, given: list[AreaFigure], sentence: str
) -> None:
    with pytest.raises(AuditError) as refused:
        area_context.set_figures(audit, given)
    assert sentence in str(refused.value)
    assert area_context.figures(audit) == ()


def test_a_part_may_be_the_whole_and_years_and_places_are_apart(audit: Audit) -> None:
    area_context.set_figures(
        audit,
        [
            figure(CHILDREN, 3), figure(INFANTS, 3),
            figure(CHILDREN, 1, "2023/24"), figure(INFANTS, 9, place="England"),
        ],
    )  # fmt: skip


def test_each_wrong_figure_is_named(audit: Audit) -> None:
    wrong = area_context.wrong_figures([figure(BIRTHS, -1), figure(ALLOCATION, 2.5), figure(CHILDREN, 0.5)])
    assert [(each.year, each.what) for each in wrong] == [("2024/25", BIRTHS), ("2024/25", CHILDREN)]


def test_new_figures_take_the_place_of_old_ones() -> None:
    now = area_context.with_figures(
        WHOLE, [figure(INFANTS, 30), figure(BIRTHS, 5)], gone=[("northshire", "2024/25", UNDER_7)]
    )
    assert now == (WHOLE[0], figure(INFANTS, 30), WHOLE[2], figure(BIRTHS, 5))


def test_a_pack_holds_none_and_takes_none(audit: Audit, tmp_path: Path) -> None:
    area_context.set_figures(audit, WHOLE)
    area_context.set_events(audit, [LocalEvent("2024-05-01", "Service closed")])
    add_case(audit, "C1")
    write_pack(audit, "AB", tmp_path / "ab.audit", "lantern plum harbour")
    pack = open_audit(tmp_path / "ab.audit", "lantern plum harbour")
    assert (area_context.figures(pack), area_context.events(pack)) == ((), ())
    for write in (
        lambda: area_context.set_figures(pack, WHOLE),
        lambda: area_context.set_events(pack, ()),
        lambda: area_context.set_cuts(pack, area_context.cuts(pack)),
    ):
        with pytest.raises(AuditError, match="This is a pack"):
            write()
    close_audit(pack)


# Numbers and years


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), (" ", None), ("0", 0), ("-0", 0), ("1,234", 1234), ("1234567", 1234567), ("45.0", 45)],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float | None) -> None:
    assert read_number(text, BY_NAME[BIRTHS]) == value


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("12%", "is a share"), ("-3", "below 0"), ("−3", "below 0"), ("3.5", "whole number"),
        ("c", "no number"), ("1,23", "no number"), ("1e5", "no number"), ("٣", "no number"),
        ("9" * 400, "too large"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str, word: str) -> None:
    with pytest.raises(AuditError, match=word):
        read_number(text, BY_NAME[BIRTHS])


@given(st.integers(0, 99_999_999))
def test_a_number_is_read_as_it_is_written(value: int) -> None:
    assert read_number(number_text(value), BY_NAME[BIRTHS]) == value


def test_medians_need_not_be_whole() -> None:
    assert read_number("2.5", BY_NAME[ALLOCATION]) == 2.5
    assert number_text(2.5) == "2.5"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", "2024"), ("2024/25", "2024/25"), ("2024-25", "2024/25"), ("2024–2025", "2024/25"),
        ("1999/00", "1999/00"), ("2024/26", ""), ("2024/1925", ""), ("24/25", ""), ("1066", ""), ("", ""),
    ],
)  # fmt: skip
def test_years(text: str, year: str) -> None:
    assert read_year(text) == year


@pytest.mark.parametrize(
    ("year", "after"), [("2024", "2025"), ("2024/25", "2025/26"), ("1998/99", "1999/00")]
)
def test_the_year_after(year: str, after: str) -> None:
    assert next_year(year) == after


def test_every_item_is_found_by_its_own_words() -> None:
    for item in area_context.ITEMS:
        assert find_item(item.words) == find_item(item.name.upper()) == item
        assert item.feeds
        assert item.help


# Typing

KINDS = {"Northshire": "area", "England": "country"}


def cell(what: str, year: str = "2024/25", place: str = "Northshire") -> Cell:
    return place, year, what


def test_what_is_typed_is_taken_in_cell_by_cell() -> None:
    typed = with_typed(
        WHOLE, KINDS, {cell(INFANTS): "30", cell(UNDER_7): "", cell(BIRTHS, place="England"): "600,000"}
    )
    assert typed.wrong == {}
    assert typed.figures == (
        WHOLE[0], figure(INFANTS, 30), WHOLE[2], figure(BIRTHS, 600_000, place="England"),
    )  # fmt: skip


def test_a_cell_that_cannot_be_waits_and_the_others_are_taken_in() -> None:
    typed = with_typed(WHOLE, KINDS, {cell(INFANTS): "many", cell(BIRTHS): "5000"})
    assert typed.figures == (*WHOLE, figure(BIRTHS, 5000))
    assert typed.wrong == {
        cell(INFANTS): "2024/25, Infants in proceedings: “many” is no number. "
        "Leave it empty where the figure isn't known."
    }


def test_a_cell_waits_for_another_whichever_was_typed_first() -> None:
    fewer = {cell(CHILDREN): "10"}
    waits = with_typed(WHOLE[:2], KINDS, fewer)
    assert waits.figures == WHOLE[:2]
    assert "31 is more than “Children in proceedings”, 10" in waits.wrong[cell(CHILDREN)]
    both = with_typed(WHOLE[:2], KINDS, {**fewer, cell(INFANTS): "8"})
    assert both == TypedFigures((figure(CHILDREN, 10), figure(INFANTS, 8)), {})


@given(
    st.dictionaries(
        st.sampled_from([cell(what) for what in (CHILDREN, INFANTS, UNDER_14, UNDER_7)]),
        st.one_of(st.integers(0, 60).map(str), st.sampled_from(["", "x"])),
    )
)
def test_whatever_is_typed_what_is_kept_can_be_kept(texts: dict[Cell, str]) -> None:
    typed = with_typed(WHOLE, KINDS, texts)
    assert area_context.wrong_figures(typed.figures) == ()
    assert set(typed.wrong) <= set(texts)


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 3, 31), ("2022/23", "2023/24", "2024/25")),
        (date(2026, 4, 1), ("2023/24", "2024/25", "2025/26")),
    ],
)
def test_a_table_begins_with_the_years_that_are_over(today: date, years: tuple[str, ...]) -> None:
    assert usual_years(today) == years


def test_every_item_feeds_measures_that_there_are() -> None:
    from tests.form.filled import derived_figures

    numbers = {name.partition("_")[0] for name in derived_figures()}
    assert {number for item in area_context.ITEMS for number in item.feeds} <= numbers


# Pasting

YEARS_DOWN = "Year\tChildren in proceedings\tInfants\n2023/24\t1,090\t31\n2024/25\t85\t\n"
YEARS_ACROSS = "\t2023/24\t2024/25\nchildren\t1,090\t85\ninfants_in_proceedings\t31\n\n"
READ = {("2023/24", CHILDREN): 1090, ("2023/24", INFANTS): 31, ("2024/25", CHILDREN): 85}


@pytest.mark.parametrize("text", [YEARS_DOWN, YEARS_ACROSS, YEARS_DOWN.replace("\n", "\r\n")])
def test_a_block_is_read_either_way_round(text: str) -> None:
    found = area_context.read_pasted(text, "Aytown", "neighbour")
    assert {(each.year, each.what): each.value for each in found} == READ
    assert {(each.place, each.kind) for each in found} == {("Aytown", "neighbour")}


def test_numbers_alone_are_read_from_the_cell_where_they_begin() -> None:
    found = area_context.read_pasted(
        "1,090\t31\n85\t\n", "Northshire", years=("2023/24", "2024/25"), items=area_context.ITEMS[:2]
    )
    assert {(each.year, each.what): each.value for each in found} == READ


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" \n", "nothing to paste"),
        ("a\tb\n1\t2", "no headings that are known"),
        ("1\t2", "no headings that are known"),
        ("Year\tInfants\n2024\t12%", "row 2, column B: “12%” is a share"),
        ("Year\tInfants\n2024\tmany", "row 2, column B: “many” is no number"),
        ("Year\tInfants\nTotal\t12", "row 2, column A: “Total” is no year"),
        ("Year\tInfants\tAdoptions\n2024\t1\t2", "row 1, column C: “Adoptions” is none of the figures"),
        ("\t2024\tall\nInfants\t1\t2", "row 1, column C: “all” is no year"),
        ("Year\tInfants\n2024\t1\n2024\t2", "row 3, column B: This figure stands twice for 2024."),
        ("Year\tInfants\n\t1", "row 2, column A: There is no year"),
    ],
)
def test_what_cannot_be_read_is_said_with_row_and_column(text: str, said: str) -> None:
    with pytest.raises(AuditError) as refused:
        area_context.read_pasted(text, "Northshire")
    assert said in str(refused.value)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_pasted_lines_may_end_as_any_system_ends_them(ending: str) -> None:
    found = area_context.read_pasted(ending.join(["year\tbirths", "2023\t5", "2024\t6"]), "Northshire")
    assert [(each.year, each.value) for each in found] == [("2023", 5), ("2024", 6)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year\tbirths\n2024\t" + "x" * 5_000, "row 2, column B: “x{79}…” is no number"),
        ("year\tbirths\n2024\t" + "9" * 5_000, "row 2, column B: It is too large to be right"),
        ("x" * 200_000, "more than a table of area figures holds. Copy the cells"),
        ("\r", "nothing to paste"),
    ],
)
def test_what_no_table_holds_is_said_shortly(text: str, said: str) -> None:
    with pytest.raises(AuditError, match=said) as caught:
        area_context.read_pasted(text, "Northshire")
    assert len(str(caught.value)) < 500


def test_numbers_beyond_the_table_are_refused() -> None:
    with pytest.raises(AuditError, match="row 2, column A: There is no year for this number"):
        area_context.read_pasted("1\n2", "Northshire", years=("2024",), items=area_context.ITEMS[:1])


def test_columns_without_numbers_say_nothing() -> None:
    assert len(area_context.read_pasted("Year\tInfants\tRemarks\n2024\t1\t\n", "Northshire")) == 1


@given(st.text(alphabet="0123456789,.%\t\n ab\"'/-", max_size=60))
def test_any_block_is_read_or_refused(text: str) -> None:
    try:
        found = area_context.read_pasted(text, "Northshire", years=("2023", "2024"), items=area_context.ITEMS)
    except AuditError:
        return
    assert all(each.what in BY_NAME and each.value >= 0 for each in found)


# Files


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "figures.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_file_adds_replaces_and_takes_away(audit: Audit, csv_file: Callable[[str], Path]) -> None:
    area_context.set_figures(audit, WHOLE)
    path = csv_file(
        "place,kind,year,what,value\n"
        "Northshire,area,2024-25,infants_in_proceedings,30\n"
        "Northshire,area,2024/25,newborns_7_in_proceedings,\n"
        "England,country,2023,live_births,\"600,000\"\n"
    )  # fmt: skip
    assert area_context.take_in_figures(audit, path) == 3
    assert area_context.figures(audit) == (
        WHOLE[0], figure(INFANTS, 30), WHOLE[2], figure(BIRTHS, 600_000, "2023", "England"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("place,year,what,value\nA,2024,live_births,1\n", "lacks the columns kind"),
        ("place,kind,year,what,value\nA,area,2024,births,1%\nA,area,2024,x,1\n", "row 2: “1%” is a share"),
        ("place,kind,year,what,value\nA,area,2024,births,1\nA,area,2024,x,1\n", "row 3: “x” is none"),
        ("place,kind,year,what,value\nA,town,2024,births,1\n", "“town” is no kind of place"),
    ],
)
def test_a_file_is_taken_in_whole_or_not_at_all(
    audit: Audit, csv_file: Callable[[str], Path], text: str, said: str
) -> None:
    with pytest.raises(AuditError) as refused:
        area_context.take_in_figures(audit, csv_file(text))
    assert said in str(refused.value)
    assert area_context.figures(audit) == ()


# Events

CLOSED, MOVED = LocalEvent("2024-09-01", "Service closed"), LocalEvent("2023-01-10", "Threshold moved")


def test_events_are_kept_in_the_order_of_their_days_each_once(audit: Audit) -> None:
    assert area_context.set_events(audit, [CLOSED, MOVED, replace(CLOSED, text=" Service  closed ")]) == (
        MOVED,
        CLOSED,
    )
    assert area_context.events(audit) == (MOVED, CLOSED)
    assert area_context.set_events(audit, [CLOSED]) == area_context.events(audit) == (CLOSED,)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (LocalEvent("2024-09", "x"), "“2024-09” is no exact day"),
        (LocalEvent("soon", "x"), "“soon” is no exact day"),
        (LocalEvent("2099-01-01", "x"), "1 January 2099 hasn't been yet"),
        (LocalEvent("2024-09-01", "  "), "Say in a few words what happened on 1 September 2024"),
        (LocalEvent("2024-09-01", "x" * 201), "more than 200 letters"),
    ],
)
def test_what_is_no_event_is_refused(audit: Audit, event: LocalEvent, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        area_context.set_events(audit, [MOVED, event])
    assert area_context.events(audit) == ()
