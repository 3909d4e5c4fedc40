"""Overseas, outside the 18 régions: collectivities that are neither région nor département."""

from __future__ import annotations

from amu_geo.territories.names import normalise

ELSEWHERE = "hors des 18 régions"
# As the COG 2026 names them (Insee, by the package @etalab/decoupage-administratif), by code.
COLLECTIVITIES = {
    "975": "Saint-Pierre-et-Miquelon",
    "977": "Saint-Barthélemy",
    "978": "Saint-Martin",
    "984": "Terres australes et antarctiques françaises",
    "986": "Wallis et Futuna",
    "987": "Polynésie française",
    "988": "Nouvelle-Calédonie",
    "989": "Île de Clipperton",
}
_COMMUNES = {
    "975": "Miquelon-Langlade;Saint-Pierre",
    "977": "Saint-Barthélemy",
    "978": "Saint-Martin",
    "986": "Alo;Sigave;Uvea",
    "987": (
        "Anaa;Arue;Arutua;Bora-Bora;Faaa;Fakarava;Fangatau;Fatu-Hiva;Gambier;Hao;Hikueru;"
        "Hitiaa O Te Ra;Hiva-Oa;Huahine;Mahina;Makemo;Manihi;Maupiti;Moorea-Maiao;Napuka;"
        "Nuku-Hiva;Nukutavake;Paea;Papara;Papeete;Pirae;Pukapuka;Punaauia;Raivavae;Rangiroa;"
        "Rapa;Reao;Rimatara;Rurutu;Tahaa;Tahuata;Taiarapu-Est;Taiarapu-Ouest;Takaroa;"
        "Taputapuatea;Tatakoto;Teva I Uta;Tubuai;Tumaraa;Tureia;Ua-Huka;Ua-Pou;Uturoa"
    ),
    "988": (
        "Belep;Bouloupari;Bourail;Canala;Dumbéa;Farino;Hienghène;Houaïlou;L'Île-des-Pins;"
        "Kaala-Gomen;Koné;Koumac;La Foa;Lifou;Maré;Moindou;Le Mont-Dore;Nouméa;Ouégoa;Ouvéa;"
        "Païta;Poindimié;Ponérihouen;Pouébo;Pouembout;Poum;Poya;Sarraméa;Thio;Touho;Voh;Yaté;"
        "Kouaoua"
    ),
}
# Postal codes that begin as those of Guadeloupe do.
_POSTCODES = {"97133": "977", "97150": "978"}
# With the sea around them: west, south, east, north, in degrees. Saint-Martin is its French north;
# Polynésie française is in two halves.
BOXES = (
    ("975", (-56.6, 46.7, -56.05, 47.2)),
    ("977", (-62.98, 17.85, -62.75, 18.0)),
    ("978", (-63.17, 18.06, -62.94, 18.14)),
    ("984", (50.0, -50.0, 78.0, -37.0)),
    ("986", (-178.3, -14.5, -176.0, -13.1)),
    ("987", (-154.8, -24.0, -134.4, -7.8)),
    ("987", (-151.5, -28.0, -143.8, -24.0)),
    ("988", (158.2, -22.9, 168.3, -17.8)),
    ("989", (-109.4, 10.2, -109.1, 10.4)),
)
_NAMES = {normalise(name): code for code, joined in _COMMUNES.items() for name in joined.split(";")}
_NAMES |= {normalise(name): code for code, name in COLLECTIVITIES.items()}
_NAMES |= {"wallis": "986", "futuna": "986", "tahiti": "987", "taaf": "984"}


def by_code(code: str) -> str:
    """The collectivity of a commune's code, a postal code, or its own code; "" for none."""
    return _POSTCODES.get(code, code[:3] if code[:3] in COLLECTIVITIES else "")


def by_name(name: str) -> str:
    """The collectivity that bears a name, or that has a commune of that name; "" for none."""
    return _NAMES.get(normalise(name), "")


def by_point(lon: float, lat: float) -> str:
    """The collectivity around a point, roughly; "" for none."""
    for code, (west, south, east, north) in BOXES:
        if west <= lon <= east and south <= lat <= north:
            return code
    return ""


def told(code: str) -> str:
    """« Nouvelle-Calédonie (988), hors des 18 régions »."""
    return f"{COLLECTIVITIES[code]} ({code}), {ELSEWHERE}"


def sentence(code: str) -> str:
    """The same as a sentence of its own."""
    return f"Collectivité : {told(code)}."
