"""Pseudonyms: random, readable, the same again, and found back by the manager alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.case import pseudonyms
from audit_app.operations.case.cases import add_case
from audit_app.operations.case.pseudonyms import PseudonymKind
from audit_app.operations.file.audits import change_passphrase, close_audit, open_audit
from audit_app.operations.plan import handing_out
from audit_app.store.writing import transaction
from tests.operations.conftest import MakeAudit
from tests.operations.team import PACK, opened


def test_a_reference_is_short_readable_and_unique(audit: Audit) -> None:
    references = pseudonyms.pseudonymise(audit, [str(number) for number in range(500)])
    assert len(set(references.values())) == 500
    assert all(
        re.fullmatch(r"[CDFGHJ-NPQRTWXY3-79]{4}-[CDFGHJ-NPQRTWXY3-79]{2}", each)
        for each in references.values()
    )


def test_a_number_that_comes_again_keeps_its_reference(audit: Audit) -> None:
    first = pseudonyms.pseudonymise(audit, ["100", "200"])
    again = pseudonyms.pseudonymise(audit, [" 200", "300", "100", "100"])
    assert {number: again[number] for number in first} == first
    assert len(again) == 3


def test_references_are_not_worked_out_from_numbers(make_audit: MakeAudit) -> None:
    one, other = (pseudonyms.pseudonymise(make_audit(name), ["100"]) for name in ("north", "south"))
    assert one != other


def test_a_case_and_a_mother_of_one_number_have_two_references(audit: Audit) -> None:
    case = pseudonyms.pseudonymise(audit, ["100"])["100"]
    mother = pseudonyms.pseudonymise(audit, ["100"], PseudonymKind.MOTHER)["100"]
    assert case != mother
    assert pseudonyms.numbers_for(audit, [case, mother]) == {case: "100"}
    assert pseudonyms.numbers_for(audit, [case, mother], PseudonymKind.MOTHER) == {mother: "100"}


def test_the_manager_finds_the_number_of_a_case(audit: Audit) -> None:
    reference = pseudonyms.pseudonymise(audit, ["100"])["100"]
    ref = add_case(audit, reference)
    assert pseudonyms.number_of(audit, ref) == "100"
    assert pseudonyms.number_of(audit, add_case(audit, "BY-HAND")) == ""
    assert pseudonyms.references_for(audit, ["100", "999"]) == {"100": reference}


def test_asking_makes_no_key_file(audit: Audit) -> None:
    assert pseudonyms.references_for(audit, ["100"]) == {}
    assert pseudonyms.numbers_for(audit, ["K7QX-4M"]) == {}
    assert not pseudonyms.has_key(audit)
    assert not pseudonyms.key_path(audit).exists()


def test_a_missing_key_file_is_never_made_anew(audit: Audit) -> None:
    reference = pseudonyms.pseudonymise(audit, ["100"])["100"]
    path = pseudonyms.key_path(audit)
    path.rename(path.with_name("elsewhere.key"))
    for ask in (
        lambda: pseudonyms.pseudonymise(audit, ["100"]),
        lambda: pseudonyms.numbers_for(audit, [reference]),
        lambda: pseudonyms.references_for(audit, ["100"]),
    ):
        with pytest.raises(AuditError, match="Put it back"):
            ask()
    assert not path.exists()


def test_the_key_file_of_another_audit_is_refused(make_audit: MakeAudit) -> None:
    north, south = make_audit("north"), make_audit("south")
    # Two audits, where two copies of one would share their key.

    with transaction(south.file):
        south.file.run("UPDATE identity SET link_key = randomblob(32)")
    pseudonyms.pseudonymise(north, ["100"])
    pseudonyms.pseudonymise(south, ["100"])
    pseudonyms.key_path(south).write_bytes(pseudonyms.key_path(north).read_bytes())
    with pytest.raises(AuditError, match="is not the key file of this audit"):
        pseudonyms.pseudonymise(south, ["100"])


def test_a_key_file_without_its_mark_is_taken_up_again(audit: Audit) -> None:

    reference = pseudonyms.pseudonymise(audit, ["100"])
    with transaction(audit.file):
        audit.file.run("UPDATE identity SET linked = ''")
    assert pseudonyms.pseudonymise(audit, ["100"]) == reference


def test_it_opens_under_a_new_passphrase_of_the_audit(make_audit: MakeAudit) -> None:
    audit = make_audit("north")
    references = pseudonyms.pseudonymise(audit, ["100"])
    code = change_passphrase(audit, "a new one entirely")
    path = audit.path
    close_audit(audit)
    again = open_audit(path, code)
    assert pseudonyms.pseudonymise(again, ["100"]) == references
    audit.file = again.file  # closed by the fixture


@pytest.mark.parametrize("numbers", [[""], ["100", "  "]])
def test_an_empty_number_is_refused(audit: Audit, numbers: list[str]) -> None:
    with pytest.raises(AuditError, match="without a number"):
        pseudonyms.pseudonymise(audit, numbers)
    assert not pseudonyms.has_key(audit)


def test_a_pack_draws_no_references(audit: Audit, tmp_path: Path) -> None:
    add_case(audit, "C1")
    handing_out.write_pack(audit, "AB", tmp_path / "pack.audit", PACK)
    with opened(tmp_path / "pack.audit") as pack, pytest.raises(AuditError, match="This is a pack"):
        pseudonyms.pseudonymise(pack, ["100"])
