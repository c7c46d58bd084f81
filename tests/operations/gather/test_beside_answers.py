"""What lies beside the answers of a case - documents, flags, its note - travels and merges as they do."""

from __future__ import annotations

from pathlib import Path

from audit_app.model import Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Document
from audit_app.operations.file.audits import check_audit
from audit_app.operations.gather.conflicts import SettlingRule, conflicts, settle_by_rule
from tests.operations.conftest import MakeAudit
from tests.operations.team import find, new_team, opened


def test_documents_flags_and_notes_go_out_come_home_and_are_settled_where_two_differ(
    make_audit: MakeAudit, tmp_path: Path
) -> None:
    team = new_team(make_audit, tmp_path)
    pack_file = team.give("AB", "C1")
    with opened(pack_file) as pack:
        there = answering.open_case(pack, find(pack, "C1").id)
        answering.save_document(there, Document("Minutes", "2024"))
    team.merge(pack_file)
    with opened(pack_file) as pack:
        there = answering.open_case(pack, find(pack, "C1").id)
        (minutes,) = answering.documents(there)
        answering.save_document(there, Document("Minutes", "3/11/2024", id=minutes.id))
        answering.save_document(there, Document("Plan"))
        answering.flag(there, Key("mother_age"))
        answering.save_case_note(there, "Bundle still to come.")
    here = team.case("C1")
    answering.save_document(here, Document("Minutes", "4/11/2024", id=minutes.id))
    answering.flag(here, Key("mother_age"))
    team.merge(pack_file)
    (conflict,) = conflicts(team.audit)
    assert conflict.label == "A document in the list of the case"
    assert {version.words for version in conflict.versions} == {
        *("Minutes, 3 November 2024", "Minutes, 4 November 2024"),
    }
    settle_by_rule(team.audit, SettlingRule.THEIRS)
    home = team.case("C1")
    assert [each.words for each in answering.documents(home)] == ["Minutes, 3 November 2024", "Plan"]
    assert answering.flagged(home) == (Key("mother_age"),)
    assert answering.case_note(home).text == "Bundle still to come."
    assert check_audit(team.audit) == ()
