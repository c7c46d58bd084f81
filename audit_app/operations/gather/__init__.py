"""What the officers found, brought together: packs, conflicts, second audits, progress."""
