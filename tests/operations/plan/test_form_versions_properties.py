"""Any edit of a form, brought into an audit with two packs out: nothing is lost, figures that both versions
have are the same, it doesn't matter whether a pack comes home before or after, and it can be taken back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import open_case
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file.audits import check_audit, close_audit, create_audit, open_audit
from audit_app.operations.gather.conflicts import conflicts
from audit_app.operations.gather.taking_in import merge
from audit_app.operations.plan import handing_out
from audit_app.operations.plan.form_versions import bring_in, take_back
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.readers.form_workbook import Sheets
from audit_app.store import keys
from tests.examples import examples
from tests.operations.conftest import PASSPHRASE
from tests.operations.lists import import_cases
from tests.operations.modular_form import NAMESPACES, write_form
from tests.operations.team import PACK
from tests.xforms.forms import YES_NO

S = AnswerState
_CHOICES = ("one", "two", "three")
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "move", "drop", "split", "choice", "reorder", "repeat"]),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=4,
)
_ANSWER = st.tuples(
    st.integers(0, 5),
    st.sampled_from(
        [
            *(Answer(S.ANSWERED, value) for value in ("one", "two", "3")),
            Answer(S.NOT_RECORDED, note="looked"),
            Answer(),
        ]
    ),
)
_ANSWERS = st.lists(_ANSWER, min_size=2, max_size=6)
_MEASURES = (
    {"kind": "number", "question": "number"},
    {"kind": "distribution", "question": "pick"},
    {"kind": "distribution", "question": "several"},
    {"kind": "proportion", "question": "pick_too", "numerator": "two"},
    {"kind": "proportion", "question": "pick", "numerator": "one two", "population": "pick_too = two three"},
    {"kind": "proportion", "question": "in_row", "numerator": ">=3", "rows": "any"},
)
_WORDS = ("label", "population")  # with names of questions in them, which a version may change
_numbers = count()


@dataclass
class Asked:
    """A question of a form that is edited: its name now and before, and where its answers go."""

    name: str
    type: str
    was: str = ""
    parts: tuple[str, ...] = ()  # it was split into these


@dataclass
class Plan:
    """A form in the making: names by page, and what became of the questions that it began with."""

    asked: list[Asked] = field(
        default_factory=lambda: [
            Asked("words", "text"),
            Asked("number", "integer"),
            Asked("pick", "select_one picks"),
            Asked("several", "select_multiple picks"),
            Asked("pick_too", "select_one picks"),
        ]
    )
    repeat: str = "rows"
    second_choice: str = "two"
    order: tuple[str, ...] = ("one", "two", "three")
    gone: list[Asked] = field(default_factory=list)

    def edit(self, what: str, at: int, number: int) -> None:
        """Make one edit; one that can't be made is none."""
        chosen = self.asked[at % len(self.asked)]
        if what == "add":
            self.asked.insert(at % len(self.asked), Asked(f"new_{number}", "text"))
        elif what == "move":
            self.asked.remove(chosen)
            self.asked.append(chosen)
        elif what == "choice":
            self.second_choice = "second"
        elif what == "reorder":
            self.order = self.order[1:] + self.order[:1]
        elif what == "repeat":
            self.repeat = "renamed_rows"
        elif chosen.name.startswith("new_") or chosen.was:
            return
        elif what == "rename":
            chosen.was, chosen.name = chosen.name, f"{chosen.name}_{number}"
        elif what == "drop" and len(self.asked) > 2:
            self.asked.remove(chosen)
            self.gone.append(chosen)
        elif what == "split" and chosen.type == "select_one picks":
            parts = (f"{chosen.name}_a{number}", f"{chosen.name}_b{number}")
            place = self.asked.index(chosen)
            self.asked[place : place + 1] = [Asked(part, chosen.type, was="split") for part in parts]
            self.gone.append(Asked(chosen.name, chosen.type, parts=parts))

    def sheets(self, version: str) -> Sheets:
        """The form as it is now."""
        half = len(self.asked) // 2
        row = {"type": "integer", "name": "in_row", "label": "in_row"}
        survey = [
            {"type": "begin_group", "name": "every", "bind::audit:every_page": "yes"},
            {"type": "select_one yes_no", "name": "immediate_concern", "label": "Concern?"},
            {"type": "end_group"},
            {"type": "begin_group", "name": "page_1", "label": "One"},
            *map(_line, self.asked[:half]),
            {"type": "end_group"},
            {"type": "begin_group", "name": "page_2", "label": "Two"},
            *map(_line, self.asked[half:]),
            {"type": "begin_repeat", "name": self.repeat, "label": "Rows"}
            | ({"bind::audit:was": "rows"} if self.repeat != "rows" else {}),
            row,
            {"type": "end_repeat"},
            {"type": "end_group"},
        ]
        choices = [
            {
                "list_name": "picks",
                "name": self.second_choice if name == "two" else name,
                "label": name,
                "was": "two" if name == "two" and self.second_choice != "two" else "",
            }
            for name in self.order
        ]
        settings = {"form_id": "edited", "form_title": "Edited", "version": version, "namespaces": NAMESPACES}
        made: Sheets = {
            "survey": survey,
            "choices": [*YES_NO, *choices],
            "settings": [settings],
            "measures": list(self.measures()),
        }
        carried = [
            {"from": asked.name, "choice": name, "question": part, "value": "", "note": note}
            for asked in self.gone
            for name in _CHOICES
            for part, note in zip(asked.parts, ("", "Which of them?"), strict=False)
            if name != "three" or part == asked.parts[0]
        ]
        return made | ({"carried": carried} if carried else {})

    def measures(self) -> Iterator[dict[str, str]]:
        """A figure of each question that is still asked; the program follows what has another name, but for
        choices and for what was split."""
        for number, row in enumerate(_MEASURES):
            names = {name: (self.goes_to(name) or ("",))[0] for name in _reads(row)}
            if all(names.values()):
                cells = {"id": f"F{number}", "label": f"F{number}", "denominator": "fact", "page": "one"}
                for column, cell in row.items():
                    for name, new in names.items():
                        split = new not in [asked.name for asked in self.asked if asked.was == name]
                        cell = re.sub(rf"\b{name}\b", new if split else name, cell)
                    cells[column] = re.sub(r"\btwo\b", self.second_choice, cell)
                yield cells

    def goes_to(self, name: str) -> tuple[str, ...]:
        """Where answers of a question of the first version go; nowhere where it is gone."""
        if name == "in_row":
            return (name,)
        for asked in self.gone:
            if asked.name == name:
                return asked.parts
        return tuple(asked.name for asked in self.asked if name in (asked.name, asked.was))


