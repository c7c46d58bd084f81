"""JSON that people write, and what is said of what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.readers.json_text import read_json


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_object_is_read_in_any_encoding_of_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "map.json"
    path.write_bytes('{"case": "Siân"}'.encode(encoding))
    assert read_json(path) == {"case": "Siân"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"case":\n "a",\n}', "map.json, row 3: Something is missing or too much here. Mend it"),
        (b"[" * 1_000_000, "map.json: There are far too many brackets within brackets. Mend it"),
        (b'{"a":' * 100_000, "map.json: There are far too many brackets within brackets. Mend it"),
        (b'{"case": ' + b"9" * 5_000 + b"}", "map.json: It holds a number that is far too long. Mend it"),
        (b'{"case": "\xe9"}', "map.json: It holds letters that are none. Mend it"),
        (b'{"case": "\\ud800"}', "map.json: It holds letters that are none. Mend it"),
        (bytes(range(256)), "map.json: It holds letters that are none. Mend it"),
        (b'["case"]', "map.json must hold one JSON object in braces"),
        (b'{"a": 1}' + b" " * 2_000_000, "map.json is too large: it has 2 MB; at most 1 MB can be read"),
    ],
)
def test_what_is_no_json_is_said_in_our_words(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "map.json"
    path.write_bytes(data)
    with pytest.raises(AuditError) as caught:
        read_json(path)
    assert said in str(caught.value)
