"""The window: the only place with Qt besides `app.py`. It acts through `operations` and holds no truth."""
