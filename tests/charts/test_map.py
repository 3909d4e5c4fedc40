"""The coverage map, live and drawn: what it writes and shows of each region, and its legends."""

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from urllib.parse import unquote

import numpy as np
import pytest
from PIL import ImageFont
from shapely import box
from shapely.geometry import Polygon
from shapely.ops import unary_union

from amu_geo import paths, store
from amu_geo.charts.map import names
from amu_geo.charts.map.coverage import FIGURE_SIZE, UNKNOWN_SIZE, coverage_map
from amu_geo.charts.map.legend import legend
from amu_geo.charts.map.levels import UNDOCUMENTED_FILL, in_words
from amu_geo.charts.map.marks import marks
from amu_geo.charts.map.paths import drawn_map
from amu_geo.charts.map.signs import PITCH, RADIUS, sign_paths
from amu_geo.charts.map.svg import inline_map
from amu_geo.charts.map.told import told as lines_told
from amu_geo.charts.picture.card import card
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes.weakest import weakest_proof
from amu_geo.vocabulary import CONFIRMED, FAMILIES, SCALE_DARK, SCALE_LIGHT, TO_CONFIRM
from tests.making import edition, scheme

SVG = "{http://www.w3.org/2000/svg}"
WEB_MAP = json.loads((paths.REGIONS / "carte.json").read_text(encoding="utf-8"))
VIEWS = [
    ("2026", Reading()),
    ("2026", Reading(2018)),
    ("2026", Reading(None, "large")),
    ("2026", Reading(None, "usage")),
    ("2018", Reading()),
]


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


def live(coverage, famille=""):
    return coverage_map(coverage, WEB_MAP, "/formes.json", famille)


def drawn(coverage, famille=""):
    text = str(inline_map(coverage, "La carte", famille=famille))
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def group(svg, name):
    return next(g for g in svg.iter(f"{SVG}g") if g.get("class") == name)


