"""The record beside the list: an order or a job, its steps, and the evidence behind it."""
