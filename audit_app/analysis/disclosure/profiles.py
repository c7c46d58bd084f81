"""The disclosure profiles: what each hides and how a hidden count is written.

Sources: `docs/decisions/0009-disclosure.md`. The Department for Education's statistics show 1 to 5 as `c`; a
trusted research environment hides everything under 10, zeros included; StatsWales rounds to 5 and writes `*`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DisclosureProfile:
    """One set of rules. Counts from `low` to `high` are small: they are hidden, and no difference of printed
    counts may give one away.

    `symbol` stands for a hidden count. With `ranges` a hidden count is printed as the range it could have
    instead. `base` rounds every count to its nearest multiple (1: as it is). `width` is by how much at least
    the highest and the lowest possible value of a small count differ. Medians, quartiles and curves rest on
    `summary_from` cases or more. `one_way` refuses tables of two variables; `merges` gathers small rows.
    """

    name: str
    low: int
    high: int
    symbol: str
    width: int = 3
    base: int = 1
    ranges: bool = False
    one_way: bool = False
    merges: bool = False
    summary_from: int = 10

    def is_small(self, count: int) -> bool:
        """Whether a count must not be printed."""
        return self.low <= count <= self.high

    def rounded(self, count: int) -> int:
        """The count as it is printed; halves go up."""
        return (2 * count + self.base) // (2 * self.base) * self.base

    def limits(self, printed: int) -> tuple[int, int]:
        """What a printed count can have been: itself, or all that round to it; none of those that would have
        been hidden.
        """
        if self.base == 1 or (printed == 0 and self.low):
            return printed, printed
        return max(printed - self.base // 2, self.high + 1), printed + (self.base - 1) // 2

    @property
    def least_hidden(self) -> int:
        """The smallest count that a hidden one can be: where zeros are shown, a hidden count is no zero."""
        return self.low


PROFILES = {
    profile.name: profile
    for profile in (
        DisclosureProfile("dfe", low=1, high=5, symbol="c"),
        DisclosureProfile("strict", low=0, high=9, symbol="c"),
        DisclosureProfile("statswales", low=1, high=4, symbol="*", base=5),
        DisclosureProfile("restricted", low=1, high=5, symbol="", ranges=True, one_way=True, merges=True),
    )
}
"""The profiles for what leaves the program, by name. The internal edition goes through none of them."""
