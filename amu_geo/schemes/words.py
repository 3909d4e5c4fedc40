"""A scheme in words: its period, its status, the age and nature of its source, its figures.

A scheme is any mapping with the columns of `dispositifs`: a record or a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from amu_geo import referentials
from amu_geo.typography import date_fr, number

Scheme = Mapping[str, Any]

RUNNING = "en-cours"
UNKNOWN_STATUS = "inconnu"


def year_or_none(value: Any) -> int | None:
    """A year as an integer, None when it is missing."""
    return None if pd.isna(value) else int(value)


def period(scheme: Scheme) -> str:
    """« de 2018 à 2021 », « depuis 2017 », « à partir de 2012, fin inconnue »…"""
    start, end = year_or_none(scheme["annee_debut"]), year_or_none(scheme["annee_fin"])
    guessed = " (début déduit)" if start and scheme["annee_debut_deduite"] == "oui" else ""
    if start and end:
        return (f"de {start} à {end}" if start != end else f"en {start}") + guessed
    if start and scheme["statut"] == RUNNING:
        return f"depuis {start}{guessed}"
    if start:
        return f"à partir de {start}{guessed}, fin inconnue"
    return f"jusqu’en {end}, début inconnu" if end else "dates inconnues"


def status_note(scheme: Scheme, read_on: date | None = None) -> str:
    """The status in words; an unknown one is « à confirmer », with the age of its source."""
    if scheme["statut"] == UNKNOWN_STATUS:
        return f"statut à confirmer ({source_note(scheme, read_on)})"
    return referentials.label("statut", scheme["statut"]).lower()


def source_note(source: Scheme, read_on: date | None = None) -> str:
    """« source de 2016 », « source du 4 décembre 2023 », « page non datée, lue le… ».

    Parameters
    ----------
    source
        Anything with a `date_source` (AAAA, AAAA-MM or AAAA-MM-JJ, or empty).
    read_on
        When the page was read: the date of the edition.
    """
    text = source["date_source"]
    if text:
        return f"source {'du' if len(text) == 10 else 'de'} {date_fr(text)}"
    read = f", lue le {date_fr(read_on.isoformat())}" if read_on else ""
    return f"page non datée{read}"


def figure_in_words(value: float, measure: str) -> str:
    """A figure with its unit: « 1 750 000 € », « 498 communes »; the number alone for « autre »."""
    whole = float(value).is_integer()
    return f"{number(float(value), 0 if whole else 2)} {referentials.unit(measure)}".strip()
