"""Read this first: what stands in the audit after a pack comes back, by what was done on each side.

Each line is one question of one case that stands in both files: `before` when the pack was made, `here` and
`there` what was then answered in the audit and in the pack (`-` nothing), `after` what stands in the audit
once the pack was taken in. `24 | 31` are the two versions of a conflict, of which the later stands until
somebody settles it: nothing is overwritten in silence.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.model import Key
from audit_app.operations.file.audits import check_audit
from audit_app.operations.gather.conflicts import conflicts
from audit_app.operations.plan import handing_out
from tests.operations.conftest import MakeAudit
from tests.operations.team import Team, new_team, opened, say

EXAMPLES = """
before  here  there  after      why
-       -     -      -          nobody answered
24      -     -      24         it stood in both and nobody touched it
-       24    -      24         only answered here
-       -     31     31         only answered there: it comes
24      -     31     31         the pack replaced what it had seen
24      31    -      31         replaced here, and the pack only has what was replaced
24      31    31     31         both say the same
-       24    31     24_|_31    neither had seen the other's
24      25    31     25_|_31    both replaced the same answer, each without seeing the other's
"""
LINES = [line.split(maxsplit=4) for line in EXAMPLES.strip().splitlines()[1:]]
AGE = "mother_age"


@pytest.mark.parametrize(("before", "here", "there", "after", "why"), LINES, ids=[line[4] for line in LINES])
def test_an_answer_after_a_pack_was_taken_in(
    make_audit: MakeAudit, tmp_path: Path, before: str, here: str, there: str, after: str, why: str
) -> None:
    team = new_team(make_audit, tmp_path)
    handing_out.assign(team.audit, "AB", handing_out.find_cases(team.audit, ["C1"]))
    if before != "-":
        say(team.audit, "C1", AGE, before)
    pack_file = team.give("AB")
    if here != "-":
        say(team.audit, "C1", AGE, here)
    if there != "-":
        with opened(pack_file) as pack:
            say(pack, "C1", AGE, there)
    team.merge(pack_file)
    assert printed(team) == after.replace("_", " ")
    assert check_audit(team.audit) == ()


def printed(team: Team) -> str:
    """The answer that stands; of a conflict, which must be the only one, its versions."""
    versions = [version.words for conflict in conflicts(team.audit) for version in conflict.versions]
    stands = team.case("C1").filling.state(Key(AGE)).value or "-"
    assert not versions or stands == versions[-1]
    return " | ".join(versions) or stands
