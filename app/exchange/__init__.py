"""Carry in and out: scenarios, import files, exports. One strict door per kind."""
