"""How much of an output is held back: `python -m tests.hiding_figures` makes the table of
docs/decisions/0009-disclosure.md anew.

Each number is of all counts that the tables of all twelve pages would print (medians, shares and intervals
follow from them), of sample audits of several sizes and seeds: held back by a sign, or left blank. Where an
output can't be decided beside what its readers may hold already, it is decided alone, and the table says so.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from time import process_time

from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.lines.released import Released
from audit_app.operations import demo
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import pages
from audit_app.operations.share import releasing
from audit_app.operations.share.releasing import Draft
from tests.form.filled import PAGES

DECISION = Path(__file__).parent.parent / "docs" / "decisions" / "0009-disclosure.md"
TABLE = re.compile(r"(?<=<!-- made by tests.hiding_figures -->\n).*?(?=<!-- end -->)", re.DOTALL)
SIZES, SEEDS = (32, 60, 200), (1, 2, 3)
COUNTS = ("n", "of", "silent", "out")
PASSPHRASE = "nine calm herons by the water"


def share_hidden(released: Released) -> float:
    """The share of an output's counts that are held back, in per cent."""
    rows = (row for page in released.pages for b in page.blocks if b.table for row in b.table.rows)
    cells = {(row.id, key): row.cells[key] for row in rows for key in COUNTS if key in row.cells}
    return 100 * sum(cell.hidden for cell in cells.values()) / len(cells)


def readable(released: Released, ids: str) -> tuple[int, int]:
    """Of how many lines the number is printed, of how many there are."""
    rows = {row.id: row for page in released.pages for b in page.blocks if b.table for row in b.table.rows}
    found = [row for id_, row in rows.items() if re.fullmatch(ids, id_) and "n" in row.cells]
    return sum(not row.cells["n"].hidden for row in found), len(found)


def lines() -> Iterator[str]:
    """The table."""
    yield (
        "| families | profile | held back | no offer, groups of needs | no offer, each need | decided in "
        "| decided alone |"
    )
    yield "|---|---|---|---|---|---|---|"
    for size in SIZES:
        found: dict[str, list[tuple[Draft, float]]] = {name: [] for name in PROFILES}
        for seed in SEEDS:
            for name, each in _released(size, seed):
                found[name].append(each)
        yield from (_line(name, each) for name, each in found.items())


def _line(profile: str, found: list[tuple[Draft, float]]) -> str:
    hidden = [share_hidden(draft.released) for draft, _time in found]
    families = [draft.released.n_cases for draft, _time in found]
    told = []
    for ids in (r"gaps\.\w+\.\d+\.2", r"(mother|father)_\w+\.2"):
        each = [readable(draft.released, ids) for draft, _time in found]
        told.append(f"{sum(n for n, _of in each)} of {sum(of for _n, of in each)}")
    seconds = mean(time for _draft, time in found)
    alone = sum(bool(draft.conflict) for draft, _time in found)
    return (
        f"| {min(families)} to {max(families)} | {profile} | {mean(hidden):.0f}% ({min(hidden):.0f} to "
        f"{max(hidden):.0f}) | {told[0]} | {told[1]} | {seconds:.1f} s | {alone} of {len(found)} |"
    )


def _released(size: int, seed: int) -> Iterator[tuple[str, tuple[Draft, float]]]:
    """An audit under each profile, with how long deciding took: its pages are worked out before."""
    with tempfile.TemporaryDirectory() as folder:
        audit, _code = demo.make_demo(Path(folder) / "a.audit", PASSPHRASE, n_cases=size, seed=seed)
        reading = pages.read(audit)
        for id_, _title in PAGES:
            pages.page(reading, id_)
        for name in PROFILES:
            start = process_time()
            draft = releasing.draft(audit, reading, releasing.ALL_PAGES, name)
            yield name, (draft, process_time() - start)
        close_audit(audit)


if __name__ == "__main__":
    text = DECISION.read_text(encoding="utf-8")
    table = "\n".join(lines()) + "\n"
    DECISION.write_text(TABLE.sub(lambda _found: table, text), encoding="utf-8")
    print(table)
