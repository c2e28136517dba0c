"""Cadences that come with the product."""
