"""Objects of the rules as JSON content and back, exactly."""
