"""Learn from history: from a table to a model in charge of machines."""