def _reads(row: Mapping[str, str]) -> Iterator[str]:
    yield row["question"]
    yield from filter(None, [row.get("population", "").partition(" = ")[0]])


def _line(asked: Asked) -> dict[str, str]:
    was = {"bind::audit:was": asked.was} if asked.was not in ("", "split") else {}
    return {"type": asked.type, "name": asked.name, "label": asked.name} | was


@dataclass(frozen=True)
class Start:
    """An audit of the first version with two packs out, closed, each with the code that opens it."""

    files: tuple[tuple[Path, str], ...]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    folder = tmp_path_factory.mktemp("versions")
    form = write_form(folder / "form", Plan().sheets("1"))
    path = folder / "0.audit"
    audit, code = create_audit(path, PASSPHRASE, form=form, info=AuditInfo(name="A"), person="Boss")
    import_cases(audit, [{"case": "C1"}, {"case": "C2"}])
    handing_out.assign(audit, "AB")
    case = open_case(audit, list_cases(audit)[0].id)
    answering.add_row(case, "rows")
    files = [(path, code)]
    for number in (1, 2):
        out = folder / f"{number}.audit"
        handing_out.write_pack(audit, "AB", out, PACK)
        made = open_audit(out, PACK)
        files.append((out, keys.recovery_code(made.file.key)))
        close_audit(made)
    close_audit(audit)
    return Start(tuple(files))


@contextmanager
def opened(path: Path, code: str, person: str) -> Iterator[Audit]:
    audit = open_audit(path, code, person=person)
    try:
        yield audit
    finally:
        close_audit(audit)


def say(audit: Audit, answers: list[tuple[int, Answer]]) -> None:
    """Answer the questions of the first version in the first case, those that can be answered so."""
    case = open_case(audit, list_cases(audit)[0].id)
    for which, answer in answers:
        (row,) = case.filling.rows("rows")
        key = [
            *map(Key, ("words", "number", "pick", "several", "pick_too")),
            Key("in_row", row.uuid),
        ][which]
        fits = dict.fromkeys(("number", "in_row"), ("3",)) | dict.fromkeys(
            ("pick", "several", "pick_too"), _CHOICES
        )
        if not answer.value or answer.value in fits.get(key.question, (answer.value,)):
            answering.save_answer(case, key, answer)


