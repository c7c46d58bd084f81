"""What may leave: nothing by accident, nothing half-written, nothing unremembered."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.errors import AuditError
from audit_app.model import AuditInfo
from audit_app.operations import demo
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import apart, exporting, releasing
from audit_app.operations.share.ledger import Sending
from audit_app.operations.share.releasing import Draft
from audit_app.store import releases
from tests.once import Once
from tests.samples import Made, copied, made_up, new_audit

EVERYBODY = Filters(status="all")


@pytest.fixture(name="audit")
def _audit(once: Once, tmp_path: Path) -> Iterator[Audit]:
    audit = copied(made_up(once, 24), tmp_path / "one.audit")
    yield audit
    close_audit(audit)


def drafted(audit: Audit, filters: Filters = EVERYBODY, profile: str = "dfe") -> Draft:
    page = "parents" if profile == "restricted" else "siblings"  # what is soonest decided
    return releasing.draft(audit, pages.read(audit, filters), [page], profile)


def sent(audit: Audit, filters: Filters = EVERYBODY, profile: str = "dfe") -> None:
    with releasing.leaving(audit, drafted(audit, filters, profile), "shared", despite=True) as remember:
        remember()


def few(once: Once, n: int) -> Made:
    """An audit of so few cases, closed."""

    def make(folder: Path) -> Made:
        audit, code = new_audit(once, folder / "few.audit", AuditInfo(round=demo.ROUND), "")
        demo.fill_demo(audit, n, seed=2)
        close_audit(audit)
        return audit.path, code

    made: Made = once(f"{n} cases and no more", make)
    return made


@pytest.mark.parametrize("n", [0, 1, 5])
@pytest.mark.parametrize("edition", ["restricted", "shared"])
def test_too_few_cases_release_nothing(once: Once, tmp_path: Path, n: int, edition: str) -> None:
    audit = copied(few(once, max(n, 1)), tmp_path / "few.audit")
    filters = EVERYBODY if n else Filters(status="all", round="none such")
    out = tmp_path / "out.xlsx"
    with pytest.raises(AuditError, match=r"too few to release anything|no case to release anything"):
        exporting.export(audit, out, edition=edition, filters=filters)
    assert not out.exists()
    assert releases.read_releases(audit.file) == ()
    close_audit(audit)


def test_a_filter_that_leaves_one_family_is_refused(audit: Audit, tmp_path: Path) -> None:
    days = Counter(pages.read(audit, EVERYBODY).cohort.columns["referral_date"].values)
    day = next(day for day, n in days.items() if n == 1 and len(day) == len("2024-01-01"))
    filters = Filters(status="all", between={"referral_date": (day, day)})
    with pytest.raises(AuditError, match="One case is too few"):
        exporting.export(audit, tmp_path / "out.xlsx", edition="restricted", filters=filters)
    assert not (tmp_path / "out.xlsx").exists()


def test_the_same_cases_again_give_no_warning(audit: Audit) -> None:
    sent(audit)
    assert drafted(audit).released.warnings == ()
    assert [each.profile for each in releases.read_releases(audit.file)] == ["dfe"]


def test_a_part_of_the_cohort_is_warned_of_and_refused(audit: Audit, tmp_path: Path) -> None:
    sent(audit)
    draft = drafted(audit, Filters(status="finished"))
    assert draft.released.warnings
    assert "could be worked out" in draft.released.warnings[0]
    with pytest.raises(AuditError, match="Nothing was written"):
        exporting.export_draft(audit, tmp_path / "out.xlsx", draft, edition="shared")
    assert not (tmp_path / "out.xlsx").exists()
    assert len(releases.read_releases(audit.file)) == 1
    exporting.export_draft(audit, tmp_path / "out.xlsx", draft, edition="shared", despite_earlier=True)
    assert (tmp_path / "out.xlsx").exists()
    assert len(releases.read_releases(audit.file)) == 2


def test_the_profile_is_remembered_for_the_next_shared_edition(audit: Audit) -> None:
    assert releasing.profile_for(audit, "shared") == "dfe"
    sent(audit, profile="statswales")
    assert releasing.profile_for(audit, "shared") == "statswales"
    assert releasing.profile_for(audit, "restricted") == "restricted"
    with pytest.raises(AuditError, match="has no profile"):
        releasing.profile_for(audit, "shared", "restricted")


def test_another_profile_than_before_is_asked_about_and_stands_in_the_ledger(
    audit: Audit, tmp_path: Path
) -> None:
    """A copy of the audit that doesn't know of the change goes on with the one before."""
    sent(audit)
    other = drafted(audit, profile="statswales")
    with pytest.raises(AuditError, match="Stay with one profile"):
        exporting.export_draft(audit, tmp_path / "out.zip", other, edition="shared")
    sending = Sending(why="The board asked for rounded numbers")
    exporting.export_draft(
        *(audit, tmp_path / "out.zip", other), edition="shared", despite_earlier=True, sending=sending
    )
    assert "“dfe”" in releases.read_releases(audit.file)[-1].overridden[0]
    assert not any("Stay with one" in words for words in apart.other_profile(audit, other))


