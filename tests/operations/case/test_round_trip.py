"""Any answers of any form, taken out and in again: none is lost or changed, and the file stays whole."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.operations.case.answers_file import export_answers, import_answers
from audit_app.operations.case.views import is_read_only
from audit_app.operations.file.audits import check_audit, close_audit, create_audit, open_audit
from audit_app.operations.forms import load_with_sheets
from audit_app.operations.read.cohort import Filters, read_profile
from audit_app.operations.share.instances_out import KINDS, export_instances
from audit_app.xforms.definition import Form, Group, Question, Repeat
from audit_app.xforms.definition import QuestionType as T

EVERY_KIND = """type,name,label,relevant,calculation,repeat_count,choice_filter,default,read_only,parameters
begin_group,about,About,,,,,,,
text,ref-no,Reference,,,,,,,
integer,age,Age,,,,,,,
decimal,weight.kg,Weight,${age} < 5,,,,,,
date,born,Born,,,,,,,
time,at,At,,,,,,,
dateTime,seen,Seen,,,,,,,
select_one country,country,Country,,,,,wales,,
select_one county,county,County,${country} != '',,,part_of = ${country},,,
select_multiple needs or_other,needs,Needs,,,,,,,
rank needs,ranked,Ranked,count-selected(${needs}) > 1,,,,,,
acknowledge,agreed,Agreed,,,,,,,
range,score,Score,,,,,,,start=0 end=10 step=0.5
hidden,kept,,,,,,x,,
text,shown,Shown,,"concat('Age ', ${age})",,,,yes,
end_group,,,,,,,,,
integer,n_people,How many?,,,,,,,
begin_repeat,people,People,,,${n_people},,,,
text,name,Name,,,,,,,
begin_repeat,visits,Visits,,,,,,,
date,visited,When,,,,,,,
calculate,visit,,,position(..),,,,,
end_repeat,,,,,,,,,
begin_repeat,marks,Marks,,,2,,,,
integer,mark,Mark,,,,,,,
end_repeat,,,,,,,,,
end_repeat,,,,,,,,,
begin_repeat,order,Order,${age} > 3,,,,,,
select_one county,group,Group,,,,,,,
end_repeat,,,,,,,,,
begin_repeat,follows,Follows,,,count(${order}),,,,
text,select,Select,,,,,,,
end_repeat,,,,,,,,,
calculate,n_visits,,,count(${visits}),,,,,
"""
CHOICES = """list_name,name,label,part_of
country,england,England,
country,wales,Wales,
county,kent,Kent,england
county,gwynedd,Gwynedd,wales
needs,housing,Housing,
needs,money,Money,
needs,health,Health,
"""
STATES = (*["answered"] * 6, "not_recorded", "unclear", "not_applicable", "source_not_seen")
TEXTS = ('a, "b"\nc', "=1+1", "é 🙂", "x" * 300)
PLAIN = {T.TIME: "13:05", T.DATETIME: "2024-05-01T10:00:00+01:00", T.ACKNOWLEDGE: "OK", T.RANGE: "2.5"}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An empty audit of the form, closed, and its recovery code."""
    folder = tmp_path_factory.mktemp("every_kind")
    (folder / "survey.csv").write_text(EVERY_KIND, encoding="utf-8")
    (folder / "choices.csv").write_text(CHOICES, encoding="utf-8")
    audit, code = create_audit(folder / "blank.audit", "pw", form=folder, info=AuditInfo(round="1"))
    close_audit(audit)
    return folder, code


def opened(blank: tuple[Path, str], path: Path) -> Audit:
    path.write_bytes((blank[0] / "blank.audit").read_bytes())
    return open_audit(path, blank[1], person="Z")


def places(form: Form, chance: random.Random) -> Iterator[tuple[str, Question]]:
    for section in form.sections:
        yield from _places(section, "", chance)


def _places(group: Group, prefix: str, chance: random.Random) -> Iterator[tuple[str, Question]]:
    for item in group.items:
        if isinstance(item, Question):
            if item.is_input and not is_read_only(item) and chance.random() < 0.7:
                yield prefix + item.name, item
        elif isinstance(item, Repeat):
            for number in range(1, chance.randint(1, 4)):
                yield from _places(item, f"{prefix}{item.name}[{number}]/", chance)
        else:
            yield from _places(item, prefix, chance)


def value(question: Question, chance: random.Random) -> str:
    names = [choice.name for choice in question.choices]
    if question.type in (T.SELECT_MULTIPLE, T.RANK):
        size = len(names) if question.type is T.RANK else chance.randint(1, len(names))
        return " ".join(chance.sample(names, size))
    if names:
        return chance.choice(names)
    if question.type in (T.INTEGER, T.DECIMAL):
        return str(chance.randint(0, 30))
    if question.type is T.DATE:
        return chance.choice(["2024-02-29", "2023-11", "2022", "03/04/2024"])
    return PLAIN.get(question.type) or chance.choice(TEXTS)


def answers(form: Form, chance: random.Random) -> Iterator[list[str]]:
    for case in range(4):
        status = "finished" if case % 2 else "in_progress"
        for place, question in places(form, chance):
            state = chance.choice(STATES)
            given = {"answered": value(question, chance), "unclear": "a | b"}.get(state, "")
            evidence = chance.choice(["", "Letter", '{"document": "Letter", "page": "3"}'])
            yield [f"C{case}", f"Officer {case % 2}", place, state, given, "", evidence, status]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_or_changed(blank: tuple[Path, str], tmp_path: Path, seed: int) -> None:
    given = list(answers(load_with_sheets(blank[0])[0], random.Random(seed)))
    columns = ["case", "auditor", "question", "state", "value", "note", "evidence", "status"]
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([columns, *given])
    taken = {}
    for name, source in (("one", "in"), ("other", "one")):
        audit = opened(blank, tmp_path / f"{name}.audit")
        import_answers(audit, tmp_path / f"{source}.csv")
        assert check_audit(audit) == ()
        export_answers(audit, tmp_path / f"{name}.csv")
        taken[name] = (tmp_path / f"{name}.csv").read_bytes()
        read_profile(audit, Filters())
        for kind in KINDS if name == "one" else ():  # the files of other tools lose nothing either
            export_instances(audit, tmp_path / f"{kind}.zip", kind)
        close_audit(audit)
    assert taken["one"] == taken["other"]
    for kind in KINDS:
        audit = opened(blank, tmp_path / f"{kind}.audit")
        import_answers(audit, tmp_path / f"{kind}.zip")
        export_answers(audit, tmp_path / f"{kind}.csv")
        close_audit(audit)
        assert (tmp_path / f"{kind}.csv").read_bytes() == taken["one"]
    with (tmp_path / "one.csv").open(encoding="utf-8", newline="") as file:
        kept = {(row[0], row[2]): (row[3], row[6], row[7]) for row in csv.reader(file)}
    assert {(row[0], row[2]): (row[3], row[6], row[7]) for row in given}.items() <= kept.items()
