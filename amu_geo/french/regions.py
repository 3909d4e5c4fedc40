"""How French says the regions: « l’Occitanie », « à La Réunion », « du Grand Est »."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RegionWords:
    """A region's name in a sentence: as a subject, as a place, as a complement."""

    subject: str
    place: str
    complement: str


def _feminine(name: str) -> RegionWords:
    return RegionWords(f"la {name}", f"en {name}", f"de {name}")


def _elided(name: str) -> RegionWords:
    return RegionWords(f"l’{name}", f"en {name}", f"d’{name}")


def _bare(name: str, preposition: str) -> RegionWords:
    return RegionWords(name, f"{preposition} {name}", f"de {name}")


def _plural(name: str) -> RegionWords:
    return RegionWords(f"les {name}", f"dans les {name}", f"des {name}")


def _masculine(name: str, preposition: str) -> RegionWords:
    return RegionWords(f"le {name}", f"{preposition} {name}", f"du {name}")


REGION_WORDS: dict[str, RegionWords] = {
    "01": _feminine("Guadeloupe"),
    "02": _feminine("Martinique"),
    "03": _feminine("Guyane"),
    "04": _bare("La Réunion", "à"),
    "06": _bare("Mayotte", "à"),
    "11": _elided("Île-de-France"),
    "24": _masculine("Centre-Val de Loire", "en"),
    "27": _feminine("Bourgogne-Franche-Comté"),
    "28": _feminine("Normandie"),
    "32": _plural("Hauts-de-France"),
    "44": _masculine("Grand Est", "dans le"),
    "52": _plural("Pays de la Loire"),
    "53": _feminine("Bretagne"),
    "75": _feminine("Nouvelle-Aquitaine"),
    "76": _elided("Occitanie"),
    "84": _elided("Auvergne-Rhône-Alpes"),
    "93": _bare("Provence-Alpes-Côte d’Azur", "en"),
    "94": _feminine("Corse"),
}


def with_article(code_region: str) -> str:
    """The region as a subject: « l’Occitanie », « le Grand Est », « Mayotte »."""
    return _words(code_region).subject


def in_region(code_region: str) -> str:
    """The region as a place: « en Occitanie », « à Mayotte », « dans les Hauts-de-France »."""
    return _words(code_region).place


def of_region(code_region: str) -> str:
    """The region as a complement: « d’Occitanie », « du Grand Est », « des Pays de la Loire »."""
    return _words(code_region).complement


def _words(code_region: str) -> RegionWords:
    if code_region not in REGION_WORDS:
        known = ", ".join(REGION_WORDS)
        raise ValueError(f"Code région « {code_region} » inconnu. Codes connus : {known}.")
    return REGION_WORDS[code_region]
