"""The disclosure profiles: what each hides.

Sources: `docs/decisions/0009-disclosure.md`. The Department for Education's statistics hide 1 to 5; a
trusted research environment hides everything under 10, zeros included; StatsWales rounds to 5. The
restricted edition stays inside the partnership: 1 and 2 are hidden, which the guidance for health statistics
calls unsafe anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DisclosureProfile:
    """One set of rules. Counts from `low` to `high` are small: they are hidden, and no difference of printed
    counts may give one away.

    `base` rounds every count to its nearest multiple (1: as it is). `width` is by how much at least the
    highest and the lowest possible value of a small count differ. What says of up to `few_files` files (0: of
    up to `high`) that they don't tell is left blank. Medians, quartiles and curves rest on
    `summary_from` cases or more. `one_way` refuses tables of two variables; `merges` gathers rows by their
    meaning where one of them is small.
    """

    name: str
    low: int
    high: int
    width: int = 3
    base: int = 1
    one_way: bool = False
    merges: bool = False
    summary_from: int = 10
    few_files: int = 0

    def is_small(self, count: int) -> bool:
        """Whether a count must not be printed."""
        return self.low <= count <= self.high

    @property
    def blank_to(self) -> int:
        """The highest number of files that is left blank where they don't tell something."""
        return max(self.high, self.few_files)

    def is_blank(self, count: int) -> bool:
        """Whether a number of files that don't tell something is left blank."""
        return self.low <= count <= self.blank_to

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


LEAST_FAMILIES = 10
"""How many families an output is about at least: of fewer, whatever is said is said of them."""

PROFILES = {
    profile.name: profile
    for profile in (
        DisclosureProfile("dfe", low=1, high=5),
        DisclosureProfile("strict", low=0, high=9),
        DisclosureProfile("statswales", low=1, high=4, base=5),
        DisclosureProfile("restricted", low=1, high=2, width=2, one_way=True, merges=True, few_files=5),
    )
}
"""The profiles for what leaves the program, by name. The internal edition goes through none of them."""
