"""The words of a compiled form: its translations, and labels and hints with the values that they show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from audit_app.words import code_of
from audit_app.xforms.definition import Output, Parts, Text
from audit_app.xforms.tree import Node, NodeKind

_ITEXT = re.compile(r"\s*jr:itext\(\s*['\"](.*?)['\"]\s*\)\s*\Z")
_SPOKEN = ("", "guidance")


class Translations:
    """The form's translations. `languages` begins with the default one (one unnamed language when there are
    none)."""

    def __init__(self, model: Node) -> None:
        translations = [node for node in model.descendants() if node.local == "translation"]
        translations.sort(key=lambda node: not node.attribute("default"))
        self.languages = tuple(node.attribute("lang") for node in translations) or ("",)
        self._texts: dict[tuple[str, str], dict[str, Parts]] = {}
        for translation in translations:
            language = translation.attribute("lang")
            for text in translation.children:
                if text.local == "text":
                    self._take(text, language)

    def _take(self, text: Node, language: str) -> None:
        for value in text.children:
            form = value.attribute("form") if value.local == "value" else None
            if form not in _SPOKEN:
                continue
            by_language = self._texts.setdefault((text.attribute("id"), form), {})
            parts = parts_of(value)
            # pyxform writes a hyphen where a translation is missing.
            if not by_language or parts != ("-",):
                by_language[language] = parts

    def by_id(self, identifier: str, form: str = "") -> Text:
        """A translated text; empty when there is none."""
        return Text(self._texts.get((identifier, form), {}))

    def all(self) -> dict[str, Text]:
        """Every text by id, guidance left out."""
        return {key: Text(texts) for (key, form), texts in self._texts.items() if not form}

    def of_element(self, node: Node | None, form: str = "") -> Text:
        """The words of a label or hint."""
        if node is None:
            return Text()
        identifier = itext_id(node.attribute("ref"))
        if identifier is not None:
            return self.by_id(identifier, form)
        return self.literal(parts_of(node)) if not form else Text()

    def of_message(self, message: str) -> Text:
        """The words of a message in a bind."""
        identifier = itext_id(message)
        return (
            self.by_id(identifier) if identifier is not None else self.literal((message,) if message else ())
        )

    def of_messages(self, message: str, in_language: Callable[[str], str]) -> Text:
        """The words of a message of ours, which has each language by its code in an attribute of its own."""
        usual = self.of_message(message)
        said = {name: in_language(code_of(name)) for name in self.languages[1:] if code_of(name)}
        return Text({**usual.by_language, **{name: (text,) for name, text in said.items() if text}})

    def of_expressions(self, usual: str, in_language: Callable[[str], str]) -> Text:
        """What is put together by an expression: `usual`, and by its code what each language has."""
        said = {name: in_language(code_of(name)) for name in self.languages[1:] if code_of(name)}
        found = {name: (Output(text),) for name, text in said.items() if text}
        return Text({self.languages[0]: (Output(usual),), **found}) if usual else Text()

    def literal(self, parts: Parts) -> Text:
        """Words that stand for every language."""
        return Text({self.languages[0]: parts}) if parts else Text()


def itext_id(reference: str) -> str | None:
    """The id in `jr:itext('id')`."""
    match = _ITEXT.match(reference)
    return match[1] if match else None


def parts_of(node: Node) -> Parts:
    """The literal parts and outputs inside an element."""
    parts: list[str | Output] = []
    for child in node.children:
        if child.kind is NodeKind.TEXT and child.value:
            parts.append(child.value)
        elif child.local == "output":
            parts.append(Output(child.attribute("value").strip()))
    return _trimmed(parts)


def _trimmed(parts: Iterable[str | Output]) -> Parts:
    # pyxform puts a space on either side of a text with outputs.
    kept = list(parts)
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip()
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip()
    return tuple(part for part in kept if part != "")
