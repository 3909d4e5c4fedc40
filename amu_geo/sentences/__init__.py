"""What the data say, in French sentences computed from them: one finding per page at least."""

from amu_geo.sentences.actors import actors_headline, actors_unplaced, actors_warning
from amu_geo.sentences.compare import comparison_second, step_sentence, twins_sentence
from amu_geo.sentences.data import data_headline, leading_sentence, reading_sentence
from amu_geo.sentences.definitions import mapping_caveat, states_in_words
from amu_geo.sentences.evolution import EDITIONS_WARNING, evolution_headline, evolution_second
from amu_geo.sentences.families import family_headline
from amu_geo.sentences.my_commune import commune_headline, commune_second, no_commune_headline
from amu_geo.sentences.overview import (
    map_alt,
    overview_headline,
    overview_second,
    ranking_sentence,
    retained_phrase,
    why_nothing,
)
from amu_geo.sentences.region import region_headline, region_missing, region_range, region_waiting
from amu_geo.sentences.schemes import schemes_headline
from amu_geo.sentences.wording import alphabetical, licence_said

__all__ = [
    "EDITIONS_WARNING",
    "actors_headline",
    "actors_unplaced",
    "actors_warning",
    "alphabetical",
    "commune_headline",
    "commune_second",
    "comparison_second",
    "data_headline",
    "evolution_headline",
    "evolution_second",
    "family_headline",
    "leading_sentence",
    "licence_said",
    "map_alt",
    "mapping_caveat",
    "no_commune_headline",
    "overview_headline",
    "overview_second",
    "ranking_sentence",
    "reading_sentence",
    "region_headline",
    "region_missing",
    "region_range",
    "region_waiting",
    "retained_phrase",
    "schemes_headline",
    "states_in_words",
    "step_sentence",
    "twins_sentence",
    "why_nothing",
]
