"""What an audit's form declares of how its answers are read: each sheet is read when it is first asked for,
and kept for as long as the audit asks that form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from audit_app.results.inputs import FormRole, Option, Variable
from audit_app.words import in_use
from audit_app.xforms.definition import Form, Question, QuestionType
from audit_app.xforms.own_sheets import Sheets

if TYPE_CHECKING:
    from audit_app.analysis.declared import Measure, Need
    from audit_app.analysis.derived import Derived
    from audit_app.analysis.pages.spec import PageSpec
    from audit_app.analysis.steps import Step

# A path in the compiled form's expressions: `/data/page/question`, or the end of `../question`.
_PATH = re.compile(r"(?:/[A-Za-z_][\w.-]*)+")


class Declared:
    """What a form and its sheets of our own say in one language. A sheet with mistakes raises AuditError,
    which lists each with row and column."""

    def __init__(self, form: Form, sheets: Sheets) -> None:
        self.form, self.sheets = form, sheets

    @property
    def variables(self) -> Mapping[str, Variable]:
        """What an analysis must know of each question, by name.

        Whether the file can be audited at all (the role of that name) decides about no question here: a file
        that can't is in no figure.
        """
        way_out = self.roles.get("not_auditable")
        return variables(self.form, way_out.question if way_out else "")

    @cached_property
    def roles(self) -> Mapping[str, FormRole]:
        """Which question is the birth, the records opened ..., by `analysis.roles`."""
        from audit_app.analysis.roles import read_roles

        return read_roles(self.sheets.get("roles", []))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the journey."""
        from audit_app.analysis.steps import read_steps

        return read_steps(self.sheets.get("steps", []))

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures, checked against the form."""
        from audit_app.analysis.declared import read_measures

        return read_measures(self.sheets.get("measures", []), self.variables)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """The needs, checked against the form."""
        from audit_app.analysis.declared import read_needs

        return read_needs(self.sheets.get("needs", []), self.variables)

    @cached_property
    def derived(self) -> tuple[Derived, ...]:
        """The figures made of several questions, each with the needs."""
        return tuple(replace(each, needs=self.needs) for each in self._derived)

    @cached_property
    def _derived(self) -> tuple[Derived, ...]:
        from audit_app.analysis.derived import read_derived

        return read_derived(self.sheets, self.roles)

    @cached_property
    def pages(self) -> tuple[PageSpec, ...]:
        """The pages of which any figure can be made of what the form asks."""
        from audit_app.analysis.pages.presence import offered, there
        from audit_app.analysis.pages.sheets import read_pages

        found = offered(self.sheets, self.roles, self._derived, self.form.questions)
        return there(read_pages(self.sheets), found)


def variables(form: Form, way_out: str = "") -> Mapping[str, Variable]:
    """What an analysis must know of each question, by name, in the language in use. `way_out` is the question
    that decides about none."""
    return _variables(form, way_out, in_use())


@lru_cache(maxsize=8)
def _variables(form: Form, way_out: str, _language: str) -> Mapping[str, Variable]:
    return {
        name: Variable(
            name=name,
            label=question.label.plain(),
            options=tuple(
                Option(choice.name, choice.label.plain(), choice.columns) for choice in question.choices
            ),
            multiple=question.type in (QuestionType.SELECT_MULTIPLE, QuestionType.RANK),
            repeat=question.repeat,
            module=question.module,
            asked_after=tuple(name for name in _asked_after(form, question) if name != way_out),
            worked_out_of=tuple(
                name for name in dict.fromkeys(names_in(form, question.calculation)) if name != question.name
            ),
        )
        for name, question in form.questions.items()
    }


def _asked_after(form: Form, question: Question) -> tuple[str, ...]:
    """The questions that its relevance and that of the groups around it read."""
    expressions, around = [question.relevant], form.groups.get(question.parent)
    while around:
        expressions.append(around.relevant)
        around = form.groups.get(around.parent)
    read = (name for text in expressions for name in names_in(form, text))
    return tuple(dict.fromkeys(name for name in read if name != question.name))


def names_in(form: Form, expression: str) -> Iterator[str]:
    """The questions that an expression of the compiled form names."""
    paths = _PATH.findall(expression)
    names = (form.at.get(path, path.rpartition("/")[2]) for path in paths)
    return (name for name in names if name in form.questions)
