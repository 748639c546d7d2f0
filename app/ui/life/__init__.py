"""Life before any sign: what a component is held to last, and how much of that is data."""
