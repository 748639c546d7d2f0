"""Files that hold recorded samples: one door a format, all of them to the same `Snapshot`."""
