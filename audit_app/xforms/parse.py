"""From a compiled XForm to a frozen `Form`. Needs neither pyxform nor the expression parser, so opening is
quick."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.definition import (
    Choice,
    Form,
    Group,
    Item,
    ItemSet,
    Question,
    QuestionType,
    Repeat,
    Section,
    Text,
)
from audit_app.xforms.naming import Keys
from audit_app.xforms.nodes import child, children, elements, is_deep, once, without_namespace
from audit_app.xforms.texts import Translations
from audit_app.xforms.tree import Node, NodeKind, parse_xml

AUDIT = "https://audit-app.invalid/xforms"
JAVAROSA = "http://openrosa.org/javarosa"

_LIST = re.compile(r"instance\(\s*['\"](.+?)['\"]\s*\)\s*/root/item")
_COUNT_OF = re.compile(r"\s*count\(\s*([^()\s]+)\s*\)\s*\Z")
_CONTROLS = {
    "select1": QuestionType.SELECT_ONE,
    "select": QuestionType.SELECT_MULTIPLE,
    "rank": QuestionType.RANK,
    "trigger": QuestionType.ACKNOWLEDGE,
    "range": QuestionType.RANGE,
}
_DATA_TYPES = {
    "int": QuestionType.INTEGER,
    "integer": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "date": QuestionType.DATE,
    "time": QuestionType.TIME,
    "dateTime": QuestionType.DATETIME,
    "string": QuestionType.TEXT,
    "barcode": QuestionType.TEXT,
    "": QuestionType.TEXT,
}
_HELD_BY_BODY = ("input", "upload", "secret", *_CONTROLS)


@lru_cache(maxsize=6)
def form_of(xml: str) -> Form:
    """A compiled form as `read_form` reads it. An audit and its packs have the same one, and what is worked
    out of a form is kept by it."""
    return read_form(xml)


def read_form(xml: str) -> Form:
    """Read a compiled XForm. AuditError when it is none, or asks what the program can't."""
    document = parse_xml(xml)
    model = next((node for node in document.descendants() if node.local == "model"), None)
    if model is None:
        raise AuditError(_("This is no compiled form: it has no XForms model. Compile the form again."))
    return _Reader(document, model).form()


