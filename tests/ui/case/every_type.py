"""A form with a question of every type, and little else."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

COLOURS = ("red", "orange", "yellow", "green", "blue", "indigo", "violet", "grey", "white", "black")

_SURVEY = (
    ("type", "name", "label", "hint", "relevant", "parameters"),
    ("begin_group", "types", "Every type", "", "", ""),
    ("note", "read_this", "Only to be read", "", "", ""),
    ("text", "words", "Some words", "", "", ""),
    ("integer", "whole", "A whole number", "", "", ""),
    ("decimal", "share", "A number", "", "", ""),
    ("date", "day", "A day", "", "", ""),
    ("time", "hour", "An hour", "", "", ""),
    ("dateTime", "moment", "A moment", "", "", ""),
    ("select_one few", "one_of_few", "One of a few", "", "", ""),
    ("text", "why_second", "Why the second?", "", "${one_of_few} = 'second'", ""),
    ("select_one colours", "one_of_many", "One of many", "", "", ""),
    ("select_multiple few", "some", "Some of them", "", "", ""),
    ("rank few", "ranked", "In which order?", "", "", ""),
    ("acknowledge", "noted", "Have you read it?", "", "", ""),
    ("range", "scale", "How far, from 0 to 10?", "", "", "start=0 end=10 step=1"),
    ("end_group", "", "", "", "", ""),
    ("begin_group", "second_page", "Second page", "", "", ""),
    ("begin_repeat", "people", "People", "", "", ""),
    ("text", "who", "Who is it?", "", "", ""),
    ("end_repeat", "", "", "", "", ""),
    ("text", "last", "Last words", "", "", ""),
    ("end_group", "", "", "", "", ""),
)


def write_form(folder: Path) -> Path:
    """Write the form as a folder of CSVs."""
    folder.mkdir()
    few = [("few", name, name.capitalize()) for name in ("first", "second", "third")]
    many = [("colours", name, name.capitalize()) for name in COLOURS]
    _write(folder / "survey.csv", _SURVEY)
    _write(folder / "choices.csv", (("list_name", "name", "label"), *few, *many))
    _write(folder / "settings.csv", (("form_id", "form_title", "version"), ("every_type", "Every type", "1")))
    return folder


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
