"""`./dev words`: the catalogues brought up to the messages of the program, and compiled.

    ./dev words                     build/audit_app.pot, and audit_app.po and .mo in resources/translations/cy
    ./dev words pieces FOLDER       what is still to be translated, as JSON, about 400 messages a file
    ./dev words join FOLDER         the pieces that came back, checked and brought together
    ./dev words export OUT.xlsx     all messages as a sheet for a translator who works in Excel
    ./dev words import IN.xlsx      that sheet, checked and brought in
    ./dev words form-pieces FORM FOLDER, ./dev words form-join FORM FOLDER
                                    the same of the words of a shipped form, into its own columns

What comes back with a mistake changes nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from audit_app.paths import FORMS, ROOT
from tests.words import catalogue, of_forms, sheet
from tests.words.gather import template

TEMPLATE = ROOT / "build" / "audit_app.pot"


def main(arguments: list[str]) -> int:
    """Do what was asked; the exit code."""
    what, *rest = arguments or [""]
    if what.startswith("form-"):
        return of_forms.main(what, FORMS / rest[0], Path(rest[1]))
    found = catalogue.current()
    if what == "pieces":
        return _give_pieces(Path(rest[0]))
    if what == "join":
        mistakes = _join(found, Path(rest[0]))
    elif what == "export":
        sheet.write(found, Path(rest[0]))
        return 0
    elif what == "import":
        mistakes = catalogue.take_in(found, sheet.read(Path(rest[0])), Path(rest[0]).name)
    elif what:
        print(__doc__, file=sys.stderr)
        return 2
    else:
        TEMPLATE.parent.mkdir(exist_ok=True)
        TEMPLATE.write_bytes(catalogue.as_po(template()))
        mistakes = catalogue.wrong(found)
    if mistakes:
        print("Nothing was written:", *mistakes, sep="\n", file=sys.stderr)
        return 1
    catalogue.write(found)
    left = len(catalogue.missing(found))
    print(f"{len(found)} messages, {left} of them not translated yet. Checked by: {found.checked_by}.")
    return 0


def _give_pieces(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for number, piece in enumerate(catalogue.pieces(catalogue.current()), start=1):
        path = folder / f"{number:02}.json"
        path.write_text(json.dumps(piece, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"{path}: {len(piece)} messages")
    return 0


def _join(found: catalogue.Checkable, folder: Path) -> list[str]:
    return [
        mistake
        for path in sorted(folder.glob("*.json"))
        for mistake in catalogue.take_in(found, catalogue.load_piece(path), path.name)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
