"""From measurement to assessment, in a thread of its own."""
