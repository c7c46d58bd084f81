"""The ledger: all that left stands in it, once, with who, what for and why; whatever copy it left from."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import check_audit, close_audit, open_audit
from audit_app.operations.gather.taking_in import merge
from audit_app.operations.plan import handing_out
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import exporting, ledger, releasing
from audit_app.operations.share.ledger import LedgerLine, Sending
from audit_app.operations.share.releasing import Draft
from tests.by_hand import edited_by_hand
from tests.examples import examples
from tests.once import Once
from tests.operations.conftest import MakeAudit
from tests.operations.lists import import_cases
from tests.operations.team import PACK
from tests.samples import copied, made_up

EVERYBODY, FINISHED = Filters(status="all"), Filters()
BOARD = Sending("Spring meeting", "Steering group")
EDIT = "UPDATE release SET recipient = 'Nobody'"
_numbers = count()


@pytest.fixture(name="audit")
def _audit(once: Once, tmp_path: Path) -> Iterator[Audit]:
    audit = copied(made_up(once, 24), tmp_path / "one.audit", person="R. Mann")
    yield audit
    close_audit(audit)


def drafted(audit: Audit, filters: Filters = EVERYBODY) -> Draft:
    return releasing.draft(audit, pages.read(audit, filters), ["siblings"], "dfe")


def sent(audit: Audit, path: Path, filters: Filters = EVERYBODY, why: str = "") -> LedgerLine:
    """The ledger's line of a shared edition that is written now."""
    sending = Sending(BOARD.purpose, BOARD.recipient, why)
    exporting.export_draft(
        *(audit, path, drafted(audit, filters)), edition="shared", despite_earlier=bool(why), sending=sending
    )
    return ledger.read(audit).lines[0]


# What stands in it


def test_a_line_says_who_let_out_what_for_whom(audit: Audit, tmp_path: Path) -> None:
    release = sent(audit, tmp_path / "spring.xlsx").release
    assert (release.person, release.purpose, release.recipient) == (
        "R. Mann",
        "Spring meeting",
        "Steering group",
    )
    assert (release.edition, release.profile, release.format) == ("shared", "dfe", "xlsx")
    assert (release.pages, release.filters[0], len(release.cases)) == (
        ("siblings",),
        "All audits, finished or not",
        24,
    )
    written = (tmp_path / "spring.xlsx").read_bytes()
    assert release.sha256 == {"spring.xlsx": hashlib.sha256(written).hexdigest()}
    assert (release.overridden, release.why) == ((), "")


def test_what_was_said_is_there_for_the_next_time(audit: Audit, tmp_path: Path) -> None:
    assert ledger.last_sending(audit) == Sending()
    sent(audit, tmp_path / "spring.xlsx")
    assert ledger.last_sending(audit) == BOARD


def test_what_was_overridden_stands_there_with_the_reason(audit: Audit, tmp_path: Path) -> None:
    sent(audit, tmp_path / "spring.xlsx")
    release = sent(audit, tmp_path / "finished.xlsx", FINISHED, why="The first one was shredded").release
    assert "could be worked out" in release.overridden[0]
    assert release.why == "The first one was shredded"


@pytest.mark.parametrize(
    ("name", "format", "files"),
    [
        ("own.zip", "csv", ["own.zip"]),
        ("own", "csv", ["cases.csv", "services.csv"]),
    ],
)
def test_internal_exports_stand_in_it_and_are_compared_with_nothing(
    audit: Audit, tmp_path: Path, name: str, format: str, files: list[str]
) -> None:
    exporting.export(
        *(audit, tmp_path / name), edition="internal", format=format, filters=FINISHED, sending=BOARD
    )
    (line,) = ledger.read(audit).lines
    assert (line.release.edition, line.release.format, line.release.profile) == ("internal", format, "")
    assert set(files) <= set(line.release.sha256)
    for each, told in line.release.sha256.items():
        path = tmp_path / name / each if name == "own" else tmp_path / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == told
    assert drafted(audit).released.warnings == ()


