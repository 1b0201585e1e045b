"""/kelola: the region as forms. One file says what there is to change of one kind of thing.

Its labels and hints stand in that file like a template's: they are the form.
"""