def heads(audit: Audit) -> dict[tuple[str, Key], tuple[Answer, str]]:
    """Every answer that stands, with why it must be looked at again."""
    return {
        (ref.id, key): (head.answer, head.why)
        for ref in list_cases(audit)
        for key, head in open_case(audit, ref.id).heads.items()
    }


def in_conflict(audit: Audit) -> set[tuple[str, Key]]:
    """Where two answers stand."""
    return {(conflict.case_audit, conflict.key) for conflict in conflicts(audit)}


def figures(audit: Audit, plan: Plan) -> dict[str, Any]:
    """What every figure says, with the cases behind it: rows of a distribution in any order and by the name
    that their choice had."""

    def told(part: Any) -> Any:
        if is_dataclass(part):
            said = [each.name for each in fields(part) if each.name not in _WORDS]
            return {name: told(getattr(part, name)) for name in said}
        if isinstance(part, str):
            return re.sub(rf"\b{plan.second_choice}$", "two", part)
        if isinstance(part, tuple):
            return sorted(map(told, part), key=repr)
        return part

    reading = pages.read(audit, Filters(status="all"))
    return {each.id: told(each) for each in pages.measures(reading)}


def everything(audit: Audit) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: sorted(audit.file.rows(f"SELECT * FROM {table}"), key=repr)
        for table in ("change", "change_parent", "answer", "repeat_row", "form_version", "prefill", "audit")
    }


@examples(common=8, long=300)
@given(edits=_EDITS, first=_ANSWERS, theirs=_ANSWERS, others=_ANSWERS)
def test_any_edit_loses_nothing(
    start: Start,
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[str, int]],
    first: list[tuple[int, Answer]],
    theirs: list[tuple[int, Answer]],
    others: list[tuple[int, Answer]],
) -> None:
    folder = tmp_path_factory.mktemp(f"edited{next(_numbers)}")
    files = [folder / f"{number}.audit" for number in range(3)]
    for (path, code), copy, said in zip(start.files, files, (first, theirs, others), strict=True):
        shutil.copy(path, copy)
        with opened(copy, code, f"P{copy.stem}") as audit:
            say(audit, said)
    plan = Plan()
    for number, (what, at) in enumerate(edits):
        plan.edit(what, at, number)
    form = write_form(folder / "form", plan.sheets("2"))
    before, after = folder / "before.audit", folder / "after.audit"
    for copy in (before, after):
        shutil.copy(files[0], copy)
    code = start.files[0][1]
    with opened(before, code, "Boss") as audit:
        merge(audit, files[1:])
        said_before, open_before = heads(audit), in_conflict(audit)
        counted = figures(audit, Plan())
        as_it_was = everything(audit)
        bring_in(audit, form)
        assert_nothing_lost(audit, plan, said_before)
        together, counts = heads(audit), figures(audit, plan)
        assert counts == {id_: figure for id_, figure in counted.items() if id_ in counts}
        places = {(case, place, key.row) for case, key in open_before for place in plan.goes_to(key.question)}
        assert {(case, key.question, key.row) for case, key in in_conflict(audit)} <= places
        assert check_audit(audit) == ()
        take_back(audit)
        assert everything(audit) == as_it_was
        assert figures(audit, Plan()) == counted
    with opened(after, code, "Boss") as audit:
        bring_in(audit, form)
        merge(audit, files[2:0:-1])
        assert (heads(audit), figures(audit, plan)) == (together, counts)
        assert check_audit(audit) == ()


def assert_nothing_lost(audit: Audit, plan: Plan, said: dict[tuple[str, Key], tuple[Answer, str]]) -> None:
    for ref in list_cases(audit):
        case = open_case(audit, ref.id)
        kept = {each.key for each in answering.kept_answers(case)}
        for (case_audit, key), (answer, _why) in said.items():
            if case_audit != ref.id or key.question.startswith("@") or answer == Answer():
                continue
            names = plan.goes_to(key.question)
            assert names or key in kept
            if names:
                stands = case.heads[Key(names[0], key.row)].answer
                meant = (
                    answer.value.replace("two", plan.second_choice)
                    if key.question != "words"
                    else answer.value
                )
                assert (stands.state, stands.value, stands.note) == (answer.state, meant, answer.note)
                assert key not in kept
