"""The area around the cases: its figures, its events, and where it draws its lines."""