class _Reader:
    """What the parts of the document say, by path, while the form is put together."""

    def __init__(self, document: Node, model: Node) -> None:
        self.document = document
        self.words = Translations(model)
        instances = children(model, "instance")
        if not instances or not elements(instances[0]):
            raise AuditError(_("This is no compiled form: it has no instance. Compile the form again."))
        self.root = elements(instances[0])[0]
        self.lists = {
            identifier: self._choices(node) for node in instances if (identifier := node.attribute("id"))
        }
        self.trees = {
            name: without_namespace(node)
            for node in instances
            if (name := node.attribute("id")) and is_deep(node)
        }
        self.binds = {node.attribute("nodeset"): node for node in children(model, "bind")}
        self.controls: dict[str, Node] = {}
        self.groups: dict[str, Node] = {}
        self.repeats: dict[str, Node] = {}
        self.defaults: dict[str, str] = {}
        self.triggered: dict[str, tuple[str, list[str]]] = {}
        self.keys = Keys(self.root.local)
        self.named: dict[str, str] = {}
        self.ignored: list[str] = []
        self._read_body()

    def form(self) -> Form:
        title = next((node.text() for node in self.document.descendants() if node.local == "title"), "")
        titles = self.words.of_messages(title, lambda code: self.root.attribute(f"form_title_{code}", AUDIT))
        return Form(
            name=self.root.attribute("id") or self.root.local,
            titles=titles,
            version=self.root.attribute("version"),
            root=self.root.local,
            languages=self.words.languages,
            sections=self._sections(titles),
            lists=self.lists,
            trees=self.trees,
            itext=self.words.all(),
            ignored=tuple(self.ignored),
            about=self.words.of_messages(
                self.root.attribute("about", AUDIT), lambda code: self.root.attribute(f"about_{code}", AUDIT)
            ),
        )

    def _read_body(self) -> None:
        for node in self.document.descendants():
            reference = (node.attribute("ref") or node.attribute("nodeset")).strip()
            if node.kind is not NodeKind.ELEMENT or not reference.startswith("/"):
                continue
            if node.local in _HELD_BY_BODY:
                self.controls[reference] = node
            elif node.local == "group":
                self.groups[reference] = node
            elif node.local == "repeat":
                self.repeats[reference] = node
            elif node.local == "setvalue":
                self._set_value(node, reference)

    def _set_value(self, node: Node, reference: str) -> None:
        value = node.attribute("value") or node.text()
        if "xforms-value-changed" not in node.attribute("event"):
            self.defaults[reference] = value
        elif node.parent is not None:
            triggers = self.triggered.setdefault(reference, (value, []))[1]
            triggers.append(node.parent.attribute("ref").strip())

    def _name(self, path: str) -> str:
        """The name under which answers to what stands at a path are kept."""
        if path not in self.named:
            *around, own = path.split("/")[2:]
            self.named[path] = self.keys.take(own, around)
        return self.named[path]

    def _sections(self, titles: Text) -> tuple[Section, ...]:
        root = f"/{self.root.local}"
        items = self._items(self.root, root, Group(self.root.local, root))
        pages = [item for item in items if isinstance(item, Group) and not isinstance(item, Repeat)]
        loose = tuple(item for item in items if item not in pages)
        sections = [_section(page) for page in pages]
        if loose:
            first = next(place for place, item in enumerate(items) if item in loose)
            front = Section(self.root.local, root, titles, items=loose)
            before = sum(item in pages for item in items[:first])
            sections.insert(before, _section(front))
        return tuple(sections)

    def _items(self, node: Node, path: str, inside: Group) -> tuple[Item, ...]:
        items = []
        for each in once(elements(node)):
            item = self._item(each, f"{path}/{each.local}", inside)
            if item is not None:
                items.append(item)
        return tuple(items)

    def _item(self, node: Node, path: str, inside: Group) -> Item | None:
        if node.local == "meta":
            return None
        if path in self.repeats or path in self.groups or elements(node):
            return self._group(node, path, inside)
        bind = self.binds.get(path)
        if bind is not None and (bind.attribute("preload", JAVAROSA) or self._is_noted(bind, path)):
            self.ignored.append(node.local)
            return None
        return None if self._is_helper(path) else self._question(node, path, inside)

    def _is_noted(self, bind: Node, path: str) -> bool:
        """Whether a device would note it by itself: where it is, or what is heard."""
        return path not in self.controls and bind.attribute("type") in ("geopoint", "binary")

    def _is_helper(self, path: str) -> bool:
        """Whether pyxform made it only to hold a repeat's count."""
        return (
            path.endswith("_count")
            and path.removesuffix("_count") in self.repeats
            and path not in self.controls
        )

    def _group(self, node: Node, path: str, inside: Group) -> Group:
        bind = self.binds.get(path) or Node(NodeKind.ELEMENT)
        body = self.groups.get(path) or Node(NodeKind.ELEMENT)
        group = Group(
            name=self._name(path),
            path=path,
            label=self.words.of_element(child(body, "label")),
            hint=self.words.of_element(child(body, "hint")),
            relevant=bind.attribute("relevant").strip(),
            parent=inside.name,
            repeat=inside.name if isinstance(inside, Repeat) else inside.repeat,
            module=bind.attribute("module", AUDIT) or inside.module,
            appearance=body.attribute("appearance"),
            every_page=_yes(bind.attribute("every_page", AUDIT)),
            was=tuple(bind.attribute("was", AUDIT).split()),
        )
        if path in self.repeats:
            group = self._repeat(group, bind)
        return replace(group, items=self._items(node, path, group))

    def _repeat(self, group: Group, bind: Node) -> Repeat:
        count = self.repeats[group.path].attribute("count", JAVAROSA).strip()
        helper = (
            self.binds.get(count) if count == f"{group.path}_count" and count not in self.controls else None
        )
        if helper is not None:
            count = helper.attribute("calculate").strip()
        counted = _COUNT_OF.match(count)
        followed = counted[1].rsplit("/", 1)[-1] if counted else ""
        other = next((path for path in self.repeats if followed and path.endswith(f"/{followed}")), "")
        return Repeat(
            **vars(group),
            count=count,
            companion_of=self._name(other) if other else "",
            # The bind stands on the repeat, so its paths are absolute; a row's line is about that row.
            summary=self._summary(bind, lambda text: text.replace(f"{group.path}/", "./")),
            least=bind.attribute("least", AUDIT).strip(),
        )

    def _summary(self, bind: Node, placed: Callable[[str], str] = str, usual: str = "") -> Text:
        def said(code: str) -> str:
            return placed(bind.attribute(f"summary_{code}", AUDIT).strip())

        return self.words.of_expressions(placed(bind.attribute("summary", AUDIT).strip()) or usual, said)

    def _question(self, node: Node, path: str, inside: Group) -> Question:
        bind = self.binds.get(path) or Node(NodeKind.ELEMENT)
        control = self.controls.get(path)
        body = control or Node(NodeKind.ELEMENT)
        hint = child(body, "hint")
        label = child(body, "label")
        calculation, default = bind.attribute("calculate").strip(), self.defaults.get(path, "")
        value, triggers = self.triggered.get(path, ("", []))
        if control is None or default:
            calculation = calculation or value
        return Question(
            name=self._name(path),
            path=path,
            type=_type(node.local, bind, control, calculation),
            data_type=bind.attribute("type").rpartition(":")[2] or "string",
            parent=inside.name,
            repeat=inside.name if isinstance(inside, Repeat) else inside.repeat,
            # People see the name of what has no words.
            label=self.words.of_element(label)
            or (self.words.literal((node.local,)) if control and hint is None else Text()),
            hint=self.words.of_element(hint),
            guidance=self.words.of_element(hint, "guidance"),
            required_message=self.words.of_message(bind.attribute("requiredMsg", JAVAROSA)),
            constraint_message=self.words.of_message(bind.attribute("constraintMsg", JAVAROSA)),
            calculation=calculation,
            default=node.text().strip(),
            default_expression=default or ("" if calculation else value),
            triggers=tuple(triggers),
            appearance=body.attribute("appearance"),
            parameters=_parameters(body),
            itemset=self._itemset(body),
            module=bind.attribute("module", AUDIT) or inside.module,
            record=tuple(bind.attribute("record", AUDIT).split()),
            was=tuple(bind.attribute("was", AUDIT).split()),
            found=_yes(bind.attribute("found", AUDIT)),
            warning_message=self.words.of_messages(
                bind.attribute("warning_msg", AUDIT),
                lambda code: bind.attribute(f"warning_msg_{code}", AUDIT),
            ),
            edd=bind.attribute("edd", AUDIT).strip().rpartition("/")[2],
            precision=bind.attribute("precision", AUDIT) or "any",
            silent=bind.attribute("silent", AUDIT).strip(),
            first=bind.attribute("first", AUDIT).strip().rpartition("/")[2],
            summary=self._summary(bind, usual=path) if calculation else Text(),
            **_conditions(bind),
        )

    def _itemset(self, body: Node) -> ItemSet | None:
        itemset = child(body, "itemset")
        if itemset is None:
            items = children(body, "item")
            return ItemSet("", tuple(self._inline(item) for item in items)) if items else None
        nodeset = itemset.attribute("nodeset").strip()
        named = _LIST.search(nodeset)
        if named is None and "instance(" not in nodeset:
            value = child(itemset, "value")
            return ItemSet("", (), nodeset, value.attribute("ref").strip() if value else "")
        if named is None or named[1] not in self.lists:
            raise AuditError(
                _("Choices taken from “{source}” are not supported. Use a list of the choices sheet.").format(
                    source=nodeset
                )
            )
        plain = named[0] == nodeset
        return ItemSet(named[1], self.lists[named[1]], "" if plain else nodeset)

    def _inline(self, item: Node) -> Choice:
        value = child(item, "value")
        return Choice(value.text().strip() if value else "", self.words.of_element(child(item, "label")))

    def _choices(self, instance: Node) -> tuple[Choice, ...]:
        root = next(iter(elements(instance)), None)
        return tuple(self._choice(item) for item in children(root, "item")) if root else ()

    def _choice(self, item: Node) -> Choice:
        cells = {cell.local: cell.text() for cell in elements(item)}
        identifier = cells.pop("itextId", "")
        label = self.words.by_id(identifier) if identifier else self.words.literal((cells.pop("label", ""),))
        return Choice(cells.pop("name", ""), label, cells)


