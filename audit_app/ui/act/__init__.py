"""The “Act” page: rating practice, where it stands, and the actions that follow."""
