"""One function per intention of a user. Screens and the command line act through these and nothing below
them. The folders are what they are about: `file`, `case`, `area`, and the journeys `plan`, `gather`, `read`,
`act`, `share`; a journey knows only those before it. What all stand on lies beside the folders.

Those below that they may know besides are `model`, `results`, `dates`, `errors`, `words` and the frozen
definitions of `xforms`. A long operation takes `progress(done, of)`, which raises `Cancelled` to stop it;
its transaction is rolled back.
"""
