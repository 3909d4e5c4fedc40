"""A play of the public services on this machine: their shapes, invented values, every quirk.

Each host counts what it is asked (`Web` of the play of the web).
"""

from __future__ import annotations

import json
import ssl
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.links.played import Handler, Script

KEY, TOKEN, RENEWED = "cle-inventee", "jeton-invente", "jeton-renouvele"
AIDES, IDF, OCC, PDL = (
    "aides-territoires.beta.gouv.fr",
    "data.iledefrance.fr",
    "data.laregion.fr",
    "data.paysdelaloire.fr",
)
ADEME, FRICHES, DATAGOUV = "agir.example", "apidf-preprod.cerema.fr", "www.data.gouv.fr"
FEED, WRONG = "flux.example", "mauvais-certificat.example"
CERTIFIED = [AIDES, IDF, OCC, PDL, ADEME, FRICHES, DATAGOUV, FEED]
BOM = b"\xef\xbb\xbf"


def aid(number: int, **cells: Any) -> dict[str, Any]:
    """One aid of Aides-territoires."""
    return {
        "id": number, "slug": f"aide-{number}", "url": f"/aides/aide-{number}/",
        "name": f"Aide inventée {number}", "name_initial": "Nom initial inventé",
        "financers": ["Conseil régional d’Occitanie"], "description": "<p>Texte&nbsp;inventé</p>",
        "eligibility": "<p>Texte inventé</p>", "perimeter": "Occitanie",
        "perimeter_scale": "Région", "origin_url": f"https://exemple.invalid/aide/{number}",
        "application_url": None, "categories": ["Thème / Sous-thème"],
        "start_date": "2026-01-01", "submission_deadline": None, "recurrence": "Permanente",
        "import_share_licence": "openlicence20", "date_created": "2026-01-01T00:00:00+01:00",
        "date_updated": "2026-01-02T00:00:00+01:00", "is_live": True, **cells,
    }  # fmt: skip


IDF_ROW = {
    "reference_administrative": 999, "id_aide": "xx-invente",
    "nom_de_l_aide_de_la_demarche": "Aide inventée", "titre_alternatif_de_l_aide": None,
    "porteur_aide": "Région inventée", "theme": ["Thème inventé"], "chapo_txt": "inventé",
    "objectif_txt": "inventé", "modalite_txt": "inventé", "date_ouverture": "2026-01-01",
    "date_cloture": "2026-03-31", "url_descriptif": "https://exemple.invalid/aide",
}  # fmt: skip
OCC_ROW = {
    "id_article": 999, "titre": "Aide inventée - Clos", "type": "Appels à projets",
    "chapo": "<p>inventé</p>", "introduction": "<p>inventé</p>",
    "date_publication": "2026-01-01 00:00:00", "date_modification": "2026-02-01 00:00:00",
    "url": "https://exemple.invalid/aide", "thematiques": "Thème A,Thème B",
    "sous_thematiques": "",
}  # fmt: skip
PDL_ROW = {
    "intervention_id": "999", "aide_nom": "Aide inventée", "temporalite": "Permanent",
    "ss_thematique_libelle": "Thème A;Thème B", "aid_objet": "<p>inventé</p>",
    "aid_benef": "Communes", "aidconditions": "<p>inventé</p>", "date_de_debut": "15/01/2026",
    "date_de_fin": None, "source_info": "https://exemple.invalid/aide", "source_lien": None,
}  # fmt: skip
ADEME_ROW = {
    "id": "x1", "date_derniere_modification": "2026-01-05T00:00:00+01:00",
    "titre": "Dispositif inventé", "type": "AAP", "date_debut": "2026-01-01T00:00:00+01:00",
    "date_fin": "2026-12-31T23:59:59+01:00", "description_longue": "<p>inventé</p>",
    "cible_projet": ["inventé"], "thematiques": ["inventé"],
    "couverture_geo": {"code": "1", "libelle": "National"}, "regions": [],
    "url_agir": "https://exemple.invalid/aide",
}  # fmt: skip
SUD_ROW = {
    "Uid": 999, "Nom de l’aide": "Aide\u200b inventée", "AAP": "1", "Chapo": "inventé",
    "Date d’ouverture": "1er mars 2026", "Date de clôture": "",
    "Lien vers le descriptif complet": "https://exemple.invalid/aide",
}  # fmt: skip
CENSUS = (
    "nom;code_insee;site_web;ouverture\r\n"
    "La Fabrique inventée;31555;https://exemple.invalid/lieu;2019\r\n"
    "L’Atelier inventé;34172;;\r\n"
)


def told(handler: Handler, content: Any, kind: str = "application/json", mark: bytes = b"") -> None:
    """Answer with data."""
    handler.answer(200, mark + json.dumps(content, ensure_ascii=False).encode(), Content_Type=kind)


def data(content: Any, kind: str = "application/json", mark: bytes = b"") -> Script:
    """A host that always says the same."""
    return lambda handler, times: told(handler, content, kind, mark)


