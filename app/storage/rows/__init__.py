"""Rows and objects of the rules: one small class for each aggregate."""
