"""Working days: neither weekend nor bank holiday of England and Wales, which keep the same ones.

The days come from the library `holidays`, which follows each proclamation: an extra day for a coronation, a
May Day moved to a Friday.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from audit_app.model import Country

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PARTS = {Country.ENGLAND: "ENG", Country.WALES: "WLS"}


def between_all(
    starts: NDArray[np.datetime64], ends: NDArray[np.datetime64], country: Country
) -> NDArray[np.float64]:
    """The working days from each start (included) up to its end (left out), so that the next working day is 1
    away; minus the calendar days where the end lies before the start; not-a-number where one is missing.
    """
    import numpy as np

    found = np.full(len(starts), np.nan)
    both = ~(np.isnat(starts) | np.isnat(ends))
    if not both.any():
        return found
    first, last = starts[both], ends[both]
    lowest, highest = (each.astype(object).year for each in (min(first.min(), last.min()), last.max()))
    days = np.array(bank_holidays(country, lowest, highest), "datetime64[D]")
    ahead = np.busday_count(first, np.maximum(first, last), holidays=days)
    found[both] = np.where(last < first, (last - first).astype(np.int64), ahead)
    return found


@lru_cache(maxsize=64)
def bank_holidays(country: Country, first_year: int, last_year: int) -> tuple[date, ...]:
    """The bank holidays of these years, the last one included, in order."""
    from holidays import country_holidays

    return tuple(
        sorted(country_holidays("GB", subdiv=_PARTS[country], years=range(first_year, last_year + 1)))
    )
