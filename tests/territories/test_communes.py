"""Finding a commune from what a person types."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo import store
from amu_geo.territories import normalise
from amu_geo.territories.finder import CommuneFinder


@pytest.fixture(scope="module")
def finder(territories) -> CommuneFinder:
    return CommuneFinder(territories)


def first(found: pd.DataFrame) -> str:
    return found["code_commune"].iloc[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Saint-Étienne", "42218"),
        ("st etienne", "42218"),
        ("SAINT ETIENNE", "42218"),
        ("étienne", "42218"),
        ("42000", "42218"),
        ("42218", "42218"),
        ("montpelier", "34172"),
        ("strasbuorg", "67482"),
        ("tolouse", "31555"),
        ("havre", "76351"),
        ("Le Havre", "76351"),
        ("L'Hay les roses", "94038"),
        ("2a004", "2A004"),
        ("20000", "2A004"),
        ("Y", "80829"),
        ("saint denis (974)", "97411"),
        ("Saint-Denis 93", "93066"),
        ("13201", "13055"),
        ("93059", "93066"),
    ],
)
def test_first_answer(finder, text, code):
    assert first(finder.search(text)) == code


def test_the_most_populated_answers_first_among_equals(finder):
    found = finder.search("Sainte-Marie", limit=20)
    homonyms = found[found["nom"] == "Sainte-Marie"]
    assert len(homonyms) > 5
    assert homonyms["population"].is_monotonic_decreasing
    assert homonyms["nom_departement"].is_unique


def test_better_answers_come_before_larger_communes(finder):
    names = finder.search("roche", limit=2000)["nom"].tolist()
    exact, prefix, word, inside = "Roche", "Rochechouart", "Saint-Alban-de-Roche", "Hauteroche"
    ranks = [names.index(name) for name in (exact, prefix, word, inside)]
    assert ranks == sorted(ranks)


def test_the_beginning_of_a_code_is_enough(finder):
    codes = finder.search("4221", limit=50)
    postal = codes["codes_postaux"].str.contains(r"(?:^|;)4221")
    assert (codes["code_commune"].str.startswith("4221") | postal).all()
    assert len(codes) > 5


@pytest.mark.parametrize("text", ["", "   ", "?!", "zzzzzzz", "00000"])
def test_nothing_near_gives_no_row_but_all_columns(finder, text):
    found = finder.search(text)
    assert found.empty
    assert list(found.columns)[-2:] == ["codes_postaux", "nom_departement"]


def test_limit_is_kept(finder):
    assert len(finder.search("saint")) == 8
    assert len(finder.search("saint", limit=3)) == 3


def with_names(territories, codes: list[str]) -> list[dict[str, str]]:
    """The communes of these codes, with the names of their territories."""
    communes = territories.communes.set_index("code_commune", drop=False)
    departements = territories.departements.set_index("code_departement")["nom"]
    return [
        {
            **communes.loc[code].to_dict(),
            "departement": departements[communes.loc[code, "code_departement"]],
            "region": territories.name(communes.loc[code, "code_region"]),
            "postcode": communes.loc[code, "codes_postaux"].split(";")[0],
        }
        for code in codes
    ]


SHOWN = [
    *("34142", "42218", "59350", "97411", "94038", "76351", "2B033", "2A004", "67482", "44109"),
    *("35288", "13001", "97302", "97608", "01053", "51108", "33063", "06088", "72181", "93070"),
]
# A name alone: homonyms may answer too.
ALONE = {
    "as it is": "{nom}",
    "capitals": "{NOM}",
    "plain letters": "{plain}",
    "a CEDEX": "{nom} CEDEX 9",
    "the country": "{nom}, France",
}
BESIDE = {
    "postal code before": "{postcode} {nom}",
    "postal code after": "{nom} {postcode}",
    "postal code in brackets": "{nom} ({postcode})",
    "postal code of the country": "F-{postcode} {NOM} FRANCE",
    "postal code and CEDEX": "{postcode} {NOM} CEDEX",
    "plain letters and postal code": "{plain} {postcode}",
    "département in brackets": "{nom} ({departement})",
    "number in brackets": "{nom} ({code_departement})",
    "number after": "{plain} {code_departement}",
    "number and dash before": "{code_departement} - {nom}",
    "département and comma": "{nom}, {departement}",
    "département without anything": "{plain} {departement}",
    "région and comma": "{nom}, {region}",
    "région and dash": "{nom} – {region}",
    "address": "12 rue de la Paix, {postcode} {nom}",
}


def ways_of(commune: dict[str, str], styles: dict[str, str]) -> list[str]:
    name = commune["nom"]
    made = {"NOM": name.upper(), "plain": normalise(name)}
    return [style.format(**commune, **made) for style in styles.values()]


def test_two_hundred_ways_of_writing_a_place(finder, territories):
    wrong, ways = [], 0
    for commune in with_names(territories, SHOWN):
        code = commune["code_commune"]
        for text in ways_of(commune, BESIDE):
            ways += 1
            if finder.only_answer(text) != code or first(finder.search(text, 1)) != code:
                wrong.append((text, finder.only_answer(text)))
        wrong += [text for text in ways_of(commune, ALONE) if first(finder.search(text, 1)) != code]
    assert ways >= 200
    assert wrong == []


@pytest.mark.parametrize("city", ["Paris 75 75056 20", "Lyon 69 69123 9", "Marseille 13 13055 16"])
def test_arrondissements_are_of_their_city(finder, city):
    name, departement, code, count = city.split()
    styles = ("{0} {1}", "{0} {1:02}", "{0} {1}e", "{1}e arrondissement de {0}", "{0} {1}ème arr.")
    styles += ("{2}0{1:02} {0}", "{0} {2}0{1:02}", "{2}000", "{2}000 {0}", "{0} {2}000")
    texts = {
        style.format(name, number, departement)
        for style in styles
        for number in range(1, int(count) + 1)
    }
    assert {text for text in texts if finder.only_answer(text) != code} == set()
    assert finder.only_answer(f"{name} {int(count) + 1}e") == ""


def test_three_hundred_former_names_lead_to_the_commune_of_today(finder, territories):
    former = territories.former_communes
    named = former[
        (former["nom"] != "") & former["nom"].notna() & (former["type"] != "arrondissement")
    ]
    spelled = named["nom"].map(normalise)
    today = set(territories.communes["nom"].map(normalise))
    bare = {
        name.removeprefix(article) for name in today for article in ("le ", "la ", "les ", "l ")
    }
    lone = named[~spelled.duplicated(keep=False) & ~spelled.isin(today | bare)]
    tried = lone.iloc[:: len(lone) // 300][:300]
    assert len(tried) == 300
    wrong = []
    for name, code in zip(tried["nom"], tried["code_commune"], strict=True):
        found = finder.search(name, 1).iloc[0]
        told = finder.said(name)
        right = (found["code_commune"], found["ancien_nom"]) == (code, name)
        if not (right and finder.only_answer(name) == code and found["nom"] in told):
            wrong.append((name, code, finder.only_answer(name), told))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("Annecy-le-Vieux", "74010", "Annecy-le-Vieux est aujourd’hui dans Annecy (Haute-Savoie)."),
        ("chalons sur marne", "51108", "Châlons-en-Champagne (Marne)"),
        ("Saint-Ouen (93)", "93070", "Saint-Ouen-sur-Seine"),
        ("Malo-les-Bains, Nord", "59183", "Dunkerque"),
        ("Lodève", "34142", ""),
        ("Nouméa", "", "Nouméa : Nouvelle-Calédonie (988), hors des 18 régions."),
        ("98714 Papeete", "", "Papeete : Polynésie française (987), hors des 18 régions."),
        ("97500", "", "97500 : Saint-Pierre-et-Miquelon (975), hors des 18 régions."),
        ("Saint-Martin (978)", "", "Saint-Martin (978), hors des 18 régions."),
        ("xqzwx", "", ""),
    ],
)
def test_what_a_text_means_is_said(finder, text, code, told):
    assert finder.only_answer(text) == code
    assert told in finder.said(text)
    assert bool(told) == bool(finder.said(text))
    assert ("hors des" in told or text == "xqzwx") == finder.search(text).empty


def test_an_article_may_lack_where_nothing_else_begins_so(finder):
    assert finder.only_answer("havre") == "76351"
    assert finder.only_answer("75015") == "75056"  # once the Insee code of Bry-sur-Marne


@pytest.mark.parametrize("text", ["Évry", "Saint-Denis", "saint", "La Rochelle", "20200"])
def test_what_several_communes_answer_is_left_to_choose(finder, text):
    assert finder.only_answer(text) == ""
    assert len(finder.search(text)) > 1


@pytest.mark.parametrize("text", ["Lodève (Gard)", "34000 Lodève", "Nantes, Occitanie"])
def test_a_contradiction_is_no_answer_and_its_name_is_proposed(finder, text):
    assert finder.only_answer(text) == ""
    assert first(finder.search(text)) in ("34142", "44109")


@pytest.mark.parametrize("text", ["Roissy en France", "Lille, Île de France"])
def test_the_country_is_taken_off_and_no_name_is_cut(finder, text):
    assert finder.only_answer(text) == ("95527" if "Roissy" in text else "")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 34_000), st.integers(1, 10))
def test_enter_never_follows_a_likeness(rank, position):
    name = normalise(store.territories().communes["nom"].iloc[rank])
    text = normalise(name[:position] + name[position : position + 1] * 2 + name[position:])
    code = store.commune_finder().only_answer(text)
    if code:
        found = store.commune_finder().search(text, 1).iloc[0]
        bears = {normalise(found["nom"]), normalise(found["ancien_nom"])}
        assert found["code_commune"] == code
        assert text in bears or any(known.startswith(text) for known in bears)


WRITTEN = st.text(alphabet="éLodève 34170(),-St'dCEXParisfrn/12B", max_size=30)


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_any_text_is_searched_and_the_only_answer_comes_first(text):
    finder = store.commune_finder()
    code, found = finder.only_answer(text), finder.search(text)
    assert isinstance(finder.said(text), str)
    assert not code or first(found) == code
