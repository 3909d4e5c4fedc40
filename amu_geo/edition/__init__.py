"""Editions: read, checked, typed. `Edition` is what is known at a date, and by whom."""

from amu_geo.edition.checking.problems import EditionError, Problem
from amu_geo.edition.model import Edition, StatedFigure, edition_folders, read_edition

__all__ = ["Edition", "EditionError", "Problem", "StatedFigure", "edition_folders", "read_edition"]
