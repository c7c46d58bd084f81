"""The window: the only place with Qt besides `app.py`. It acts through `operations` and holds no truth.

An open audit is handed to pages by method (`page.show_audit(audit)`), because it comes and goes while the
pages stay. Locking hides the pages and asks for the passphrase; it takes nothing typed away. Qt hands the
members of a `StrEnum` back as plain text: `Rule(box.currentData())`.
"""
