"""How the engine compares with other engines' own suites: scripts over a folder that somebody fetched.

Nothing fetched stands here, and `./dev test` runs none of them.
"""
