"""Fixtures shared by the tests: the real territories, and a tiny edition drawn by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

from amu_geo.edition import Edition, read_edition
from amu_geo.edition.schema import table_schema
from amu_geo.territories import Territories
from tests.serving import Client, running

SOURCE = "https://www.exemple.fr/page"

METADATA = """\
id = "essai"
titre = "Édition d’essai"
date = "2024-06-01"
auteur = "Une personne"
licence = "Licence Ouverte 2.0"
contact = "contact@exemple.fr"
description = "Trois dispositifs, deux acteurs."

[[chiffres]]
mesure = "acteurs"
code_region = ""
texte = "près de 50"
valeur_citee = "près d’une cinquantaine"
source = "https://www.exemple.fr/article"
"""

SCHEME = {
    "financeur": "region",
    "annee_debut_deduite": "non",
    "statut": "en-cours",
    "implication_usagers": "encouragee",
    "strict": "oui",
    "confiance": "A",
    "url_source": SOURCE,
}
ACTOR = {
    "type": "association",
    "perimetre": "amu-declaree",
    "confiance": "A",
    "url_source": SOURCE,
}
PROOF = {
    "id_dispositif": "76-lieux",
    "date": "2024-05",
    "nature": "vote",
    "url_source": f"{SOURCE}/vote",
    "titre_source": "Commission permanente",
    "preuve": "Onze aides attribuées.",
    "confiance": "A",
}

TABLES: dict[str, list[dict[str, str]]] = {
    "dispositifs": [
        {**SCHEME, "id": "76-lieux", "code_region": "76", "programme": "tiers-lieux"}
        | {"nom": "Label des lieux", "annee_debut": "2019", "annee_fin": "2025"},
        {**SCHEME, "id": "53-bourgs", "code_region": "53", "programme": "bourgs-centres"}
        | {"nom": "Dynamisme des bourgs", "annee_debut": "2017", "succede_a": "53-anciens"},
        {**SCHEME, "id": "53-anciens", "code_region": "53", "programme": "bourgs-centres"}
        | {"nom": "Anciens bourgs", "annee_debut": "2010", "annee_fin": "2016"}
        | {"statut": "historique"},
    ],
    "programmes": [
        {"id": "tiers-lieux", "libelle": "Tiers-lieux", "familles": "communaute"}
        | {"familles_alternatives": "territoriale", "justification": "Un lieu, une communauté."},
        {"id": "bourgs-centres", "libelle": "Bourgs-centres", "familles": "territoriale"}
        | {"justification": "Un projet de territoire, dit-on « partagé », à l’échelle du bourg."},
    ],
    "observations": [
        {"id_dispositif": "76-lieux", "annee": "2023", "mesure": "lieux", "valeur": "114"}
        | {"url_source": SOURCE, "confiance": "A", "date_source": "2024-03"},
        {"id_dispositif": "76-lieux", "annee": "2023", "mesure": "aide_eur", "valeur": "0.5"}
        | {"url_source": SOURCE, "confiance": "B"},
    ],
    "acteurs": [
        {**ACTOR, "id": "a-fabrique", "nom": "La Fabrique", "commune": "Lodève"}
        | {"code_commune": "34142", "code_region": "76", "familles": "communaute;territoriale"},
        {**ACTOR, "id": "a-chantier", "nom": "Le Chantier", "commune": "Rennes"}
        | {"code_commune": "35238", "code_region": "53", "phases": "dessiner"},
    ],
    "projets": [
        {"id": "p-halle", "nom": "La Halle", "commune": "Lodève", "code_commune": "34142"}
        | {"code_region": "76", "categorie": "recyclage-friches", "acteur": "La Fabrique"}
        | {"annee": "2021", "url_source": SOURCE, "confiance": "B"},
    ],
    "journal": [
        {"date": "2024-06-01", "table": "dispositifs", "changement": "ajout"}
        | {"raison": "premier relevé"},
    ],
}


class EditionDraft:
    """A small valid edition, to be spoilt by a test one cell at a time and written to a folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.metadata = METADATA
        self.tables = {name: [dict(row) for row in rows] for name, rows in TABLES.items()}

    def change(self, table: str, row: int, **cells: str) -> EditionDraft:
        """Change cells of a row, counted from 0."""
        self.tables[table][row] |= cells
        return self

    def add(self, table: str, copy_of: int = 0, **cells: str) -> EditionDraft:
        """Add a row like an existing one, with other cells."""
        self.tables[table].append(self.tables[table][copy_of] | cells)
        return self

    def write(self) -> Path:
        """Write the edition's folder and return it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "edition.toml").write_text(self.metadata, encoding="utf-8")
        for name, rows in self.tables.items():
            (self.folder / f"{name}.csv").write_text(csv_text(name, rows), encoding="utf-8")
        return self.folder


def csv_text(table: str, rows: list[dict[str, str]]) -> str:
    """Rows as the canonical CSV of a table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, table_schema(table).columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture(scope="session", autouse=True)
def _markup_never_falls_into_a_string() -> Iterator[None]:
    """An f-string would make plain text of markup, to be escaped later, or worse, not at all."""

    def refuse(self: Markup, spec: str) -> str:
        raise TypeError(f"markup in an f-string, where html() is meant: {str(self)[:60]!r}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Markup, "__format__", refuse)
        yield


@pytest.fixture(scope="session")
def territories() -> Territories:
    """The committed territories, read once."""
    return Territories.read()


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the whole application, started once for the tests that need a server."""
    with running(tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def client(base_url: str) -> Client:
    """Speaks HTTP with the application."""
    return Client(base_url)


@pytest.fixture
def draft(tmp_path: Path) -> EditionDraft:
    """A tiny valid edition that is not written yet."""
    return EditionDraft(tmp_path / "essai")


@pytest.fixture
def tiny_edition(draft: EditionDraft, territories: Territories) -> Edition:
    """The tiny edition, read."""
    return read_edition(draft.write(), territories)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failed run: what was not looked at is not known to work."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
