"""What a text says of a place: a name, and the postal code, département or région beside it.

Files, the search of a commune and counting read places here, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from amu_geo.territories import overseas
from amu_geo.territories.model import Territories, UnknownTerritoryError
from amu_geo.territories.names import normalise

# One of the two départements of Corse: which one is not said, its région is.
CORSICA = "20"
CITIES = {"paris": 20, "lyon": 9, "marseille": 16}  # and how many arrondissements
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
# Not « Roissy en France », nor « Île de France ».
_FRANCE = re.compile(
    r"(?:\s*(?:,|\s[-–—]\s|\()\s*|(?<!\ben)(?<!\bde)\s)france\s*\)?\s*$", re.IGNORECASE
)
_CEDEX = re.compile(r"[\s,-]*\bcedex\b(?:\s*\d{1,2}\b)?", re.IGNORECASE)
_POSTCODE = r"(?:F ?- ?)?(\d{2} ?\d{3})"
_AT_START = re.compile(rf"^{_POSTCODE}(?!\d)[\s,;:–—-]*(?=\D)", re.IGNORECASE)
_AT_END = re.compile(rf"(?<=\D)[\s,;:(–—-]+{_POSTCODE}\)?$", re.IGNORECASE)
_BRACKETS = re.compile(r"^(?P<before>[^()]*?)\s*\((?P<inside>[^()]*)\)?\s*(?P<after>[^()]*)$")
_BETWEEN = re.compile(r"\s*[,;/|]\s*|\s+[-–—]\s*|\s*[-–—]\s+")
_NUMBER_AFTER = re.compile(r"^(?P<name>\D.*?) (?P<number>\d{1,3}|2[ABab])$")
_NUMBER_BEFORE = re.compile(r"^(?P<number>\d{2,3}|2[ABab]) (?P<name>\D.*)$")
_RANK = r"(?P<rank>\d{1,2}|[ivx]{1,5}) ?(?:e|er|eme|ieme|ier|nd|nde|ene)?"
_WORD = r"(?:arrondissement|arrdt|arrt|arr|ardt)"
_CITY = rf"(?P<city>{'|'.join(CITIES)})"
_ARRONDISSEMENTS = (
    re.compile(rf"^{_CITY} {_RANK}(?: {_WORD})?$"),
    re.compile(rf"^{_RANK} {_WORD}(?: de)? {_CITY}$"),
    re.compile(rf"^{_CITY} {_WORD} {_RANK}$"),
)
_FORMER_DEPARTEMENTS = {
    "Basses-Alpes": "04",
    "Charente-Inférieure": "17",
    "Côtes-du-Nord": "22",
    "Loire-Inférieure": "44",
    "Basses-Pyrénées": "64",
    "Seine-Inférieure": "76",
}
_FIRST_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ROMAN = (*_FIRST_ROMAN, *(f"x{rank}" for rank in _FIRST_ROMAN))
_INTRODUCED = re.compile(
    r"^(?:(?:le |la )?(?:departement|dept|dpt|dep)\b ?)?"
    r"(?:(?:de la|de l|des|du|de|d|la|les|le|l) )?"
)


@dataclass(frozen=True)
class Written:
    """What a text says of a place; "" for what it does not say.

    Attributes
    ----------
    name
        Of a commune, as it is written.
    postcode
        Five digits, whether a commune has it or not.
    departement, region
        Codes; `CORSICA` is a département too.
    outside
        Code of the overseas collectivity that is meant: no commune of the 18 régions is.
    arrondissement
        Whether the name is that of a city, and one of its arrondissements is meant.
    """

    name: str = ""
    postcode: str = ""
    departement: str = ""
    region: str = ""
    outside: str = ""
    arrondissement: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether something stands beside the name."""
        return bool(self.postcode or self.departement or self.region or self.outside)


