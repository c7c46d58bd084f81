"""A program in which tries are made: it has imported everything once, and forks for each.

It reads lines of JSON, `["tries", kind, n, small]` or `["run", kind, name]`, and answers each with one: the
names of tries, or what was broken. Its argument is the folder that it and others like it work in.
"""

from __future__ import annotations

import gc
import importlib
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from audit_app.store import keys
from tests.faults.apart import apart

SECONDS = 120
"""Until a try is given up as hanging."""


def main() -> None:
    # Deriving keys would be most of the work, and is no part of what is tested.
    keys.ROUNDS = 1000
    room = Path(sys.argv[1])
    own = room / f"at work {sys.argv[2]}"
    for line in sys.stdin:
        what, kind, *rest = json.loads(line)
        module = importlib.import_module(f"tests.faults.{kind}")
        said = _tries(module, room, *rest) if what == "tries" else _run(module, rest[0], room, own)
        print(json.dumps(said), flush=True)


def _tries(module: ModuleType, room: Path, n: int, small: bool) -> Any:
    return module.tries(n, room, small=small)


def _run(module: ModuleType, name: str, room: Path, own: Path) -> list[str]:
    module.prepare(name, room)
    gc.freeze()
    own.mkdir()
    try:
        ended = apart(lambda send: send(module.run(name, room, own / "desk")), SECONDS)
    except RuntimeError as error:
        return [str(error)]
    finally:
        shutil.rmtree(own)
    if ended.late or not ended.sent:
        return ["the test hung" if ended.late else f"the test was ended by signal {ended.signal}"]
    broken: list[str] = ended.sent[0]
    return broken


if __name__ == "__main__":
    main()
