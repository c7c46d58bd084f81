"""The “Gather” page: what the officers found: packs, conflicts, second audits, and how far the work has
come."""
