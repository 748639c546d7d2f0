"""Where the plant is kept: SQLite files in one folder, or the same tables on PostgreSQL."""
