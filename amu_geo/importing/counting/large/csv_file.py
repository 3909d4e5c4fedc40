"""CSV of any size: its beginning is read as the import reads it, the rest block by block."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.counting.large.csv_blocks import Dialect, Wanted, is_utf8, read_block
from amu_geo.importing.counting.rows import Rows, header_of, notes_of, rows_of_grid
from amu_geo.importing.counting.tally import Block
from amu_geo.importing.counting.ways import POINT, Way
from amu_geo.importing.files.limits import Limits, RefusedFileError
from amu_geo.importing.files.text_files import decode, guess_separator, read_csv
from amu_geo.importing.repairs import RepairLog

HEAD_BYTES = 1 << 20
BLOCK_BYTES = 4 << 20
# A record longer than this is a quote that is never closed.
RECORD_BYTES = 16 << 20
UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
BOM = "\ufeff".encode()


class LargeCsv:
    """A CSV file: `head` are its first rows, `blocks` all of them.

    The encoding, the separator and the header are found in the first megabyte, by what finds
    them in small files. A line that is not of that encoding further down is read as
    Windows-1252, and said.
    """

    size = 1

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            start = file.read(HEAD_BYTES)
            is_whole = not file.read(1)
        self._wide = UTF16.get(start[:2])
        start = start if is_whole else self._without_last_line(start)
        log = RepairLog(path.name)
        grid = read_csv(start, path.name, Limits(rows=len(start)), log)
        if not grid.rows:
            raise RefusedFileError(Problem("il n’y a là aucune table.", path.name))
        header = header_of(grid)
        self.head: Rows = rows_of_grid(grid, header)
        self.head.notes = list(dict.fromkeys([*notes_of([log]), *self.head.notes]))
        # The rows that are read again, and counted, say what is wrong with them.
        self.head.faults = {}
        text = decode(start, path.name, RepairLog(path.name))
        announced = text[4:5] if text[:4].lower() == "sep=" and text[5:6] == "\n" else ""
        separator = announced or guess_separator(text)
        below = grid.rows[header + 1 :]
        self._first = below[0][0] if below else None
        titled = len(grid.rows[header][1] if header >= 0 else self.head.titles)
        width = _width(text, separator, self._first)
        self._dialect = Dialect(
            path.name,
            tuple(self.head.titles),
            titled,
            separator,
            width,
            min(width, titled),
            _encoding(start) if self._wide is None else "utf-8",
        )

    def blocks(self, ways: Sequence[Way]) -> Iterator[Block]:
        """All the rows, block by block, with the columns of these ways alone."""
        size = max(1, self._path.stat().st_size)
        points = {rank for way in ways if way.kind == POINT and len(way.columns) == 2
                  for rank in way.columns}  # fmt: skip
        texts = {rank for way in ways for rank in way.columns} - points
        words = {rank for way in ways if way.kind != POINT for rank in way.columns} - points
        wanted = Wanted(tuple(sorted(points)), tuple(sorted(words)), tuple(sorted(texts - words)))
        for content, line, done in self._records():
            yield Block(partial(read_block, content, line, self._dialect, wanted), done / size)

    def _records(self) -> Iterator[tuple[bytes, int, int]]:
        """Whole records, the line where they begin, and the bytes of the file read so far."""
        if self._first is None:
            return
        rest, line = b"", 1
        for piece, done in self._pieces():
            rest += piece
            if line < self._first:
                lines = rest.split(b"\n", self._first - line)
                rest, line = lines.pop(), line + len(lines)
                if line < self._first:
                    continue
            end = records_end(rest)
            if not end and len(rest) > RECORD_BYTES:
                end = self._strict_end(rest, line)
            if end:
                yield rest[:end], line, done
                line += rest.count(b"\n", 0, end)
                rest = rest[end:]
        if rest.strip():
            if rest.count(b'"') % 2:
                self._strict_end(rest, line)
            yield rest, line, done

    def _pieces(self) -> Iterator[tuple[bytes, int]]:
        """The file as pieces of text whose lines end with a line feed, in one byte a sign.

        In UTF-8, or as the file is when it is in another such encoding.
        """
        with self._path.open("rb") as file:
            kept, done = b"", 0
            start = file.read(2 if self._wide else 3)
            if self._wide is None and start != BOM:
                kept = start
            while piece := file.read(BLOCK_BYTES):
                done = file.tell()
                piece = kept + piece
                # A line feed may follow a carriage return; two bytes, and four, make a sign.
                kept = self._last_bytes(piece)
                yield self._plain(piece[: len(piece) - len(kept)]), done
            yield self._plain(kept), done

    def _last_bytes(self, piece: bytes) -> bytes:
        if self._wide is None:
            return piece[-1:] if piece.endswith(b"\r") else b""
        even = len(piece) // 2 * 2
        last = piece[even - 4 : even].decode(self._wide, "surrogatepass")[-1:]
        is_half = "\ud800" <= last <= "\udbff" or last == "\r"
        return piece[even - 2 * is_half :]

    def _plain(self, piece: bytes) -> bytes:
        if self._wide:
            piece = piece.decode(self._wide, "replace").encode()
        if b"\r" in piece:
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return piece

    def _without_last_line(self, start: bytes) -> bytes:
        if self._wide:
            start = start[: len(start) // 2 * 2].decode(self._wide, "ignore").encode()
        plain = start.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        plain = plain[: records_end(plain)] or plain
        return plain.decode().encode(self._wide) if self._wide else plain

    def _strict_end(self, content: bytes, line: int) -> int:
        """End of the last whole record, of records that quotes by themselves do not tell.

        Raises
        ------
        RefusedFileError
            A quote opens a cell that no other closes; its line is named.
        """
        text = content.decode(self._dialect.encoding, "replace")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self._dialect.separator)
        starts, last = 0, 0
        try:
            for _ in reader:
                starts, last = last, reader.line_num
        except csv.Error:
            starts = last
        lines = content.split(b"\n")
        opened = b"\n".join(lines[starts:last])
        if _is_open(opened, self._dialect.separator):
            message = "un guillemet s’ouvre et ne se ferme pas."
            expected = "deux guillemets autour d’une cellule, doublés à l’intérieur"
            seen = lines[starts].decode(self._dialect.encoding, "replace")
            raise RefusedFileError(
                Problem(message, self._path.name, None, line + starts, None, seen, expected)
            )
        return len(b"\n".join(lines[:starts])) + 1 if starts else len(content)


def records_end(content: bytes) -> int:
    """End of the last line that no quote keeps open; 0 when there is none."""
    end = content.rfind(b"\n")
    quotes = content.count(b'"', 0, end + 1)
    while end >= 0 and quotes % 2:
        before = content.rfind(b"\n", 0, end)
        quotes -= content.count(b'"', before + 1, end + 1)
        end = before
    return end + 1


def _is_open(record: bytes, separator: str) -> bool:
    """Whether the last cell of a record is a quote that nothing closes."""
    text = record.decode("latin-1")
    try:
        list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _encoding(start: bytes) -> str:
    """UTF-8 where most lines are; Windows-1252 else. The other lines are read each as it is."""
    lines = [line for line in start.removeprefix(BOM).split(b"\n") if not line.isascii()]
    return "utf-8" if 2 * sum(map(is_utf8, lines)) >= len(lines) else "cp1252"


def _width(text: str, separator: str, first: int | None) -> int:
    """Cells that most rows have, empty ones at the end included."""
    lines = text.split("\n")[(first or 1) - 1 :]
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator)
    widths = Counter(len(cells) for cells in islice(reader, 1000) if cells)
    return widths.most_common(1)[0][0] if widths else 1
