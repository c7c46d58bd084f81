"""The pack for information governance says what is true of this audit, and nothing of any case."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.file import governance, retention
from tests.operations.conftest import MakeAudit
from tests.operations.team import new_team, say
from tests.planted import MARKER


class Words(HTMLParser):
    """All words of a page, and the tags that it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.tags = "", set[str]()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += data + " "

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


@pytest.fixture
def audit(make_audit: MakeAudit, tmp_path: Path) -> Audit:
    team = new_team(make_audit, tmp_path)
    say(team.audit, "C1", "concern_what", MARKER)
    return team.audit


def written(audit: Audit) -> Words:
    path = audit.path.with_name("pack.html")
    governance.write_pack(audit, path)
    return Words(path.read_text(encoding="utf-8"))


def test_what_the_program_knows_is_filled_in(audit: Audit) -> None:
    retention.set_months(audit, 24)
    words = written(audit).words
    for said in ("3 cases", "2 years after the last change", "PBKDF2-HMAC-SHA512", "AES-256", "First page"):
        assert said in words


def test_what_the_council_decides_is_left_open(audit: Audit) -> None:
    assert "Time limits for erasure To be filled in by the council." in " ".join(written(audit).words.split())


def test_no_case_officer_or_script_is_in_it(audit: Audit) -> None:
    page = written(audit)
    for planted in (MARKER, "C1", "Boss", str(audit.path.parent)):
        assert planted not in page.words
    assert not page.tags & {"script", "link", "img", "iframe"}


def test_it_never_takes_an_audits_place(audit: Audit) -> None:
    with pytest.raises(AuditError):
        governance.write_pack(audit, audit.path.with_name("other.audit"))


def test_a_name_under_which_it_would_not_open_is_refused(audit: Audit) -> None:
    with pytest.raises(AuditError, match=r"End the name in \.html"):
        governance.write_pack(audit, audit.path.with_name("pack.docx"))
    assert not audit.path.with_name("pack.docx").exists()