def sign_places(signs):
    """Abscissae and ordinates of the discs and of the holes that make rings of some."""
    _, discs, *holes = [path.get("d") for path in signs.iter(f"{SVG}path")]
    found = [
        {(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)", d)}
        for d in (discs, *holes)
    ]
    return found[0], found[1] if holes else set()


def expected(coverage, code):
    row = coverage.by_region[code]
    confirmed, documented = int(row["familles_confirmees"]), int(row["familles_documentees"])
    return f"{confirmed}/{documented}" if documented else "n.d."


@pytest.mark.parametrize(("edition_id", "reading"), VIEWS)
def test_both_maps_write_confirmed_of_documented_and_never_a_figure_for_the_unknown(
    edition_id, reading
):
    coverage = store.coverage(edition_id, reading)
    codes = list(coverage.table["code_region"])
    numbers = live(coverage).data[-1]
    written = [re.sub("<[^>]+>", "", text) for text in numbers.text]
    assert written == [expected(coverage, code) for code in codes]
    svg = drawn(coverage)
    texts = ["".join(text.itertext()) for text in group(svg, "nombres")]
    assert texts == [expected(coverage, code) for code in drawn_map().labels]


@pytest.mark.parametrize(("edition_id", "reading"), VIEWS)
def test_a_documented_family_is_one_sign_in_the_order_of_families(edition_id, reading):
    coverage = store.coverage(edition_id, reading)
    discs, holes = sign_places(group(drawn(coverage), "signes"))
    assert (len(discs), len(holes)) == (
        coverage.nb_documented,
        coverage.nb_documented - coverage.nb_confirmed,
    )
    for code, (x, y) in drawn_map().labels.items():
        states = [coverage.state(code, family) for family in FAMILIES]
        states = [state for state in states if state in {CONFIRMED, TO_CONFIRM}]
        mine = sorted(at for at in discs if abs(at[0] - x) < 2 * PITCH and 0 < at[1] - y < PITCH)
        assert [at in holes for at in mine] == [state == TO_CONFIRM for state in states], code


def test_the_live_signs_are_those_of_the_drawn_map():
    coverage = store.coverage("2026", Reading())
    (image,) = live(coverage).layout.images
    assert (image.xref, image.yref, image.sizing) == ("paper", "paper", "contain")
    picture = ET.fromstring(unquote(image.source.partition(",")[2]))
    assert picture.get("viewBox") == drawn(coverage).get("viewBox")
    assert sign_places(group(picture, "signes")) == sign_places(group(drawn(coverage), "signes"))


def test_the_ground_is_that_of_the_confirmed_families_alone():
    coverage = store.coverage("2026", Reading())
    shapes = live(coverage).data[0]
    for code, ground in zip(shapes.locations, shapes.z, strict=True):
        row = coverage.by_region[code]
        known = row["familles_documentees"] > 0
        assert ground == (row["familles_confirmees"] if known else -1)
    loire = next(p for p in drawn(coverage).iter(f"{SVG}path") if p.get("id") == "region-52")
    assert loire.get("fill") == SCALE_LIGHT[0]


def test_a_region_is_told_in_words():
    coverage = store.coverage("2026", Reading())
    told = {
        code: in_words(coverage, code).replace("\xa0", " ").replace("\u202f", " ")
        for code in coverage.table["code_region"]
    }
    assert told["76"] == (
        "2 familles confirmées sur 3 documentées : "
        "Bâtiment et Territoriale confirmées ; Communauté à confirmer"
    )
    assert told["53"] == "1 famille confirmée sur 1 documentée : Bâtiment confirmée"
    assert told["84"].startswith("aucune famille confirmée sur 2 documentées : ")
    assert told["06"] == "aucun dispositif régional documenté"
    assert [plain(line) for line in lines_told(coverage)["76"]] == [
        "Occitanie",
        "2 familles confirmées sur 3 documentées :",
        "Bâtiment et Territoriale confirmées",
        "Communauté à confirmer",
        "Preuve la plus faible : Communauté, à confirmer, dernière preuve : 7 juillet 2023.",
    ]
    assert len(lines_told(coverage)["06"]) == 2
    assert plain(lines_told(coverage, "batiment")["53"][-1]) == "Preuve du 25 septembre 2025."
    title = next(p for p in drawn(coverage).iter(f"{SVG}path") if p.get("id") == "region-76")
    assert in_words(coverage, "76") in title.findtext(f"{SVG}title")


@pytest.mark.parametrize(("edition_id", "reading"), VIEWS)
@pytest.mark.parametrize("famille", ["", "communaute"])
def test_every_region_says_its_name_its_state_and_its_weakest_proof(edition_id, reading, famille):
    coverage = store.coverage(edition_id, reading)
    for code, (name, *rest) in lines_told(coverage, famille).items():
        mark = marks(coverage, famille)[code]
        assert name == typeset(mark.nom)
        assert plain("".join(rest)).startswith(plain(mark.words).partition(" :")[0])
        last = rest[-1].lower()
        assert mark.is_documented == ("preuve" in last or "période" in last), (code, rest)


def test_the_weakest_proof_is_the_oldest_of_what_is_to_be_confirmed_else_of_what_is(territories):
    def weakest(*rows):
        return plain(weakest_proof(compute_coverage(edition(rows), Reading(), territories), "76"))

    assert weakest() == ""
    old = scheme("76-a", programme="no-watt", date_source="2020-05")
    older = scheme("76-b", programme="bourgs-centres", date_source="2019-03-02")
    undated = scheme("76-c", programme="habitat-participatif", date_source="")
    undated |= {"annee_debut_deduite": "oui"}
    fresh = scheme("76-d", programme="friches", date_source="2026-11")
    fresher = scheme("76-e", programme="no-watt", date_source="2026-11-20")
    assert "à confirmer, dernière preuve : mai 2020" in weakest(old, fresh)
    assert "à confirmer, dernière preuve : 2 mars 2019" in weakest(old, older, fresh)
    assert "à confirmer, aucune preuve datée" in weakest(old, older, undated)
    sure = weakest(scheme("76-f", programme="friches", date_source="2026-02"), fresher)
    assert sure.endswith("preuve de février 2026") and "à confirmer" not in sure


def test_the_map_of_a_family_counts_schemes_and_shows_its_state():
    coverage = store.coverage("2026", Reading())
    for code, mark in marks(coverage, "communaute").items():
        documented, confirmed = (
            len(found(code, "communaute")) for found in (coverage.behind, coverage.confirming)
        )
        if not documented:
            assert (mark.confirmed, mark.documented, mark.states) == ("n.d.", "", ())
            continue
        assert (mark.confirmed, mark.documented) == (str(confirmed), f"/{documented}")
        assert mark.states == (coverage.state(code, "communaute"),)


@pytest.mark.parametrize(("edition_id", "reading"), VIEWS)
@pytest.mark.parametrize("famille", ["", "communaute", "collectif-habitant"])
def test_a_legend_explains_what_the_map_shows_and_nothing_else(edition_id, reading, famille):
    coverage = store.coverage(edition_id, reading)
    states = {
        coverage.state(code, family)
        for code in coverage.table["code_region"]
        for family in ([famille] if famille else FAMILIES)
    }
    unknown = any(not mark.is_documented for mark in marks(coverage, famille).values())
    html = legend(coverage, famille)
    picture = card(coverage, "Titre", "", "alt", famille=famille).partition('class="legende"')[2]
    for text in (html, picture):
        assert ("à confirmer" in text) == (TO_CONFIRM in states)
        assert ("n.d." in text) == unknown
        assert ("ce qui n’est pas zéro" in text) == unknown
    assert ("signe confirmee" in html) == (CONFIRMED in states)


def test_a_picture_says_how_complete_it_is_in_its_unit():
    coverage = store.coverage("2026", Reading())
    text = card(coverage, "Titre", "", "alt")
    assert (
        "20 cases confirmées sur 38 documentées (une case\xa0: une famille dans une région)" in text
    )
    assert "cases confirmées" not in card(coverage, "Titre", "", "alt", famille="communaute")


def test_the_figure_stays_a_small_message():
    for edition_id, reading in VIEWS:
        assert len(live(store.coverage(edition_id, reading)).to_json()) < 16_000


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "steps", [("#FBF8F1", *SCALE_LIGHT), ("#12191A", *SCALE_DARK)], ids=["light", "dark"]
)
def test_zero_is_not_the_paper_and_the_steps_follow_one_another_in_grey(steps):
    grey = [luminance(color) + 0.05 for color in steps]
    ratios = [max(pair) / min(pair) for pair in pairwise(grey)]
    assert grey in (sorted(grey), sorted(grey, reverse=True))
    assert ratios[0] >= 1.2
    assert min(ratios) >= 1.1


