"""Parts of the Needs page: rows, filter, list, detail, and the one action."""
