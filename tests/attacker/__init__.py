"""Somebody who was sent the files: knows what is printed and what the words mean, and nothing of the program."""
