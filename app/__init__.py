"""Kairos: the right part on the right day."""

__version__ = "0.1.0"