def _section(group: Group) -> Section:
    """The group as a page, with its name on everything that stands on it."""
    known = vars(group) | {"items": tuple(_on_page(item, group.name) for item in group.items)}
    return Section(**known | {"section": group.name, "parent": ""})


def _on_page(item: Item, section: str) -> Item:
    if isinstance(item, Question):
        return replace(item, section=section)
    return replace(item, section=section, items=tuple(_on_page(inner, section) for inner in item.items))


def _type(name: str, bind: Node, control: Node | None, calculation: str) -> QuestionType:
    data_type = bind.attribute("type").rpartition(":")[2]
    if control is None:
        return QuestionType.CALCULATE if calculation else QuestionType.HIDDEN
    if control.local in _CONTROLS:
        return _CONTROLS[control.local]
    if control.local != "input" or data_type not in _DATA_TYPES:
        raise AuditError(
            _("Question {name} is of the type {type}, which is not supported. Ask it in another way.").format(
                name=name, type=data_type or control.local
            )
        )
    found = _DATA_TYPES[data_type]
    is_note = found is QuestionType.TEXT and bind.attribute("readonly").strip() == "true()"
    return QuestionType.NOTE if is_note and not calculation else found


def _conditions(bind: Node) -> dict[str, str]:
    return {
        "relevant": bind.attribute("relevant").strip(),
        "required": bind.attribute("required").strip(),
        "constraint": bind.attribute("constraint").strip(),
        "read_only": bind.attribute("readonly").strip(),
        "warning": bind.attribute("warning", AUDIT).strip(),
    }


def _parameters(body: Node) -> Mapping[str, str]:
    return {name: value for name in ("start", "end", "step", "rows") if (value := body.attribute(name))}


def _yes(value: str) -> bool:
    return value.strip().lower() in ("yes", "true", "true()", "1")
