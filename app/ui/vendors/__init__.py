"""Vendors: what their receipts say, what is on its way, what was agreed, and supply risk."""
