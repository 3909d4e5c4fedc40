"""What a run has found so far, a line an address: a run that is cut short goes on from there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from amu_geo.disk import told
from amu_geo.links.verdict import Finding
from amu_geo.links.words import Doubt

# A run left for longer is begun anew: what it saw is no longer of the day.
DAYS_KEPT = 2
_CHECKED, _ARCHIVED = "vu", "archive"


class Journal:
    """The journal of one file of links; it stands beside it until the run ends.

    Parameters
    ----------
    path
        Of the journal.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.findings: dict[str, tuple[str, Finding]] = {}
        self.archives: dict[str, tuple[str, str]] = {}

    @classmethod
    def beside(cls, out: Path) -> Journal:
        """That of a file that a run is to write."""
        return cls(out.with_name(f".{out.name}.reprise"))

    def read(self, since: str) -> bool:
        """Take up what a run cut short had found since a day; whether there was any.

        A last line cut in two by the end of the process is left out, and so is anything else
        that cannot be read: it is only asked for again.
        """
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return False
        for line in lines[:-1]:
            try:
                self._take(json.loads(line), since)
            except (ValueError, KeyError, TypeError):
                continue
        # What follows begins on a line of its own.
        if lines[-1]:
            with self.path.open("a", encoding="utf-8") as file:
                file.write("\n")
        return bool(self.findings or self.archives)

    def _take(self, line: Mapping[str, Any], since: str) -> None:
        if line["jour"] < since:
            return
        if line["quoi"] == _ARCHIVED:
            self.archives[line["url"]] = (line["archive"], line["archive_le"])
            return
        told = dict(line["trouve"])
        told["hops"] = tuple((int(status), str(url)) for status, url in told["hops"])
        told["doubts"] = tuple(Doubt(**doubt) for doubt in told["doubts"])
        finding = Finding(**told)
        self.findings[finding.url] = (line["jour"], finding)

    def found(self, day: str, finding: Finding) -> None:
        """Write down what a visit found."""
        self.findings[finding.url] = (day, finding)
        self._write({"quoi": _CHECKED, "jour": day, "trouve": asdict(finding)})

    def archived(self, day: str, url: str, archive: str, archive_le: str) -> None:
        """Write down the archived copy of an address, "" for none."""
        self.archives[url] = (archive, archive_le)
        told = {"url": url, "archive": archive, "archive_le": archive_le}
        self._write({"quoi": _ARCHIVED, "jour": day, **told})

    def _write(self, line: Mapping[str, Any]) -> None:
        with told(self.path), self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """The run has ended: nothing is left to take up."""
        self.path.unlink(missing_ok=True)
