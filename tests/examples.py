"""How many examples a property is tried on, and which: the same in the common run, new ones in the long."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# How fast a machine is says nothing about whether an example holds.
_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("common", _UNTIMED, derandomize=True, database=None)
settings.register_profile("long", _UNTIMED, max_examples=1_000, print_blob=True)

HOW_TO_REPEAT = """
The long run tries new examples each time. Repeat those that failed with
    ./dev test --long --last-failed
and keep each: as @example(...) above its test, so that the common run tries it ever after."""


def begin(*, long: bool) -> None:
    """Choose the examples of this run, before any test is read."""
    settings.load_profile("long" if long else "common")
    if not long:
        # Else numbers and words from whatever modules are imported by then are tried too, so that what is
        # tried depends on which tests have run before, in this process.
        nothing = providers.Constants()  # type: ignore[attr-defined]
        providers._get_local_constants = lambda: nothing


def is_long() -> bool:
    """Whether this is the long run."""
    return settings.get_current_profile_name() == "long"


def examples(common: int, long: int, *, shared: bool = False) -> settings:
    """How many examples of a property are enough, where the usual number takes too long. `shared` says that
    they may share the fixtures of one test."""
    n = long if is_long() else common
    if not shared:
        return settings(max_examples=n)
    return settings(
        max_examples=n, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    )
