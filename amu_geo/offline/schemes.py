"""The schemes of an edition in words, each with its source and its dated proofs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from amu_geo.edition import Edition, referentials
from amu_geo.french.typography import date_fr, typeset
from amu_geo.measure.evidence import SOURCE_PAGE, WRITTEN_START
from amu_geo.offline.pool import Pool, clean
from amu_geo.schemes.freshness import statements_about
from amu_geo.schemes.listing import SchemeList
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES

# What the rows of a scheme hold, in this order; the script reads them by their place.
COLUMNS = ("region", "programme", "nom", "quand", "qui", "source", "preuve", "familles", "preuves")


def scheme_rows(
    edition: Edition, territories: Territories, texts: Pool
) -> tuple[list[str], list[list[Any]]]:
    """The ids of the schemes, and their rows in the order of the list of the pages.

    Returns
    -------
    tuple
        ids, and rows in the order of `COLUMNS`: places of texts in `texts`; region is its rank
        among the codes; source is [address, title, age], the address "" when no link may lead
        there; familles are ranks; preuves are [nature, date, address, title].
    """
    rows = SchemeList.of(edition, territories).rows
    ranks = {code: rank for rank, code in enumerate(territories.codes)}
    return list(rows["id"]), [_row(row, edition, ranks, texts) for row in rows.to_dict("records")]


def _row(row: dict, edition: Edition, ranks: dict[str, int], texts: Pool) -> list[Any]:
    def told(text: str) -> int:
        return texts.rank(clean(typeset(text)))

    when = ", ".join(part for part in (row["periode"], row["statut_phrase"]) if part)
    who = [row["financeur_libelle"], row["operateur"]]
    users = f"Usagers : {row['implication_libelle'].lower()}"
    copy = f" ({row['lien']})" if row["lien"] else ""
    age = f"{row['source_age']}, confiance {row['confiance']}{copy}"
    families = list(FAMILIES)
    return [
        ranks[row["code_region"]],
        told(row["programme_libelle"]),
        told(row["nom"]),
        told(when),
        told(" · ".join([*(part for part in who if part), users])),
        [web(row["url_source"]), told(row["titre_source"] or "page source"), told(age)],
        told(row["preuve"]),
        sorted(families.index(code) for code in row["familles"]),
        [_proof(proof, told) for proof in _proofs(edition, row["id"])],
    ]


def _proofs(edition: Edition, scheme_id: str) -> list[dict]:
    """Dated statements, latest first; what the scheme's own row says is not said twice."""
    said = statements_about(edition, scheme_id)
    return said[~said["nature"].isin([SOURCE_PAGE, WRITTEN_START])].to_dict("records")


def _proof(proof: dict, told) -> list[Any]:
    nature = referentials.label("nature", proof["nature"])
    when = f"{date_fr(proof['date'])}, confiance {proof['confiance']}"
    title = proof["titre_source"] or "page source"
    return [told(nature), told(when), web(proof["url_source"]), told(title)]


def web(url: str) -> str:
    """An address of the web as it is; "" for anything that a link should not lead to."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return clean(url.strip()) if parts.scheme in ("http", "https") and parts.netloc else ""
