"""Who may be one and the same: records are compared after the model of Fellegi and Sunter. Pure: no database.

facts.py what is compared, folded; keys.py which two are compared at all; compare.py how alike each thing is;
weights.py what each likeness weighs; names.py what names are called and how else they are written.
"""
