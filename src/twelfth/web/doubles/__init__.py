"""People who may be there twice: the list, two side by side, merging and parting."""
