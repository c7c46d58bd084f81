"""The tree of one case: the form's groups and questions, with a branch for each row of a repeat."""

from __future__ import annotations

from collections.abc import Callable

from audit_app.model import Key
from audit_app.xforms.definition import Form, Group, Question, Repeat
from audit_app.xforms.rows import Row, RowBook
from audit_app.xforms.states import Branch, Leaf
from audit_app.xforms.tree import Node, NodeKind


class CaseTree:
    """`leaves` by key and `branches` by name and row, in form order; `units` holds both by name, for
    evaluation.

    The branch of a repeat under the row (or `""`) that it stands in is its *place*: it is out of the tree,
    but has its parent, so that the repeat's relevance and count can be evaluated where no row exists yet.
    """

    def __init__(self, form: Form, rows: RowBook, fill: Callable[[Leaf], None]) -> None:
        self.root = Node(NodeKind.ROOT)
        self.leaves: dict[Key, Leaf] = {}
        self.branches: dict[tuple[str, str], Branch] = {}
        self.units: dict[str, list[Leaf | Branch]] = {}
        self.rows: dict[str, Row] = {}
        self.places: list[tuple[Repeat, Branch]] = []
        self._book = rows
        self._fill = fill
        top = Branch(form.root, "", None)
        self.root.append(top)
        for section in form.sections:
            # Questions outside all groups stand right under the root, on a page that has its name.
            loose = section.path == f"/{form.root}"
            self._items(section, top, "") if loose else self._group(section, top, "")
            if loose:
                self._branch(section.name, "", top)

    def _branch(self, name: str, row: str, branch: Branch) -> None:
        self.branches[name, row] = branch
        self.units.setdefault(name, []).append(branch)

    def _group(self, group: Group, within: Branch, row: str) -> None:
        branch = Branch(group.name, row, within, group.relevant, group.node)
        within.append(branch)
        self._branch(group.name, row, branch)
        self._items(group, branch, row)

    def _repeat(self, repeat: Repeat, within: Branch, row: str) -> None:
        place = Branch(repeat.name, row, within, repeat.relevant, repeat.node)
        place.parent = within
        self._branch(repeat.name, row, place)
        self.places.append((repeat, place))
        for found in self._book.of(repeat.name, row):
            branch = Branch(repeat.name, found.uuid, within, repeat.relevant, repeat.node)
            branch.is_row = True
            within.append(branch)
            self.rows[found.uuid] = found
            self._branch(repeat.name, found.uuid, branch)
            self._items(repeat, branch, found.uuid)

    def _items(self, group: Group, branch: Branch, row: str) -> None:
        for item in group.items:
            if isinstance(item, Question):
                leaf = Leaf(item, Key(item.name, row), branch)
                branch.append(leaf)
                self._fill(leaf)
                self.leaves[leaf.key] = leaf
                self.units.setdefault(item.name, []).append(leaf)
            elif isinstance(item, Repeat):
                self._repeat(item, branch, row)
            else:
                self._group(item, branch, row)
