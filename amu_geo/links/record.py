"""`data/liens.csv`: what checking the links found, a row an address; it belongs to no edition."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

from amu_geo.links.asking.exchange import LOOP
from amu_geo.links.page import is_same
from amu_geo.links.verdict import (
    ALIVE,
    BLOCKED,
    CHANGED,
    DEAD,
    FALSE_PAGE,
    MOVED,
    STATES,
    UNREACHED,
    Finding,
)
from amu_geo.paths import DamagedFileError, read_text

_ANSWERED = (ALIVE, MOVED, CHANGED, FALSE_PAGE, BLOCKED)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class LinkRecord:
    """One row: the state of an address at the last visit.

    Parameters
    ----------
    url
        As editions write it.
    etat
        A key of `verdict.STATES`; "" when only its archived copy is known.
    code
        Status of the last answer, or the word for why there was none.
    url_finale
        New address that is proposed, or where the redirects lead; "" for the same.
    verifie_le, premiere_panne, archive_le
        Days AAAA-MM-JJ: of the visit, of the first failure of a row of them, of the copy.
    empreinte
        Fingerprint of the text when it was last read.
    archive
        Address of the archived copy.
    doute
        Words of the page that raise a doubt on a scheme, for a reader to judge.
    """

    url: str
    etat: str = ""
    code: str = ""
    url_finale: str = ""
    verifie_le: str = ""
    premiere_panne: str = ""
    empreinte: str = ""
    archive: str = ""
    archive_le: str = ""
    doute: str = ""


COLUMNS = tuple(field.name for field in fields(LinkRecord))


def settled(finding: Finding, before: LinkRecord | None, today: str) -> LinkRecord:
    """The row of an address, from what was found and from what was known.

    One failure is « injoignable », a second one on another day « mort »; a page that is gone
    (404, 410, confirmed) is dead at once. A text unlike the last one read is « change ».
    """
    known = before or LinkRecord(finding.url)
    etat, first = finding.etat, known.premiere_panne
    if _has_failed(finding):
        first = first or today
        etat = DEAD if first < today else etat
    elif etat in _ANSWERED:
        first = ""
    mark = finding.empreinte
    if etat == ALIVE and mark and known.empreinte and not is_same(mark, known.empreinte):
        etat = CHANGED
    # What creeps away from the last text known, a detail at a time, is compared with that text.
    kept = known.empreinte if is_same(mark, known.empreinte) else mark or known.empreinte
    return replace(
        known,
        etat=etat,
        code=finding.code,
        url_finale=finding.url_finale,
        verifie_le=today,
        premiere_panne=first,
        empreinte=kept,
        doute=finding.doubts[0].excerpt if finding.doubts else "",
    )


def _has_failed(finding: Finding) -> bool:
    """Whether a page is gone, or its host was down.

    Not when the site answered something that a program cannot follow: a reader may.
    """
    is_answer = finding.code == LOOP or finding.code.startswith(("3", "4"))
    return finding.etat == DEAD or (finding.etat == UNREACHED and not is_answer)


def read_records(path: Path) -> dict[str, LinkRecord]:
    """The rows of a file, by address; none when it is not there.

    Raises
    ------
    DamagedFileError
        When it is there and cannot be trusted: the message says what was found and expected.
    """
    if not path.exists():
        return {}
    try:
        header, *lines = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    except csv.Error:
        raise DamagedFileError(path, "un guillemet est mal placé ou jamais refermé") from None
    if tuple(header) != COLUMNS:
        told = ", ".join(COLUMNS)
        raise DamagedFileError(path, f"ses colonnes ne sont pas celles attendues ({told})")
    return {record.url: record for record in _records(path, lines)}


def _records(path: Path, lines: Iterable[list[str]]) -> Iterable[LinkRecord]:
    for place, cells in enumerate(lines, start=2):
        if not cells:
            continue
        if len(cells) != len(COLUMNS):
            fault = f"la ligne {place} a {len(cells)} cellules, {len(COLUMNS)} attendues"
            raise DamagedFileError(path, fault)
        record = LinkRecord(*cells)
        if record.etat not in ("", *STATES):
            fault = f"ligne {place} : état « {record.etat} », attendu : {', '.join(STATES)}"
            raise DamagedFileError(path, fault)
        for day in (record.verifie_le, record.premiere_panne, record.archive_le):
            if day and not _DAY.fullmatch(day):
                fault = f"ligne {place} : date « {day} », attendu : AAAA-MM-JJ"
                raise DamagedFileError(path, fault)
        if record.archive and not record.archive.startswith("https://web.archive.org/"):
            fault = f"ligne {place} : copie « {record.archive} », attendu : web.archive.org"
            raise DamagedFileError(path, fault)
        yield record


def as_csv(records: Mapping[str, LinkRecord]) -> str:
    """The file's text: UTF-8, LF, sorted by address."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(records[url]) for url in sorted(records))
    return out.getvalue()
