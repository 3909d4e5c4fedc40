"""The data page alone: method, sources, and one's own edition from template to preview."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from streamlit.testing.v1 import AppTest

from amu_geo import store
from amu_geo.edition.sources import source_links
from amu_geo.export.workbook import edition_workbook, template_workbook
from amu_geo.measure.reading import Reading
from amu_geo.paths import ROOT
from amu_geo.schemes.to_confirm import to_confirm
from amu_geo.ui.data.page import SECTIONS
from amu_geo.vocabulary import LECTURES
from tests.making import edition, scheme
from tests.pages.opening import html, open_page

PAGE = "data.py"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLACES = "NOM_TL;INSEECOM;VILLE\nLe Quai;35238;Rennes\nLa Halle;34142;Lodève\n"


def send(page: AppTest, name: str, content: bytes, mime: str = "text/csv") -> str:
    """Drop a file on the page; what it then says."""
    page.file_uploader[0].set_value((name, content, mime)).run()
    assert not page.exception
    return html(page)


def press(page: AppTest, label: str) -> AppTest:
    """Press the button of that label."""
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """A small edition of two schemes, in the template's form."""
    small = edition([scheme("a", "76"), scheme("b", "06")], day="2026-11-01")
    programmes = small.programmes.assign(justification="Notre lecture.")
    tables = {**small.tables, "programmes": programmes}
    named = replace(small, id="2027", titre="Édition du test <u>", tables=tables)
    return edition_workbook(named, store.territories())


