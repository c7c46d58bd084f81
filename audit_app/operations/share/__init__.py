"""What leaves the program: what may, and the files that hold it."""
