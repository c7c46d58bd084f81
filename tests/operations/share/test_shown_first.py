"""What the manager wants to see first is shown where something else can be hidden instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from audit_app.analysis.disclosure.ties import FIRST, first
from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import pages, shown_first
from audit_app.operations.share import planning, releasing
from audit_app.operations.share.planning import Planned
from tests.once import Once
from tests.samples import copied, made_up

FATHERS = ("area", "parents", "fathers", "birth")


@pytest.fixture(name="audit")
def _audit(once: Once, tmp_path: Path) -> Iterator[Audit]:
    audit = copied(made_up(once), tmp_path / "one.audit")
    yield audit
    close_audit(audit)


def shown(audit: Audit, page_ids: Collection[str], names: Collection[str] | None = None) -> set[str]:
    """The counts that an output prints, by line and column."""
    (draft,) = planning.draft_plan(
        audit, [Planned("out.xlsx", "shared", page_ids=tuple(page_ids))], first=names
    )
    return {
        f"{row.id} / {key}"
        for page in draft.released.pages
        for block in page.blocks
        for row in (block.table.rows if block.table else ())
        for key, cell in row.cells.items()
        if not cell.hidden
    }


def test_what_is_chosen_is_shown_where_otherwise_it_is_hidden(audit: Audit) -> None:
    count = "gaps.mother.0.2 / n"
    assert count not in shown(audit, ("needs",), ())
    assert count in shown(audit, ("needs",), ("no_offer_found",))


def test_the_choice_is_kept_in_the_audit(audit: Audit) -> None:
    assert shown_first.chosen(audit) == shown_first.NAMES
    assert pages.ties(audit).priority == first()
    shown_first.choose(audit, ["notice", "waits"])
    assert shown_first.chosen(audit) == ("waits", "notice")
    assert pages.ties(audit).priority == first(["waits", "notice"])
    assert pages.ties(audit, ["notice"]).priority == first(["notice"])
    shown_first.choose(audit, [])
    assert pages.ties(audit).priority == ()


def test_what_was_chosen_counts_for_a_single_output_too(audit: Audit) -> None:
    shown_first.choose(audit, [])
    draft = releasing.draft(audit, pages.read(audit), ("needs",), "dfe")
    assert (
        draft.released.summary.n_hidden
        < releasing.draft(
            audit, pages.read(audit), ("needs",), "dfe", first=shown_first.NAMES
        ).released.summary.n_hidden
    ), "what is shown first costs others"


def test_what_has_no_name_is_refused(audit: Audit) -> None:
    with pytest.raises(AuditError, match=r"called money\. There is: no_offer_found, early_referral"):
        shown_first.choose(audit, ["waits", "money"])


def test_everything_that_can_be_shown_first_is_called_something() -> None:
    assert set(shown_first.NAMES) == {name for name, _patterns in FIRST} == set(shown_first.words())