@pytest.mark.parametrize("known", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_opens_with_one_title(known, lecture):
    text = html(open_page(PAGE, edition=known, lecture=lecture))
    assert text.count("<h1>") == 1
    for code in SECTIONS:
        assert f'id="{code}"' in text
        assert f'href="#{code}"' in text


def test_the_finding_follows_the_edition():
    assert html(open_page(PAGE, edition="2018")) != html(open_page(PAGE))


@pytest.mark.parametrize(
    ("name", "value"), [("edition", "1789"), ("annee", "2050"), ("lecture", "intime")]
)
def test_an_unknown_value_is_said(name, value):
    assert any(value in notice.value for notice in open_page(PAGE, **{name: value}).info)


@pytest.mark.parametrize("known", ["2018", "2026"])
def test_every_source_link_is_on_the_page_once_its_details_are_open(known):
    page = open_page(PAGE, edition=known)
    for detail in page.expander:
        if detail.proto.id:
            page.session_state[_key(detail)] = True
    page.run()
    assert not page.exception
    text = html(page)
    for url in source_links(store.shelf().editions[known])["url_source"].unique():
        assert f'href="{url.replace("&", "&amp;")}"' in text


def _key(detail) -> str:
    """The key of an expander, that its id ends with."""
    return detail.proto.id.split("-", 2)[2]


def test_the_empty_template_comes_back_with_what_it_lacks():
    text = send(
        open_page(PAGE),
        "modele.xlsx",
        template_workbook(store.territories(), store.shelf().default),
        XLSX,
    )
    assert "7 erreurs à corriger" in text.replace("\u202f", " ").replace("\xa0", " ")
    assert "feuille édition" in text


def test_a_valid_workbook_leads_to_a_private_preview(workbook):
    page = open_page(PAGE)
    text = send(page, "essai.xlsx", workbook, XLSX)
    assert "aucune erreur" in text
    page = press(page, "Voir l’aperçu")
    text = html(page)
    assert "apercu" in page.query_params["edition"]
    assert "Aperçu privé" in text
    assert 'id="apercu"' in text
    assert "<u>" not in text
    assert "/api/v1/" not in text
    assert any("publish observatoire-amu-2027.zip" in code.value for code in page.code)
    page = press(page, "Quitter l’aperçu")
    assert "edition" not in page.query_params
    assert "Aperçu privé" not in html(page)


def test_nothing_private_reaches_another_session(workbook):
    page = open_page(PAGE)
    send(page, "essai.xlsx", workbook, XLSX)
    press(page, "Voir l’aperçu")
    assert list(store.shelf().editions) == ["2018", "2026"]
    other = open_page(PAGE, edition="apercu")
    assert "Aperçu privé" not in html(other)
    assert any("n’existe plus" in notice.value for notice in other.warning)
    assert other.selectbox(key="edition").value == "2026"


def test_what_publishing_would_refuse_is_named_before_its_bundle_is_given():
    published = store.shelf().editions["2018"]
    page = open_page(PAGE)
    send(page, "2018.xlsx", edition_workbook(published, store.territories()), XLSX)
    page = press(page, "Voir l’aperçu")
    text = html(page)
    assert "rien ne change" in text
    assert "de ce nom est déjà publiée" in text and "porte déjà ce titre" in text
    assert "à venir" not in text
    page.text_input(key="nom-id").set_value("Mauvais nom")
    page = press(page, "Nommer l’édition")
    assert "mal formé" in html(page)
    for name, value, still, gone in (
        ("nom-id", "2018-corrigee", "porte déjà ce titre", "de ce nom est déjà publiée"),
        ("nom-date", "2099-01-01", "à venir", "de ce nom est déjà publiée"),
        ("nom-titre", "Édition 2018, corrigée", "à venir", "porte déjà ce titre"),
    ):
        page.text_input(key=name).set_value(value)
        page = press(page, "Nommer l’édition")
        assert still in html(page) and gone not in html(page)
        assert not any("publish" in code.value for code in page.code)
    page.text_input(key="nom-date").set_value("2026-11-01")
    page = press(page, "Nommer l’édition")
    assert any("observatoire-amu-2018-corrigee.zip" in code.value for code in page.code)


def test_a_lone_table_replaces_that_of_the_edition_on_screen():
    rows = (ROOT / "data" / "schemes" / "2026" / "acteurs.csv").read_text(encoding="utf-8")
    first = "\n".join(rows.splitlines()[:3])
    page = open_page(PAGE)
    text = send(page, "acteurs.csv", first.encode())
    assert "2 lignes" in text.replace("\u202f", " ").replace("\xa0", " ")
    page = press(page, "Voir l’aperçu")
    assert "213 lignes retirées" in html(page).replace("\u202f", " ").replace("\xa0", " ")


def test_a_table_that_breaks_the_edition_says_so_and_shows_no_preview():
    page = open_page(PAGE)
    head = "id_dispositif,annee,mesure,valeur,note,url_source,titre_source,date_source,confiance"
    row = "{},2020,lieux,3,,https://e.fr,,,A\n"
    send(page, "observations.csv", f"{head}\n{row.format('inconnu')}".encode())
    assert "inconnu" in html(page)
    assert not any(button.label == "Voir l’aperçu" for button in page.button)
    # A table is judged with the edition on screen, whichever is chosen after it was sent.
    scheme = store.shelf().get("2018").dispositifs["id"].iloc[0]
    page = open_page(PAGE)
    send(page, "observations.csv", f"{head}\n{row.format(scheme)}".encode())
    assert not any(button.label == "Voir l’aperçu" for button in page.button)
    page.selectbox(key="edition").set_value("2018").run()
    assert "Aperçu privé" in html(press(page, "Voir l’aperçu"))


def test_two_tables_sent_together_complete_the_edition_on_screen():
    folder = ROOT / "data" / "schemes" / "2026"
    page = open_page(PAGE)
    files = [
        (name, (folder / name).read_bytes(), "text/csv")
        for name in ("dispositifs.csv", "attestations.csv")
    ]
    page.file_uploader[0].set_value(files).run()
    text = html(page).replace("\u202f", " ").replace("\xa0", " ")
    assert "255 lignes" in text
    assert "à la place de celles qu’elle a déjà" in text
    assert "Aperçu privé" in html(press(page, "Voir l’aperçu"))


def test_unknown_columns_are_paired_and_the_source_is_asked_once():
    page = open_page(PAGE)
    text = send(page, "tiers_lieux_2019.csv", PLACES.encode())
    assert "ses colonnes ne sont pas celles du modèle" in text.replace("\u202f", " ")
    page = press(page, "Lire le fichier ainsi")
    assert any("adresse de source" in notice.value for notice in page.error)
    page.text_input(key="source-url-1").set_value("https://exemple.fr/base")
    page = press(page, "Lire le fichier ainsi")
    assert "aucune erreur" in html(page)
    deposit = page.session_state["_depot"]
    actors = deposit.imported.raw.tables["acteurs"].cells
    assert actors["type"].tolist() == ["tiers-lieu"] * 2
    assert actors["url_source"].tolist() == ["https://exemple.fr/base"] * 2
    assert actors["code_region"].tolist() == ["53", "76"]
    page = press(page, "Revoir la correspondance")
    assert page.text_input(key="source-url-1").value == "https://exemple.fr/base"


def test_a_mapping_offers_the_programmes_of_the_edition_and_each_column_once():
    page = open_page(PAGE)
    send(page, "aides.csv", b"TITRE;DEP\nAide A;34\nAide B;35\n")
    page.selectbox(key="correspondance-1").set_value("dispositifs").run()
    box = page.selectbox(key="constante-dispositifs-programme-1")
    assert box.options[1:] == [
        label.replace("'", "’") for label in store.shelf().default.programme_labels.values()
    ]
    page.selectbox(key="correspondance-1").set_value("acteurs").run()
    options = page.selectbox(key="colonne-acteurs-DEP-1").options
    assert len(options) == len(set(options))


def test_rows_can_be_counted_by_region():
    page = open_page(PAGE)
    send(page, "villes.csv", "ref;liste\nx;Lodève (34142)\ny;Rennes (35238)\n".encode())
    for name, value in {
        "compter-libelle-1": "Petites villes",
        "compter-unite-1": "communes",
        "compter-annee-1": "2024",
        "compter-licence-1": "Licence Ouverte 2.0",
        "source-url-1": "https://exemple.fr/villes",
    }.items():
        page.text_input(key=name).set_value(value)
    page = press(page, "Lire le fichier ainsi")
    counts = page.session_state["_depot"].imported.raw.tables["indicateurs"].cells
    assert counts.set_index("code_region")["valeur"].loc[["76", "53"]].tolist() == ["1", "1"]
    told = plain(html(page))
    assert "2 lignes lues, 2 comptées, 0 sans région" in told
    assert re.search(r"Occitanie</th><td[^>]*>1</td>", told)
    # It joins the indicators that the edition has; none is lost.
    assert "avec « Petites villes », parmi" in told
    known = set(store.shelf().default.tables["indicateurs"]["indicateur"])
    page = press(page, "Voir l’aperçu")
    shown = page.session_state["_edition_privee"].edition
    assert set(shown.tables["indicateurs"]["indicateur"]) == known | {"petites_villes"}


def test_the_sheet_of_a_workbook_is_chosen():
    book = Workbook()
    book.active.title = "infos"
    book.active.append(["Un fichier", "de mai"])
    lieux = book.create_sheet("Lieux")
    for row in (["Lieu", "Insee"], ["Le Quai", "35238"], ["La Halle", "34142"]):
        lieux.append(row)
    content = io.BytesIO()
    book.save(content)
    page = open_page(PAGE)
    assert "Le Quai" in send(page, "lieux.xlsx", content.getvalue(), XLSX)
    (sheets,) = [box for box in page.selectbox if "Laquelle" in box.label]
    assert sheets.options == ["Lieux", "infos"]
    page = sheets.set_value("infos").run()
    assert not page.exception
    assert "Le Quai" not in html(page) and "Un fichier" in html(page)
    (sheets,) = [box for box in page.selectbox if "Laquelle" in box.label]
    assert sheets.value == "infos"
    page = sheets.set_value("Lieux").run()
    assert "Le Quai" in html(page)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("name", "content"),
    [("vide.csv", b""), ("photo.png", b"\x89PNG\r\n\x00\x00"), ("faux.xlsx", b"PK\x03\x04non")],
)
def test_what_cannot_be_read_is_refused_politely(name, content):
    assert "1 erreur à corriger" in send(open_page(PAGE), name, content).replace("\xa0", " ")


