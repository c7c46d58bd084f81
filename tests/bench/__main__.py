"""`./dev bench [NAME ...]`: prints the measurements as a table for docs/benchmarks.md."""

from __future__ import annotations

import sys

from tests.bench import answering, planning, questions, reading, window
from tests.bench.timing import Measured
from tests.offscreen import without_a_screen

BENCHES = {
    "start_up": window.start_up,
    "saving": answering.saving,
    "page_turn": window.page_turn,
    "questions": questions.questions,
    "form_load": answering.form_load,
    "profiles": reading.profiles,
    "pages": reading.all_pages,
    "release": reading.deciding,
    "gaps": reading.gap_analysis,
    "workbook": reading.workbook,
    "importing": planning.importing,
}


def _line(m: Measured) -> str:
    times = f"{m.ours:,.2f} | {m.p95:,.2f} | {m.alternative} | {m.theirs:,.2f} | {m.ratio:,.2f}"
    return f"| {m.what} | {times} | {m.limit} |"


def main(names: list[str]) -> int:
    unknown = set(names) - set(BENCHES)
    if unknown:
        print(f"No such measurement: {', '.join(unknown)}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    print("| what | ours, ms (median) | ours, p95 | against | theirs, ms | ratio | promised |")
    print("|---|---|---|---|---|---|---|")
    for name in names or BENCHES:
        for measured in BENCHES[name]():
            print(_line(measured), flush=True)
    return 0


if __name__ == "__main__":
    without_a_screen()
    sys.exit(main(sys.argv[1:]))
