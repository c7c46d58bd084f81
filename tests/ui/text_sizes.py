"""Sizes of text at which pages must fit a narrow window. Only test modules read it: a conftest is read
before it is known how long the run is."""

from tests.examples import is_long

TEXT_SIZES = (100, 200) if is_long() else (200,)
"""In per cent. What fits at twice the size fits at the usual one, so that is for the long run."""