def test_several_files_are_one_folder():
    folder = ROOT / "data" / "schemes" / "2018"
    files = [
        (path.name, path.read_bytes(), "text/csv")
        for path in sorted(folder.iterdir())
        if path.suffix in {".csv", ".toml"}
    ]
    page = open_page(PAGE)
    page.file_uploader[0].set_value(files).run()
    assert not page.exception
    assert "aucune erreur" in html(page)


def test_the_next_file_takes_the_place_of_the_last(workbook):
    page = open_page(PAGE)
    send(page, "vide.csv", b"")
    text = send(page, "essai.xlsx", workbook, XLSX)
    assert "aucune erreur" in text
    assert "vide.csv" not in text
    page = press(page, "Oublier ce fichier")
    assert "essai.xlsx" not in html(page)


def test_the_template_offered_is_the_one_that_is_read():
    sheets = load_workbook(
        io.BytesIO(template_workbook(store.territories(), store.shelf().default))
    ).sheetnames
    assert "dispositifs" in sheets


def test_what_is_to_be_confirmed_leads_to_the_form_and_follows_the_reading():
    coverage = store.coverage("2026", Reading())
    text = html(open_page(PAGE))
    section = text.split('id="a-confirmer"')[1].split("<h2")[0]
    schemes = to_confirm(coverage)["id"]
    assert section.count("proposer=oui") >= len(schemes)
    for scheme_id in schemes:
        assert f"dispositif={scheme_id}&amp;proposer=oui" in section
    narrow = html(open_page(PAGE, lecture="usage")).split('id="a-confirmer"')[1].split("<h2")[0]
    assert narrow.count("proposer=oui") < section.count("proposer=oui")
    nothing = html(open_page(PAGE, edition="2018")).split('id="a-confirmer"')[1].split("<h2")[0]
    assert "Toutes les cases documentées sont confirmées" in nothing


def test_the_edition_in_one_file_is_offered():
    page = open_page(PAGE, edition="2018")
    assert 'href="/edition-hors-ligne.html?edition=2018"' in html(page)
