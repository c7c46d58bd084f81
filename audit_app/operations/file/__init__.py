"""The audit's file: making, opening, closing, copying and locking it, and what opens it."""
