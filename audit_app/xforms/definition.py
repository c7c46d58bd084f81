"""What a form is, once read: frozen facts in the order of the form, with nothing of a case in them.

Expressions stay the ODK XPath of the compiled form, as text; `expressions.compile_expression` makes them
callable. An empty expression means that the form says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from audit_app.words import code_of, in_use
from audit_app.xforms.tree import Node


class QuestionType(StrEnum):
    """The question types that the program asks, by their XLSForm names."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "dateTime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    NOTE = "note"
    CALCULATE = "calculate"
    ACKNOWLEDGE = "acknowledge"
    RANGE = "range"
    HIDDEN = "hidden"


CHOICE_TYPES = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
DATE_TYPES = frozenset({QuestionType.DATE, QuestionType.DATETIME})


@dataclass(frozen=True)
class Output:
    """A place inside a text that shows the value of an expression."""

    expression: str


Parts = tuple[str | Output, ...]


@dataclass(frozen=True)
class Text:
    """Words in the form's languages, each as literal parts and outputs. A missing language falls back to the
    form's default one, which comes first. `language` is a name of the form's (`Cymraeg (cy)`) or a code
    (`cy`); None is the language in use, and an empty one the form's default."""

    by_language: Mapping[str, Parts] = field(default_factory=dict)

    def parts(self, language: str | None = None) -> Parts:
        """The parts in `language`, else in the form's default language, else none."""
        wanted = in_use() if language is None else language
        if len(self.by_language) > 1 and wanted:
            for name, parts in self.by_language.items():
                if wanted in (name, code_of(name)):
                    return parts
        return next(iter(self.by_language.values()), ())

    def plain(self, language: str | None = None) -> str:
        """The words without a case to fill them from: an output shows as an ellipsis."""
        return "".join(part if isinstance(part, str) else "…" for part in self.parts(language))

    def __bool__(self) -> bool:
        return any(self.by_language.values())


@dataclass(frozen=True)
class Choice:
    """A choice of a list; `columns` holds its further columns, which choice filters read."""

    name: str
    label: Text = Text()
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemSet:
    """Where a question's choices come from: `list` is the choices list, `nodeset` the expression that
    filters it (empty when all choices are always shown). Without a list they are the rows of a repeat that
    `nodeset` finds, each with its answer to `answer` for name and label."""

    list: str
    choices: tuple[Choice, ...]
    nodeset: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Question:
    """One question (or calculation, note, hidden value). `repeat` is the nearest repeat around it, `""` for
    none; `section` the page it stands on; `parent` the group or repeat right around it. `required`,
    `read_only`, `relevant`, `constraint` and `warning` are expressions that give a boolean. `edd` names the
    EDD question for a date's gestation; `precision` is `any` or `day`. `silent` is the choice that says that
    the file is silent, where that is an answer; `first` names the question whose answer lists the choices
    that stand first. `data_type` is the XForms type, which also calculations have (`int`, `date` ...).
    `default_expression` gives the value as long as nobody answers. `triggers` are the questions of which one
    has to be answered before the calculation or default is worked out. `summary` says, by an expression for
    each language, how a calculated value reads where a text shows it. `name` is the key of its answers; its
    node's own name is the last part of `path`."""

    name: str
    path: str
    type: QuestionType
    data_type: str = "string"
    section: str = ""
    parent: str = ""
    repeat: str = ""
    label: Text = Text()
    hint: Text = Text()
    guidance: Text = Text()
    relevant: str = ""
    required: str = ""
    required_message: Text = Text()
    constraint: str = ""
    constraint_message: Text = Text()
    calculation: str = ""
    read_only: str = ""
    default: str = ""
    default_expression: str = ""
    triggers: tuple[str, ...] = ()
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    itemset: ItemSet | None = None
    record: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    found: bool = False
    module: str = ""
    warning: str = ""
    warning_message: Text = Text()
    edd: str = ""
    precision: str = "any"
    silent: str = ""
    first: str = ""
    summary: Text = Text()

    @property
    def node(self) -> str:
        """The name of its node, which expressions use."""
        return _node(self.path)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices of the list, whatever a filter says."""
        return self.itemset.choices if self.itemset else ()

    @property
    def is_calculated(self) -> bool:
        """Whether the form works the value out, so that nobody answers it."""
        return bool(self.calculation)

    @property
    def is_input(self) -> bool:
        """Whether a person answers it: neither a note nor worked out nor hidden."""
        return not self.calculation and self.type not in _NOT_ASKED

    @property
    def is_visible(self) -> bool:
        """Whether people see it: an input or a note."""
        return self.is_input or self.type is QuestionType.NOTE

    def is_shown(self, modules: frozenset[str] | None) -> bool:
        """Whether people see it with these modules on (None: all)."""
        return self.is_visible and (modules is None or not self.module or self.module in modules)


_NOT_ASKED = frozenset({QuestionType.NOTE, QuestionType.CALCULATE, QuestionType.HIDDEN})


@dataclass(frozen=True)
class Group:
    """Questions that belong together, inside a page. `module` is its own or that of a group around it; `was`
    are the names that it had in earlier versions of the form."""

    name: str
    path: str
    label: Text = Text()
    hint: Text = Text()
    relevant: str = ""
    items: tuple[Item, ...] = ()
    section: str = ""
    parent: str = ""
    repeat: str = ""
    module: str = ""
    appearance: str = ""
    every_page: bool = False
    was: tuple[str, ...] = ()

    @property
    def node(self) -> str:
        """The name of its node, which expressions use."""
        return _node(self.path)

    def is_shown(self, modules: frozenset[str] | None) -> bool:
        """Whether anything in it is for people to see with these modules on (None: all)."""
        if modules is not None and self.module and self.module not in modules:
            return False
        return any(item.is_shown(modules) for item in self.items)

    def questions(self) -> Iterator[Question]:
        """All questions beneath it, repeats included, in form order."""
        for item in self.items:
            if isinstance(item, Question):
                yield item
            else:
                yield from item.questions()


@dataclass(frozen=True)
class Section(Group):
    """A page of a case: a top-level group. Questions outside any group stand together in one section whose
    name is the root's; it may hold calculations only, and then is no page."""


