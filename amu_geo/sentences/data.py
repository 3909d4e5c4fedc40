"""How firm the ranking is, and what the edition publishes."""

from __future__ import annotations

import pandas as pd

from amu_geo.edition import Edition, referentials
from amu_geo.edition.doubts import CHOICE, CONTRADICTION, of_nature
from amu_geo.edition.sources import site_of
from amu_geo.french.grammar import capital, counted
from amu_geo.french.typography import enumerate_fr, number, number_word, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.sensitivity import extremes, mapping_sensitivity, reading_sensitivity
from amu_geo.sentences.wording import agreed, alphabetical
from amu_geo.vocabulary import FAMILIES, LECTURES

# More leaders would be a list, not a sentence.
NAMED_AT_MOST = 4


def data_headline(coverage: Coverage) -> str:
    """Whether the documented families hold under the other choices of mapping."""
    found = extremes(coverage)
    if found.empty:
        return "Rien n’est documenté : il n’y a pas de résultat à éprouver"
    moving = int((~found["stable"]).sum())
    total = len(found)
    if not moving:
        return "Rattacher autrement les programmes ne change aucun nombre de familles documentées"
    widest = int((found["max"] - found["min"]).max())
    regions = counted(moving, "région", feminine=True)
    verb = "change" if moving == 1 else "changent"
    most = f"d’une famille {agreed(1)}"
    if widest > 1:
        most = f"d’au plus {number_word(widest, feminine=True)} familles {agreed(widest)}"
    whole = capital(regions) if total == 1 else f"{capital(regions)} sur {number_word(total)}"
    return typeset(f"{whole} {verb} {most} selon le rattachement des programmes")


def reading_sentence(coverage: Coverage) -> str:
    """The sensitivity in words: how the leaders move by reading and by mapping."""
    leaders = _said(_readings_of_leaders(coverage))
    told = f"En tête (familles confirmées, puis documentées) : {leaders}."
    return typeset(told + _heaviest_choice(coverage))


def leading_sentence(coverage: Coverage) -> str:
    """Who leads under which reading; "" where the same regions do under each of them."""
    readings = _readings_of_leaders(coverage)
    if len(readings) == 1:
        return ""
    return typeset(f"Qui est en tête dépend de la lecture : {_said(readings)}.")


def _said(readings: dict[str, list[str]]) -> str:
    parts = []
    for leaders, labels in readings.items():
        noun = "la lecture" if len(labels) == 1 else "les lectures"
        parts.append(f"{leaders} sous {noun} {enumerate_fr(labels)}")
    return " ; ".join(parts)


def _readings_of_leaders(coverage: Coverage) -> dict[str, list[str]]:
    """Names of the regions that lead → labels of the readings under which they do."""
    by_reading = reading_sensitivity(coverage)
    readings: dict[str, list[str]] = {}
    for lecture in LECTURES:
        rows = by_reading[(by_reading["lecture"] == lecture) & (by_reading["rang"] == 1)]
        readings.setdefault(_leaders(rows), []).append(LECTURES[lecture].label)
    return readings


def _leaders(rows: pd.DataFrame) -> str:
    if rows.empty or int(rows["familles_confirmees"].max()) == 0:
        return "aucune région"
    if len(rows) > NAMED_AT_MOST:
        return f"{number_word(len(rows))} régions ex æquo"
    return enumerate_fr(name for _, name in alphabetical(rows))


def _heaviest_choice(coverage: Coverage) -> str:
    """The alternative mapping that changes the most regions, in a sentence; "" when none does."""
    moved = mapping_sensitivity(coverage)
    changed = moved[moved["ecart"] != 0].groupby(["programme", "famille"], sort=False).size()
    if changed.empty:
        return ""
    programme, family = changed.idxmax()
    label = coverage.edition.programme_labels.get(programme, programme)
    number = int(changed.max())
    whose = "d’une région" if number == 1 else f"de {number_word(number)} régions"
    alone = int((changed == number).sum()) == 1
    which = "Le choix qui pèse le plus" if alone else "L’un des choix qui pèsent le plus"
    return (
        f" {which} : rattacher « {label} » à la famille "
        f" {FAMILIES[family].label} change le nombre de familles documentées {whose}."
    )


def unknowns_sentence(edition: Edition) -> str:
    """How many gaps, contradictions and cautious choices the edition publishes."""
    gaps = len(edition.tables["lacunes"])
    contradictions = len(of_nature(edition, CONTRADICTION))
    choices = len(of_nature(edition, CHOICE))
    if not gaps + contradictions + choices:
        return typeset(
            "Cette édition ne publie ni lacune, ni contradiction, ni choix : cela ne veut pas "
            "dire qu’il n’y en a pas."
        )
    return typeset(
        f"L’édition publie {plural(gaps, 'lacune')} (une région et un programme cherchés sans rien "
        f"trouver), {plural(contradictions, 'contradiction')} entre sources et "
        f"{plural(choices, 'choix prudent', 'choix prudents')}. Dans le doute, l’affirmation la "
        "plus faible est retenue."
    )


def journal_sentence(edition: Edition) -> str:
    """How many changes the edition's log tells."""
    count = len(edition.tables["journal"])
    return f"Journal de l’édition : {plural(count, 'entrée')}" if count else "Journal vide"


def sources_sentence(links: pd.DataFrame) -> str:
    """How many facts rest on how many pages of how many sites, and how many are copies."""
    pages = links["url_source"].drop_duplicates()
    if pages.empty:
        return "Cette édition ne cite aucune source."
    sites = pages.map(site_of).nunique()
    copies = int(pages.map(referentials.link_nature).astype(bool).sum())
    known = int((links.groupby("url_source")["date_source"].max() != "").sum())
    text = (
        f"{plural(len(links), 'ligne sourcée', 'lignes sourcées')}, "
        f"{plural(len(pages), 'page lue', 'pages lues')} sur {plural(sites, 'site')} ; "
        f"{number(known)} {'porte' if known == 1 else 'portent'} une date connue."
    )
    if copies:
        where = "est une copie ou un site" if copies == 1 else "sont des copies ou des sites"
        text += f" {number(copies)} {where} de préproduction, signalés comme tels."
    return typeset(text)
