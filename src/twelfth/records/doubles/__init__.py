"""The search for people who are there twice, and what members said of what it found."""
