"""A release as one plan: what several readers hold together is decided together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.lines.released import Released
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import ledger, planning
from audit_app.operations.share.planning import Planned
from tests.once import Once
from tests.samples import copied, made_up

PAGES = ("parents",)
TEAMS = ("Pre-birth team", "South locality")


@pytest.fixture(name="audit")
def _audit(once: Once, tmp_path: Path) -> Iterator[Audit]:
    audit = copied(made_up(once), tmp_path / "one.audit")
    yield audit
    close_audit(audit)


def team(name: str) -> Planned:
    return Planned(f"{name}.xlsx", "shared", page_ids=PAGES, filters=Filters(where={"team": name}))


WHOLE = Planned("whole.xlsx", "shared", page_ids=PAGES)
STEERING = Planned("steering.xlsx", "restricted", page_ids=PAGES)


def counts(released: Released) -> dict[str, int]:
    """What is printed, by line and column."""
    return {
        f"{row.id} / {key}": round(cell.value)
        for page in released.pages
        for block in page.blocks
        for row in (block.table.rows if block.table else ())
        for key, cell in row.cells.items()
        if key in ("n", "of") and cell.value is not None and not cell.hidden
    }


def test_the_whole_and_its_teams_dont_tell_the_rest_by_subtraction(audit: Audit) -> None:
    drafts = planning.draft_plan(audit, [WHOLE, *map(team, TEAMS)])
    whole, *parts = (counts(draft.released) for draft in drafts)
    rest = [whole[at] - sum(part[at] for part in parts) for at in whole if all(at in part for part in parts)]
    assert len(rest) > 20
    assert not [n for n in rest if 0 < n < 6]


def test_a_restricted_output_is_decided_beside_the_shared_one(audit: Audit) -> None:
    shared, restricted = planning.draft_plan(audit, [WHOLE, STEERING])
    assert (shared.released.profile, restricted.released.profile) == ("dfe", "restricted")
    assert shared.released.summary.n_hidden > restricted.released.summary.n_hidden


def test_the_restricted_output_is_the_same_whether_the_shared_one_leaves_with_it_or_not(audit: Audit) -> None:
    _shared, beside = planning.draft_plan(audit, [WHOLE, STEERING])
    (alone,) = planning.draft_plan(audit, [STEERING])
    assert beside.released.pages == alone.released.pages


def test_a_plan_is_written_file_by_file_and_stands_in_the_ledger(audit: Audit, tmp_path: Path) -> None:
    planned = [WHOLE, STEERING]
    leaving = tmp_path / "leaving"
    planning.release_plan(audit, leaving, planned, planning.draft_plan(audit, planned))
    assert {path.name for path in leaving.iterdir()} == {"whole.xlsx", "steering.xlsx"}
    assert [line.release.edition for line in ledger.read(audit).lines] == ["restricted", "shared"]
    assert [line.release.overridden for line in ledger.read(audit).lines] == [(), ()]


def test_a_plan_that_stops_half_way_says_what_has_left(audit: Audit, tmp_path: Path) -> None:
    planned = [WHOLE, STEERING]
    drafts = planning.draft_plan(audit, planned)
    (tmp_path / "steering.xlsx").mkdir()
    with pytest.raises(AuditError, match=r"Already written, and in the ledger: whole\.xlsx"):
        planning.release_plan(audit, tmp_path, planned, drafts)
    assert [line.release.edition for line in ledger.read(audit).lines] == ["shared"]


@pytest.mark.parametrize(
    ("planned", "sentence"),
    [
        ([], "plan is empty"),
        ([WHOLE, WHOLE], "one file name"),
        ([Planned("out.xlsx", "internal")], "a plan is of what leaves"),
        ([Planned("../out.xlsx", "shared")], "Leave out folders"),
        ([Planned("out.docx", "shared")], r"out\.docx: There is no such edition or format"),
        ([Planned("out.pdf", "shared", page_ids=("nowhere",))], r"out\.pdf: Choose pages out of"),
    ],
)
def test_what_is_no_plan_is_refused(audit: Audit, planned: list[Planned], sentence: str) -> None:
    with pytest.raises(AuditError, match=sentence):
        planning.draft_plan(audit, planned)


def test_a_plan_is_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "file,edition,pages,where,recipient\n"
        "board.pdf,shared,needs waits,,The board\n"
        "team.xlsx,restricted,,team=North,\n"
    )
    board, own = planning.read_plan(path)
    assert (board.format, board.page_ids, board.sending.recipient) == ("pdf", ("needs", "waits"), "The board")
    assert (own.edition, own.filters.where) == ("restricted", {"team": "North"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,edition\nx.pdf,shared\n", "file and edition have to be there"),
        ("file,edition\nx.pdf,\n", "Line 2 of the plan needs"),
        ("file,edition,where\nx.pdf,shared,North\n", "is no condition"),
    ],
)
def test_a_table_that_is_no_plan_says_where(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(text)
    with pytest.raises(AuditError, match=sentence):
        planning.read_plan(path)
