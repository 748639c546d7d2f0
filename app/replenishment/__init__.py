"""Needs and orders: from remaining life and stock to a draft order, and on to the receipt."""