def test_the_style_sheet_knows_what_plotly_draws_by_its_colour_and_its_size():
    css = (paths.ROOT / "amu_geo" / "ui" / "frame" / "map.css").read_text(encoding="utf-8")
    for color in (UNDOCUMENTED_FILL, *SCALE_LIGHT):
        rgb = ", ".join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))
        assert f'[fill*="{rgb}"]' in css
    for size in (FIGURE_SIZE, UNKNOWN_SIZE):
        assert f'[style*="font-size: {size}px"]' in css


def test_four_families_confirmed_have_their_white_figure(territories):
    programmes = ("no-watt", "friches", "bourgs-centres", "habitat-participatif")
    rows = [scheme(f"76-{n}", programme=n, date_source="2026-11") for n in programmes]
    coverage = compute_coverage(edition(dispositifs=rows), Reading(), territories)
    mark = marks(coverage)["76"]
    assert (mark.level, mark.confirmed, mark.documented) == (4, "4", "/4")
    assert mark.ink == "#FFFFFF"
    assert mark.states == (CONFIRMED,) * 4


def test_a_label_beside_its_land_is_written_on_paper_not_on_its_ground(territories):
    rows = [
        scheme(f"s{code}", code_region=code, date_source="2026-01") for code in ("03", "94", "76")
    ]
    found = marks(compute_coverage(edition(rows), Reading(), territories), "communaute")
    assert {found[code].ink for code in ("03", "94")} == {"#1F2A29"}
    assert found["76"].ink == "#FFFFFF", "dark ground"
    assert {found[code].ink_style for code in ("03", "94")} == {"sur-papier"}


def test_a_lone_sign_lies_in_a_pill_that_no_dark_ground_makes_a_ring():
    capsule = re.search(r'd="M[\d.-]+ [\d.-]+h([\d.]+)"', sign_paths([((100, 100), (CONFIRMED,))]))
    assert float(capsule[1]) >= RADIUS


def test_a_picture_that_travels_alone_names_and_explains_what_it_shows():
    text = card(store.coverage("2026", Reading()), "Titre", "", "alt").replace("\xa0", " ")
    lines = " ".join(re.findall(r">([^<]+)<", text))
    for name in ("Normandie", "Bretagne", "Occitanie", "Corse", "Mayotte", "Rhône-Alpes"):
        assert name in lines, name
    for word in ("assistance à maîtrise d’usage", "Documentée :", "Confirmée :", "24 mois"):
        assert word in lines, word
    assert "2/3 : deux familles confirmées sur trois documentées, parmi quatre" in lines
    then = card(store.coverage("2026", Reading(2018)), "Titre", "", "alt")
    assert "24 mois" not in then and "annoncée pour 2018" in then.replace("\xa0", " ")


