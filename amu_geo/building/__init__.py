"""How `data/regions/` is made from two registry packages; used by `python -m amu_geo build`."""
