"""One case: loading the form, saving an answer, and what an answer sets going."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

from audit_app.model import Answer, AnswerState, Key
from audit_app.operations import demo, forms
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, cases
from audit_app.operations.file import audits
from tests.bench.timing import Measured, compare


def form_load() -> Iterator[Measured]:
    """Opening needs the compiled form alone; the alternative compiles the XLSForm again."""
    from audit_app.readers.form_workbook import read_form_sheets
    from audit_app.xforms.compile import compile_form
    from audit_app.xforms.parse import read_form

    path = forms.find_form("prebirth_case_audit")
    source = forms.compile_source(path)
    yield compare(
        "form load",
        lambda: read_form(source.xml),
        "compiling it with pyxform",
        lambda: compile_form(read_form_sheets(path)),
        times=5,
    )


def saving() -> Iterator[Measured]:
    """An answer with all that depends on it, against a bare row committed to SQLCipher beside it."""
    with tempfile.TemporaryDirectory() as folder:
        audit, _code = demo.make_demo(Path(folder) / "bench.audit", "bench", n_cases=4)
        case = _open(audit)
        dates = cycle(["2024-03-03", "2024-03-04", "2024-03-05"])
        key = Key("referral_date")
        bare = _bare_file(Path(folder) / "bare.db")
        yield compare(
            "answer saved, with all that depends on it",
            lambda: answering.save_answer(case, key, Answer(AnswerState.ANSWERED, next(dates))),
            "bare SQLCipher commit",
            lambda: bare.execute("INSERT INTO t (v) VALUES ('2024-03-03')"),
            times=300,
            warm=20,
            limit="p95 under 5 ms",
        )
        bare.close()
        yield _relevance(case)
        audits.close_audit(audit)


def _relevance(case: answering.OpenCase) -> Measured:
    """What an answer sets going, against filling the whole case again."""
    from audit_app.xforms.filling import Filling

    filling, form = case.filling, case.audit.form
    answers = {key: change.answer for key, change in case.heads.items() if key.question in form.questions}
    rows = [row for name in form.repeats for row in filling.rows(name)]
    needs = cycle(["current", "no"])
    return compare(
        "relevance and calculations after an answer",
        lambda: filling.set(Key("mother_need_mental_health"), Answer(AnswerState.ANSWERED, next(needs))),
        "filling the whole case again",
        lambda: Filling(form, answers, rows, today=date(2025, 1, 1)),
        times=100,
    )


def _open(audit: Audit) -> answering.OpenCase:
    case = answering.open_case(audit, cases.list_cases(audit)[0].id)
    answering.reopen(case, "measured")
    return case


def _bare_file(path: Path):
    from audit_app.store.connection import connect

    database = connect(path, b"k" * 32, b"s" * 16)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE t (v TEXT)")
    return database.conn