def test_a_long_title_still_leaves_the_definitions_their_room():
    title = " ".join(["Une région au nom assez long : trois familles confirmées ;"] * 6)
    drawn = ET.fromstring(card(store.coverage("2026", Reading()), title, "Suite. " * 20, "alt"))
    heights = [float(span.get("y")) for span in drawn.iter("{http://www.w3.org/2000/svg}tspan")
               if span.get("x") == "44"]  # fmt: skip
    assert heights == sorted(heights)


def label_boxes(code, name, figure=26.5, size=names.SIZE):
    """Figure, widest capsule and lines of the name of a region, where a map draws them."""
    x, y = drawn_map().labels[code]
    wide, half, low = 1.5 * PITCH + RADIUS + 3, 0.9 * figure, figure / 4
    around = [
        box(x - half, y - low - 0.7 * figure, x + half, y - low),
        box(x - wide, y + 1, x + wide, y + 21),
    ]
    font = ImageFont.truetype(paths.STATIC / "fonts" / "ttf" / "figtree-400.ttf", 100)
    written = []
    for rank, line in enumerate(names.lines(code, name)):
        half = font.getlength(line) * size / 200
        across, middle = names.place(code, (x, y + names.DROP + rank * names.LEADING))
        written.append(box(across - half, middle - 5, across + half, middle + 5))
    return around, written


def test_the_names_on_the_map_lie_in_their_shapes_and_over_nothing_else():
    drawn, told = drawn_map(), marks(store.coverage("2026", Reading()))
    shapes = {code: shape_of(path) for code, path in drawn.regions.items()}
    boxes = {code: label_boxes(code, told[code].nom) for code in names.INSIDE}
    for code, (_, written) in boxes.items():
        name = unary_union(written)
        if code != "94":
            # Corse's stands in the sea with its figure.
            assert name.intersection(shapes[code]).area > 0.9 * name.area, told[code].nom
        for other, (around, theirs) in boxes.items():
            taken = around if other == code else [*around, *theirs]
            assert not any(name.intersects(part) for part in taken), (told[code].nom, other)
    for code in names.NAMED - names.INSIDE:
        _, written = label_boxes(code, told[code].nom)
        assert unary_union(written).intersection(shapes[code]).area < 0.9 * sum(
            line.area for line in written
        ), code


def test_a_wide_map_names_every_region_and_no_name_lies_on_a_figure_or_a_sign():
    """At the sizes that the style sheet gives a wide map: figures of 23, the long names of 13."""
    told = marks(store.coverage("2026", Reading()))
    boxes = {
        code: label_boxes(code, told[code].nom, 23, names.SIZE if code in names.INSIDE else 13)
        for code in names.NAMED
    }
    for code, (_, written) in boxes.items():
        name = unary_union(written)
        for other, (around, theirs) in boxes.items():
            taken = around if other == code else [*around, *theirs]
            over = [part for part in taken if name.intersection(part).area > 8]
            assert not over, (told[code].nom, told[other].nom)


def test_live_and_drawn_map_carry_the_same_names():
    coverage = store.coverage("2026", Reading())
    drawn = ET.fromstring(inline_map(coverage, "alt"))
    texts = drawn.findall(".//g[@class='noms-terres']/text")
    there = {"".join(text.itertext()): text.get("class") for text in texts}
    over = ET.fromstring(names.names_over(coverage).replace("<br>", ""))
    assert {"".join(span.itertext()): span.get("class") for span in over} == there
    assert len(there) == 13
    assert sum(style.endswith("au-large") for style in there.values()) == 7


def shape_of(path):
    """The shape that a region's path draws, islands and all."""
    parts = []
    for ring in path.strip("Mz").split("zM"):
        start, _, steps = ring.partition("l")
        moves = [*start.split(), *re.findall(r"-?\d*\.?\d+", steps)]
        points = np.cumsum(np.array(moves, dtype=float).reshape(-1, 2), axis=0)
        parts.append(Polygon(points).buffer(0))
    return unary_union(parts)
