"""Measurements, each a ratio against a named alternative in the same run (`./dev bench`)."""
