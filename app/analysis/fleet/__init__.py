"""Remaining life learned from a fleet of machines that ran to failure."""
