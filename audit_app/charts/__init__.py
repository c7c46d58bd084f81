"""A result in, a matplotlib figure out. No Qt: the window embeds it, a report prints it.

`describe` is light and says the same in words; the others import matplotlib, which takes half a second:
import them inside the function that draws.
"""
