"""The digital twin of one machine: state now, history, forecast, and what would change it."""
