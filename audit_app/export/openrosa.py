"""Instances as OpenRosa submissions: the form's own instance, filled in, with what ODK has no place for as
attributes in the program's namespace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.sax.saxutils import escape, quoteattr

from audit_app.results.instances import ABOUT, PARTS, Instance
from audit_app.xforms.definition import Form, Question
from audit_app.xforms.nodes import primary_instance
from audit_app.xforms.parse import AUDIT
from audit_app.xforms.tree import Node, NodeKind

_OPENROSA = "http://openrosa.org/xforms"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class _Writer:
    form: Form
    instance: Instance
    questions: Mapping[str, Question]

    def document(self, root: Node) -> str:
        about = {part: text for part, text in self.instance.about.items() if part in ABOUT and text}
        space = f' xmlns="{root.declared[""]}"' if root.declared.get("") else ""
        start = (
            f"<{root.local} id={quoteattr(self.form.name)} version={quoteattr(self.form.version)}{space}"
            f' xmlns:orx="{_OPENROSA}" xmlns:audit="{AUDIT}"{_attributes(about)}>'
        )
        inside = "".join(self._inside(root, f"/{root.local}", ""))
        meta = f"<orx:meta><orx:instanceID>{self.instance.id}</orx:instanceID></orx:meta>"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{start}{inside}{meta}</{root.local}>\n'

    def _inside(self, node: Node, path: str, row: str) -> Iterator[str]:
        # A repeat stands there twice, as a template and as its first row.
        children = {child.local: child for child in node.children if child.kind is NodeKind.ELEMENT}
        for name, child in children.items():
            if name == "meta":
                continue
            place = f"{path}/{name}"
            repeat = self._repeats.get(place)
            rows = [row] if repeat is None else self.instance.rows.get((repeat, row), ())
            for here in rows:
                yield self._element(child, place, here)

    @cached_property
    def _repeats(self) -> dict[str, str]:
        return {repeat.path: name for name, repeat in self.form.repeats.items()}

    def _element(self, node: Node, path: str, row: str) -> str:
        question = self.questions.get(path)
        if question is None:
            inside = "".join(self._inside(node, path, row))
            return f"<{node.local}>{inside}</{node.local}>" if inside else f"<{node.local}/>"
        held = self.instance.at(question.name, row)
        attributes = _attributes({part: text for part in PARTS if (text := getattr(held, part))})
        if not held.value:
            return f"<{node.local}{attributes}/>"
        return f"<{node.local}{attributes}>{_text(held.value)}</{node.local}>"


def submissions(form: Form, xform: str, instances: Iterable[Instance]) -> dict[str, bytes]:
    """One XML file an instance, by name; `xform` is the compiled form. Names keep the order, by which a first
    audit of a case is told from a second."""
    root = primary_instance(xform)
    questions = {question.path: question for question in form.questions.values()}
    return {
        f"{number:05}-{each.id.removeprefix('uuid:')}.xml": _Writer(form, each, questions)
        .document(root)
        .encode()
        for number, each in enumerate(instances, 1)
    }


def _attributes(texts: Mapping[str, str]) -> str:
    return "".join(f" audit:{name}={quoteattr(_plain(text))}" for name, text in texts.items())


def _text(text: str) -> str:
    return escape(_plain(text), {"\r": "&#13;"})


def _plain(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
