"""Practice rated against statements, and the actions that follow."""
