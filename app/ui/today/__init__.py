"""The Today page: what its cards say and how they are drawn."""
