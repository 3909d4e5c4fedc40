"""Editions: read, checked, typed. `Edition` is what is known at a date, and by whom."""

from amu_geo.edition.edition import Edition, StatedFigure, edition_folders, read_edition
from amu_geo.edition.problems import EditionError, Problem

__all__ = ["Edition", "EditionError", "Problem", "StatedFigure", "edition_folders", "read_edition"]