def test_an_internal_export_that_fails_leaves_no_line(make_audit: MakeAudit, tmp_path: Path) -> None:
    audit = make_audit()
    for place, format in ((tmp_path / "nowhere" / "own.zip", "csv"), (Path("/dev/full"), "xlsx")):
        with pytest.raises(AuditError):
            exporting.export(audit, place, edition="internal", format=format)
    assert ledger.read(audit).lines == ()


# Withdrawing


def test_a_draft_that_never_left_is_marked_and_compared_no_more(audit: Audit, tmp_path: Path) -> None:
    line = sent(audit, tmp_path / "spring.xlsx")
    assert drafted(audit, FINISHED).released.warnings
    ledger.withdraw(audit, line.release.id, "Never sent: the pages were wrong")
    assert drafted(audit, FINISHED).released.warnings == ()
    (kept,) = ledger.read(audit).lines
    assert kept.release == line.release
    assert kept.withdrawal is not None
    assert (kept.withdrawal.person, kept.withdrawal.why) == ("R. Mann", "Never sent: the pages were wrong")
    assert check_audit(audit) == ()


def test_withdrawing_asks_for_a_reason_and_for_one_output(audit: Audit, tmp_path: Path) -> None:
    id_ = sent(audit, tmp_path / "spring.xlsx").release.id
    for which, why, sentence in (
        (id_, " ", "Say why"),
        ("nothing", "a draft", "no output “nothing”"),
        ("", "a draft", "no output “”"),
    ):
        with pytest.raises(AuditError, match=sentence):
            ledger.withdraw(audit, which, why)
    assert ledger.withdraw(audit, id_[:6], "a draft").withdrawal
    with pytest.raises(AuditError, match="withdrawn already: a draft"):
        ledger.withdraw(audit, id_, "once more")


# A ledger edited by hand


def test_nothing_leaves_beside_an_edited_ledger_unless_somebody_says_why(
    audit: Audit, tmp_path: Path
) -> None:
    sent(audit, tmp_path / "spring.xlsx")
    edited_by_hand(audit.file, EDIT)
    assert ["isn’t what was written down" in each.message for each in check_audit(audit)] == [True]
    draft, out = drafted(audit), tmp_path / "again.xlsx"
    assert "changed outside this program" in draft.released.warnings[0]
    for despite in (False, True):
        with pytest.raises(AuditError, match="Nothing was written"):
            exporting.export_draft(audit, out, draft, edition="shared", despite_earlier=despite)
    assert not out.exists()
    assert len(ledger.read(audit).lines) == 1
    release = sent(audit, out, why="I corrected the recipient myself").release
    assert release.overridden == draft.released.warnings
    assert len(ledger.read(audit).problems) == 1


# Several copies of an audit


@contextmanager
def opened(path: Path, code: str) -> Iterator[Audit]:
    audit = open_audit(path, code, person="Boss")
    try:
        yield audit
    finally:
        close_audit(audit)


def leave(audit: Audit) -> None:
    """An output leaves; what is in it is no matter here."""
    n = next(_numbers)
    row = ledger.row(audit, "shared", Sending(f"Meeting {n}"), profile="dfe", cases=frozenset({f"case {n}"}))
    with ledger.remembering(audit, row) as remember:
        remember()


def withdraw_one(audit: Audit) -> None:
    left = [line.release.id for line in ledger.read(audit).lines if line.withdrawal is None]
    if left:
        ledger.withdraw(audit, left[-1], f"Never sent {next(_numbers)}")


def take_in(path: Path, code: str, *others: Path) -> None:
    with opened(path, code) as audit:
        merge(audit, others)


def kept(path: Path, code: str) -> tuple[LedgerLine, ...]:
    with opened(path, code) as audit:
        assert check_audit(audit) == ()
        return ledger.read(audit).lines


