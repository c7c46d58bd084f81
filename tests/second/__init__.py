"""What a form says of a case, worked out a second time: from the sheets alone, and nothing of the program."""
