"""One case: answering it, its rows, its history, finishing it; and the list of all cases."""
