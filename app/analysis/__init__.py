"""Computations on measured signals: arrays in, results out; knows neither Qt, SQL nor the clock."""
