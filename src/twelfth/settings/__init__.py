"""Settings and keys: what the operator decides. The lowest room; everything may read it."""
