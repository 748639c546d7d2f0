"""What people enter of their plant: machines, kits, windows, planned work."""
