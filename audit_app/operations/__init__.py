"""One function per intention of a user. Screens and the command line act through these and nothing below
them."""
