"""The form as the sample needs it: only what decides what is asked. All else would cost time at every answer
and change nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from audit_app.xforms.definition import Form, Group, Item, Question, Repeat
from audit_app.xforms.expressions import compile_expression

_AnyGroup = TypeVar("_AnyGroup", bound=Group)


@lru_cache(maxsize=8)
def form_of_asking(
    form: Form, read: frozenset[str], checked: frozenset[str], until: str | None = None
) -> Form:
    """The form with the questions whose asking hangs on an answer, those of which choices are left out by
    one, those in `read` and `checked` (with their constraints), and all on which these hang. Of what is left
    out, an input is asked when the group around it is. With `until`, only what decides the pages up to that
    one."""
    needed = _needed(form, read, checked, until)
    return replace(form, sections=tuple(_thinned(section, needed) for section in form.sections))


@lru_cache(maxsize=8)
def inputs_of(form: Form) -> Form:
    """The form with what a person answers only."""
    kept = {*form.groups, *(name for name, question in form.questions.items() if question.is_input)}
    return replace(form, sections=tuple(_thinned(section, kept) for section in form.sections))


def _needed(form: Form, read: frozenset[str], checked: frozenset[str], until: str | None) -> set[str]:
    items: dict[str, Item] = {**form.groups, **form.questions}
    pages = [section.name for section in form.sections]
    decided = pages[: pages.index(until) + 1] if until else pages
    waiting = {
        name for name, item in items.items() if item.section in decided and _hangs(item, read | checked)
    }
    needed: set[str] = set()
    while waiting:
        item = items.get(name := waiting.pop())
        needed.add(name)
        if item:
            waiting |= {*_read_by(item, checked), item.parent} - needed
    return needed


def _hangs(item: Item, wanted: frozenset[str]) -> bool:
    if isinstance(item, Group) or item.name in wanted:
        return True
    filtered = item.itemset is not None and item.itemset.nodeset
    return item.is_input and bool(item.relevant or filtered)


def _read_by(item: Item, checked: Collection[str]) -> set[str]:
    return {name for text in _texts(item, checked) if text for name in compile_expression(text).names}


def _texts(item: Item, checked: Collection[str]) -> Iterator[str]:
    yield item.relevant
    if isinstance(item, Repeat):
        yield item.count
    if isinstance(item, Question):
        yield item.calculation
        yield item.itemset.nodeset if item.itemset else ""
        if item.name in checked:
            yield from (item.constraint, item.warning)


def _thinned(group: _AnyGroup, needed: set[str]) -> _AnyGroup:
    items = (_thinned(item, needed) if isinstance(item, Group) else item for item in group.items)
    return replace(group, items=tuple(item for item in items if item.name in needed))
