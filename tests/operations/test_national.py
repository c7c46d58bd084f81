"""The pack of published figures, and a newer one that lies beside an audit."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.operations.national import PACK, checked_on, national_figures, read_pack
from audit_app.paths import RESOURCES

SHIPPED = (RESOURCES / PACK).read_text(encoding="utf-8")
DAY = checked_on(national_figures())


def beside(folder: Path, text: str) -> Path:
    (folder / PACK).write_text(text, encoding="utf-8")
    return folder / "x.audit"


def test_the_shipped_pack_is_dated() -> None:
    assert len(DAY) == 10
    assert max(figure.checked_on for figure in read_pack(RESOURCES / PACK).values()) == DAY


def test_without_a_pack_beside_the_audit_the_shipped_one_is_used(tmp_path: Path) -> None:
    assert national_figures(tmp_path / "x.audit") == national_figures()


@pytest.mark.parametrize(("day", "value"), [("2099-01-02", "44"), ("1999-01-02", "47")])
def test_the_pack_beside_the_audit_is_used_when_it_was_checked_later(
    tmp_path: Path, day: str, value: str
) -> None:
    text = SHIPPED.replace(DAY, day).replace("already in proceedings,47,", "already in proceedings,44,")
    assert national_figures(beside(tmp_path, text))["SIB01b"].value == value


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("older_sibling_in_proceedings,newborns_in_proceedings,7,", "older,newborns,a week,", "age_under"),
        (f",{DAY},", ",last spring,", "checked_on"),
        ("SIB02,", "SIB01b,", "id"),
        ("newborns_in_proceedings,7", ",7", "group"),
        ("quoted_in", "quoted", "no column “quoted_in”"),
    ],
)
def test_a_pack_that_cannot_be_used_says_where(tmp_path: Path, old: str, new: str, place: str) -> None:
    audit = beside(tmp_path, SHIPPED.replace(old, new, 1))
    with pytest.raises(AuditError) as raised:
        national_figures(audit)
    assert PACK in str(raised.value)
    assert place in str(raised.value.problems[0])
    assert raised.value.problems[0].row
