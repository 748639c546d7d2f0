"""Entities and rules of the plant; knows neither a screen, nor SQL, nor the clock."""
