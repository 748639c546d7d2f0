"""One part as its storekeeper and its buyer know it: what they read, and what they change."""
