"""How hard a passphrase is to guess, roughly, and what would make it better. Nothing here is kept or sent.

An estimate in bits: what everybody tries first counts next to nothing, a word counts as one of a few
thousand, and only the rest letter by letter. The key derivation makes each guess cost a tenth of a second
on top.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import log2

from audit_app.words import _

_TRIED_FIRST = [
    "password",
    "passphrase",
    "letmein",
    "welcome",
    "admin",
    "administrator",
    "login",
    "secret",
    "monkey",
    "dragon",
    "football",
    "liverpool",
    "arsenal",
    "chelsea",
    "princess",
    "sunshine",
    "master",
    "shadow",
    "superman",
    "batman",
    "iloveyou",
    "trustno",
    "changeme",
    "default",
    "council",
    "audit",
    "children",
    "social",
    "worker",
    "qwerty",
    "qwertyuiop",
    "asdfgh",
    "zxcvbn",
    "abcdef",
    "spring",
    "summer",
    "autumn",
    "winter",
    "monday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "england",
    "wales",
    "london",
    "test",
    "hello",
]
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")
_DISGUISES = str.maketrans("@4301!57$", "aaeoiists")
_WORD_BITS, _LETTER_BITS, _DIGIT_BITS, _SIGN_BITS = 11.0, log2(26), log2(10), log2(32)
_FIRST_BITS = 3.0
_STEPS = (20, 30, 40, 52)  # bits from which it scores 1, 2, 3, 4


def strength(passphrase: str) -> tuple[int, str]:
    """0 (falls at once) to 4 (strong), and a sentence that helps to choose a better one."""
    score = sum(bits(passphrase) >= step for step in _STEPS)
    if score < 3 and (first := _tried_first(passphrase.casefold())):
        return score, _("“{word}” is among the first that people try. Use other words.").format(word=first)
    sentences = (
        _("Very easy to guess. Use four or more words that have nothing to do with each other."),
        _("Easy to guess. Use four or more words that have nothing to do with each other."),
        _("Could be guessed with effort. Add another word or two."),
        _("Good. One more word would make it strong."),
        _("Strong."),
    )
    return score, sentences[score]


def bits(passphrase: str) -> float:
    """The estimate, in bits."""
    text = passphrase.casefold()
    total = 0.0
    while first := _tried_first(text):
        text = _without(text, first)
        total += _FIRST_BITS
    return total + sum(_run_bits(run) for run in re.findall(r"[^\W\d_]+|\d+|[\W_]+", text))


def _tried_first(text: str) -> str:
    plain = text.translate(_DISGUISES)
    return next((word for word in _TRIED_FIRST if word in text or word in plain), "")


def _without(text: str, word: str) -> str:
    start = text.find(word)
    if start < 0:
        start = text.translate(_DISGUISES).find(word)
    return f"{text[:start]} {text[start + len(word) :]}"


def _run_bits(run: str) -> float:
    """A run of letters, of digits, or of signs."""
    if run.isspace():
        return 0.0
    new = 1 + sum(not _follows(before, after) for before, after in pairwise(run))
    if run.isdigit():
        return new * _DIGIT_BITS if not re.fullmatch(r"(19|20)\d\d", run) else log2(100)
    if not run[0].isalpha():
        return min(new * _SIGN_BITS, 2 * _SIGN_BITS)
    vowels = sum(letter in "aeiouyáéíóúâêîôûŵŷ" for letter in run)
    looks_like_a_word = len(run) >= 3 and vowels >= len(run) / 5
    return min(new * _LETTER_BITS, _WORD_BITS + len(run) / 4) if looks_like_a_word else new * _LETTER_BITS


def _follows(before: str, after: str) -> bool:
    """Whether `after` is no news after `before`: the same again, or its neighbour in the alphabet or on the
    keys."""
    pair = before + after
    return before == after or any(pair in row or pair in row[::-1] for row in _ROWS)
