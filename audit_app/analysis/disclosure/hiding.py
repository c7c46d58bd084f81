"""Which counts to hide, so that no small one can be worked out, and as few as can be managed.

Small counts are hidden first. Then, as long as a reader can work out one, the cheapest other counts are
hidden that let it move. At the end every count that turns out not to be needed is shown again, the most
useful first. What stands over a base that isn't printed isn't printed either; and where even hiding is not
enough, because a symbol says already that somebody is there, nothing at all is said of the counts that stand
together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from audit_app.analysis.disclosure.given_away import GivenAwayError
from audit_app.analysis.disclosure.knowledge import Count, Knowledge, named
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.reader import Reader
from audit_app.analysis.disclosure.shifting import Range, Shifts, apart

_REACHES = {2: 6.0, 4: 50.0, 8: math.inf}
"""How many relations away from a guarded count others may have to change, and what a way that near may cost
to be taken without looking farther."""

Progress = Callable[[int, int], None]


def no_progress(done: int, of: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Hidden:
    """What is not printed of an output: the places that are small (`primary`), those hidden to protect them
    (`secondary`), and those of which nothing is said, not even that there is somebody (`withheld`). Those
    that are `blank` say something of few files, or follow from everything else, and are no secret. `ways` are
    those in which the counts could be otherwise, by how much, as far as they were found on the way.
    """

    primary: frozenset[str]
    secondary: frozenset[str]
    withheld: frozenset[str]
    blank: frozenset[str] = frozenset()
    ways: tuple[Mapping[str, int], ...] = field(default=(), repr=False, compare=False)

    @property
    def places(self) -> frozenset[str]:
        """All places that are not printed."""
        return self.primary | self.secondary | self.withheld

    def of(self, name: str) -> Hidden:
        """What is hidden of one of several outputs, by the places in that output alone."""
        primary, secondary, withheld, blank = (
            _own(places, name) for places in (self.primary, self.secondary, self.withheld, self.blank)
        )
        return Hidden(primary, secondary, withheld, blank)


NOTHING = Hidden(frozenset(), frozenset(), frozenset())
"""Nothing is hidden yet."""


def _own(places: frozenset[str], name: str) -> frozenset[str]:
    start = named(name, "")
    return frozenset(place.removeprefix(start) for place in places if place.startswith(start))


class _Plan:
    """The decision while it is being made; its reader knows what it prints so far."""

    def __init__(
        self,
        known: Knowledge,
        profile: DisclosureProfile,
        width: int,
        tick: Callable[[], None],
        start: Hidden,
    ) -> None:
        self.known, self.profile, self.width, self.start = known, profile, width, start
        self.hidden: set[str] = {*start.primary, *start.secondary}
        self.withheld: set[str] = {*start.withheld}
        # Zeros that follow from so much that hiding all of it would leave nothing: they are left out.
        self.evident: set[str] = {place for place in start.blank if known.counts[place].guarded}
        self.told: dict[str, Range] = {}
        self.tell(known.counts)
        self.reader = Reader(known, self.told, width, tick)
        for count in known.counts.values():
            if count.printed and count.guarded and not count.told:
                self.hide(count.place)
        self.primary = frozenset(self.hidden)

    def hide(self, place: str) -> None:
        """Hide a count, and with a base all that is out of it, but what is left blank anyway."""
        self.hidden.add(place)
        self.tell((place,))
        over = self.known.out_of.get(place, ())
        self.withhold(each for each in over if not self.known.counts[each].blank)

    def withhold(self, places: Iterable[str]) -> None:
        """Say nothing of some counts."""
        more = set(places) - self.withheld
        self.withheld |= more
        self.tell(more)

    def leave_out(self, place: str) -> None:
        """Leave a zero out that is evident."""
        self.evident.add(place)
        self.tell((place,))

    def show(self, places: Collection[str], withheld: Collection[str]) -> None:
        """Show some counts again, and say again of others whether there is somebody."""
        self.hidden.difference_update(places)
        self.withheld.difference_update(withheld)
        self.tell({*places, *withheld})

    def tell(self, places: Iterable[str]) -> None:
        """Bring what a reader is told of some counts up to what is hidden."""
        for place in places:
            count, evident = self.known.counts[place], place in self.evident
            withheld, hidden = place in self.withheld, place in self.hidden
            self.told[place] = _told(count, self.profile, evident, withheld, hidden)

    def is_shown(self, place: str) -> bool:
        """Whether the count is printed as it is."""
        count = self.known.counts[place]
        hidden = place in self.hidden or place in self.withheld
        return count.printed and not (count.told or count.blank or hidden)

    def price(self, place: str) -> float | None:
        """What is lost by hiding a count, with what is out of it; None where it can't be hidden: where zeros
        are shown a symbol says that it is none."""
        if not self.is_shown(place):
            return None
        count = self.known.counts[place]
        if not count.size and self.profile.low:
            return None
        over = (self.known.counts[each] for each in self.known.out_of.get(place, ()))
        return count.worth + sum(each.worth for each in over if self.is_shown(each.place))


def hide(known: Knowledge, profile: DisclosureProfile, progress: Progress = no_progress) -> Hidden:
    """Decide what to hide of an output.

    `progress` is told of guarded counts looked at, and may raise to stop. GivenAwayError when a small count
    could still be worked out: then nothing may be released.
    """
    hidden = decide(known, profile, progress)
    check(known, profile, hidden)
    return hidden


def hide_more(
    known: Knowledge,
    profile: DisclosureProfile,
    hidden: Hidden,
    width: int,
    progress: Progress = no_progress,
) -> Hidden:
    """What else to hide of an output that `profile` prints, for readers who know more of it and were promised
    another `width`. GivenAwayError as `hide`."""
    found = decide(known, profile, progress, hidden, width)
    check(known, profile, found, width)
    further = found.primary - hidden.primary
    return replace(
        hidden,
        primary=hidden.primary - found.withheld,
        secondary=(hidden.secondary | found.secondary | further) - found.withheld,
        withheld=found.withheld,
        blank=hidden.blank | found.blank,
    )


def decide(
    known: Knowledge,
    profile: DisclosureProfile,
    progress: Progress = no_progress,
    start: Hidden = NOTHING,
    width: int = 0,
) -> Hidden:
    """What to hide, beside what is hidden at the `start`, not yet checked. The width is the profile's, where
    none is named."""
    done, of = 0, len(known.guarded)
    plan = _Plan(known, profile, width or profile.width, lambda: progress(done, of), start)
    for place in known.guarded:
        progress(done, of)
        _protect(plan, place)
        done += 1
    for place in known.guarded:  # what is evident tells of others
        _protect(plan, place)
    _show_again(plan)
    _show_what_is_known(plan)
    withheld = frozenset(plan.withheld - plan.evident)
    held_back = frozenset(plan.hidden - plan.evident) - withheld
    blank = plan.evident | {place for place, count in known.counts.items() if count.blank}
    return Hidden(
        primary=held_back & plan.primary,
        secondary=held_back - plan.primary,
        withheld=withheld,
        blank=frozenset(blank) - withheld,
        ways=plan.reader.moves,
    )


def check(known: Knowledge, profile: DisclosureProfile, hidden: Hidden, width: int = 0) -> None:
    """The independent check: GivenAwayError if any guarded count can be worked out to within less than the
    profile's width from what isn't hidden. Of each the ways are gone through in which it could be otherwise;
    each is looked at anew, whether all that hangs together still does and all that is printed still stands.
    """
    places = hidden.places
    seen = {each: told(known.counts[each], profile, hidden, places) for each in known.counts}
    reader = Reader(known, seen, width or profile.width)
    for way in hidden.ways:
        reader.learns(way)
    found = sorted({*reader.worked_out()} - hidden.blank)
    if found:
        raise GivenAwayError(found)


def told(count: Count, profile: DisclosureProfile, hidden: Hidden, places: Collection[str]) -> Range:
    """What a reader is told of one count; `places` are all that are hidden."""
    evident = count.guarded and count.place in hidden.blank
    return _told(count, profile, evident, count.place in hidden.withheld, count.place in places)


def _told(count: Count, profile: DisclosureProfile, evident: bool, withheld: bool, hidden: bool) -> Range:
    if count.told or evident:
        return count.size, count.size
    if not count.printed or withheld:
        return count.least, None
    if hidden:
        return max(profile.low, count.least), None
    return (0, profile.blank_to) if count.blank else (count.size, count.size)


def _protect(plan: _Plan, place: str) -> None:
    """Hide more until a guarded count can't be worked out; where hiding doesn't help, withhold what stands
    with it."""
    while place not in plan.evident and plan.reader.works_out(place):
        more = _cheapest(plan, place)
        if more:
            for each in more:
                plan.hide(each)
            continue
        if not plan.known.size(place) and (place in plan.withheld or not plan.known.counts[place].printed):
            plan.leave_out(place)
            return
        beside = _beside(plan, place)
        if not beside:
            raise GivenAwayError([place])
        plan.withhold(beside)


def _cheapest(plan: _Plan, place: str) -> set[str]:
    """The printed counts to hide so that a guarded one can move; none where it can't. The farther counts may
    be, the less it costs and the longer it takes."""
    best: set[str] = set()
    least = math.inf
    for reach, cheap in _REACHES.items():
        near = sorted(plan.known.near(place, reach))
        moves = apart(Shifts(plan.known, near, plan.told, plan.price), place, plan.width)
        more = {each for move in moves for each in move if plan.is_shown(each)}
        cost = sum(plan.price(each) or 0.0 for each in more)
        for move in moves:
            plan.reader.learns(move)
        if more and cost < least:
            best, least = more, cost
        if least <= cheap:
            break
    return best


def _beside(plan: _Plan, place: str) -> set[str]:
    """The nearest printed counts that are not withheld yet."""
    for steps in range(12):
        near = plan.known.near(place, steps)
        counts = (plan.known.counts[each] for each in near - plan.withheld)
        found = {count.place for count in counts if count.printed and not count.told}
        if found:
            return found
    return set()


def _show_again(plan: _Plan) -> None:
    """Show every count again that was hidden on the way and isn't needed, the most useful first."""
    extra = [plan.known.counts[place] for place in plan.hidden - plan.primary]
    for count in sorted(extra, key=_use(plan.known)):
        under = _only_under(plan, count.place) & plan.withheld
        plan.show({count.place}, under)
        touched = plan.reader.relying_on({count.place, *under})
        if any(plan.reader.worked_out(sorted(touched - plan.evident))):
            plan.hidden.add(count.place)
            plan.withheld |= under
            plan.tell({count.place, *under})


def _show_what_is_known(plan: _Plan) -> None:
    """Show what was hidden or withheld in vain, since one number alone is possible and it is no secret."""
    vain = [
        place
        for place in sorted((plan.hidden | plan.withheld) - plan.start.places)
        if not plan.known.counts[place].guarded and plan.reader.knows(place)
    ]
    plan.show(vain, vain)


def _use(known: Knowledge) -> Callable[[Count], tuple[float, str]]:
    def use(count: Count) -> tuple[float, str]:
        over = sum(known.counts[each].worth for each in known.out_of.get(count.place, ()))
        return -(count.worth + over), count.place

    return use


def _only_under(plan: _Plan, place: str) -> set[str]:
    """What is withheld for nothing but its base being hidden."""
    over = set(plan.known.out_of.get(place, ())) if place not in plan.withheld else set()
    return over - plan.start.withheld
