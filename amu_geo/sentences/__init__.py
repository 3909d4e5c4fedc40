"""What the data say, in French sentences computed from them: one finding per page at least."""

from amu_geo.sentences.coverage import (
    map_alt,
    overview_headline,
    overview_second,
    ranking_sentence,
    retained_phrase,
    why_nothing,
)
from amu_geo.sentences.definitions import mapping_caveat, states_in_words
from amu_geo.sentences.pages import (
    EDITIONS_WARNING,
    actors_headline,
    actors_unplaced,
    actors_warning,
    commune_headline,
    commune_second,
    comparison_second,
    data_headline,
    evolution_headline,
    evolution_second,
    no_commune_headline,
    reading_sentence,
    schemes_headline,
    step_sentence,
    twins_sentence,
)
from amu_geo.sentences.regions import (
    family_headline,
    region_headline,
    region_missing,
    region_range,
    region_waiting,
)
from amu_geo.sentences.wording import alphabetical

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
