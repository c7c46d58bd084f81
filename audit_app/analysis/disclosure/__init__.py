"""The disclosure step: what may leave the program for sharing, so that nobody can be worked out from it.

`profiles` says what each profile hides, `counts` what is printed and how the printed counts hang together,
`hiding` which of them to hide, and `bounds` what a reader could still work out: the independent check that an
export must pass.
"""
