"""The many names of the 18 régions: former ones, short ones, abbreviations."""

import re
import unicodedata

# Today's région for each other name in use. Codes alone ("76") and official names are added from
# the data; former codes are left out, they are also those of départements.
ALIASES: dict[str, tuple[str, ...]] = {
    "01": ("971", "FR-971", "FR-GP", "GP"),
    "02": ("972", "FR-972", "FR-MQ", "MQ"),
    "03": ("973", "FR-973", "FR-GF", "GF", "Guyane française"),
    "04": ("974", "FR-974", "FR-RE", "Réunion", "Île de La Réunion"),
    "06": (
        "976",
        "FR-976",
        "FR-YT",
        "YT",
        "Département de Mayotte",
        "Département-Région de Mayotte",
    ),
    "11": ("IDF", "FR-IDF", "Île de France", "Région parisienne"),
    "24": ("CVL", "FR-CVL", "Centre", "Centre Val-de-Loire"),
    "27": ("BFC", "FR-BFC", "Bourgogne", "Franche-Comté", "Bourgogne et Franche-Comté"),
    "28": ("NOR", "FR-NOR", "Basse-Normandie", "Haute-Normandie"),
    "32": (
        "HDF",
        "FR-HDF",
        "Nord-Pas-de-Calais",
        "Picardie",
        "NPDC",
        "Nord-Pas-de-Calais-Picardie",
    ),
    "44": (
        *("GES", "GE", "FR-GES", "Alsace", "Lorraine", "Champagne-Ardenne"),
        *("ACAL", "Alsace-Champagne-Ardenne-Lorraine", "Région Grand-Est"),
    ),
    "52": ("PDL", "FR-PDL", "PDLL", "Pays de Loire"),
    "53": ("BRE", "FR-BRE", "BZH", "Breizh"),
    "75": (
        *("NAQ", "NA", "FR-NAQ", "Aquitaine", "Limousin", "Poitou-Charentes"),
        *("ALPC", "Aquitaine-Limousin-Poitou-Charentes"),
    ),
    "76": (
        *("OCC", "FR-OCC", "Midi-Pyrénées", "Languedoc-Roussillon", "LRMP"),
        *("Occitanie / Pyrénées-Méditerranée", "Languedoc-Roussillon-Midi-Pyrénées"),
    ),
    "84": ("ARA", "AURA", "FR-ARA", "Auvergne", "Rhône-Alpes"),
    "93": (
        *("PACA", "PAC", "FR-PAC", "Sud", "Région Sud", "Provence", "Sud PACA"),
        *("Provence-Alpes-Côte d’Azur", "Sud Provence-Alpes-Côte d’Azur"),
    ),
    "94": ("COR", "FR-COR", "FR-20R", "Corsica", "Île de Corse"),
}

# Names that a commune bore, or that one joined to it bore, and that the COG of `data/` lacks: it
# names the delegated and associated communes of today, and of the others the code alone. Only towns
# that people still call so: common knowledge, not read from Insee's list of events.
FORMER_NAMES: dict[str, tuple[str, ...]] = {
    "04049": ("Château-Arnoux",),
    "04070": ("Digne",),
    "04094": ("Gréoux",),
    "08105": (
        "Charleville",
        "Mézières",
        "Mohon",
    ),
    "22278": ("Cesson",),
    "24520": (
        "Sarlat",
        "La Canéda",
    ),
    "29019": (
        "Lambézellec",
        "Saint-Marc",
        "Saint-Pierre-Quilbignon",
    ),
    "29232": (
        "Kerfeunteun",
        "Ergué-Armel",
        "Penhars",
    ),
    "33063": ("Caudéran",),
    "35288": (
        "Paramé",
        "Saint-Servan-sur-Mer",
    ),
    "37261": (
        "Saint-Symphorien",
        "Sainte-Radegonde-en-Touraine",
    ),
    "38053": (
        "Bourgoin",
        "Jallieu",
    ),
    "42218": ("Terrenoire",),
    "51108": ("Châlons-sur-Marne",),
    "56121": ("Keryado",),
    "57240": (
        "Freyming",
        "Merlebach",
    ),
    "59009": (
        "Annappes",
        "Ascq",
        "Flers-lez-Lille",
    ),
    "59183": (
        "Malo-les-Bains",
        "Rosendaël",
        "Petite-Synthe",
    ),
    "62178": ("Bruay-en-Artois",),
    "66124": ("Odeillo-Via",),
    "69123": ("Saint-Rambert-l’Île-Barbe",),
    "73065": (
        "Bissy",
        "Chambéry-le-Vieux",
    ),
    "76351": (
        "Sanvic",
        "Bléville",
    ),
    "78361": ("Mantes-Gassicourt",),
    "79191": (
        "Souché",
        "Sainte-Pezenne",
        "Saint-Liguaire",
    ),
    "83019": ("Bormes",),
    "85191": (
        "Bourg-sous-la-Roche",
        "Saint-André-d’Ornay",
    ),
    "87085": (
        "Beaune-les-Mines",
        "Landouge",
    ),
    "91228": (
        "Évry",
        "Courcouronnes",
    ),
    "93070": ("Saint-Ouen",),
}

# What people write before a name: "Région Bretagne", "Conseil régional de Bretagne", "la Réunion".
_INSTITUTIONS = re.compile(
    r"^(?:(?:le |la )?(?:conseil regional|region|collectivite territoriale|collectivite)"
    r"(?: academique)?\s+)"
)
_ARTICLES = re.compile(r"^(?:(?:de l|de la|de|du|des|d|la|le|les|l) )+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def normalise(text: str) -> str:
    """Bring a name to what identifies it.

    Lower case, no accent, no punctuation, "st" and "ste" spelled out, single spaces.

    >>> normalise("  St-Étienne-d’Œuf ")
    'saint etienne d oeuf'
    """
    lowered = text.lower().translate(_LIGATURES)
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)
    )
    words = re.sub(r"[^0-9a-z]+", " ", plain).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def without_institution(name: str) -> str:
    """A normalised name without what introduces it: "conseil regional de bretagne" → "bretagne"."""
    return _ARTICLES.sub("", _INSTITUTIONS.sub("", name))
