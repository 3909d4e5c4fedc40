"""One family: which programmes belong to it, with what, where, and where nothing is documented."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from amu_geo.french import collation
from amu_geo.measure.coverage import Coverage, main_families, mapping_choices
from amu_geo.schemes.freshness import what_is_missing
from amu_geo.schemes.listing import described
from amu_geo.schemes.proof import widening, with_reasons
from amu_geo.schemes.standing import scheme_rule
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM, UNDOCUMENTED

_ORDER = {CONFIRMED: 0, TO_CONFIRM: 1}


@dataclass(frozen=True, eq=False)
class RegionSupport:
    """A region that documents the family.

    Attributes
    ----------
    etat
        confirme or a-confirmer.
    nb, nb_confirmes
        Schemes that document it there, and those of them that confirm it.
    manque
        What is missing to confirm it (« dernière preuve : mars 2022 »), "" when confirmed.
    dispositifs
        These schemes, as `described`, with `etat` and `regle`; the confirmed ones first.
    """

    code_region: str
    nom: str
    etat: str
    nb: int
    nb_confirmes: int
    manque: str
    dispositifs: pd.DataFrame


@dataclass(frozen=True)
class RegionWithout:
    """A region where nothing is documented for the family.

    Attributes
    ----------
    elargir
        What wider readings would count, in a sentence; "" when they count nothing.
    lacunes
        (label of the programme, finding) of the searches that found nothing.
    """

    code_region: str
    nom: str
    elargir: str
    lacunes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ProgrammeSupport:
    """A programme that counts for the family, by the main mapping or by an alternative one.

    `nb` counts the retained schemes of the programme, in all regions.
    """

    code: str
    libelle: str
    justification: str
    nb: int
    principal: bool


@dataclass(frozen=True, eq=False)
class FamilySupport:
    """Everything a page says of a family.

    Attributes
    ----------
    soutiens
        Regions that document it, confirmed ones first, then in alphabetical order.
    sans
        Regions where nothing is documented, in alphabetical order.
    programmes
        Main programmes first, then those of the alternative mappings.
    """

    coverage: Coverage
    famille: str
    soutiens: tuple[RegionSupport, ...]
    sans: tuple[RegionWithout, ...]
    programmes: tuple[ProgrammeSupport, ...]

    @property
    def nb_dispositifs(self) -> int:
        """Retained schemes that document the family, in all regions."""
        return sum(region.nb for region in self.soutiens)

    @property
    def nb_confirmes(self) -> int:
        """Those of them that are confirmed."""
        return sum(region.nb_confirmes for region in self.soutiens)


def family_support(coverage: Coverage, famille: str) -> FamilySupport:
    """Gather what documents a family, and what confirms it."""
    programmes = _programmes(coverage, famille)
    main = {programme.code for programme in programmes if programme.principal}
    kept = coverage.retained[coverage.retained["programme"].isin(main)]
    names = dict(zip(coverage.table["code_region"], coverage.table["nom"], strict=True))
    rules = [scheme_rule(row, coverage) for row in kept.to_dict("records")]
    shown = described(kept, coverage.edition, names).assign(
        regle=rules, _rang=kept["etat"].map(_ORDER)
    )
    shown = shown.sort_values(
        ["programme_libelle", "nom"], key=lambda names: names.map(collation.key)
    )
    shown = shown.sort_values("_rang", kind="stable").drop(columns="_rang")
    ordered = sorted(names, key=lambda code: collation.key(names[code]))
    states = {code: coverage.state(code, famille) for code in ordered}
    supports = [
        RegionSupport(
            code,
            names[code],
            states[code],
            len(coverage.behind(code, famille)),
            len(coverage.confirming(code, famille)),
            _missing(coverage, code, famille),
            shown[shown["code_region"] == code],
        )
        for code in ordered
        if states[code] != UNDOCUMENTED
    ]
    missing = [code for code in ordered if states[code] == UNDOCUMENTED]
    return FamilySupport(
        coverage,
        famille,
        tuple(sorted(supports, key=lambda region: _ORDER[region.etat])),
        _without(coverage, main, missing, names),
        programmes,
    )


def _missing(coverage: Coverage, code: str, famille: str) -> str:
    if coverage.state(code, famille) == CONFIRMED:
        return ""
    return what_is_missing(coverage, coverage.behind(code, famille))


def _programmes(coverage: Coverage, famille: str) -> tuple[ProgrammeSupport, ...]:
    programmes = coverage.edition.programmes
    main, choices = main_families(programmes), mapping_choices(programmes)
    counts = coverage.retained["programme"].value_counts()
    labels = coverage.edition.programme_labels
    found = []
    for row in programmes.itertuples():
        principal = famille in main[row.id]
        if principal or any(famille in option for option in choices[row.id][1:]):
            label = labels.get(row.id, row.id)
            number = int(counts.get(row.id, 0))
            found.append(ProgrammeSupport(row.id, label, row.justification, number, principal))
    return tuple(sorted(found, key=lambda programme: not programme.principal))


def _without(
    coverage: Coverage, programmes: set[str], codes: list[str], names: dict[str, str]
) -> tuple[RegionWithout, ...]:
    edition = coverage.edition
    schemes = edition.dispositifs
    left = schemes[schemes["programme"].isin(programmes) & schemes["code_region"].isin(codes)]
    reasons = with_reasons(left, coverage)
    gaps = edition.tables["lacunes"]
    gaps = gaps[gaps["programme"].isin(programmes)]
    return tuple(
        RegionWithout(
            code,
            names[code],
            widening(reasons[reasons["code_region"] == code], UNDOCUMENTED),
            tuple(
                (edition.programme_labels.get(row.programme, row.programme), row.constat)
                for row in gaps[gaps["code_region"] == code].itertuples()
            ),
        )
        for code in codes
    )
