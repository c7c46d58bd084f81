"""Likely names of people, by how they are written and by a list of common given names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import zip_longest

from audit_app.identifying.marks import NAME, Mark
from audit_app.paths import RESOURCES

_WORD = r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|HHJ|DJ|DDJ|Cllr)"
_RELATION = (
    r"(?:baby|infant|child|mother|father|mum|mam|dad|parent|sibling|brother|sister|grandmother|grandfather|uncle|aunt"
    r"|auntie|nan)"
)
_TITLED = re.compile(rf"(?<!\w){_TITLE}\b\.?\s+(?:[A-Z]\.?\s+)*{_WORD}(?:\s+(?=[A-Z]){_WORD})?")
_RELATED = re.compile(rf"(?<!\w)(?i:{_RELATION})\s+(?P<name>(?=[A-Z])(?:[A-HJ-Z](?![\w'’])|{_WORD}))")
_INITIALS = re.compile(rf"(?<!\w)(?:[A-Z]\.\s?)+(?=[A-Z]\w){_WORD}")
_TOKEN = re.compile(_WORD)
_GENITIVE = re.compile(r"['’]s?$")
_ENDS = re.compile(r"(?:^|[.!?:;•\n\r“\"(\[–—/]|^\s*[-*])\s*$")


def names(text: str, known: Collection[str] = frozenset()) -> Iterator[Mark]:
    """The likely names in a text; those that are surest first."""
    for pattern in (_TITLED, _INITIALS):
        for found in pattern.finditer(text):
            yield _mark(text, found.start(), found.end())
    for found in _RELATED.finditer(text):
        if not _is_known(found["name"], known):
            yield _mark(text, found.start(), found.end())
    yield from _in_a_row(text, known)
    yield from _given(text, known)


def holds_given_name(text: str) -> bool:
    """Whether a common given name is among the words of a text."""
    return any(_plain(token.group()) in word_lists()["names"] for token in _TOKEN.finditer(text))


def _in_a_row(text: str, known: Collection[str]) -> Iterator[Mark]:
    """Two capitalised words or more, one after the other, of which none is known. What begins a sentence
    would be capitalised anyway: it counts where it is no everyday word."""
    row: list[re.Match[str]] = []
    for token in (*_TOKEN.finditer(text), None):
        joined = bool(row and token and text[row[-1].end() : token.start()].strip(" \u00a0") == "")
        if row and token and joined and token.group() in word_lists()["links"]:
            row.append(token)
            continue
        if row and not (token and joined and _could_be(token, text, known)):
            while row and row[-1].group() in word_lists()["links"]:
                row.pop()
            if sum(each.group() not in word_lists()["links"] for each in row) > 1:
                yield _mark(text, row[0].start(), row[-1].end())
            row = []
        if token and _could_be(token, text, known):
            row.append(token)


def _could_be(token: re.Match[str], text: str, known: Collection[str]) -> bool:
    word = token.group()
    if not word[0].isupper() or "_" in word or _is_acronym(word) or _is_known(word, known):
        return False
    return not (_begins(text, token.start()) and _plain(word) in word_lists()["beginnings"])


def _given(text: str, known: Collection[str]) -> Iterator[Mark]:
    """Common given names, with the capitalised word behind them."""
    tokens = list(_TOKEN.finditer(text))
    for token, after in zip_longest(tokens, tokens[1:]):
        follows = bool(
            after
            and text[token.end() : after.start()] == " "
            and after.group()[0].isupper()
            and not _is_known(after.group(), known)
        )
        if _is_given(token, text, follows, known):
            yield _mark(text, token.start(), after.end() if follows and after else token.end())


def _is_given(token: re.Match[str], text: str, follows: bool, known: Collection[str]) -> bool:
    """Whether a token is a given name here; `follows` says that a surname may stand behind it."""
    lists = word_lists()
    word, plain = token.group(), _plain(token.group())
    if plain in lists["names"]:
        return word[0].isupper() or plain not in known
    if plain not in lists["also words"] or not word[0].isupper() or (len(word) > 1 and word.isupper()):
        return False
    return follows or not (_begins(text, token.start()) or plain in lists["no names"] or plain in known)


@cache
def word_lists() -> Mapping[str, frozenset[str]]:
    """The lists of words by which names are told, by the name of each list."""
    lists: dict[str, set[str]] = {}
    section = ""
    for line in (RESOURCES / "likely_names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            lists.setdefault(section, set()).update(line.split())
    return {name: frozenset(words) for name, words in lists.items()}


def _mark(text: str, start: int, end: int) -> Mark:
    end -= len(text[start:end]) - len(_GENITIVE.sub("", text[start:end]))
    return Mark(NAME, start, end, text[start:end])


def _begins(text: str, place: int) -> bool:
    """Whether a sentence begins here."""
    return bool(_ENDS.search(text[max(0, place - 8) : place])) or not text[:place].strip()


def _is_acronym(word: str) -> bool:
    """`ICPC`; a name in capitals has more than five letters, or is found by its given name."""
    return word.isupper() and 1 < len(word) <= 5


def _is_known(word: str, known: Collection[str]) -> bool:
    plain = _plain(word)
    return any(
        all(part in word_lists()["no names"] or part in known for part in parts)
        for parts in ([plain], plain.split("-"))
    )


def _plain(word: str) -> str:
    """In small letters, without the ending of a genitive."""
    return _GENITIVE.sub("", word).casefold()
