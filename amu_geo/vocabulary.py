"""The observatory's words: families, programmes, readings, states. One list each.

Codes are what files, URLs and the API carry; labels are what readers see. A code that is
not in these lists is unknown everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """One of the four families of AMU, with the colour that always accompanies its name."""

    code: str
    label: str
    scale: str
    color: str

    @property
    def column(self) -> str:
        """Name of the family's column in exported tables."""
        return self.code.replace("-", "_")


@dataclass(frozen=True)
class Lecture:
    """An evidence threshold: how demanding the reader is."""

    code: str
    label: str
    explanation: str


# Hues by Okabe and Ito: colour-blind readers can tell them apart.
FAMILIES: dict[str, Family] = {
    family.code: family
    for family in (
        Family("batiment", "Bâtiment", "le bâtiment", "#0072B2"),
        Family("collectif-habitant", "Collectif habitant", "le groupe d’habitants", "#E69F00"),
        Family("communaute", "Communauté", "la communauté", "#009E73"),
        Family("territoriale", "Territoriale", "le territoire", "#CC79A7"),
    )
}

# Programmes of the first editions. An edition has its own (`Edition.programme_labels`): these are
# what a lone table is compared with, when no edition is named.
FIRST_PROGRAMMES: dict[str, str] = {
    "friches": "Friches",
    "bourgs-centres": "Bourgs-centres",
    "no-watt": "Bâtiments sobres (No Watt)",
    "tiers-lieux": "Tiers-lieux",
    "amu-batiment": "AMU Bâtiment",
    "espaces-publics": "Espaces publics",
    "habitat-participatif": "Habitat participatif",
    "urbanisme-transitoire": "Urbanisme transitoire",
}

# Figures have little room: these labels of the first editions have a short form. Any other label is
# shown as its edition writes it.
SHORT_LABELS: dict[str, str] = {
    "Recyclage des friches": "Friches",
    "Mutualisation de l'AMU Bâtiment": "AMU Bâtiment",
    "Réinvention des espaces publics": "Espaces publics",
}

# From the widest to the narrowest: each lies inside the one before.
LECTURES: dict[str, Lecture] = {
    lecture.code: lecture
    for lecture in (
        Lecture(
            "large",
            "large",
            "Tous les dispositifs de l’édition, quel que soit le financeur.",
        ),
        Lecture(
            "regionale",
            "régionale",
            "La Région ou la collectivité paie, seule ou avec d’autres ; la source est fiable "
            "(confiance A ou B).",
        ),
        Lecture(
            "stricte",
            "stricte",
            "De plus, l’argent régional est prouvé et le dispositif est dédié à son programme.",
        ),
        Lecture(
            "usage",
            "usage",
            "De plus, le règlement du dispositif demande ou encourage la participation des "
            "usagers : c’est la vraie épreuve de la maîtrise d’usage.",
        ),
    )
}
DEFAULT_LECTURE = "regionale"

# The three states of a cell, never two.
CONFIRMED = "confirme"
TO_CONFIRM = "a-confirmer"
UNDOCUMENTED = "non-documente"
STATES: dict[str, str] = {
    CONFIRMED: "confirmée",
    TO_CONFIRM: "documentée, à confirmer",
    UNDOCUMENTED: "non documentée",
}

REGIONAL_FUNDERS = frozenset({"region", "collectivite-unique", "mixte"})
RELIABLE = frozenset({"A", "B"})
INVOLVING = frozenset({"exigee", "encouragee"})
CLOSED_STATUSES = frozenset({"historique", "termine"})
ALLIED_PRACTICE = "pratique-voisine"

FIRST_YEAR = 1990

# Fill of the map for 0 to 4 confirmed families, lighter to darker in grey too, and the ink that
# stays legible on it.
SCALE_LIGHT = ("#EADFC6", "#BFD9D3", "#8FC3BD", "#33797E", "#0B4F5C")
SCALE_DARK = ("#2A3433", "#24454A", "#2F6B70", "#6FB3AE", "#CFEDE6")
INK_ON_SCALE_LIGHT = ("#1F2A29", "#1F2A29", "#1F2A29", "#FFFFFF", "#FFFFFF")
INK_ON_SCALE_DARK = ("#E9E4D8", "#E9E4D8", "#FFFFFF", "#12191A", "#12191A")
