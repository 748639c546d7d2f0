"""The window: what people see and do; every rule it shows lives below it."""
