"""Pages kept on disk, for the first seconds of the next start.

Loading the data takes longer than listening: a process that starts again shows the page that
the last one made, as long as neither the data nor the code has changed.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from amu_geo import paths
from amu_geo.disk import UnwritableError, sweep, write_whole
from amu_geo.server.streamlit.bundles import index_path
from amu_geo.site import base

FOLDER = paths.ROOT / "build" / "pages"
# Stands for the site's address in a page, until it is known who asks.
ORIGIN = "https://adresse-du-site.invalid"
_READ_FROM = (paths.SCHEMES, paths.REGIONS, paths.TABLE_SCHEMAS, paths.REFERENTIALS)
_CODE = (".py", ".css", ".js", ".json")


def kept_page(path: str) -> str | None:
    """The default view of a page, made earlier from the very same files; None when unknown."""
    try:
        return _file(path).read_text(encoding="utf-8")
    except OSError:
        return None


def keep_page(path: str, html: str) -> None:
    """Keep the default view of a page; a read-only disk is no failure."""
    with contextlib.suppress(OSError, UnwritableError):
        target = _file(path)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for older in FOLDER.glob(f"{_name(path)}-*.html"):
            older.unlink()
        sweep(FOLDER)
        write_whole(target, html.encode())


def _file(path: str) -> Path:
    return FOLDER / f"{_name(path)}-{_signature()}.html"


def _name(path: str) -> str:
    return path.strip("/") or "accueil"


def _signature() -> str:
    """Changes with the path, the time or the size of any file that a page is made of."""
    files = [path for root in _READ_FROM for path in root.rglob("*")]
    files += [path for path in paths.PACKAGE.rglob("*") if path.suffix in _CODE]
    digest = hashlib.sha256(base().encode())
    for path in sorted([*files, index_path()]):
        # A file that is not there, as Streamlit's index page may be, counts by its absence.
        with contextlib.suppress(OSError):
            status = path.stat()
            digest.update(f"{path} {status.st_mtime_ns} {status.st_size}\n".encode())
    return digest.hexdigest()[:20]
