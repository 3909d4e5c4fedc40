"""The region sheet: families, schemes with their sources, actors, what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup, escape

from amu_geo import sentences
from amu_geo.charts.base.markup import dot, html, joined, link, sign
from amu_geo.charts.base.source import briefly_sourced
from amu_geo.edition import Edition
from amu_geo.french.grammar import capital
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.schemes import period, source_note, status_note
from amu_geo.schemes.freshness import last_proof, what_is_missing
from amu_geo.schemes.standing import ended
from amu_geo.vocabulary import (
    CONFIRMED,
    FAMILIES,
    INVOLVING,
    STATES,
    UNDOCUMENTED,
    Family,
)

# Seen while the sheet is risen over the page of a narrow screen (figures.css).
CLOSE = Markup('<button type="button" class="fermer" data-baisse>Fermer la fiche</button>')
# A sheet shows the point; the portrait shows everything.
SCHEMES_SHOWN = 2


def empty_sheet(coverage: Coverage, href: Callable[..., str]) -> str:
    """What stands in the sheet's place before a region is chosen: how to read the signs."""
    code = example(coverage)
    families = ""
    if code:
        row = coverage.by_region[code]
        lines = joined(
            html(
                "<li>{}<h3>{}</h3><p>{}</p></li>",
                dot(family, coverage.state(code, family.code), spoken=False),
                family.label,
                STATES[coverage.state(code, family.code)],
            )
            for family in FAMILIES.values()
        )
        both = f"{row['familles_confirmees']} sur {row['familles_documentees']}"
        name = escape(typeset(f"Exemple : {row['nom']}, {both}"))
        families = html('<p class="exemple">{}</p><ul class="familles">{}</ul>', name, lines)
    return html(
        '<article class="fiche vide"><h2>Choisissez une région…</h2>'
        "<p>Sur la carte ou dans une liste : sa fiche s’ouvre ici, avec chaque dispositif, ses "
        "dates et sa preuve.</p>{}{}</article>",
        families,
        _latest(coverage, href),
    )


def _latest(coverage: Coverage, href: Callable[..., str]) -> str:
    """A region where a scheme is confirmed by one of the latest proofs, with the way to it."""
    kept = coverage.retained
    sure = kept[kept["etat"] == CONFIRMED]
    latest = last_proof(coverage.edition, sure["id"], coverage.reading.annee)
    if not latest:
        return ""
    scheme = sure[sure["id"] == latest.id_dispositif].iloc[0]
    code = scheme["code_region"]
    region = escape(typeset(coverage.by_region[code]["nom"]))
    return html(
        '<p class="recente"><strong>Parmi les preuves les plus récentes</strong> {}{} {}, {}.</p>',
        link(href("/", region=code), region, "region", code),
        typeset(" :"),
        typeset(scheme["nom"]),
        typeset(latest.in_french),
    )


def example(coverage: Coverage) -> str:
    """Code of the region that shows most of the three states, and rests on most schemes among
    equals; "" when nothing is documented anywhere."""
    columns = [family.column for family in FAMILIES.values()]
    documented = ranked(coverage).query("familles_documentees > 0").to_dict("records")
    if not documented:
        return ""
    best = max(
        documented, key=lambda row: (len({row[name] for name in columns}), row["nb_dispositifs"])
    )
    return best["code_region"]


def sheet(coverage: Coverage, code_region: str, wider: Coverage, href: Callable[..., str]) -> str:
    """HTML of a region's sheet.

    Parameters
    ----------
    wider
        The coverage under the reading « large », same year: what a less demanding reader
        would count.
    href
        Builds the address of another page from a path and parameters.
    """
    row = coverage.by_region[code_region]
    families = joined(
        _family(coverage, code_region, family, wider, href) for family in FAMILIES.values()
    )
    portrait = link(
        href("/region", region=code_region),
        "Voir le portrait",
        "page",
        f"/region?region={code_region}",
        "bouton",
    )
    return html(
        '<article class="fiche">{}<h2>{}</h2>'
        '<p class="score">{}</p>'
        '<ul class="familles">{}</ul>'
        '<p class="acteurs">{}</p>{}</article>',
        CLOSE,
        typeset(row["nom"]),
        _score(coverage, code_region),
        families,
        actors_said(coverage, code_region),
        portrait,
    )


def _score(coverage: Coverage, code: str) -> str:
    row = coverage.by_region[code]
    if not coverage.documented(code):
        return Markup(
            "<strong>n.d.</strong> Aucun dispositif régional documenté : "
            "cela ne veut pas dire qu’il n’en existe pas."
        )
    confirmed = int(row["familles_confirmees"])
    number = plural(confirmed, "famille confirmée", "familles confirmées")
    if not confirmed:
        number = "Aucune famille confirmée"
    documented = plural(int(row["familles_documentees"]), "documentée")
    between = sentences.region_range(coverage, code)
    after = html('<span class="entre">{}.</span>', capital(between)) if between else ""
    return html("<strong>{} sur {}</strong> {}", number, documented, after)