class PlaceReader:
    """Reads places; knows the names of départements and régions."""

    def __init__(self, territories: Territories):
        self._territories = territories
        self._departements = _departements(territories)
        self._regions: dict[str, str] = {}
        for code in territories.codes:
            self._regions[normalise(territories.name(code))] = code

    def departement(self, text: str) -> str:
        """Code of the département, or of the overseas collectivity, that a text names; "" for none.

        « 34 », « Hérault », « 34 - Hérault », « Hérault (34) », « 2a », « 069 », « Corse ».
        """
        plain = normalise(re.sub(r"\.0+$", "", text.strip()))
        if not plain:
            return ""
        found = self._known(plain) or self._known(_INTRODUCED.sub("", plain))
        if found:
            return found
        for head, _, tail in (plain.partition(" "), plain.rpartition(" ")):
            here = self._known(head)
            if here and here == self._known(tail):
                return here
        return ""

    def _known(self, plain: str) -> str:
        if plain.isdigit() and len(plain) <= 3:
            number = plain.lstrip("0").zfill(2)
            plain = plain if plain in self._departements else number
        return self._departements.get(plain, "")

    def read(self, text: str) -> Written:
        """What a text says of a place."""
        said = _CEDEX.sub(" ", _FRANCE.sub("", _BLANKS.sub(" ", text).strip())).strip()
        brackets = _BRACKETS.match(said)
        written = Written()
        if brackets and brackets["before"]:
            inside = brackets["inside"].strip()
            hinted = self._hint(inside, written)
            written = hinted or written
            said = f"{brackets['before']} {brackets['after']}".strip()
        names: list[str] = []
        parts = [part for part in _BETWEEN.split(said) if part]
        for rank, part in enumerate(parts):
            name, postcode = _without_postcode(part)
            if postcode:
                written = replace(written, postcode=postcode)
                names.insert(0, name)
                continue
            # A name comes first; what stands after it, or is a number, tells where it is.
            hinted = self._hint(part, written) if rank or part[:1].isdigit() else None
            written = hinted or written
            if not hinted:
                names.append(part)
        return self._numbered(written, next(filter(None, names), ""))

    def splits(self, name: str) -> Iterator[tuple[str, str, str]]:
        """A name without the département or the région that ends it: name, département, région."""
        plain = normalise(name)
        for known, codes in ((self._departements, 1), (self._regions, 2)):
            for territory, code in known.items():
                if plain.endswith(" " + territory) and not territory.isdigit():
                    rest = re.sub(r" (?:de la|de l|du|de|en|a)$", "", plain[: -len(territory) - 1])
                    yield (rest, code, "") if codes == 1 else (rest, "", code)

    def _hint(self, text: str, written: Written) -> Written | None:
        """What is known once a part is read as a territory; None when it is none."""
        postcode = postcode_in(text)
        if postcode and len(postcode) == 5 and not re.fullmatch(r"\d{1,4}", text):
            return replace(written, postcode=postcode)
        code = self.departement(text)
        if code in overseas.COLLECTIVITIES:
            return replace(written, outside=code)
        if code:
            return replace(written, departement=code)
        try:
            return replace(written, region=self._territories.find(text))
        except UnknownTerritoryError:
            return None

    def _numbered(self, written: Written, name: str) -> Written:
        """The same with its name, when the number beside it is read too."""
        name = name.strip(" .,;:-–—")
        plain = normalise(name)
        for pattern in _ARRONDISSEMENTS:
            match = pattern.match(plain)
            if match and 1 <= _rank(match["rank"]) <= CITIES[match["city"]]:
                city = match["city"].capitalize()
                return _outside(replace(written, name=city, arrondissement=True))
        match = _NUMBER_AFTER.match(name) or _NUMBER_BEFORE.match(name)
        code = self.departement(match["number"]) if match else ""
        if match and code and not written.departement:
            hinted = self._hint(match["number"], written) or written
            return _outside(replace(hinted, name=match["name"].strip(" .,;:-–—")))
        return _outside(replace(written, name=name))


def _outside(written: Written) -> Written:
    """The same, an overseas collectivity being recognised by its postal codes."""
    if written.outside or not written.postcode:
        return written
    return replace(written, outside=overseas.by_code(written.postcode))


def _without_postcode(text: str) -> tuple[str, str]:
    for pattern in (_AT_START, _AT_END):
        match = pattern.search(text)
        if match:
            rest = (text[: match.start()] + text[match.end() :]).strip()
            return rest, match[1].replace(" ", "")
    alone = postcode_in(text)
    return ("", alone) if alone and re.fullmatch(_POSTCODE, text, re.IGNORECASE) else (text, "")


def _rank(text: str) -> int:
    return int(text) if text.isdigit() else _ROMAN.index(text) + 1 if text in _ROMAN else 0


def postcode_in(text: str) -> str:
    """The postal code that a cell holds, « 34 000 », « 1000.0 », « F-34000 »; "" for none."""
    plain = re.sub(r"\.0+$", "", _BLANKS.sub("", text)).upper().removeprefix("F-")
    plain = plain.zfill(5) if re.fullmatch(r"\d{4}", plain) else plain
    return plain if re.fullmatch(r"\d{5}", plain) else ""


def departement_of_postcode(postcode: str) -> str:
    """The département where a postal code is distributed, by its beginning."""
    if postcode.startswith("20"):
        return "2A" if postcode[2:3] in "01" else "2B"
    return postcode[: 3 if postcode.startswith(("97", "98")) else 2]


def _departements(territories: Territories) -> Mapping[str, str]:
    layer = territories.departements
    codes = layer["code_departement"].tolist()
    known = dict(zip(map(normalise, layer["nom"]), codes, strict=True))
    for article in ("la ", "le ", "les ", "l "):
        known |= {
            name.removeprefix(article): code
            for name, code in known.items()
            if name.startswith(article)
        }
    known |= {code.lower(): code for code in codes}
    known |= {"metropole de lyon": "69", "grand lyon": "69", "69m": "69", "69d": "69"}
    known |= {normalise(name): code for name, code in _FORMER_DEPARTEMENTS.items()}
    known |= {"20": CORSICA, "corse": CORSICA, "20a": "2A", "20b": "2B"}
    for code, name in overseas.COLLECTIVITIES.items():
        known |= {code: code, normalise(name): code}
    return known