def aides(aids: list[dict[str, Any]], per_page: int = 2, expires_at: int = 2) -> Script:
    """Aides-territoires: the token of the first connection is refused from a page on."""
    connections = []

    def script(handler: Handler, times: int) -> None:
        parts = urlsplit(handler.path)
        # A token told in clear is a token given away.
        if not isinstance(handler.connection, ssl.SSLSocket):
            handler.answer(400)
            return
        if parts.path == "/api/connexion/":
            is_known = handler.command == "POST" and handler.headers["X-AUTH-TOKEN"] == KEY
            if not is_known:
                handler.answer(403)
                return
            connections.append(1)
            told(handler, {"token": TOKEN if len(connections) == 1 else RENEWED})
            return
        page = int(parse_qs(parts.query)["page"][0])
        wanted = TOKEN if page < expires_at else RENEWED
        if handler.headers["Authorization"] != f"Bearer {wanted}":
            handler.answer(401)
            return
        rows = aids[(page - 1) * per_page : page * per_page]
        more = page * per_page < len(aids)
        # Behind its proxy the service believes to be asked in http.
        following = f"http://{AIDES}{parts.path}?page={page + 1}&itemsPerPage=100"
        following = following if more else None
        told(handler, {"count": len(aids), "next": following, "results": rows})

    return script


def _keys(handler: Handler, times: int) -> None:
    given = handler.headers["client_id"], handler.headers["client_secret"]
    if given == ("moi", "secret"):
        told(handler, {"success": True, "NbDispositif": 1, "ListeDispositifs": [ADEME_ROW]})
    else:
        handler.answer(401)


def _friches(handler: Handler, times: int) -> None:
    query = parse_qs(urlsplit(handler.path).query)
    code, page = query["code_insee"][0], int(query.get("page", ["1"])[0])
    total = 3 if code == "31555" else 0
    sites = [f"{code}_{number}" for number in range(total)][(page - 1) * 2 : page * 2]
    more = page * 2 < total
    following = f"https://{FRICHES}/cartofriches/geofriches/?code_insee={code}&page={page + 1}"
    features = [{"type": "Feature", "properties": {"site_id": site}} for site in sites]
    told(handler, {"count": total, "next": following if more else None, "features": features})


def _datagouv(handler: Handler, times: int) -> None:
    path = urlsplit(handler.path).path
    if path == "/fr/datasets/r/0000":
        handler.answer(200, BOM + CENSUS.encode(), Content_Type="text/csv")
        return
    resource = {"format": "csv", "url": "https://exemple.invalid/x.csv",
                "latest": f"https://{DATAGOUV}/fr/datasets/r/0000",
                "last_modified": "2026-01-01T00:00:00"}  # fmt: skip
    other = {"title": "Jeu inventé", "slug": "jeu-invente", "license": "lov2", "resources": []}
    meant = {"title": "Recensement des tiers-lieux", "slug": "recensement", "license": "lov2",
             "resources": [resource]}  # fmt: skip
    told(handler, {"data": [other, meant], "total": 2, "next_page": None})


def _feed(handler: Handler, times: int) -> None:
    quirks = {
        "/vide": lambda: handler.answer(200),
        "/html": lambda: handler.answer(200, b"<!DOCTYPE html><p>Maintenance"),
        "/coupe": lambda: handler.answer(200, b'[{"Nom": "Aide'),
        "/perdu": lambda: handler.answer(404),
        "/panne": lambda: handler.answer(503, Retry_After="4"),
        "/boucle": lambda: handler.answer(302, Location="/boucle"),
        "/prive": lambda: handler.answer(302, Location="http://interne.example/secret"),
        "/liste": lambda: told(handler, {"message": "rien"}),
        # Data served as if they were a page.
        "/sud": lambda: told(handler, [SUD_ROW], kind="text/html"),
        "/csv": lambda: handler.answer(
            200, "Titre|Début|Lien\nAide à l’été|02/2026|https://exemple.invalid/a\n".encode("cp1252"),
            Content_Type="text/csv",
        ),
        "/retour": lambda: told(handler, [SUD_ROW]) if times > 2 else handler.answer(502),
        "/ailleurs": lambda: handler.answer(302, Location=f"https://{OCC}/liste"),
    }  # fmt: skip
    quirks[urlsplit(handler.path).path]()


def _promised(handler: Handler, times: int) -> None:
    """Says that more will come, and leaves."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'[{"Nom": "Aide inventee"}]')
    handler.close_connection = True


def scripts() -> dict[str, Script]:
    """The services of a fresh play."""
    return {
        AIDES: aides([aid(number) for number in range(1, 6)]),
        IDF: data([IDF_ROW]),
        OCC: data({"total_count": 1, "results": [OCC_ROW]}),
        PDL: data([PDL_ROW], mark=BOM),
        ADEME: _keys,
        FRICHES: _friches,
        DATAGOUV: _datagouv,
        FEED: _feed,
        "promis.example": _promised,
    }
