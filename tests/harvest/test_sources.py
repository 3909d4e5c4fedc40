"""Each service in the shape that it answers: what is read, and what it was asked."""

from __future__ import annotations

import pytest

from amu_geo.harvest.dates import read_date
from amu_geo.harvest.fetching import HarvestError
from amu_geo.harvest.record import ACTOR, COUNT
from tests.harvest.conftest import DAY, KEYS
from tests.harvest.played import (
    AIDES,
    FEED,
    FRICHES,
    IDF,
    OCC,
    aid,
    aides,
)

SUD = """
cle = "region-sud"
nom = "Région Sud, flux des aides"
licence = "Licence Ouverte 2.0"
adresse = "https://flux.example/sud"
region = "Région Sud"
confiance = "A"
[colonnes]
id = "Uid"
titre = "Nom de l'aide"
adresse = "Lien vers le descriptif complet"
debut = "Date d'ouverture"
fin = "Date de clôture"
texte = ["Chapo", "Pour qui"]
"""


def described(tmp_path, text: str):
    """The TOML file of a service."""
    path = tmp_path / "source.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_aides_territoires_follows_its_pages_and_renews_its_token_once(web, desk, named):
    records = named("aides-territoires").records(desk)
    assert [record.id for record in records] == ["1", "2", "3", "4", "5"]
    first = records[0]
    assert (first.title, first.url) == ("Aide inventée 1", "https://exemple.invalid/aide/1")
    assert (first.regions, first.permanent) == (("76",), True)
    assert (first.start, first.updated, first.end) == ("2026-01-01", "2026-01-02", "")
    assert (first.licence, first.asked_on, first.trust) == ("Licence Ouverte 2.0", DAY, "B")
    assert "<p>" not in first.text and "Texte inventé" in first.text
    # Two connections, three pages, and the one page that was refused.
    asked = [(call.method, call.path.partition("&")[0]) for call in web.of(AIDES)]
    page = "/api/aids/?page={}".format
    assert asked == [
        ("POST", "/api/connexion/"),
        ("GET", page(1)),
        ("GET", page(2)),
        ("POST", "/api/connexion/"),
        ("GET", page(2)),
        ("GET", page(3)),
    ]
    assert web.most_at_once == 1


def test_a_token_that_is_always_refused_is_not_asked_for_again_and_again(
    web, services, desk, named
):
    services[AIDES] = _never(aides([aid(1)]))
    with pytest.raises(HarvestError, match=r"accès refusé \(401\)"):
        named("aides-territoires").records(desk)
    assert len(web.of(AIDES, "/api/connexion/")) == 2


def _never(script):
    def refused(handler, times):
        if handler.command == "POST":
            script(handler, times)
        else:
            handler.answer(401)

    return refused


@pytest.mark.parametrize("text", ["aides-territoires", "ademe-agir"])
def test_a_service_that_wants_a_key_says_where_it_is_to_be_given(web, desk, named, text):
    with pytest.raises(HarvestError, match="OBSERVATOIRE_"):
        named(text, {}).records(desk)
    assert web.calls == []


def test_a_key_is_told_to_nobody_in_an_error(desk, named, services):
    services[AIDES] = lambda handler, times: handler.answer(403)
    with pytest.raises(HarvestError) as refused:
        named("aides-territoires").records(desk)
    assert KEYS["OBSERVATOIRE_CLE_AIDES_TERRITOIRES"] not in str(refused.value)


def test_ile_de_france_keeps_what_is_closed(web, desk, named):
    (record,) = named("ile-de-france").records(desk)
    assert (record.id, record.title) == ("xx-invente", "Aide inventée")
    assert (record.start, record.end) == ("2026-01-01", "2026-03-31")
    assert (record.regions, record.trust) == (("11",), "A")
    assert [call.path.endswith("/exports/json") for call in web.of(IDF)] == [True]


def test_occitanie_says_in_its_title_that_it_is_closed(desk, named):
    (record,) = named("occitanie").records(desk)
    assert (record.title, record.updated) == ("Aide inventée - Clos", "2026-02-01")
    assert (record.regions, record.operator) == (("76",), "Région Occitanie")


def test_pays_de_la_loire_has_a_mark_and_dates_of_its_own(desk, named):
    (record,) = named("pays-de-la-loire").records(desk)
    assert (record.start, record.end, record.permanent) == ("2026-01-15", "", True)
    assert record.regions == ("52",)


def test_ademe_is_asked_with_its_two_keys(desk, named):
    (record,) = named("ademe-agir").records(desk)
    assert (record.regions, record.end, record.trust) == ((), "2026-12-31", "B")
    wrong = KEYS | {"OBSERVATOIRE_ADEME_CLIENT_SECRET": "autre"}
    with pytest.raises(HarvestError, match="accès refusé"):
        named("ademe-agir", wrong).records(desk)


def test_cartofriches_is_counted_by_commune(web, desk, named):
    records = named("cartofriches:31555,34172").records(desk)
    assert [(one.commune, one.value, one.kind) for one in records] == [
        ("31555", 3, COUNT),
        ("34172", 0, COUNT),
    ]
    assert len(web.of(FRICHES)) == 3
    for text in ("cartofriches", "cartofriches:99999"):
        with pytest.raises(HarvestError, match="code de commune"):
            named(text).records(desk)


