"""Two people, or two companies, become one: all of it is noted row by row, so that they can be parted again."""
