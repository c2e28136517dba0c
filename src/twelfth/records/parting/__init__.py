"""A merge taken back: every row where it was, every value as it was, and what has happened since in its place."""
