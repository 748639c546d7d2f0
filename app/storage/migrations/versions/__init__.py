"""Revisions, a folder for each database."""
