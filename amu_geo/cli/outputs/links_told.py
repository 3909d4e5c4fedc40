"""What `liens` says: addresses to be written better, what was found, doubts for a reader."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TextIO

from amu_geo.french.typography import date_fr, plural, typeset
from amu_geo.links.lint import CLEAR, LABELS, Fault
from amu_geo.links.record import LinkRecord
from amu_geo.links.run import Outcome, Progress
from amu_geo.links.verdict import (
    ALIVE,
    BLOCKED,
    DEAD,
    FALSE_PAGE,
    MOVED,
    STATES,
    UNREACHED,
    Finding,
)

# Seconds between two lines where nothing can be drawn over: a file, the letter of a cron.
_PAUSE, _PAUSE_ELSEWHERE = 0.5, 300.0


class ProgressLine:
    """How far the run is: one line of a terminal, drawn again; elsewhere a line now and then."""

    def __init__(self, stream: TextIO, what: str) -> None:
        self._stream, self._what = stream, what
        self._is_terminal = stream.isatty()
        self._last = time.monotonic()
        self._is_drawn = False

    def __call__(self, progress: Progress) -> None:
        """Say it, unless it was said a moment ago."""
        now = time.monotonic()
        pause = _PAUSE if self._is_terminal else _PAUSE_ELSEWHERE
        if now - self._last < pause and progress.done < progress.total:
            return
        self._last = now
        left = f", encore {duration(progress.left)}" if progress.left else ""
        text = f"{self._what} : {progress.done} adresses sur {progress.total}{left}"
        if self._is_terminal:
            self._is_drawn = True
            self._stream.write(f"\r{typeset(text)}\x1b[K")
        elif progress.done < progress.total:
            self._stream.write(f"{typeset(text)}\n")
        self._stream.flush()

    def close(self) -> None:
        """Take it away."""
        if self._is_drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def duration(seconds: float) -> str:
    """« 40 s », « 3 min 20 s », « 1 h 05 »."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest:02} s"
    return f"{minutes // 60} h {minutes % 60:02}"


def faults_told(faults: Sequence[Fault]) -> Iterator[str]:
    """Lines on the addresses that could be written better, with what to try in their place."""
    if not faults:
        yield "Écriture des adresses : rien à reprendre."
        return
    yield f"Écriture des adresses : {plural(len(faults), 'adresse')} à reprendre."
    counts: dict[str, list[Fault]] = {}
    for fault in faults:
        counts.setdefault(fault.told, []).append(fault)
    # What wants only an « s » comes last.
    for told, found in sorted(counts.items(), key=lambda item: item[0] == LABELS[CLEAR]):
        yield f"\n  {told} ({len(found)})"
        for fault in found:
            yield f"    {fault.url}"
            yield (
                f"      à essayer : {fault.mend}"
                if fault.mend
                else "      à retrouver par un lecteur"
            )


def outcome_told(outcome: Outcome) -> Iterator[str]:
    """Lines on what the run found: states counted, then all that a reader should look at."""
    found = [outcome.records[finding.url] for finding in outcome.findings]
    counts = Counter(record.etat for record in found)
    yield f"\n{plural(len(found), 'adresse vérifiée', 'adresses vérifiées')} :"
    for etat, words in STATES.items():
        if counts[etat]:
            yield f"  {counts[etat]:>5}  {etat:<12}  {words}"
    for finding, record in zip(outcome.findings, found, strict=True):
        if record.etat not in (ALIVE, BLOCKED):
            yield from _record_told(finding, record)
    yield from doubts_told(outcome.findings)


def _record_told(finding: Finding, record: LinkRecord) -> Iterator[str]:
    why = f" : {finding.why}" if finding.why else ""
    code = f" ({record.code})" if record.code else ""
    yield f"\n  {STATES[record.etat]}{code}{why}"
    yield f"    {record.url}"
    if record.etat in (DEAD, UNREACHED) and record.premiere_panne:
        yield f"      première panne : {date_fr(record.premiere_panne)}"
    if record.etat == MOVED:
        yield f"      nouvelle adresse proposée : {record.url_finale}"
    if finding.hops and record.etat in (MOVED, FALSE_PAGE):
        yield "      " + " → ".join(f"{status} {url}" for status, url in finding.hops)
    if record.archive:
        yield f"      copie du {date_fr(record.archive_le)} : {record.archive}"


def doubts_told(findings: Sequence[Finding]) -> Iterator[str]:
    """Lines on the schemes that their pages make doubtful; nothing is decided here."""
    doubts = [(finding.url, doubt) for finding in findings for doubt in finding.doubts]
    if doubts:
        told = plural(len(doubts), "doute")
        yield f"\n{told} sur des dispositifs, à relire ; rien n’est décidé :"
    for url, doubt in doubts:
        yield f"\n  {doubt.name} ({doubt.id})"
        yield f"    « {doubt.excerpt} »"
        yield f"    {url}"