@dataclass(frozen=True)
class Repeat(Group):
    """A group whose rows repeat. Inherited `repeat` names the repeat around it. `count` is the expression
    that fixes the number of rows; `companion_of` the repeat whose rows it follows one to one; `summary`
    a row's line, by an expression for each language, evaluated in the row; `least` is that of how many rows
    there are at least, which the program adds."""

    count: str = ""
    companion_of: str = ""
    summary: Text = Text()
    least: str = ""

    @property
    def is_fixed(self) -> bool:
        """Whether rows come and go by themselves instead of by hand."""
        return bool(self.count)


Item = Question | Group | Repeat


@dataclass(frozen=True, eq=False)
class Form:
    """A whole form. `languages` begins with the default one; `lists` holds the choice lists and other
    secondary instances by id, `trees` those that are more than rows of cells, `itext` the texts by id for
    `jr:itext()`; `ignored` names metadata questions the program leaves empty; `about`
    says whose data it asks for."""

    name: str
    titles: Text
    version: str
    root: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    trees: Mapping[str, Node] = field(default_factory=dict)
    itext: Mapping[str, Text] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    about: Text = Text()

    @property
    def title(self) -> str:
        """What the form is called, in the language in use."""
        return self.titles.plain()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by name, in form order."""
        return {question.name: question for section in self.sections for question in section.questions()}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Every section, group and repeat by name, in form order."""
        return {group.name: group for section in self.sections for group in _with_groups(section)}

    @cached_property
    def repeats(self) -> Mapping[str, Repeat]:
        """Every repeat by name, in form order."""
        return {name: group for name, group in self.groups.items() if isinstance(group, Repeat)}

    @cached_property
    def at(self) -> Mapping[str, str]:
        """The name of each question, group and repeat by its path."""
        units: tuple[Question | Group, ...] = (*self.groups.values(), *self.questions.values())
        return {unit.path: unit.name for unit in units}

    @cached_property
    def waiting(self) -> Mapping[str, tuple[str, ...]]:
        """The questions whose value is worked out when another is answered, by that other."""
        found: dict[str, tuple[str, ...]] = {}
        for name, question in self.questions.items():
            for trigger in (self.at.get(path, "") for path in question.triggers):
                found[trigger] = (*found.get(trigger, ()), name)
        return found

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The modules that questions and groups belong to, in form order; the core is none."""
        units: tuple[Question | Group, ...] = (*self.groups.values(), *self.questions.values())
        return tuple(dict.fromkeys(unit.module for unit in units if unit.module))

    def off(self, modules: frozenset[str] | None) -> frozenset[str]:
        """The names of the questions and groups that belong to a module which isn't among these (None: all
        are on)."""
        units: tuple[Question | Group, ...] = (*self.questions.values(), *self.groups.values())
        named = {unit.name: unit.module for unit in units if unit.module}
        return frozenset(
            name for name, module in named.items() if modules is not None and module not in modules
        )

    def pages(self, modules: frozenset[str] | None = None) -> tuple[Section, ...]:
        """The sections that are pages of their own with these modules on (None: all), in order."""
        return tuple(
            section for section in self.sections if not section.every_page and section.is_shown(modules)
        )

    @cached_property
    def every_page(self) -> Section | None:
        """The section that is shown on every page of a case, if there is one."""
        return next((section for section in self.sections if section.every_page), None)


def _node(path: str) -> str:
    return path.rpartition("/")[2]


def _with_groups(group: Group) -> Iterator[Group]:
    yield group
    for item in group.items:
        if isinstance(item, Group):
            yield from _with_groups(item)
