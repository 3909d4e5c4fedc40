"""A scheme in words: its period, its status, the age and nature of its source, its figures.

A scheme is any mapping with the columns of `dispositifs`: a record or a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from amu_geo.edition import referentials
from amu_geo.french.typography import date_fr, number
from amu_geo.vocabulary import CLOSED_STATUSES

Scheme = Mapping[str, Any]

RUNNING = "en-cours"
UNKNOWN_STATUS = "inconnu"


def year_or_none(value: Any) -> int | None:
    """A year as an integer, None when it is missing."""
    return None if pd.isna(value) else int(value)


def of_date(text: str) -> str:
    """« du 12 mars 2025 », « de mars 2025 », « d’octobre 2023 », « de 2016 »."""
    words = date_fr(text)
    if len(text) == 10:
        return f"du {words}"
    return f"d’{words}" if words[0] in "ao" else f"de {words}"


def in_date(text: str) -> str:
    """« le 12 mars 2025 », « en mars 2025 », « en 2016 »."""
    return f"{'le' if len(text) == 10 else 'en'} {date_fr(text)}"


def end_date(scheme: Scheme) -> str:
    """When a scheme ends, as finely as is known; "" when nothing says it.

    `date_fin`, else `annee_fin`, else `fin_attestee` where a row brings it.
    """
    year = year_or_none(scheme["annee_fin"])
    return scheme.get("date_fin") or (str(year) if year else "") or scheme.get("fin_attestee", "")


def period(scheme: Scheme) -> str:
    """« de 2018 à 2021 », « de 2023 à mars 2026 », « à partir de 2012, fin inconnue »…"""
    start, end = year_or_none(scheme["annee_debut"]), end_date(scheme)
    guessed = " (début déduit)" if start and scheme["annee_debut_deduite"] == "oui" else ""
    if start and end:
        if end == str(start):
            return f"en {start}{guessed}"
        until = f"{'au' if len(end) == 10 else 'à'} {date_fr(end)}"
        return f"de {start} {until}{guessed}"
    if start:
        return f"à partir de {start}{guessed}{_open_end(scheme)}"
    if end:
        until = f"{'jusqu’au' if len(end) == 10 else 'jusqu’en'} {date_fr(end)}"
        return f"{until}, début inconnu"
    return "dates inconnues"


def _open_end(scheme: Scheme) -> str:
    """What is known of an end that has no date."""
    if scheme["statut"] == RUNNING:
        return ""
    if scheme["statut"] in CLOSED_STATUSES:
        return ", fini à une date inconnue"
    return ", fin inconnue"


def status_note(scheme: Scheme, read_on: date | None = None) -> str:
    """The status as the source gives it; one that it does not give comes with its age.

    It proves nothing by itself: dated evidence confirms a scheme, or does not.
    """
    status = scheme["statut"]
    if status == UNKNOWN_STATUS:
        return f"statut inconnu ({source_note(scheme, read_on)})"
    if status == RUNNING:
        return "en cours d’après sa source"
    return referentials.label("statut", status).lower()


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
        return f"source {of_date(text)}"
    read = f", lue le {date_fr(read_on.isoformat())}" if read_on else ""
    return f"page non datée{read}"


def figure_in_words(value: float, measure: str) -> str:
    """A figure with its unit: « 1 750 000 € », « 498 communes »; the number alone for « autre »."""
    whole = float(value).is_integer()
    return f"{number(float(value), 0 if whole else 2)} {referentials.unit(measure)}".strip()
