"""Keys by which answers are kept. XLSForm lets a name be used again in another group; a key is unique."""

from __future__ import annotations

from collections.abc import Sequence


class Keys:
    """The keys given so far, in the order of the form. What stands first keeps its name, so that a form whose
    names are all different has them for its keys."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._taken = {root}

    def take(self, name: str, around: Sequence[str]) -> str:
        """The key of a question, group or repeat, given the names of the groups around it, outermost first:
        its name, else that with the name of the group around it in front, and so on outwards."""
        key, groups = name, [*around]
        while key in self._taken:
            key = f"{groups.pop() if groups else self._root}_{key}"
        self._taken.add(key)
        return key
