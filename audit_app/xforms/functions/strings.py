"""Functions on texts. Putting texts together keeps an inexact date in its own words; what looks into a text
needs an exact one."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import uuid as _uuid

from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.conversion import exact_text, texts, to_number, to_string
from audit_app.xforms.functions.signature import Function
from audit_app.xforms.patterns import found
from audit_app.xforms.scope import At, Value

_SPACE = " \t\r\n"
_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_LONGEST = 100_000


def string(at: At, value: Value | None = None) -> str:
    """`string()`; of the context node without an argument."""
    return to_string([at.node] if value is None else value, at.scope)


def concat(at: At, *values: Value) -> str:
    """All texts, of node-sets every node's, one after the other."""
    return "".join(_texts(at, values))


def join(at: At, separator: Value, *values: Value) -> str:
    """All texts, with a separator between them."""
    return to_string(separator, at.scope).join(_texts(at, values))


def _texts(at: At, values: tuple[Value, ...]) -> list[str]:
    found_texts: list[str] = []
    for value in values:
        found_texts += texts(at.scope.answered(value) if isinstance(value, list) else value, at.scope)
    return found_texts


def contains(at: At, text: Value, part: Value) -> bool:
    return exact_text(part, at.scope) in exact_text(text, at.scope)


def starts_with(at: At, text: Value, part: Value) -> bool:
    return exact_text(text, at.scope).startswith(exact_text(part, at.scope))


def ends_with(at: At, text: Value, part: Value) -> bool:
    return exact_text(text, at.scope).endswith(exact_text(part, at.scope))


def substring_before(at: At, text: Value, part: Value) -> str:
    before, sign, _after = _partition(at, text, part)
    return before if sign else ""


def substring_after(at: At, text: Value, part: Value) -> str:
    _before, sign, after = _partition(at, text, part)
    return after if sign else ("" if exact_text(part, at.scope) else exact_text(text, at.scope))


def _partition(at: At, text: Value, part: Value) -> tuple[str, str, str]:
    sign = exact_text(part, at.scope)
    return exact_text(text, at.scope).partition(sign) if sign else ("", "", "")


def substring(at: At, text: Value, start: Value, length: Value | None = None) -> str:
    """XPath's: the first character is 1, and both numbers are rounded."""
    first = _rounded(to_number(start, at.scope))
    end = math.inf if length is None else first + _rounded(to_number(length, at.scope))
    return "".join(sign for place, sign in enumerate(exact_text(text, at.scope), 1) if first <= place < end)


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def substr(at: At, text: Value, start: Value, end: Value | None = None) -> str:
    """ODK's: the first character is 0, the end is left out, negative numbers count from the end."""
    whole = exact_text(text, at.scope)
    first = _index(to_number(start, at.scope), whole, 0)
    last = len(whole) if end is None else _index(to_number(end, at.scope), whole, 0)
    return whole[first:last] if first <= last else ""


def _index(number: float, text: str, otherwise: int) -> int:
    if number != number:
        return otherwise
    place = int(max(-1e9, min(1e9, number)))
    return max(0, min(len(text), place + len(text) if place < 0 else place))


def translate(at: At, text: Value, signs: Value, others: Value) -> str:
    table: dict[int, str] = {}
    new = exact_text(others, at.scope)
    for place, sign in enumerate(exact_text(signs, at.scope)):
        table.setdefault(ord(sign), new[place] if place < len(new) else "")
    return exact_text(text, at.scope).translate(table)


def _exact_string(at: At, value: Value | None) -> str:
    return exact_text([at.node] if value is None else value, at.scope)


def string_length(at: At, value: Value | None = None) -> float:
    return float(len(_exact_string(at, value)))


def normalize_space(at: At, value: Value | None = None) -> str:
    text = _exact_string(at, value)
    for sign in _SPACE[1:]:
        text = text.replace(sign, " ")
    return " ".join(part for part in text.split(" ") if part)


def regex(at: At, text: Value, pattern: Value) -> bool:
    """Whether the pattern is found anywhere in the text, as JavaScript's would be."""
    return found(exact_text(pattern, at.scope), exact_text(text, at.scope))


def digest(at: At, text: Value, algorithm: Value, encoding: Value = "base64") -> str:
    name, form = exact_text(algorithm, at.scope), exact_text(encoding, at.scope)
    if name not in _ALGORITHMS or form not in ("base64", "hex"):
        raise AuditError(
            _("digest() knows {algorithms}, written as base64 or hex.").format(
                algorithms=", ".join(_ALGORITHMS)
            )
        )
    made = hashlib.new(
        _ALGORITHMS[name], exact_text(text, at.scope).encode("utf-8", "replace"), usedforsecurity=False
    )
    return made.hexdigest() if form == "hex" else base64.b64encode(made.digest()).decode()


def base64_decode(at: At, text: Value) -> str:
    try:
        return base64.b64decode(exact_text(text, at.scope), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def uuid(at: At, length: Value | None = None) -> str:
    if length is None:
        return str(_uuid.uuid4())
    number = to_number(length, at.scope)
    if not 0 <= number <= _LONGEST:
        raise AuditError(_("uuid() needs the number of characters wanted."))
    made = ""
    while len(made) < number:
        made += str(_uuid.uuid4())
    return made[: int(number)]


STRINGS = {
    "string": Function(string, 0, 1),
    "concat": Function(concat, 0, None),
    "join": Function(join, 1, None),
    "contains": Function(contains, 2, 2),
    "starts-with": Function(starts_with, 2, 2),
    "ends-with": Function(ends_with, 2, 2),
    "substring": Function(substring, 2, 3),
    "substring-before": Function(substring_before, 2, 2),
    "substring-after": Function(substring_after, 2, 2),
    "substr": Function(substr, 2, 3),
    "translate": Function(translate, 3, 3),
    "string-length": Function(string_length, 0, 1),
    "normalize-space": Function(normalize_space, 0, 1),
    "regex": Function(regex, 2, 2),
    "digest": Function(digest, 2, 3),
    "base64-decode": Function(base64_decode, 1, 1),
    "uuid": Function(uuid, 0, 1),
}
