"""What people enter of a machine: its figures, its job and kit, its windows, planned work."""
