"""Workbooks, XLSX and ODS: their sheets as grids of text, or why they cannot be read."""

from __future__ import annotations

import io
import zipfile

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.files.workbooks.ods import ods_grids
from amu_geo.importing.files.workbooks.packages import UNREADABLE, guard
from amu_geo.importing.files.workbooks.parsing import DefusedXmlException
from amu_geo.importing.files.workbooks.xlsx import xlsx_grids

DECLARES = (
    "le classeur déclare un type de document ou des entités XML, ce qu’aucun tableur ne fait."
)


def read_workbook(content: bytes, file: str, limits: Limits) -> list[Grid]:
    """The sheets of an Excel or OpenDocument workbook, hidden ones and charts included.

    Raises
    ------
    RefusedFileError
        A bomb, a locked workbook, one that declares XML entities, a damaged one, or no workbook.
    """
    guard(content, file, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "content.xml" not in archive.namelist():
                return list(xlsx_grids(content, file, limits))
            with archive.open("content.xml") as xml:
                return list(ods_grids(xml, file, limits))
    except RefusedFileError:
        raise
    except DefusedXmlException as error:
        raise RefusedFileError(Problem(DECLARES, file)) from error
    except Exception as error:
        # A damaged workbook makes a reader fail in any of a dozen ways; all mean this.
        raise RefusedFileError(Problem(UNREADABLE, file)) from error
