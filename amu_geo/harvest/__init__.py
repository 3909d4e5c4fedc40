"""What public services list, held against an edition: it proposes, a person decides.

`sources/` asks each service, `copies` keeps its last good answer, `matching` finds our schemes
again, `proposals` says what each record would bring, `deciding/` makes an edition of what a person
accepted. Nothing here changes an edition.
"""
