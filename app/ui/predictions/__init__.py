"""Improve, Our predictions: what became of every alarm, and how far claims may be believed."""
