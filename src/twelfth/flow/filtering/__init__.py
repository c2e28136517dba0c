"""Which people a list is about: conditions on every field and on how things stand, asked of the database."""
