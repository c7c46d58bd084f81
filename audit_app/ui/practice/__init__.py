"""Rating practice, where it stands, and the actions that follow."""
