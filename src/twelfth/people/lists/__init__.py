"""Lists of people that somebody keeps: a name for a filter."""
