"""Finishing a case by a command: what matters wants a reason there too."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.operations.two_versions import write_versions

ANSWERS = """case,auditor,question,state,value
C1,AB,immediate_concern,answered,no
C1,AB,mother_age,answered,24
C1,AB,abuse,not_recorded,
C1,AB,needs,answered,debt
C1,AB,remark,not_recorded,
C1,AB,grade,answered,good
C1,AB,seen,not_recorded,
"""


def test_without_a_fathers_row_a_case_is_finished_with_a_reason_only(run: Run, tmp_path: Path) -> None:
    write_versions(tmp_path)
    run("new", "a.audit", "--form", "first")
    Path("answers.csv").write_text(ANSWERS, encoding="utf-8")
    run("answers", "import", "a.audit", "answers.csv")
    for why in ((), ("--why", "  ")):
        refused = run("finish", "a.audit", "--case", "C1", *why, code=1).err
        assert "Nothing is entered under “Fathers”" in refused
        assert "--why" in refused
    assert run("cases", "list", "a.audit", "--json").json[0]["status"] == "in_progress"
    done = run("finish", "a.audit", "--case", "C1", "--why", "He is named nowhere")
    assert "Nothing is entered under “Fathers”" in done.err
    assert "He is named nowhere" in run("log", "a.audit").out
