"""How many schemes, about what, and what they ask of users."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from amu_geo.edition import Edition, referentials
from amu_geo.french.grammar import capital, counted, lower_first
from amu_geo.french.regions import in_region
from amu_geo.french.typography import enumerate_fr, number, number_word, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.listing import Filters
from amu_geo.schemes.selection import Selection, involving
from amu_geo.schemes.standing import on_date, past_year
from amu_geo.vocabulary import LECTURES

NAMED_AT_MOST = 2
# Below this share, « seulement ».
FEW = 0.25
# Fewer dated schemes say nothing of the middle one.
DATED_AT_LEAST = 6


def schemes_headline(edition: Edition, shown: int, filters: Filters) -> str:
    """What the filters leave of the schemes."""
    total = len(edition.dispositifs)
    if not filters.active:
        running = int((edition.dispositifs["statut"] == "en-cours").sum())
        rest = f", dont {running} en cours d’après leur source" if running else ""
        return typeset(f"{plural(total, 'dispositif')} dans l’édition {edition.year}{rest}")
    if not shown:
        return "Aucun dispositif ne répond à ces choix"
    verb = "répond" if shown == 1 else "répondent"
    return typeset(f"{plural(shown, 'dispositif')} sur {total} {verb} à ces choix")


def finding(selection: Selection) -> str:
    """The page's title: how many schemes, about what, and what they ask of users."""
    kept, found = selection.retained, selection.rows
    if found.empty:
        edition_is_empty = selection.coverage.edition.dispositifs.empty
        empty = "Cette édition ne décrit aucun dispositif"
        return empty if edition_is_empty else "Aucun dispositif de l’édition ne répond à ces choix"
    about = _about(selection.filters, selection.coverage.edition.programme_labels)
    if kept.empty:
        lecture = LECTURES[selection.coverage.reading.lecture].label
        which = f"aucun des {number(len(found))} dispositifs trouvés n’est"
        if len(found) == 1:
            which = "le seul dispositif trouvé n’est pas"
        sentence = f"{which} retenu par la lecture {lecture}{_when(selection.coverage)}"
    else:
        sentence = _how_many(selection) + _asking(kept)
    return typeset(capital(f"{about}{sentence}"))


def users_finding(coverage: Coverage) -> str:
    """How many of the schemes retained really involve users; "" when none is retained.

    No other mapping of the programmes to families would change it.
    """
    kept = coverage.retained
    if kept.empty:
        return ""
    kind, kinds = _kinds(coverage)
    number = counted(len(kept), kind, kinds)
    return typeset(capital(f"{number}{_when(coverage)}{_asking(kept)}."))


def second_sentence(selection: Selection) -> str:
    """What follows the title: what is confirmed of it, what is set aside."""
    if selection.rows.empty:
        return typeset(
            "Cela ne veut pas dire qu’il n’en existe pas : l’édition ne décrit que ce qui a été lu."
        )
    parts = [_confirmed_of(selection), _out_of_how_many(selection)]
    return typeset(" ".join(part for part in parts if part))


def timeline_finding(selection: Selection) -> str:
    """Since when the retained schemes run, from those whose start is written in a source."""
    kept = selection.retained
    sure = kept[kept["annee_debut"].notna() & (kept["annee_debut_deduite"] != "oui")]
    if len(sure) < DATED_AT_LEAST:
        return "Quand ils commencent, quand ils finissent"
    middle = int(sure["annee_debut"].astype(int).sort_values().iloc[len(sure) // 2])
    return typeset(f"La moitié des dispositifs retenus et datés a commencé en {middle} ou après")


def _about(filters: Filters, programmes: Mapping[str, str]) -> str:
    """« Friches, en Occitanie, « halle » : »; empty when nothing is chosen."""
    parts = []
    if filters.programmes:
        labels = [programmes.get(code, code) for code in filters.programmes]
        few = len(labels) <= NAMED_AT_MOST
        parts.append(enumerate_fr(labels) if few else f"{number_word(len(labels))} programmes")
    if filters.regions:
        parts.append(enumerate_fr(in_region(code) for code in filters.regions))
    if filters.recherche.strip():
        parts.append(f"« {filters.recherche.strip()} »")
    for field, chosen in (
        ("financeur", filters.financeurs),
        ("statut", filters.statuts),
        ("confiance", filters.confiances),
    ):
        if chosen:
            labels = [referentials.label(field, code) for code in chosen]
            parts.append(enumerate_fr(map(lower_first, labels)))
    return f"{', '.join(parts)} : " if parts else ""


def _when(coverage: Coverage) -> str:
    year = coverage.reading.annee
    return "" if year in (None, coverage.edition.year) else f" en {year}"


def _how_many(selection: Selection) -> str:
    kind, kinds = _kinds(selection.coverage)
    kept = selection.retained
    sentence = counted(len(kept), kind, kinds) + _when(selection.coverage)
    places = kept["code_region"].nunique()
    if places > 1 and not selection.filters.active:
        sentence += f" dans {counted(places, 'région', feminine=True)}"
    return sentence


def _kinds(coverage: Coverage) -> tuple[str, str]:
    """What the reading retains: one, several."""
    if coverage.reading.lecture == "large":
        return "dispositif", "dispositifs"
    return "dispositif régional", "dispositifs régionaux"


def _asking(kept: pd.DataFrame) -> str:
    """What the retained schemes ask of users, after their number."""
    asking, total = involving(kept), len(kept)
    verb, verbs = "associe les usagers", "associent les usagers"
    if not asking:
        return " ; les pages lues n’y disent rien des usagers"
    if total == 1:
        return f", qui {verb}"
    if asking == total:
        return f", qui tous {verbs}"
    only = " seulement" if asking / total < FEW else ""
    return f", dont {number_word(asking)}{only} {verb if asking == 1 else verbs}"


def _confirmed_of(selection: Selection) -> str:
    """« Un est confirmé au 21 novembre 2026, trois sont à confirmer. »"""
    kept, year = selection.retained, past_year(selection.coverage)
    if kept.empty:
        return ""
    when = f"en {year}" if year else on_date(selection.coverage.edition)
    proven, total = selection.nb_confirmed, len(kept)
    rest = total - proven
    if total == 1:
        return f"Il est {'confirmé' if proven else 'à confirmer'} {when}."
    if not rest:
        return f"Tous sont confirmés {when}."
    if not proven:
        return f"Aucun n’est confirmé {when} : tous sont à confirmer."
    was = "est confirmé" if proven == 1 else "sont confirmés"
    left = "est" if rest == 1 else "sont"
    return capital(f"{number_word(proven)} {was} {when}, {number_word(rest)} {left} à confirmer.")


def _out_of_how_many(selection: Selection) -> str:
    total, found = len(selection.coverage.edition.dispositifs), len(selection.rows)
    aside = len(selection.set_aside)
    described = f"L’édition en décrit {number(total)}"
    if selection.filters.active:
        answer = "répond" if found == 1 else "répondent"
        described += f", dont {number(found)} {answer} à ces choix"
    if not aside:
        return f"{described}."
    if selection.retained.empty:
        return f"{described} : la raison qui écarte chacun est dite plus bas."
    if aside == 1:
        return f"{described} ; le seul qui est écarté suit les autres, avec sa raison."
    return f"{described} ; les {number(aside)} autres suivent, chacun avec la raison qui l’écarte."
