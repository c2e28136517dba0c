"""A whole workspace in open formats, out and in again: docs/reference/export-format.md describes the file."""
