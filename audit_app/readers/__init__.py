"""People's files in, plain rows of text out; what is wrong with a file is said with its row and column."""
