"""One function per intention of a user. Screens and the command line act through these and nothing below
them.

Those below that they may know besides are `model`, `results`, `dates`, `errors`, `words` and the frozen
definitions of `xforms`. A long operation takes `progress(done, of)`, which raises `Cancelled` to stop it;
its transaction is rolled back.
"""
