"""From what was sent to grids of text: each format by its own reader, each refusal in words."""

from __future__ import annotations

from pathlib import Path

from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.raw import METADATA_FILE, RawEdition, parse_metadata
from amu_geo.importing.files.containers import METADATA_SUFFIX, read_container
from amu_geo.importing.files.foreign import refuse_foreign
from amu_geo.importing.files.geofiles import read_parquet
from amu_geo.importing.files.json_files import JSON_SUFFIXES, read_json
from amu_geo.importing.files.layers import (
    GEOPACKAGE,
    SHAPEFILE,
    SHAPEFILE_SUFFIX,
    read_geopackage,
    read_shapefile,
)
from amu_geo.importing.files.limits import (
    METADATA_LIMIT,
    FullError,
    Grid,
    Limits,
    RefusedFileError,
    megabytes,
)
from amu_geo.importing.files.text_files import decode, read_csv
from amu_geo.importing.files.workbooks.packages import OLD_WORKBOOK, refuse_old
from amu_geo.importing.files.workbooks.sheets import settle
from amu_geo.importing.files.workbooks.spreadsheets import read_workbook
from amu_geo.importing.metadata_sheets import (
    FIGURES_SHEET,
    GUIDE_SHEETS,
    METADATA_SHEETS,
    read_figures,
    read_metadata,
)
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import normalise


class Sent:
    """What was sent, read but not understood.

    Attributes
    ----------
    raw
        Holds the metadata and the problems of reading; its tables come later.
    grids
        (name of the file or sheet, grid) of everything that may be a table.
    logs
        Repairs of whole files: encodings, separators.
    is_whole
        A folder, archive or workbook of several tables, or one that describes an edition.
    metadata_place
        File and sheet that describe the edition.
    """

    def __init__(self, limits: Limits):
        self.raw = RawEdition()
        self.grids: list[tuple[str, Grid]] = []
        self.logs: list[RepairLog] = []
        self.is_whole = False
        self.has_metadata = False
        self.name = ""
        self.metadata_place: tuple[str, str | None] = (METADATA_FILE, None)
        self._limits = limits

    def read(self, source: Path | bytes, filename: str) -> None:
        """Read a file, a folder or an archive; what cannot be read becomes a problem."""
        self.name = filename
        files, container, ignored = read_container(source, filename, self._limits)
        self.raw.problems += ignored
        for name, content in files:
            try:
                self._read_file(name, content)
            except FullError as full:
                self.raw.problems.append(full.problem)
                break
            except RefusedFileError as refused:
                self.raw.problems.append(refused.problem)
        if container and not files:
            message = "il n’y a là aucune table."
            self.raw.problems.append(Problem(message, filename, attendu="dispositifs.csv, …"))
        self.is_whole |= self.has_metadata or (container and len(files) != 1)

    def _read_file(self, name: str, content: bytes) -> None:
        suffix, stem = Path(name).suffix.lower(), Path(name).stem
        self._limits.check_size(len(content), name)
        log = RepairLog(name)
        self.logs.append(log)
        refuse_foreign(content, name)
        if suffix == METADATA_SUFFIX:
            self.has_metadata = True
            if len(content) > METADATA_LIMIT:
                message = f"la description de l’édition pèse {megabytes(len(content))}."
                expected = f"{megabytes(METADATA_LIMIT)} au plus"
                raise RefusedFileError(Problem(message, name, attendu=expected))
            text = decode(content, name, log)
            self.raw.metadata = parse_metadata(text.encode(), METADATA_FILE, self.raw.problems)
        elif suffix == SHAPEFILE_SUFFIX or content.startswith(SHAPEFILE):
            self.grids.append((stem, read_shapefile(content, name, self._limits, log)))
        elif content.startswith(GEOPACKAGE):
            self._add_layers(stem, read_geopackage(content, name, self._limits))
        elif content.startswith(b"PK"):
            grids = read_workbook(content, name, self._limits)
            self._add_sheets(settle(grids, name, self.raw.problems))
        elif content.startswith(OLD_WORKBOOK):
            refuse_old(content, name)
        elif content.startswith(b"PAR1"):
            self.grids.append((stem, read_parquet(content, name, self._limits, log)))
        elif suffix in JSON_SUFFIXES or content.lstrip()[:1] == b"{":
            self.grids.append((stem, read_json(content, name, self._limits, log)))
        else:
            self.grids.append((stem, read_csv(content, name, self._limits, log)))
            self.raw.problems += self.grids[-1][1].problems

    def _add_sheets(self, grids: list[Grid]) -> None:
        tables = []
        for grid in grids:
            title = normalise(grid.sheet or "")
            if title in METADATA_SHEETS:
                self.has_metadata = True
                self.metadata_place = (grid.file, grid.sheet)
                self.raw.metadata |= read_metadata(grid)
            elif title == FIGURES_SHEET:
                self.raw.metadata |= read_figures(grid)
            elif grid.rows and title not in GUIDE_SHEETS:
                tables.append((grid.sheet or "", grid))
        self.grids += tables
        self.is_whole |= len(tables) > 1

    def _add_layers(self, stem: str, layers: list[tuple[Grid, RepairLog]]) -> None:
        """A lone layer bears the name of its file where its own says nothing."""
        for grid, log in layers:
            self.grids.append((grid.sheet or stem, grid))
            self.logs.append(log)
        self.is_whole |= len(layers) > 1
