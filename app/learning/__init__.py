"""Models learned from history: taught, kept, approved by fingerprint, bound, and used."""