def copies(blank: tuple[Path, str], folder: Path, n: int) -> Sequence[Path]:
    """Copies of an audit from which something left already."""
    first = folder / "0.audit"
    shutil.copy(blank[0], first)
    with opened(first, blank[1]) as audit:
        leave(audit)
    return [first, *(Path(shutil.copy(first, folder / f"{number}.audit")) for number in range(1, n))]


def test_a_copy_from_before_the_first_export_knows_it_after_merging(
    blank: tuple[Path, str], tmp_path: Path
) -> None:
    old, code = Path(shutil.copy(blank[0], tmp_path / "old.audit")), blank[1]
    (new,) = copies(blank, tmp_path, 1)
    with opened(old, code) as audit:
        assert ledger.read(audit).lines == ()
        (report,) = merge(audit, [new]).packs
        assert "1 row of its ledger was new here" in " ".join(report.said)
        (report,) = merge(audit, [new]).packs
        assert report.said[0] == "Nothing in it is new: all of it is here already."
    assert kept(old, code) == kept(new, code)


_STEP = st.tuples(st.integers(0, 2), st.sampled_from([leave, withdraw_one]) | st.integers(0, 2))


@examples(common=6, long=200)
@given(steps=st.lists(_STEP, min_size=3, max_size=9), order=st.permutations([0, 1, 2]))
def test_ledgers_are_joined_alike_in_any_order(
    blank: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory, steps: list, order: list
) -> None:
    """Copies let outputs out, withdraw them and take each other in; at the end all know the same."""
    code, paths = blank[1], copies(blank, tmp_path_factory.mktemp("copies"), 3)
    for who, step in steps:
        if callable(step):
            with opened(paths[who], code) as audit:
                step(audit)
        elif step != who:
            take_in(paths[who], code, paths[step])
    first, second, third = (paths[number] for number in order)
    one = Path(shutil.copy(first, first.with_name("one.audit")))
    take_in(one, code, second, third)
    for other in (third, second, third):
        take_in(first, code, other)
    take_in(second, code, third, first)
    assert kept(one, code) == kept(first, code) == kept(second, code)
    ids = [line.release.id for line in kept(one, code)]
    assert len(ids) == len(set(ids))


def test_a_row_that_was_taken_out_by_hand_is_noticed_in_the_audit_that_takes_the_copy_in(
    blank: tuple[Path, str], tmp_path: Path
) -> None:
    code = blank[1]
    ours, theirs = copies(blank, tmp_path, 2)
    with opened(theirs, code) as audit:
        leave(audit)
        edited_by_hand(audit.file, "DELETE FROM release WHERE n = 2")
    take_in(ours, code, theirs)
    with opened(ours, code) as audit:
        assert ledger.read(audit).problems[0].startswith("A row was taken out of the ledger.")


def test_a_row_taken_out_by_hand_comes_back_from_a_copy(blank: tuple[Path, str], tmp_path: Path) -> None:
    code = blank[1]
    ours, theirs = copies(blank, tmp_path, 2)
    with opened(ours, code) as audit:
        edited_by_hand(audit.file, "DELETE FROM release")
    take_in(ours, code, theirs)
    assert kept(ours, code) == kept(theirs, code)


def test_a_pack_holds_no_ledger_and_brings_back_what_left_from_it(
    make_audit: MakeAudit, tmp_path: Path
) -> None:
    audit = make_audit("manager", person="Boss")
    import_cases(audit, [{"case": "C1", "team": "East"}])
    leave(audit)
    handing_out.assign(audit, "AB")
    handing_out.write_pack(audit, "AB", tmp_path / "pack.audit", PACK)
    with opened(tmp_path / "pack.audit", PACK) as pack:
        assert ledger.read(pack) == ledger.Ledger()
        leave(pack)
    merge(audit, [tmp_path / "pack.audit"])
    assert len(ledger.read(audit).lines) == 2
    assert check_audit(audit) == ()