def _family(
    coverage: Coverage, code: str, family: Family, wider: Coverage, href: Callable[..., str]
) -> str:
    state = coverage.state(code, family.code)
    to = href("/region", region=code, famille=family.code)
    # What waits for a proof has none to show: its panel says why.
    word = "la preuve" if state == CONFIRMED else "pourquoi"
    words = html('{}<span class="invisible"> : {}</span>', word, family.label)
    proof = link(to, words, "preuve", f"{code}|{family.code}")
    name = html("{}<h3>{}</h3>", dot(family, state), family.label)
    told = wider_said(coverage, wider, code, family)
    more = html('<p class="suite">{}</p>', told) if told else ""
    if state == UNDOCUMENTED:
        return html(
            '<li class="non-documentee">{}<p class="etat">{} · {}</p>{}</li>',
            name,
            state_said(coverage, code, family),
            proof,
            more,
        )
    shown = schemes_behind(coverage, code, family)
    lines = joined(_scheme(scheme, coverage.edition) for scheme in shown[:SCHEMES_SHOWN])
    left = len(shown) - SCHEMES_SHOWN
    rest = html('<p class="suite">{}</p>', others_said(left))
    return html(
        '<li>{}<p class="etat">{} · {}</p>{}{}{}</li>',
        name,
        state_said(coverage, code, family),
        proof,
        lines,
        rest if left > 0 else "",
        more,
    )


def state_said(coverage: Coverage, code: str, family: Family) -> str:
    """The state of a cell and what it rests on: « confirmée par 2 sur 4 dispositifs »."""
    state = coverage.state(code, family.code)
    behind = coverage.behind(code, family.code)
    if state == UNDOCUMENTED:
        over = ended(coverage, code, family.code)
        return f"{STATES[state]} ; {over.short}" if over else STATES[state]
    if state == CONFIRMED:
        proven = len(coverage.confirming(code, family.code))
        return typeset(f"{STATES[state]} par {proven} sur {plural(len(behind), 'dispositif')}")
    return typeset(f"{STATES[state]} ; {what_is_missing(coverage, behind)}")


def others_said(left: int) -> str:
    """« et 3 autres dispositifs »."""
    return f"et {plural(left, 'autre dispositif', 'autres dispositifs')}"


def schemes_behind(coverage: Coverage, code: str, family: Family) -> list[dict]:
    """The schemes that document a cell, what proves most first."""
    ids = set(coverage.behind(code, family.code))
    schemes = coverage.retained[coverage.retained["id"].isin(ids)]
    return sorted(schemes.to_dict("records"), key=_preference)


def _preference(scheme: dict) -> tuple:
    """What proves most comes first: confirmed, dedicated, involving, best sourced, recent."""
    return (
        scheme["etat"] != CONFIRMED,
        scheme["strict"] != "oui",
        scheme["implication_usagers"] not in INVOLVING,
        scheme["confiance"],
        0 if pd.isna(scheme["annee_debut"]) else -int(scheme["annee_debut"]),
        scheme["id"],
    )


def _scheme(scheme: dict, edition: Edition) -> str:
    when = [period(scheme), status_note(scheme, edition.date)]
    told = typeset(", ".join(word for word in when if word))
    age = source_note(scheme, edition.date)
    source = briefly_sourced(scheme["url_source"], "source", f"{scheme['titre_source']}, {age}")
    name = escape(typeset(scheme["nom"]))
    return html(
        '<p class="dispositif">{} {}</p><p class="meta">{}, {}</p>',
        sign(scheme["etat"]),
        name,
        told,
        source,
    )


def wider_said(coverage: Coverage, wider: Coverage, code: str, family: Family) -> str:
    """How many schemes the reading « large » counts more in a cell; "" for none."""
    more = len(wider.behind(code, family.code)) - len(coverage.behind(code, family.code))
    if more <= 0:
        return ""
    further = "" if coverage.state(code, family.code) == UNDOCUMENTED else " de plus"
    counted = plural(more, "dispositif")
    return typeset(f"La lecture large en compte {counted}{further}.")


def actors_said(coverage: Coverage, code: str) -> str:
    """How many actors a region has, and what their number measures."""
    stated = coverage.edition.stated_figure("acteurs", code)
    if stated:
        return typeset(f"{stated.capitalize()} structures, selon l’article.")
    row = coverage.by_region[code]
    if not row["nb_acteurs"]:
        return "Aucun acteur recensé dans cette édition."
    named = int(row["nb_acteurs_amu"])
    declared = plural(named, "se dit ou est dit AMU", "se disent ou sont dits AMU")
    which = f"dont {declared}" if named else "aucun ne se dit ou n’est dit AMU"
    return typeset(
        f"{plural(int(row['nb_acteurs']), 'acteur recensé', 'acteurs recensés')}, {which} ; "
        "ces nombres mesurent aussi l’effort de recherche."
    )
