"""`docs/measures.md` lists exactly the measures there are, each with its definition and where it is shown."""

from __future__ import annotations

import re

from audit_app.analysis.computed import catalogue
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.operations.declared import Declared
from tests.analysis.measures_doc import DOCUMENT, document, lines
from tests.form.filled import derived, form, sheets


def test_the_page_is_what_is_declared() -> None:
    written = DOCUMENT.read_text(encoding="utf-8")
    assert written == document(), "Run python -m tests.analysis.measures_doc to write docs/measures.md anew."


def test_every_measure_of_the_catalogue_stands_in_it() -> None:
    known = Declared(form(), sheets()).variables
    entries = catalogue(
        read_measures(sheets()["measures"], known), read_needs(sheets()["needs"], known), derived=derived()
    )
    listed = set(re.findall(r"^\| `([^`]+)`", document(), re.MULTILINE))
    assert listed == set(entries) == {line.id for line in lines()}
