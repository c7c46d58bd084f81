"""How the engine compares with other engines' own suites. Scripts over a folder that somebody fetched; nothing
fetched stands here, and `./dev test` runs none of them."""
