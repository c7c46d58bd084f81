"""Patterns: JavaScript's answers, and none that hangs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.xforms.patterns import _Machine, _parser, found


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("^[0-9]+$", "123", True),
        ("^[0-9]+$", "12a", False),
        ("[0-9]", "a1", True),
        ("^(ab|c)*d?$", "abcabd", True),
        ("^(ab|c)*d?$", "abda", False),
        (r"^\w+@\w+\.\w{2,3}$", "a@b.uk", True),
        (r"^\w+@\w+\.\w{2,3}$", "a@b.museum", False),
        (r"^[^,;]*,\s*[^,;]+$", "a, b", True),
        (r"\bin\b.*\bcare\b", "was in local care", True),
        (r"\bin\b.*\bcare\b", "inside daycare", False),
        ("^(a{2,3}b*)+$", "aabbaaa", True),
        ("^(a{2,3}b*)+$", "ab", False),
        (r"^\d+\D+\S*\W*$", "12ab !", True),
    ],
)
def test_found(pattern: str, text: str, expected: bool) -> None:
    assert found(pattern, text) is expected


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "^(.*)*x$", "(a*)*b", "^(a?){40}a{40}$"])
def test_no_pattern_hangs(pattern: str) -> None:
    assert not found(pattern, "a" * 60 + "!")


@pytest.mark.parametrize("pattern", ["(", "[a-", r"\p{L}", "a{2,1}", r"^(?=.*a)(?=.*b).+$"])
def test_what_cannot_be_run_is_a_sentence(pattern: str) -> None:
    with pytest.raises(AuditError, match="pattern"):
        found(pattern, "a")


_PIECES = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", "(a|b)", "(ab)", "a?", "b*", "(a|bc)+", "c{1,2}", "^", "$"]
)


@given(st.lists(_PIECES, min_size=1, max_size=5).map("".join), st.text("abc", max_size=8))
def test_the_patient_matcher_agrees_with_pythons(pattern: str, text: str) -> None:
    expected = re.search(pattern, text) is not None
    assert _Machine(_parser.parse(pattern)).search(text) is expected
