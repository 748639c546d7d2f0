"""The measurement points of one machine: what each is judged by."""
