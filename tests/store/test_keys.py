"""A recovery code survives paper and typing, and says where it was mistyped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.store import keys

KEY = bytes(range(32))
CODE = keys.recovery_code(KEY)


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_the_key(key: bytes) -> None:
    assert keys.read_code(keys.recovery_code(key)) == key


@pytest.mark.parametrize(
    "typed",
    [CODE.lower(), CODE.replace("-", " "), CODE.replace("-", ""), f"  {CODE}\n", CODE.replace("0", "O")],
)
def test_a_code_may_be_typed_in_any_common_way(typed: str) -> None:
    assert keys.looks_like_code(typed)
    assert keys.read_code(typed) == KEY


@given(place=st.integers(0, 64), letter=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZU"))
def test_a_wrong_letter_is_said_with_its_group(place: int, letter: str) -> None:
    letters = CODE.replace("-", "")
    typed = letters[:place] + letter + letters[place + 1 :]
    if typed != letters:
        with pytest.raises(AuditError, match=f"group {place // 5 + 1} of the recovery code"):
            keys.read_code(typed)


@pytest.mark.parametrize("typed", [CODE[:-1], f"{CODE}7"])
def test_a_missing_letter_is_said(typed: str) -> None:
    with pytest.raises(AuditError, match="it should have 65"):
        keys.read_code(typed)


@pytest.mark.parametrize(
    ("passphrase", "salt", "key"),
    [
        # Python's own hashlib is the reference for PBKDF2; what is checked here is SQLCipher's parameters.
        ("caf\u00e9", b"0" * 16, keys.derive("cafe\u0301", b"0" * 16)),
    ],
)
def test_an_accent_is_the_same_accent_on_any_keyboard(passphrase: str, salt: bytes, key: bytes) -> None:
    assert keys.derive(passphrase, salt) == key
