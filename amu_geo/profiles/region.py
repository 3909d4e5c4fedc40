"""One region whole: what the edition says of it, and what it could learn from others.

Nothing is measured here: the coverage, the proofs, the comparisons and the counts come from
their own rooms, so that a number of the portrait is the one that every other page shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from amu_geo.comparison import (
    Missing,
    Model,
    Step,
    indicator_figures,
    indicator_references,
    missing_from,
    models_to_copy,
    smallest_steps,
    twins,
)
from amu_geo.comparison.references import group_members
from amu_geo.edition import Edition, referentials
from amu_geo.french import collation
from amu_geo.measure.actors import ActorCounts, actor_list, count_actors, project_list
from amu_geo.measure.coverage import Coverage
from amu_geo.profiles.places import Kin, Place
from amu_geo.schemes import (
    Filters,
    Proof,
    SchemeList,
    described,
    proof,
    scheme_figures,
)
from amu_geo.schemes.selection import Selection, select
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES

TWINS = 3


@dataclass(frozen=True, eq=False)
class Portrait:
    """One region under one coverage; each part is gathered when it is first asked for."""

    coverage: Coverage
    territories: Territories
    code_region: str

    @property
    def edition(self) -> Edition:
        """The edition that the portrait reads."""
        return self.coverage.edition

    @cached_property
    def place(self) -> Place:
        """Name, capital, population, area, number of départements."""
        regions = self.territories.regions.set_index("code_region")
        row = regions.loc[self.code_region]
        communes = self.territories.communes
        capital = communes.loc[communes["code_commune"] == row["chef_lieu"], "nom"].iloc[0]
        return Place(
            self.code_region,
            row["nom"],
            capital,
            int(row["population"]),
            float(row["superficie_km2"]),
            len(self._own_departements),
        )

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """The proof of each family, in their order."""
        return tuple(proof(self.coverage, self.code_region, family) for family in FAMILIES)

    @cached_property
    def schemes(self) -> Selection:
        """Every scheme of the region: those that the reading retains and the others, with why."""
        rows = self.edition.dispositifs
        rows = rows[rows["code_region"] == self.code_region]
        named = described(rows, self.edition, {self.code_region: self.place.nom})
        ordered = named.sort_values(
            ["programme_libelle", "nom"], key=lambda names: names.map(collation.key)
        )
        listed = SchemeList(self.edition, ordered.reset_index(drop=True))
        return select(listed, self.coverage, Filters())

    @cached_property
    def figures(self) -> pd.DataFrame:
        """The figures stated about its schemes: dated points, never a series, never a sum.

        Returns
        -------
        DataFrame
            id_dispositif, dispositif, retenu (bool), then the columns of `scheme_figures`.
            Schemes that the reading retains first.
        """
        rows = self.schemes.rows.sort_values("retenu", ascending=False, kind="stable")
        found = [
            scheme_figures(self.edition, row.id).assign(
                id_dispositif=row.id, dispositif=row.nom, retenu=row.retenu
            )
            for row in rows.itertuples()
            if row.nb_chiffres
        ]
        if not found:
            empty = scheme_figures(self.edition, "").assign(id_dispositif="", dispositif="")
            return empty.assign(retenu=True)
        first = ["id_dispositif", "dispositif", "retenu"]
        figures = pd.concat(found, ignore_index=True)
        return figures[[*first, *(name for name in figures.columns if name not in first)]]

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The national programmes' figures here, with the rates of the groups it belongs to.

        Returns
        -------
        DataFrame
            `comparison.indicator_figures` of the region, and reference_ensemble and
            reference_zone: per 100 000 inhabitants in all regions, and in the mainland or the
            overseas (Float64; <NA> for what must not rank regions).
        """
        figures = indicator_figures(self.edition, [self.code_region], self.territories)
        references = indicator_references(self.edition, self.territories)
        zone = self.zone[0]
        for column, group in (("reference_ensemble", "ensemble"), ("reference_zone", zone)):
            rates = references[references["groupe"] == group].set_index("indicateur")
            known = figures["indicateur"].map(rates["pour_100000_habitants"]).astype("Float64")
            figures[column] = known.where(figures["prudence"] == "")
        return figures

    @cached_property
    def zone(self) -> tuple[str, str]:
        """Code and label of the group of regions it belongs to: mainland or overseas."""
        groups = list(group_members(self.territories))[1:]
        return next((code, label) for code, label, own in groups if self.code_region in own)

    @cached_property
    def actors(self) -> pd.DataFrame:
        """Its rows of `actors.actor_list`."""
        everyone = actor_list(self.edition, self.territories)
        return everyone[everyone["code_region"] == self.code_region]

    @cached_property
    def projects(self) -> pd.DataFrame:
        """Its rows of `actors.project_list`."""
        projects = project_list(self.edition, self.territories)
        return projects[projects["code_region"] == self.code_region]

    @cached_property
    def actor_rates(self) -> pd.Series:
        """Its row of `actors.count_actors` by région: nb_amu, nb_voisins and their rates."""
        counts = count_actors(self.actors, self.territories, "region").table
        return counts.set_index("code_region").loc[self.code_region]

    @cached_property
    def departements(self) -> pd.DataFrame:
        """Its départements.

        Returns
        -------
        DataFrame
            One row each, by code: code_departement, nom, population, superficie_km2,
            habitants_par_km2, nb_amu, nb_voisins, nb_projets.
        """
        counts = self._departement_counts.table.set_index("code_departement")
        own = self._own_departements[["code_departement", "nom", "population", "superficie_km2"]]
        projects = self.projects.groupby("code_departement").size()
        codes = own["code_departement"]
        return pd.DataFrame(own).assign(
            habitants_par_km2=own["population"] / own["superficie_km2"],
            nb_amu=codes.map(counts["nb_amu"]),
            nb_voisins=codes.map(counts["nb_voisins"]),
            nb_projets=codes.map(projects).fillna(0).astype("int64"),
        )

    @property
    def unplaced(self) -> tuple[int, int, int]:
        """AMU actors, allied actors and projects of the region without a known département."""
        counts = self._departement_counts
        projects = int((self.projects["code_departement"] == "").sum())
        return counts.non_places_amu, counts.non_places_voisins, projects

    @cached_property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """(programme label, finding) of the searches that found nothing here."""
        gaps = self.edition.tables["lacunes"]
        mine = gaps[gaps["code_region"] == self.code_region]
        labels = self.edition.programme_labels
        return tuple(
            (labels.get(row.programme, row.programme), row.constat) for row in mine.itertuples()
        )

    @cached_property
    def contradictions(self) -> pd.DataFrame:
        """Its rows of `contradictions`: contradictions between sources first, then choices."""
        table = self.edition.tables["contradictions"]
        mine = table[table["code_region"] == self.code_region]
        choices = (mine["nature"] == "choix").to_numpy()
        return mine.assign(_choice=choices).sort_values("_choice", kind="stable")[table.columns]

    @cached_property
    def kin(self) -> tuple[Kin, ...]:
        """Its neighbours and its twins, the most alike first."""
        alike = twins(self.coverage, self.code_region, len(self.territories.codes))
        by_code = {twin.code_region: twin for twin in alike}
        nearest = {twin.code_region for twin in alike[:TWINS]}
        neighbours = set(self.territories.neighbours(self.code_region))
        order = {code: rank for rank, code in enumerate(by_code)}
        found = []
        for code in sorted(nearest | neighbours, key=lambda code: (order.get(code, 99), code)):
            twin = by_code.get(code)
            found.append(
                Kin(
                    code,
                    self.coverage.by_region[code]["nom"],
                    code in neighbours,
                    code in nearest,
                    twin.ressemblance if twin else None,
                    twin.communs if twin else (),
                    twin.en_plus if twin else self._programmes_of(code),
                )
            )
        return tuple(found)

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """What of others is confirmed and really involves users, the best to copy here first."""
        return models_to_copy(self.coverage, self.code_region, self._near)

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What others have and it has not, models of its neighbours and twins first."""
        return missing_from(self.coverage, self.code_region, near=self._near)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The smallest changes that would add a family."""
        return smallest_steps(self.coverage, self.code_region, self._near)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Every page on which the portrait rests, each address once in its part.

        Returns
        -------
        DataFrame
            partie (« Dispositifs et chiffres », « Programmes nationaux », « Acteurs et
            projets »), quoi (what it is about, names joined by « ; »), titre, url_source, lien
            (nature of a link that is not the publisher's own, else "").
        """
        figures = self.figures.assign(nom=self.figures["dispositif"])
        indicators = self.indicators.assign(nom=self.indicators["libelle"])
        indicators = indicators.assign(titre_source="")
        tables = (
            ("Dispositifs et chiffres", [self.schemes.rows, figures]),
            ("Programmes nationaux", [indicators]),
            ("Acteurs et projets", [self.actors, self.projects]),
        )
        columns = ["nom", "titre_source", "url_source"]
        found = [
            table[columns].assign(partie=part).astype("object")
            for part, sources in tables
            for table in sources
        ]
        rows = pd.concat(found, ignore_index=True)
        rows = rows[rows["url_source"] != ""]
        grouped = rows.groupby(["partie", "url_source"], sort=False)
        shown = grouped.agg(
            quoi=("nom", lambda names: " ; ".join(dict.fromkeys(names))),
            titre=("titre_source", "first"),
        ).reset_index()
        natures = [referentials.link_nature(url) for url in shown["url_source"]]
        return shown[["partie", "quoi", "titre", "url_source"]].assign(lien=natures)

    @property
    def _near(self) -> tuple[str, ...]:
        return tuple(kin.code_region for kin in self.kin)

    def _programmes_of(self, code_region: str) -> tuple[str, ...]:
        has = set(self.coverage.schemes(code_region)["programme"])
        return tuple(code for code in self.edition.programme_labels if code in has)

    @cached_property
    def _own_departements(self) -> pd.DataFrame:
        table = self.territories.departements
        mine = table[table["code_region"] == self.code_region]
        return mine.sort_values("code_departement").reset_index(drop=True)

    @cached_property
    def _departement_counts(self) -> ActorCounts:
        return count_actors(self.actors, self.territories, "departement")
