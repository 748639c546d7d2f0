"""Look back: how ordering rules would have done, day by day, knowing only what was known then."""
