"""Work orders: the planned job from proposal to the closed record."""
