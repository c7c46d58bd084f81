"""What an audit must withstand: failing calls, kills, power cuts, damage, logs of other moments, files that
go away, cancelling, and what people's files may hold. `python -m tests.faults` runs the whole, `sizes` says how
much that is."""
