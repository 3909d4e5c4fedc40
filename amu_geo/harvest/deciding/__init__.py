"""What a person decides of proposals: what each would change, the edition that follows.

`queue` puts them in the order in which they are read, `sheet` reads those of a workbook back,
`effects` says what each would change, `decisions` makes the edition, `told` says it in French.
"""
