"""Fields that a workspace adds: what there are, what is in them, and how it is read and written."""