def test_the_census_on_data_gouv_gives_actors(desk, named):
    workshop, other = named("datagouv").records(desk)
    assert (workshop.title, workshop.commune, workshop.regions) == (
        "La Fabrique inventée",
        "31555",
        ("76",),
    )
    assert (workshop.kind, workshop.licence) == (ACTOR, "Licence Ouverte 2.0")
    assert (workshop.start, other.updated) == ("2019", "2026-01-01")
    with pytest.raises(HarvestError, match="aucun jeu de données"):
        named("datagouv:haies bocagères").records(desk)


def test_another_service_is_read_by_a_mapping(tmp_path, desk, named):
    (record,) = named(described(tmp_path, SUD)).records(desk)
    assert (record.title, record.start, record.end) == ("Aide inventée", "2026-03-01", "")
    assert (record.id, record.regions, record.source) == ("999", ("93",), "region-sud")


def test_a_csv_of_another_alphabet_is_read_by_a_mapping(tmp_path, desk, named):
    mapping = (
        'cle = "c"\nnom = "Liste"\nlicence = "ODbL 1.0"\nadresse = "https://flux.example/csv"\n'
        'format = "csv"\nregion = "53"\n[colonnes]\ntitre = "titre"\ndebut = "DEBUT"\n'
        'adresse = "lien"\n'
    )
    (record,) = named(described(tmp_path, mapping)).records(desk)
    assert (record.title, record.start, record.licence) == ("Aide à l’été", "2026-02", "ODbL 1.0")


def test_another_portal_needs_its_host_and_its_set_alone(tmp_path, web, desk, named):
    mapping = (
        f'cle = "p"\nnom = "Portail"\nlicence = "LO"\nhote = "{IDF}"\njeu = "autre-jeu"\n'
        '[colonnes]\ntitre = "nom_de_l_aide_de_la_demarche"\n'
    )
    (record,) = named(described(tmp_path, mapping)).records(desk)
    assert record.title == "Aide inventée"
    assert "/datasets/autre-jeu/exports/json" in web.of(IDF)[0].path


def test_all_that_is_wrong_with_a_mapping_is_said_at_once(tmp_path, web, named):
    mapping = 'cle = "p"\nformat = "xml"\ncouleur = "bleu"\n[colonnes]\nnom = "x"\n'
    with pytest.raises(HarvestError) as refused:
        named(described(tmp_path, mapping))
    for fault in ("« nom » manque", "« adresse » manque", "« couleur » est inconnu",
                  "« colonnes.nom » est inconnu", "« colonnes.titre » manque",
                  "« xml », attendu json ou csv"):  # fmt: skip
        assert fault in str(refused.value)
    with pytest.raises(HarvestError, match="n’existe pas"):
        named(str(tmp_path / "rien.toml"))
    with pytest.raises(HarvestError, match=r"Source inconnue.*« occitanie »"):
        named("occitanye")
    assert web.calls == []


QUIRKS = {
    "/vide": ("réponse vide", 1),
    "/html": ("page HTML à la place des données", 1),
    "/coupe": ("attendu : du JSON", 1),
    "/perdu": (r"page introuvable \(404\)", 1),
    "/panne": ("réponse 503", 3),
    "/boucle": ("redirections tournent en rond", 1),
    "/prive": ("machine privée", 1),
    "/liste": ("attendu une liste de fiches", 1),
}


@pytest.mark.parametrize("path", QUIRKS)
def test_what_is_no_list_is_said_in_french(tmp_path, web, desk, named, path):
    said, asked = QUIRKS[path]
    source = named(described(tmp_path, SUD.replace("/sud", path)))
    with pytest.raises(HarvestError, match=said):
        source.records(desk)
    assert len(web.of(FEED)) == asked
    assert web.of("interne.example") == [] and "10.0.0.5" not in web.dialled


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://mauvais-certificat.example/sud", "certificat n’est pas valable"),
        ("http://promis.example/sud", "coupée avant sa fin"),
        ("https://inconnu.example/sud", "nom de site n’existe pas"),
    ],
)
def test_a_site_that_fails_before_it_answers_is_told(tmp_path, desk, named, address, said):
    source = named(described(tmp_path, SUD.replace("https://flux.example/sud", address)))
    with pytest.raises(HarvestError, match=said):
        source.records(desk)


def test_what_fails_for_a_moment_is_asked_again(tmp_path, web, desk, named):
    (record,) = named(described(tmp_path, SUD.replace("/sud", "/retour"))).records(desk)
    assert record.title == "Aide inventée"
    assert len(web.of(FEED)) == 3


def test_a_secret_is_not_told_to_the_site_that_a_redirect_leads_to(web, services, desk):
    seen = []

    def elsewhere(handler, times):
        seen.append(handler.headers.get("Authorization"))
        handler.answer(200, b"[]")

    services[OCC] = elsewhere
    assert desk.json(f"https://{FEED}/ailleurs", (("Authorization", "Bearer secret"),)) == []
    assert seen == [None]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-01 00:00:00", "2026-01-01"),
        ("31/12/2026", "2026-12-31"),
        ("20260131", "2026-01-31"),
        ("15 févr. 2026", "2026-02-15"),
        (1767225600000, "2026-01-01"),
        ("31/02/2026", ""),
        ("2026-13", ""),
        ("0001-01-01", ""),
        (None, ""),
        ("à venir", ""),
    ],
)
def test_dates_are_read_as_services_write_them(written, read):
    assert read_date(written) == read
