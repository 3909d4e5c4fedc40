"""The list of schemes as readers see it: in words, searched and filtered; and its figures.

Nothing here decides what counts: that is the coverage's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import pandas as pd

from amu_geo.edition import Edition, referentials
from amu_geo.french import collation
from amu_geo.measure.coverage import main_families
from amu_geo.memory import remembered
from amu_geo.schemes.search import ForgivingIndex
from amu_geo.schemes.standing import attested_ends
from amu_geo.schemes.words import figure_in_words, period, source_note, status_note
from amu_geo.territories import Territories
from amu_geo.territories.names import ALIASES

# Two letters are an abbreviation that other words contain too often.
ALIAS_LENGTH = 3


@dataclass(frozen=True)
class Filters:
    """What a reader keeps of the schemes; an empty choice keeps everything.

    `recherche` is free text; the others are tuples of codes.
    """

    recherche: str = ""
    programmes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    financeurs: tuple[str, ...] = ()
    statuts: tuple[str, ...] = ()
    implications: tuple[str, ...] = ()
    confiances: tuple[str, ...] = ()

    @property
    def active(self) -> int:
        """How many of the choices narrow the list."""
        return sum(bool(getattr(self, field.name)) for field in fields(self))


_COLUMN_OF = {
    "programmes": "programme",
    "regions": "code_region",
    "financeurs": "financeur",
    "statuts": "statut",
    "implications": "implication_usagers",
    "confiances": "confiance",
}


@dataclass(frozen=True, eq=False)
class SchemeList:
    """All the schemes of an edition, ready to be shown.

    Attributes
    ----------
    rows
        What `described` gives, by region then programme then name.
    """

    edition: Edition
    rows: pd.DataFrame

    @classmethod
    def of(cls, edition: Edition, territories: Territories) -> SchemeList:
        """Describe the schemes of an edition."""
        names = {code: territories.name(code) for code in territories.codes}
        rows = described(edition.dispositifs, edition, names)
        order = ["region", "programme_libelle", "nom"]
        ordered = rows.sort_values(order, key=lambda names: names.map(collation.key))
        return cls(edition, ordered.reset_index(drop=True))

    def filtered(self, filters: Filters) -> pd.DataFrame:
        """The rows that every choice keeps; a search puts the best first."""
        kept = pd.Series(True, index=self.rows.index)
        for name, column in _COLUMN_OF.items():
            chosen = getattr(filters, name)
            if chosen:
                kept &= self.rows[column].isin(chosen)
        if not filters.recherche.strip():
            return self.rows[kept]
        found = [rank for rank in self._index.search(filters.recherche) if kept.iloc[rank]]
        return self.rows.iloc[found]

    def one(self, scheme_id: str) -> pd.Series:
        """One scheme.

        Raises
        ------
        KeyError
            In French, when the edition has no such scheme.
        """
        found = self.rows[self.rows["id"] == scheme_id]
        if found.empty:
            raise KeyError(f"Dispositif inconnu dans cette édition : « {scheme_id} ».")
        return found.iloc[0]

    @cached_property
    def _index(self) -> ForgivingIndex:
        return ForgivingIndex(
            (
                row.nom,
                f"{row.programme_libelle} {row.programme} {row.region} {_aliases(row.code_region)}",
                f"{row.operateur} {row.financeur_libelle} {row.preuve} {row.implication_preuve}",
            )
            for row in self.rows.itertuples()
        )


def _aliases(code_region: str) -> str:
    return " ".join(name for name in ALIASES.get(code_region, ()) if len(name) > ALIAS_LENGTH)


def described(schemes: pd.DataFrame, edition: Edition, names: Mapping[str, str]) -> pd.DataFrame:
    """Schemes with what a reader is shown of them, in words; `names` gives the regions' names.

    Returns
    -------
    DataFrame
        On the index of `schemes`: its own columns (and `etat` when it has one), then region,
        programme_libelle, familles (tuple of codes, by the main mapping), financeur_libelle,
        statut_libelle, statut_phrase, implication_libelle, confiance_libelle, fin_attestee
        (date of the end that a proof gives, ""), periode, source_age, lien ("" for the
        publisher's own page, else what kind of copy it is), nb_chiffres (figures in
        `observations`).
    """
    words = _in_words(edition)
    added = words.reindex(schemes["id"].to_numpy())
    regions = [names[code] for code in schemes["code_region"]]
    return schemes.assign(region=regions, **{name: added[name].array for name in added.columns})


def _in_words(edition: Edition) -> pd.DataFrame:
    """What `described` adds, by id of scheme; made once, for every page asks for a few of them."""
    return remembered(edition, "dispositifs en mots", lambda: _put_in_words(edition))


def _put_in_words(edition: Edition) -> pd.DataFrame:
    schemes = edition.dispositifs
    supported, labels = main_families(edition.programmes), edition.programme_labels
    figures = edition.tables["observations"].groupby("id_dispositif").size()
    ends = attested_ends(edition)
    records = [
        {**row, "fin_attestee": ends.get(row["id"], "")} for row in schemes.to_dict("records")
    ]
    return pd.DataFrame(
        {
            "programme_libelle": [labels.get(code, code) for code in schemes["programme"]],
            "familles": _tuples(sorted(supported.get(code, ())) for code in schemes["programme"]),
            "financeur_libelle": _labels(schemes, "financeur"),
            "statut_libelle": _labels(schemes, "statut"),
            "statut_phrase": [status_note(row, edition.date) for row in records],
            "implication_libelle": _labels(schemes, "implication_usagers"),
            "confiance_libelle": _labels(schemes, "confiance"),
            "fin_attestee": [row["fin_attestee"] for row in records],
            "periode": [period(row) for row in records],
            "source_age": [source_note(row, edition.date) for row in records],
            "lien": [referentials.link_nature(url) for url in schemes["url_source"]],
            "nb_chiffres": [int(figures.get(scheme_id, 0)) for scheme_id in schemes["id"]],
        },
        index=schemes["id"].to_numpy(),
    )


def _labels(schemes: pd.DataFrame, field: str) -> list[str]:
    return [referentials.label(field, code) for code in schemes[field]]


def _tuples(lists: Iterable[list[str]]) -> list[tuple[str, ...]]:
    return [tuple(items) for items in lists]


def scheme_figures(edition: Edition, scheme_id: str) -> pd.DataFrame:
    """The figures stated about a scheme: separate dated points, never a series, never a sum.

    Returns
    -------
    DataFrame
        One row per figure, by year then measure, undated ones last: annee (Int64), mesure,
        mesure_libelle, valeur, texte (« 498 communes »), note, url_source, titre_source, lien,
        source_age, confiance, confiance_libelle.
    """
    table = edition.tables["observations"]
    found = table[table["id_dispositif"] == scheme_id]
    records = found.to_dict("records")
    shown = found.assign(
        mesure_libelle=_labels(found, "mesure"),
        texte=[figure_in_words(row["valeur"], row["mesure"]) for row in records],
        lien=[referentials.link_nature(url) for url in found["url_source"]],
        source_age=[source_note(row, edition.date) for row in records],
        confiance_libelle=_labels(found, "confiance"),
    )
    columns = ["annee", "mesure", "mesure_libelle", "valeur", "texte", "note", "url_source"]
    columns += ["titre_source", "lien", "source_age", "confiance", "confiance_libelle"]
    ordered = shown.sort_values(["annee", "mesure"], kind="stable", na_position="last")
    return ordered[columns].reset_index(drop=True)
