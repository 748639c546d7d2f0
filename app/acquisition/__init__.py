"""Measurements from sensors, servers and folders; read-only towards the plant."""
