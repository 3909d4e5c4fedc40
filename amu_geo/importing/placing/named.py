"""The one commune that a row names, or why it names none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from amu_geo.edition.checking.places import Places
from amu_geo.edition.checking.values import Proposals
from amu_geo.territories import Territories, overseas
from amu_geo.territories.written import Written, departement_of_postcode

NAMED_AT_MOST = 6


@dataclass(frozen=True)
class Named:
    """A commune found, or not.

    Attributes
    ----------
    code, why
        Of the commune, and how it was found; "" for none.
    problem, detail, near
        What is wrong, in French, what is proper to the row, and the nearest right name; "" and
        None when nothing was claimed.
    is_claimed
        Whether the row says in which département it is, so that a name which that one does not
        have is wrong.
    """

    code: str = ""
    why: str = ""
    problem: str = ""
    detail: str = ""
    near: str | None = None
    is_claimed: bool = False


class Namer:
    """Finds communes by name; remembers what it found."""

    def __init__(self, territories: Territories, places: Places):
        self._places = places
        layer = territories.departements
        self._departements = dict(zip(layer["code_departement"], layer["nom"], strict=True))
        self._names = {code: territories.name(code) for code in territories.codes}
        counts = territories.communes["code_departement"].value_counts()
        self._lone = set(counts[counts == 1].index)
        self._proposals: dict[tuple[str, str], Proposals] = {}

    def find(self, written: Written, here: str, region: str, has_point: bool) -> Named:
        """The commune of a row, its département being `here` when its point says so.

        Nothing is guessed: a name alone is a commune when no other bears it, today or formerly.
        A row whose point is nowhere in France is no commune by its name alone.
        """
        if here:
            written = replace(written, departement=here, outside="")
        if here in self._lone:
            return self._found(self._places.first_in(here), written, "sa position")
        if written.outside or (has_point and not here and not written.is_narrowed):
            return Named()
        if not written.name:
            near = self._places.answers(written) if written.postcode else []
            how = "son code postal"
            return self._found(near[0], written, how) if len(near) == 1 else Named()
        if written.is_narrowed:
            return self._narrowed(written, bool(here))
        return self._alone(written, region)

    def _narrowed(self, written: Written, by_point: bool) -> Named:
        codes = self._places.answers(written)
        if not codes and written.postcode:
            # The postal code may be that of a neighbour; the contradiction is said apart.
            departement = written.departement or self._departement(written.postcode)
            written = replace(written, postcode="", departement=departement)
            codes = self._places.answers(written)
        if len(codes) == 1:
            how = "sa position et son nom" if by_point else self._how(written)
            return self._found(codes[0], written, how)
        where, near = self._where(written), None
        if codes:
            problem, detail = f"plusieurs communes de ce nom {where}.", self._listed(codes)
        else:
            problem, detail = f"aucune commune de ce nom {where}.", ""
            near = self._nearest(written.name, written.departement, written.region)
        return Named(problem=problem, detail=detail, near=near, is_claimed=True)

    def _alone(self, written: Written, region: str) -> Named:
        places = self._places
        codes = {*places.answers(written), *places.bearing(written.name)}
        codes = sorted(code for code in codes if places.within(code, region=region))
        if len(codes) == 1:
            where = f" en {self._names[region]}" if region in self._names else ""
            how = "son nom et sa région" if where else "son nom, que nulle autre ne porte"
            return self._found(codes[0], written, how)
        if codes:
            return Named(problem="plusieurs communes portent ce nom.", detail=self._listed(codes))
        outside = overseas.by_name(written.name)
        if outside:
            problem = f"ce lieu est {overseas.ELSEWHERE} : il n’est pas placé."
            return Named(problem=problem, detail=overseas.sentence(outside))
        near = self._nearest(written.name, "", region)
        asked = f"Vouliez-vous dire « {near} » ?" if near else ""
        return Named(problem="aucune commune ne porte ce nom.", detail=asked, near=near)

    def _found(self, code: str, written: Written, how: str) -> Named:
        name = self._places.name_of[code]
        why = f"commune trouvée par {how} : {name}"
        if written.name and self._places.is_former(written.name, code):
            why = f"commune d’aujourd’hui de {written.name}, par {how} : {name}"
        return Named(code, why)

    def _how(self, written: Written) -> str:
        if written.departement:
            return "son nom et son département"
        return "son nom et son code postal" if written.postcode else "son nom et sa région"

    def _departement(self, postcode: str) -> str:
        near = self._places.with_postcode(postcode)
        return self._places.departement_of[near[0]] if near else departement_of_postcode(postcode)

    def _where(self, written: Written) -> str:
        if written.departement:
            return f"dans le département {written.departement}"
        if written.region:
            return f"dans la région {self._names[written.region]}"
        return f"au code postal {written.postcode}"

    def _nearest(self, name: str, departement: str, region: str) -> str | None:
        key = (departement, region)
        if key not in self._proposals:
            self._proposals[key] = Proposals(self._places.names_in(departement, region))
        return self._proposals[key].nearest(name)

    def _listed(self, codes: list[str]) -> str:
        """« 93066 en Seine-Saint-Denis, 97411 à La Réunion »: what to choose from."""
        shown = [
            f"{code} ({self._departements[self._places.departement_of[code]]})"
            for code in codes[:NAMED_AT_MOST]
        ]
        rest = len(codes) - NAMED_AT_MOST
        return ", ".join(shown) + (f" et {rest} autres." if rest > 0 else ".")
