"""What the manager wants to see first is shown where something else can be hidden instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import pages, shown_first
from audit_app.operations.share import planning, releasing
from audit_app.operations.share.planning import Planned
from audit_app.words import speaking
from tests.once import Once
from tests.samples import copied, made_up

NAMES = ("no_offer_found", "early_referral", "waits", "fathers_ladder", "notice")
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
    assert shown_first.chosen(audit) == NAMES
    assert pages.ties(audit).priority[-2:] == ("mother_*.2", "father_*.2"), "all, in the order of the sheet"
    shown_first.choose(audit, ["notice", "waits"])
    assert shown_first.chosen(audit) == ("waits", "notice")
    assert pages.ties(audit).priority == ("M4.[2345]_*", "M5.[12]_*")
    assert pages.ties(audit, ["notice"]).priority == ("M5.[12]_*",)
    shown_first.choose(audit, [])
    assert pages.ties(audit).priority == ()


def test_what_was_chosen_counts_for_a_single_output_too(audit: Audit) -> None:
    shown_first.choose(audit, [])
    draft = releasing.draft(audit, pages.read(audit), ("needs",), "dfe")
    assert (
        draft.released.summary.n_hidden
        < releasing.draft(audit, pages.read(audit), ("needs",), "dfe", first=NAMES).released.summary.n_hidden
    ), "what is shown first costs others"


def test_what_has_no_name_is_refused(audit: Audit) -> None:
    with pytest.raises(AuditError, match=r"called money\. There is: no_offer_found, early_referral"):
        shown_first.choose(audit, ["waits", "money"])


def test_what_can_be_shown_first_has_the_words_of_the_form(audit: Audit) -> None:
    assert tuple(shown_first.words(audit)) == NAMES
    with speaking("cy"):
        assert shown_first.words(audit)["notice"] == "Rhybudd o'r llys"


def test_a_form_kept_from_before_takes_what_its_shipped_form_says(audit: Audit) -> None:
    now = pages.ties(audit)
    assert "M1.3_newborn_rate_14" in now.withheld.never
    for sheet in ("wanted", "withheld"):
        del audit.declared[sheet]
    assert pages.ties(audit) == now
    audit.form = replace(audit.form, name="another")
    other = pages.ties(audit)
    assert (other.priority, other.withheld.rare) == ((), frozenset())
    assert {"Q6_needs_together", "M9_known_needs_met"} <= other.withheld.never, "by what they are"
