"""A process that starts savers and kills them at random moments. Forking spares each saver the imports.

For each line `FROM SECONDS` on standard input it forks a saver that saves answers numbered from FROM
upwards, writing each number to standard output once it is saved; kills it SECONDS after its first; and
writes `dead`. Arguments: the audit file, its recovery code, a case audit.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path

from audit_app.model import Answer, AnswerState, Change, Key, Origin
from audit_app.store import answers, audit_file, changes
from audit_app.store.writing import transaction
from audit_app.xforms.filling import Filled

N_QUESTIONS = 30


def saved_change(case_audit: str, number: int, parents: tuple[str, ...]) -> Change:
    """The change of this number."""
    return Change(
        id=f"{number:032x}",
        case_audit=case_audit,
        question=f"question_{number % N_QUESTIONS}",
        row="",
        answer=Answer(AnswerState.ANSWERED, str(number)),
        why="",
        person="",
        time=f"2025-03-01T{number:012}",
        batch=str(number),
        origin=Origin.SCREEN,
        parents=parents,
    )


def _save_for_ever(path: Path, code: str, case_audit: str, first: int, started: int) -> None:
    file = audit_file.open_file(path, code)
    for number in count(first):
        key = Key(f"question_{number % N_QUESTIONS}")
        parents = changes.head_ids(file, case_audit, [key])[key]
        derived = Filled(True, AnswerState.ANSWERED, str(number), calculated=True)
        with transaction(file):
            changes.append(file, [saved_change(case_audit, number, parents)])
            answers.write_filled(file, case_audit, {Key(f"calculated_{n}"): derived for n in range(20)})
        os.write(sys.stdout.fileno(), f"{number}\n".encode())
        if number == first:
            os.close(started)


def main() -> None:
    path, code, case_audit = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    for line in sys.stdin:
        first, seconds = line.split()
        reading, writing = os.pipe()
        saver = os.fork()
        if not saver:
            os.close(reading)
            _save_for_ever(path, code, case_audit, int(first), writing)
        os.close(writing)
        os.read(reading, 1)  # returns when the saver closes its end, after its first answer
        os.close(reading)
        time.sleep(float(seconds))
        os.kill(saver, signal.SIGKILL)
        os.waitpid(saver, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main()
