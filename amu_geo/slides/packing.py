"""A presentation as bytes: the same ones each time for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

from pptx.opc.package import Part
from pptx.presentation import Presentation as Deck

from amu_geo.slides.look import theme_xml

_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_THEME = "xl/theme/theme1.xml"


def packed(deck: Deck, title: str, subject: str, author: str, day: date) -> bytes:
    """The bytes of a PPTX; every date in it is the day of its data."""
    about = deck.core_properties
    about.title, about.subject, about.author = title, subject, author
    about.last_modified_by, about.language, about.revision = author, "fr-FR", 1
    about.created = about.modified = datetime(day.year, day.month, day.day)
    for part in deck.part.package.iter_parts():
        if part.partname.endswith(".xlsx"):
            _fix_workbook(part, day)
    buffer = io.BytesIO()
    deck.save(buffer)
    return _zipped(buffer.getvalue(), day)


def _fix_workbook(part: Part, day: date) -> None:
    """The workbook in a chart: our theme, and no trace of the moment when it was written."""
    part._blob = _zipped(part.blob, day, {_THEME: theme_xml()})


def _zipped(content: bytes, day: date, instead: dict[str, bytes] | None = None) -> bytes:
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            data = (instead or {}).get(name) or source.read(name)
            if name == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", data)
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, data)
    return buffer.getvalue()
