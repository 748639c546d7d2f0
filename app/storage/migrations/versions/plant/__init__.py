"""Revisions of what people decide (`plant.db`)."""
