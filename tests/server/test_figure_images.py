"""Images of figures: what is drawn is what the coverage says, inside a frame that says whose."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.datastructures import QueryParams

from amu_geo import store
from amu_geo.charts.picture.card import completeness
from amu_geo.charts.picture.frame import Picture, Told, card, framed
from amu_geo.charts.picture.pieces import words
from amu_geo.charts.picture.text import REGULAR, TITLE, measure, typed, wrap
from amu_geo.figures.known import KINDS
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.measure.reading import Reading
from amu_geo.measure.sensitivity import months_sensitivity
from amu_geo.server.http.query import strict_view
from amu_geo.server.page.images import draw_svg
from amu_geo.vocabulary import STATES
from tests.server import drawn
from tests.server.test_figures import ask, text

# Of each kind, what it needs besides an edition.
NEEDED = {
    "portrait": "&region=76",
    "comparaison": "&regions=27,11,76",
    "famille": "&famille=communaute",
}
DRAWN = [key for key, kind in KINDS.items() if not kind.no_image]
VIEWS = ((None, "regionale"), (2019, "large"))


def asked(key: str, edition: str = "2026", form: str = "svg") -> str:
    """An address of a figure that has something to draw."""
    more = next((more for start, more in NEEDED.items() if key.startswith(start)), "")
    return f"/figure/{key}.{form}?edition={edition}{more}"


def svg(address: str):
    """The drawing behind an address."""
    reply = ask(address)
    assert reply.status_code == 200, address
    return drawn.read(reply.body)


def numbers(groups: list[list[str]]) -> set[str]:
    """« 3 sur 3 » of the groups of words about a region; « n.d. » of one without any."""
    told = set()
    for group in groups:
        found = re.search(r"\d+ sur \d+(?!\d| dispositif)", " ".join(group))
        told.add(found[0] if found else "n.d." if "n.d." in group else "?")
    return told


def said_of(coverage, code: str) -> str:
    row = coverage.by_region[code]
    if not coverage.documented(code):
        return "n.d."
    return f"{row['familles_confirmees']} sur {row['familles_documentees']}"


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("key", ["couverture", "matrice"])
def test_ranking_and_table_write_of_each_region_what_the_coverage_says(key, edition):
    coverage = store.coverage(edition, Reading())
    for size in ("", "&format=carte") if key == "matrice" else ("",):
        drawing = svg(f"/figure/{key}.svg?edition={edition}{size}")
        told = {code: numbers(drawn.about(drawing, code)) for code in coverage.by_region}
        assert told == {code: {said_of(coverage, code)} for code in coverage.by_region}
    assert edition != "2018" or told["76"] == {"3 sur 3"}


@pytest.mark.parametrize("year, lecture", VIEWS)
def test_the_frame_says_edition_reading_completeness_licence_and_address(year, lecture):
    coverage = store.coverage("2026", Reading(year, lecture))
    more = f"&annee={year}&lecture={lecture}" if year else ""
    told = " ".join(drawn.words_in(svg(f"/figure/cases.svg?edition=2026{more}")))
    told = " ".join(told.split())
    # The years are those of the reading, whatever year the page shows.
    now = store.coverage("2026", Reading(None, lecture))
    for words_told in (
        completeness(now),
        f"Édition 2026 · 21 novembre 2026 · {now.reading.describe()}",
        "Licence Ouverte 2.0",
        "localhost:8501/figure/cases?edition=2026",
    ):
        assert words_told.replace("\u00a0", " ") in told
    if year:
        told = " ".join(drawn.words_in(svg(f"/figure/matrice.svg?edition=2026{more}")))
        assert f"année {year}, lecture {lecture}" in told
        assert completeness(coverage).replace("\u00a0", " ") in " ".join(told.split())


def test_the_bars_of_the_years_carry_the_numbers_of_their_table():
    rows = ask("/figure/cases.csv?edition=2026").body.decode("utf-8-sig").splitlines()[1:]
    table = [f"{sure}/{known}" for _, known, sure, *_ in (row.split(";") for row in rows)]
    words_told = drawn.words_in(svg("/figure/cases.svg?edition=2026"))
    pairs = [
        one + two for one, two in pairwise(words_told) if one.isdigit() and re.match(r"/\d", two)
    ]
    assert pairs == table


def test_the_life_of_a_proof_counts_the_same_cells():
    coverage = store.coverage("2026", Reading())
    found = months_sensitivity(coverage, store.territories())
    kept = found[found["mois"] == PROOF_MONTHS].set_index("code_region")
    drawing = svg("/figure/duree-preuve.svg?edition=2026")
    for code in coverage.by_region:
        for row in drawn.about(drawing, code):
            documented = kept.at[code, "familles_documentees"]
            assert f"{kept.at[code, 'familles_confirmees']}/{documented}" in row


def test_a_compared_region_has_the_states_of_its_families():
    coverage = store.coverage("2018", Reading())
    drawing = svg("/figure/comparaison-familles.svg?edition=2018&regions=76,84,53")
    for code in ("76", "84", "53"):
        cells = [one for one in drawn.about(drawing, code) if one]
        told = ["non-documente" if cell[0] == "n.d." else cell[0] for cell in cells]
        states = [coverage.state(code, family) for family in
                  ("batiment", "collectif-habitant", "communaute", "territoriale")]  # fmt: skip
        assert told == [state if state == "non-documente" else STATES[state] for state in states]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "/figure/frise.svg?edition=2026&region=76&statut=en-cours,termine&recherche=lieu",
            "(recherche : « lieu » ; région : Occitanie ; statut : En cours et Terminé)",
        ),
        ("/figure/comptes.svg?edition=2026&famille=communaute", "(famille : Communauté)"),
        ("/figure/acteurs.svg?edition=2026&phase=habiter", "(phase : Habiter)"),
    ],
)
def test_an_image_says_which_choices_narrow_it(address, told):
    assert told in " ".join(" ".join(drawn.words_in(svg(address))).replace("\u202f", " ").split())


MAPS = ["couverture", "carte-annee", "famille", "acteurs"]


@pytest.mark.parametrize("key", MAPS)
def test_every_region_of_a_map_has_its_code(key):
    codes = sorted(store.territories().codes)
    assert sorted(drawn.region_shapes(svg(asked(key)))) == codes


def test_so_has_the_one_of_a_portrait_and_each_of_the_card_of_a_view():
    portrait = svg("/figure/portrait-departements.svg?edition=2026&region=76")
    assert drawn.region_shapes(portrait) == ["76"]
    view = drawn.read(draw_svg(strict_view(QueryParams("edition=2026"))))
    assert sorted(drawn.region_shapes(view)) == sorted(store.territories().codes)


@pytest.mark.parametrize("size, expected", [("", (1600, None)), ("&format=carte", (1200, 630))])
def test_a_png_has_the_size_that_is_asked_for(size, expected):
    reply = ask(f"/figure/duree-preuve.png?edition=2026{size}")
    image = Image.open(io.BytesIO(reply.body))
    assert (image.format, image.width) == ("PNG", expected[0])
    assert expected[1] in (None, image.height)
    # Words are drawn: letters of our ink on our paper.
    colors = {color for _, color in image.convert("RGB").getcolors(1 << 20)}
    assert {(0x1F, 0x2A, 0x29), (0xFB, 0xF8, 0xF1)} <= colors


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("key", DRAWN)
def test_resvg_reads_every_image(key, edition):
    for size in ("", "&format=carte"):
        reply = ask(asked(key, edition, "png") + size)
        if reply.status_code == 404:
            assert "rien à montrer" in text(reply.body.decode())
            continue
        image = Image.open(io.BytesIO(reply.body)).convert("L")
        drawing = svg(asked(key, edition) + size)
        assert image.size == (int(drawing.get("width")), int(drawing.get("height")))
        assert drawn.outside(drawing) == [] and drawn.overlapping(drawing) == []
        assert image.getextrema()[0] < 60, "something is written on it"


@pytest.mark.parametrize(
    ("address", "status", "words_told"),
    [
        ("/figure/dispositifs.png", 404, "cette figure n’a pas d’image. Elle est faite de textes"),
        ("/figure/a-confirmer.svg?edition=2026", 404, "/figure/a-confirmer.csv"),
        ("/figure/couverture.png?format=affiche", 400, "« affiche » est inconnu pour « format »"),
        ("/figure/couverture?format=carte", 400, "Paramètre inconnu : « format »"),
        ("/figure/couverture.gif", 404, "« couverture.gif » n’est le nom d’aucune figure"),
        ("/figure/portrait-familles.png", 400, "il lui faut « region »"),
        ("/figure/couverture.svg?annee=1950", 400, "Attendu : une année de 1990"),
    ],
)
def test_what_has_no_image_says_why(address, status, words_told):
    reply = ask(address)
    assert reply.status_code == status
    assert words_told in text(reply.body.decode())


def test_an_image_is_drawn_once_and_known_by_its_etag():
    first = ask("/figure/choix.png?edition=2026")
    etag = first.headers["etag"]
    again = ask("/figure/choix.png?edition=2026&region=76", if_none_match=etag)
    assert again.status_code == 304, "a choice that changes nothing makes no other image"
    assert first.headers["content-type"] == "image/png"
    assert first.headers["access-control-allow-origin"] == "*"
    assert "choix-2026.png" in first.headers["content-disposition"]
    other = ask("/figure/choix.png?edition=2026&format=carte", if_none_match=etag)
    assert other.status_code == 200 and other.body != first.body
    assert "choix-2026-carte.png" in other.headers["content-disposition"]


def test_a_link_to_a_figure_shows_its_image():
    page = ask("/figure/cases?edition=2026").body.decode()
    image = re.search(r'property="og:image" content="([^"]+)"', page)[1].replace("&amp;", "&")
    assert image == "http://localhost:8501/figure/cases.png?edition=2026&format=carte"
    assert "og:image" not in ask("/figure/dispositifs?edition=2026").body.decode()


# Titles as nobody would write them: long, without spaces, of markup, of what XML forbids.
hostile = st.text(
    st.sampled_from("abcé WMil-«»&<>\"'\u00a0\u202f\x00\x1b\n\u202e0123456789"), max_size=700
)


@settings(max_examples=12, deadline=None)
@given(hostile, hostile)
def test_no_title_leaves_its_frame(title, other):
    told = Told(title, other[:90], "Édition 2026", "Rien.", f"Source : {other}.",
                f"exemple.fr/figure/x?recherche={'a%20' * 90}", note=other,
                warning=title[:200])  # fmt: skip
    picture = Picture(lambda room: words(other, room.size)(room.width))
    tall = Picture(lambda room: words("court", room.size)(room.width), tall=True)
    for svg_text in (framed(picture, told), card(tall, told)):
        drawing = drawn.read(svg_text)
        assert drawn.outside(drawing) == [] and drawn.overlapping(drawing) == []
        assert "<script" not in svg_text


@settings(max_examples=40, deadline=None)
@given(hostile, st.integers(40, 900), st.sampled_from([REGULAR, TITLE]))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text_told, width, font):
    clean = typed(text_told)
    lines = wrap(clean, font, 20, width)
    assert all(measure(line, font, 20) <= width or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == clean.replace(" ", "")
