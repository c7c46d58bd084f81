"""Table models: what is shown, sorted by and meant, each under a role of its own."""
