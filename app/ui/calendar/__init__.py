"""Who works when: the plant and its suppliers."""
