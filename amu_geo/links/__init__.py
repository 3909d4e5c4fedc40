"""The pages behind an edition: are their addresses well written, do they still answer, what with?

Only `transport` knows the network. `schedule` says who may be asked and when, `visit` what is
asked of one address, `page` and `verdict` what its answer means, `record` keeps it.
"""
