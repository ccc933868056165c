"""What was loaded, kept in generations: each a complete DuckDB file, never changed once published (DESIGN §5)."""
