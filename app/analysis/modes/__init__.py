"""Failure modes other than bearing wear, each by a published rule."""
