"""What an audit must withstand: failing calls, kills, power cuts, damage, logs of other moments, files that
go away, cancelling, and what people's files may hold. `python -m tests.faults` runs the whole; how much that
is stands in `sizes`."""