def test_the_shared_edition_beside_a_restricted_one_is_decided_once(audit: Audit) -> None:
    reading = pages.read(audit, EVERYBODY)
    first = releasing.draft(audit, reading, ["parents"], "restricted")
    (shared,) = reading.kept.values()
    again = releasing.draft(audit, reading, ["parents"], "restricted")
    assert again.printed == first.printed
    assert [*reading.kept.values()] == [shared]
    assert [each.profile.name for each in shared] == ["dfe"]


def folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (folder, "is a folder"),
        (lambda path: path / "deeper.xlsx", "The folder for deeper.xlsx does not exist"),
        (lambda path: path.with_suffix(".audit"), "is an audit"),
        (lambda _path: Path("/dev/full"), "no room left"),
    ],
)
def test_a_place_that_cannot_be_written_leaves_nothing_behind(
    audit: Audit, tmp_path: Path, make: Callable[[Path], Path], sentence: str
) -> None:
    target = make(tmp_path / "out.xlsx")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(AuditError, match=sentence):
        exporting.export_draft(audit, target, drafted(audit), edition="shared", format="xlsx")
    assert [each for each in sorted(tmp_path.iterdir()) if not each.name.startswith("one.audit")] == [
        each for each in before if not each.name.startswith("one.audit")
    ]
    assert releases.read_releases(audit.file) == ()


@pytest.mark.parametrize(
    ("edition", "format", "sentence"),
    [
        ("internal", "pdf", "The internal edition is a workbook"),
        ("shared", "parquet", "internal edition alone"),
        ("restricted", "parquet", "internal edition alone"),
        ("shared", "docx", "no such edition or format"),
        ("public", "xlsx", "no such edition or format"),
    ],
)
def test_what_an_edition_is_not_written_in_is_refused(
    audit: Audit, tmp_path: Path, edition: str, format: str, sentence: str
) -> None:
    with pytest.raises(AuditError, match=sentence):
        exporting.export(audit, tmp_path / "out", edition=edition, format=format)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("name", "begins"), [("out.xlsx", b"PK"), ("out.pdf", b"%PDF"), ("out.zip", b"PK")])
@pytest.mark.parametrize("edition", ["restricted", "shared"])
def test_an_edition_is_written_in_each_of_its_formats(
    audit: Audit, tmp_path: Path, edition: str, name: str, begins: bytes
) -> None:
    path = tmp_path / name
    format = "csv" if name.endswith("zip") else ""
    profile = releasing.profile_for(audit, edition)
    exporting.export_draft(audit, path, drafted(audit, profile=profile), edition=edition, format=format)
    assert path.read_bytes().startswith(begins)
    references = {ref.reference for ref in pages.read(audit, EVERYBODY).cohort.cases.values()}
    if begins == b"PK":
        with zipfile.ZipFile(path) as archive:
            text = b"".join(archive.read(part) for part in archive.namelist()).decode(errors="ignore")
        assert not [reference for reference in references if reference in text]


def test_pages_are_chosen_out_of_those_there_are(audit: Audit) -> None:
    reading = pages.read(audit, EVERYBODY)
    for chosen, sentence in (([], "at least one"), (["nowhere"], "Choose pages out of")):
        with pytest.raises(AuditError, match=sentence):
            releasing.draft(audit, reading, chosen, "dfe")


def test_every_profile_says_its_rule() -> None:
    assert releasing.profile_words().keys() == PROFILES.keys()
    assert "under 10" in releasing.profile_words()["strict"]
