"""A file of recorded samples, asked about and shown."""
