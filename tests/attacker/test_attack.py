"""Nothing that leaves can be worked out, by somebody who knows only what is printed and what it means."""

from __future__ import annotations

import zipfile
from pathlib import Path
from random import Random

import pytest

from audit_app.operations.file.audits import close_audit
from tests.attacker import making, truth
from tests.attacker.attack import ContradictionError
from tests.attacker.elsewhere import given_away
from tests.attacker.looking import findings, grown, judged
from tests.attacker.making import Output
from tests.attacker.reading import read
from tests.attacker.telling import told
from tests.examples import is_long
from tests.once import Once
from tests.samples import copied, made_up

PROFILES = (Output(), Output(profile="strict"), Output(profile="statswales"), Output("restricted"))
long_run = pytest.mark.skipif(not is_long(), reason="many demos: in the long run")
_AT_RANDOM = Random() if is_long() else Random(1)
DEMOS = [(_AT_RANDOM.randint(10, 200), _AT_RANDOM.randint(1, 9_999)) for _ in range(200 if is_long() else 1)]

NOTES = """Counts from 1 to 5 are held back; zeros are shown.
20 are counted, each once. Rules."""
HEAD = "Id,Part of,Measure,Number,Of,Not in the file,Not counted here"
BANDS = f"""{HEAD}
M4.8_referral_bands,,Weeks at referral,,20,0,0
M4.8_referral_bands.<12,Weeks at referral,<12,6,20,,
M4.8_referral_bands.12-15,Weeks at referral,12–15,[c],20,,
M4.8_referral_bands.16-19,Weeks at referral,16–19,[c],20,,
M4.8_referral_bands.20-23,Weeks at referral,20–23,0,20,,
M4.8_referral_bands.24-27,Weeks at referral,24–27,0,20,,
M4.8_referral_bands.28-33,Weeks at referral,28–33,0,20,,
M4.8_referral_bands.34+,Weeks at referral,34+,0,20,,
"""


def written(folder: Path, **tables: str) -> Path:
    """A release made by hand, of these tables."""
    path = folder / "by_hand.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("read_me.txt", NOTES)
        for place, (name, text) in enumerate(tables.items()):
            archive.writestr(f"{place:02}_journey_{name}.csv", text)
    return path


def told_of(*files: Path) -> str:
    """What can be worked out of some files, in words; nothing where nothing can."""
    printed = [read(each) for each in files]
    return "\n".join(told(printed, findings(printed)))


def test_two_hidden_bands_that_share_fourteen_are_safe(tmp_path: Path) -> None:
    assert told_of(written(tmp_path, bands=BANDS)) == ""


def test_a_hidden_band_beside_a_total_is_found(tmp_path: Path) -> None:
    one = BANDS.replace("16–19,[c]", "16–19,10")

    assert "12–15 · number (`M4.8_referral_bands.12-15|n`): **4**" in told_of(written(tmp_path, bands=one))


def test_a_hidden_rung_beside_bands_of_another_table_is_found(tmp_path: Path) -> None:
    ladder = f"""{HEAD}
M4.8_reached_referral,,Referred,,20,0,0
M4.8_reached_referral.20,Referred,before 20 weeks,[c],20,,
"""

    assert "before 20 weeks · number (`M4.8_reached_referral.20|n`): **20**" in told_of(
        written(tmp_path, bands=BANDS, ladder=ladder)
    )


def test_a_count_that_one_table_hides_and_another_shows_is_found(tmp_path: Path) -> None:
    other = BANDS.replace("16–19,[c]", "16–19,10")

    assert "`M4.8_referral_bands.16-19|n`): **10**" in told_of(written(tmp_path, bands=BANDS, again=other))


def test_a_sign_among_those_not_counted_tells_that_they_are_more_than_five(tmp_path: Path) -> None:
    """Of fewer the file says nothing: so at most eight are counted of six who have it and some who don't."""
    figure = f"""{HEAD}
Q6_mother_care_experienced,,Care-experienced,[c],14,,[c]
"""
    assert "`Q6_mother_care_experienced|out`): **6**" in told_of(written(tmp_path, figure=figure))


def test_tables_that_add_up_to_more_than_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContradictionError):
        told_of(written(tmp_path, bands=BANDS.replace("20–23,0", "20–23,14")))


def test_what_the_attacker_takes_for_known_is_true_of_the_sample(once: Once, tmp_path: Path) -> None:
    audit = copied(made_up(once), tmp_path / "true.audit")

    n, failed = truth.broken(truth.counts(audit))

    close_audit(audit)
    assert n > 1_000
    assert [*map(str, failed)] == []


def test_nothing_can_be_worked_out_of_the_sample(once: Once, tmp_path: Path) -> None:
    audit = copied(made_up(once), tmp_path / "sample.audit")
    files = making.left(audit, tmp_path, [Output()])
    close_audit(audit)

    assert told_of(*files) == ""


@long_run
@pytest.mark.parametrize(("cases", "seed"), DEMOS)
class TestLong:
    """New demos of all sizes."""

    def test_what_is_taken_for_known_is_true(self, tmp_path: Path, cases: int, seed: int) -> None:
        audit = copied((making.sample(tmp_path, cases, seed), making.PASSPHRASE), tmp_path / "true.audit")
        _n, failed = truth.broken(truth.counts(audit))
        close_audit(audit)

        assert [*map(str, failed)] == []

    @pytest.mark.parametrize("output", PROFILES, ids=lambda each: each.name)
    def test_nothing_is_known_from_one_file(
        self, tmp_path: Path, cases: int, seed: int, output: Output
    ) -> None:
        audit = copied((making.sample(tmp_path, cases, seed), making.PASSPHRASE), tmp_path / "one.audit")
        files = making.left(audit, tmp_path, [output])
        close_audit(audit)

        assert not files or told_of(*files) == ""

    def test_nothing_is_known_from_all_that_left(self, tmp_path: Path, cases: int, seed: int) -> None:
        """Every profile after each other, and a page by itself: what would give away is refused."""
        audit = copied((making.sample(tmp_path, cases, seed), making.PASSPHRASE), tmp_path / "all.audit")
        files = making.left(
            audit, tmp_path, [*PROFILES, Output(pages=("journey",)), Output(pages=("needs",))]
        )
        close_audit(audit)

        assert not files or told_of(*files) == ""

    def test_workbook_and_report_say_what_the_tables_say(self, tmp_path: Path, cases: int, seed: int) -> None:
        audit = copied((making.sample(tmp_path, cases, seed), making.PASSPHRASE), tmp_path / "forms.audit")
        files = making.left(audit, tmp_path, [Output(format=each) for each in ("csv", "xlsx", "pdf")])
        close_audit(audit)

        assert [words for file in files[1:] for words in given_away(read(files[0]), file)] == []

    def test_one_more_case_is_not_told_by_the_difference(self, tmp_path: Path, cases: int, seed: int) -> None:
        audit = copied((making.sample(tmp_path, cases, seed), making.PASSPHRASE), tmp_path / "more.audit")
        after = making.left(audit, tmp_path, [Output()])
        making.take_back_one(audit)
        earlier = tmp_path / "before"
        earlier.mkdir()
        before = making.left(audit, earlier, [Output()])
        close_audit(audit)

        if after and before:
            held = grown([read(each) for each in before], [read(each) for each in after], 1)
            assert [str(each) for each in judged(held, 5)] == []
