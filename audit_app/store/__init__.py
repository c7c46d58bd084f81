"""The only SQL: one encrypted file an audit, its cases, and every change of every answer.

All functions take the open `AuditFile` first. Reading needs nothing more. Writing happens inside
`writing.transaction(file)`, which an operation opens once around all it does; ids and times come from the
caller.
"""
