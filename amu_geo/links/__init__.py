"""The pages behind an edition: are their addresses well written, do they still answer, what with?

`lint` reads the addresses, `asking/` asks their hosts, `page`, `words` and `verdict` say what the
answers mean, `record` keeps it, `journal` lets a run cut short go on; `run` is one run.
"""
