"""Somebody who was sent the files: knows what is printed and what words mean, nothing of the program."""
