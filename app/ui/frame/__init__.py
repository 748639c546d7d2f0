"""What stands around every page: rail, bars, search, command palette and help."""
