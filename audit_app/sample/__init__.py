"""The made-up audit: plausible cases that belong to nobody, for trying the program and for measuring it."""

from audit_app.sample.cases import make_cases
from audit_app.sample.facts import SampleAnswer, SampleCase

__all__ = ["SampleAnswer", "SampleCase", "make_cases"]
