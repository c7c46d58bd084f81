"""How many of the expectations of Enketo's and JavaRosa's XPath suites hold here, and which don't.

    node tests/conformance/record_enketo.js FOLDER > expectations.jsonl
    python tests/conformance/expressions.py expectations.jsonl [--list TEXT]
    python tests/conformance/expressions.py .../XPathEvalTest.java [--list TEXT]

Of JavaRosa's are taken the lines that expect a text, number or boolean, or an error, without an instance.
Each of Enketo's is an expression, the document and node at which it is evaluated, and what it has to come to.
Left out are the functions on places, which the engine doesn't have.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from audit_app.errors import AuditError
from audit_app.xforms.conversion import to_number, to_string
from audit_app.xforms.evaluate import evaluate_in, scope_of
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.tree import Node, parse_xml

ZONE = "America/Phoenix"  # as the suite sets it
_PLACES = re.compile(r"\b(area|distance|geofence|enclosed-area)\s*\(")
_AS = {
    "number": "number({})",
    "string": "string({})",
    "boolean": "boolean({})",
    "length": "string-length({})",
}


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument(
        "--list", default=None, help="prints what doesn't hold, of specs with this in the name"
    )
    given = arguments.parse_args()
    held: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    text = given.file.read_text("utf-8")
    java = given.file.suffix == ".java"
    os.environ["TZ"] = "UTC" if java else ZONE
    time.tzset()
    for expectation in _of_java(text) if java else map(json.loads, text.splitlines()):
        if _PLACES.search(expectation["expression"]):
            continue
        spec = expectation["spec"]
        asked[spec] += 1
        said = _said(expectation)
        held[spec] += not said
        if said and given.list is not None and given.list in spec:
            print(f"{spec}: {expectation['expression']}  AT {expectation['at']}\n    {said}")
    print(f"{sum(held.values())} of {sum(asked.values())} expectations hold")
    for spec, n in asked.items():
        if held[spec] < n:
            print(f"  {spec}: {held[spec]} of {n}")


_JAVA = re.compile(
    r'testEval\("((?:[^"\\\\]|\\\\.)*)", (?:null, null, )?((?:new )?[\w."\\\\ -]+(?:\(\))?|"[^"]*")\);'
)


def _of_java(text: str) -> Iterator[dict[str, Any]]:
    """The expectations of JavaRosa's suite that are plain enough to be read off its source."""
    for written, wanted in _JAVA.findall(text):
        expression = written.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")
        plain = wanted.strip('"')
        if wanted.startswith("new "):
            kind, plain = "error", ""
        elif wanted.upper() in ("TRUE", "FALSE"):
            kind, plain = "boolean", wanted.lower()
        elif wanted.startswith('"'):
            kind = "string"
        else:
            kind = "number"
            plain = wanted.replace("Math.E", repr(math.e)).replace("Math.PI", repr(math.pi))
            plain = plain.replace("POSITIVE_INFINITY", "inf").replace("NEGATIVE_INFINITY", "-inf")
        yield {"spec": "XPathEvalTest", "type": kind, "expression": expression, "expected": plain,
               "xml": "<data/>", "at": ""}  # fmt: skip


def _said(expectation: dict[str, Any]) -> str:
    """What an expression came to, where that isn't what was expected; else empty."""
    kind, expression, expected = (expectation[name] for name in ("type", "expression", "expected"))
    try:
        if kind == "nodes":
            found = _places(expression, expectation["xml"], expectation["at"])
            return "" if found == json.loads(expected) else f"{found} for {expected}"
        text = evaluate_in(
            _AS.get(kind, "{}").format(expression), expectation["xml"], expectation["at"] or None
        ).text
    except AuditError as error:
        return "" if kind == "error" else error.sentence
    except Exception as error:
        return f"BROKEN {type(error).__name__}: {error}"
    if kind == "error":
        return f"{text} for an error"
    if kind in ("number", "length"):
        same = _same(float(text.replace("Infinity", "inf")), expected, expectation.get("factor"))
        return "" if same else f"{text} for {expected}"
    return "" if text == expected else f"{text} for {expected}"


def _same(number: float, expected: str, factor: float | None) -> bool:
    try:
        wanted = float(expected.replace("Infinity", "inf"))
    except ValueError:
        return math.isnan(number)
    if factor:
        number = math.floor(number * factor + 0.5) / factor
    return math.isclose(number, wanted, rel_tol=1e-12) or (math.isnan(number) and math.isnan(wanted))


def _places(expression: str, xml: str, at: str) -> list[str]:
    document = parse_xml(xml)
    scope = scope_of(document)
    scope.zone = ZoneInfo(ZONE)
    node = document
    if at:
        found = compile_expression(at).evaluate(document, scope)
        assert isinstance(found, list)
        node = found[0]
    scope.current = node
    value = compile_expression(expression).evaluate(node, scope)
    assert isinstance(value, list), (to_string(value, scope), to_number(value, scope))
    return [_place(each) for each in value]


def _place(node: Node) -> str:
    parent = node.parent
    if parent is None:
        return ""
    if node in parent.attributes:
        return f"{_place(parent)}/@{f'{node.prefix}:' if node.prefix else ''}{node.local}"
    return (
        f"{_place(parent)}/node()[{parent.children.index(node) + 1}]"
        if node in parent.children
        else "namespace"
    )


if __name__ == "__main__":
    main()
