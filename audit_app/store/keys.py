"""From a passphrase to the file's key, and from the key to a code on paper and back.

The key is derived as SQLCipher 4 does it (PBKDF2-HMAC-SHA512, 256,000 rounds, the salt being the file's first
16 bytes), so that any SQLCipher tool opens the file with the passphrase. The recovery code is the key itself:
13 groups of four letters and a check letter, in Crockford's alphabet, which has no letters that are taken for
one another.
"""

from __future__ import annotations

import hashlib
import unicodedata

from audit_app.errors import AuditError
from audit_app.words import _

KEY_BYTES = 32
ROUNDS = 256_000
"""What makes guessing slow. Only the tests that are not about keys lower it, for all files that they make."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = 13  # of 4 letters of 5 bits: 260 bits for the key's 256
_GROUP = 5  # letters of a group, its check letter included
# Odd, so that any single wrong letter changes the check; unequal, so that most swaps do.
_WEIGHTS = (1, 3, 5, 7)
_MISREAD = str.maketrans("OIL", "011")


class MistypedError(AuditError):
    """A recovery code that can't be right as it was typed."""


def derive(passphrase: str, salt: bytes) -> bytes:
    """The key of a file with this salt under this passphrase (32 bytes; takes a tenth of a second or
    more)."""
    # One composed form, so that an accent typed on another machine is the same accent.
    text = unicodedata.normalize("NFC", passphrase)
    return hashlib.pbkdf2_hmac("sha512", text.encode("utf-8", "surrogatepass"), salt, ROUNDS, KEY_BYTES)


def recovery_code(key: bytes) -> str:
    """The key in groups to print: `7K2MQ-...`."""
    number = int.from_bytes(key, "big")
    digits = [number >> (5 * place) & 31 for place in reversed(range(_GROUPS * (_GROUP - 1)))]
    groups = [digits[start : start + _GROUP - 1] for start in range(0, len(digits), _GROUP - 1)]
    return "-".join(
        "".join(_ALPHABET[digit] for digit in (*group, _check(place, group)))
        for place, group in enumerate(groups)
    )


def looks_like_code(secret: str) -> bool:
    """Whether `secret` has the length and the letters of a recovery code, typing errors aside."""
    letters = _letters(secret)
    return abs(len(letters) - _GROUPS * _GROUP) <= 2 and letters.isalnum() and letters.isascii()


def read_code(secret: str) -> bytes:
    """The key that a recovery code stands for. MistypedError that names the group with a typing error."""
    letters = _letters(secret)
    if len(letters) != _GROUPS * _GROUP:
        raise MistypedError(
            _("The recovery code has {n} letters; it should have {of}. Compare it with the print.").format(
                n=len(letters), of=_GROUPS * _GROUP
            )
        )
    number = 0
    for place in range(_GROUPS):
        digits = [_ALPHABET.find(letter) for letter in letters[place * _GROUP : (place + 1) * _GROUP]]
        if -1 in digits or digits[-1] != _check(place, digits[:-1]):
            raise MistypedError(
                _(
                    "There is a typing error in group {group} of the recovery code. "
                    "Compare it with the print."
                ).format(group=place + 1)
            )
        for digit in digits[:-1]:
            number = number << 5 | digit
    if number.bit_length() > 8 * KEY_BYTES:
        raise MistypedError(
            _("There is a typing error in group 1 of the recovery code. Compare it with the print.")
        )
    return number.to_bytes(KEY_BYTES, "big")


def _letters(secret: str) -> str:
    return "".join(secret.upper().replace("-", " ").split()).translate(_MISREAD)


def _check(place: int, group: list[int]) -> int:
    return (place + sum(weight * digit for weight, digit in zip(_WEIGHTS, group, strict=True))) % 32
