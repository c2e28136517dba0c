"""Erasing a person, and every trace of them elsewhere."""
