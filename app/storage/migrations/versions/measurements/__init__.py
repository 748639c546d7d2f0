"""Revisions of what was measured (`measurements.db`)."""
