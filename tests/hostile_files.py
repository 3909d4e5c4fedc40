"""Small files that would take much time or memory: made here, refused by the import.

Each is a few megabytes at most; the reasons name the limit that refuses them.
"""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

_NS = "http://schemas.openxmlformats.org"
_TYPES = f'<Types xmlns="{_NS}/package/2006/content-types"/>'
_RELATIONS = (
    f'<Relationships xmlns="{_NS}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_NS}/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>'
)
_BOOK = (
    f'<workbook xmlns="{_NS}/spreadsheetml/2006/main" '
    f'xmlns:r="{_NS}/officeDocument/2006/relationships">'
    '<sheets><sheet name="acteurs" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_POINT = '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[2,48]}}'
ROWS = "le tableau a plus de 200\u202f000 lignes"
TABLES = "il y a là 999 tables"


@dataclass(frozen=True)
class Hostile:
    """A file that is there to do harm: what makes it, and how its refusal begins."""

    name: str
    make: Callable[[], bytes]
    said: str


def archive(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    """A zip of these members, several of one name included."""
    content = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        warnings.simplefilter("ignore")
        for name, text in members:
            packed.writestr(name, text)
    return content.getvalue()


def workbook(rows: str, padding: int = 0, strings: str = "") -> bytes:
    """An XLSX of one sheet, written by hand; `padding` bytes hide how well it is packed."""
    sheet = f'<worksheet xmlns="{_NS}/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>'
    return archive(
        [
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS % ("officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", _BOOK),
            ("xl/_rels/workbook.xml.rels", _RELATIONS % ("worksheet", "worksheets/sheet1.xml")),
            ("xl/worksheets/sheet1.xml", sheet + "</worksheet>"),
            ("xl/sharedStrings.xml", f'<sst xmlns="{_NS}/spreadsheetml/2006/main">{strings}</sst>'),
            ("xl/media/image1.png", random.Random(1).randbytes(padding)),
        ]
    )


def spreadsheet(rows: int, columns: int, text: str = "a") -> bytes:
    """An ODS of one cell, said to be repeated so many times."""
    cell = f'<t:table-cell t:number-columns-repeated="{columns}"><p:p>{text}</p:p></t:table-cell>'
    row = f'<t:table-row t:number-rows-repeated="{rows}">{cell}</t:table-row>'
    names = (
        f'xmlns:o="{_OASIS}:office:1.0" xmlns:t="{_OASIS}:table:1.0" xmlns:p="{_OASIS}:text:1.0"'
    )
    body = f"<o:body><o:spreadsheet><t:table>{row}</t:table></o:spreadsheet></o:body>"
    return archive([("content.xml", f"<o:document-content {names}>{body}</o:document-content>")])


def _columns() -> bytes:
    content = io.BytesIO()
    zeros = pa.array(np.zeros(200_000, "int8"))
    pq.write_table(pa.table({f"c{rank}": zeros for rank in range(400)}), content)
    return content.getvalue()


def _points(count: int) -> bytes:
    features = ",".join([_POINT] * count)
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


_TABLE = "id,nom\n" + "a,A\n" * 20
FILES = [
    Hostile("memes.zip", lambda: archive([("acteurs.csv", _TABLE)] * 999), TABLES),
    Hostile(
        "dossiers.zip",
        lambda: archive((f"{rank}/acteurs.csv", _TABLE) for rank in range(999)),
        TABLES,
    ),
    Hostile(
        "inconnues.zip",
        lambda: archive((f"{rank}/t{rank}.csv", "a,b\nx,y\n") for rank in range(999)),
        TABLES,
    ),
    Hostile(
        "million.xlsx",
        lambda: workbook("<row><c><v>7</v></c></row>" * 1_000_000, 2_000_000),
        f"{ROWS}, vides comprises",
    ),
    Hostile(
        "vides.xlsx",
        lambda: workbook('<row ht="9"/>' * 1_000_000, 2_000_000),
        f"{ROWS}, vides comprises",
    ),
    Hostile(
        "large.xlsx",
        lambda: workbook(f"<row>{'<c/>' * 1_000_000}</row>", 2_000_000),
        "une ligne a plus de cellules qu’un tableur n’en permet",
    ),
    Hostile(
        "elements.xlsx",
        lambda: workbook("<a/>" * 26_000_000, 2_000_000),
        "le classeur a trop d’éléments",
    ),
    Hostile(
        "chaines.xlsx",
        lambda: workbook("<row><c><v>7</v></c></row>", 2_000_000, "<si><t>abc</t></si>" * 700_000),
        "une fois déplié, le fichier pèserait",
    ),
    Hostile(
        "loin.xlsx",
        lambda: workbook('<row r="9999999999"><c r="ZZZZZZ1"><v>7</v></c></row>'),
        "une ligne a plus de cellules qu’un tableur n’en permet",
    ),
    Hostile("milliard.ods", lambda: spreadsheet(1_000_000_000, 1), ROWS),
    Hostile(
        "milliard-de-colonnes.ods",
        lambda: spreadsheet(1, 1_000_000_000),
        "une ligne a plus de 500 colonnes",
    ),
    Hostile(
        "bloc.ods",
        lambda: spreadsheet(200_000, 500),
        "le fichier a plus de 10\u202f000\u202f000 cellules",
    ),
    Hostile("points.geojson", lambda: _points(500_000), ROWS),
    Hostile("points.geojsonl", lambda: "\n".join([_POINT] * 500_000).encode(), ROWS),
    Hostile("listes.json", lambda: b"[" + b"[]," * 4_000_000 + b"[]]", "ce JSON a trop de listes"),
    Hostile(
        "objets.ndjson", lambda: b'{"a":1}\n' * 2_000_000, "ce JSON a trop d’objets"
    ),
    Hostile(
        "colonnes.parquet", _columns, "le fichier a plus de 10\u202f000\u202f000 cellules"
    ),
    Hostile(
        "cles.json",
        lambda: b"[{" + b",".join(b'"%d":1' % key for key in range(500_000)) + b"}]",
        "la ligne 1 a 500000 colonnes",
    ),
    Hostile(
        "description.zip",
        lambda: archive([("edition.toml", "".join(f"a{key}.b.c=1\n" for key in range(200_000)))]),
        "la description de l’édition pèse",
    ),
    Hostile("lignes.csv", lambda: b"id,nom\n" + b"a,A\n" * 1_500_000, ROWS),
]  # fmt: skip
