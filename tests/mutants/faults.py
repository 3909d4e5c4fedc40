"""The small faults that can be put into a module: one operator, one number, one word changed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Each operator, and what is tried in its place.
_SWAPS: dict[type[ast.AST], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
    ast.And: ("and", ("or",)),
    ast.Or: ("or", ("and",)),
    ast.Add: ("+", ("-",)),
    ast.Sub: ("-", ("+",)),
    ast.Mult: ("*", ("/",)),
    ast.Div: ("/", ("*",)),
    ast.FloorDiv: ("//", ("*",)),
    ast.BitAnd: ("&", ("|",)),
    ast.BitOr: ("|", ("&",)),
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


@dataclass(frozen=True, order=True)
class Fault:
    """Bytes of a module from `start` to `end`, and what stands there instead."""

    line: int
    start: int
    end: int
    there: str
    instead: str

    def put(self, source: bytes) -> bytes:
        """The module with the fault in it."""
        return source[: self.start] + self.instead.encode() + source[self.end :]

    def told(self) -> str:
        """« ligne 12 : < → <= »."""
        return f"line {self.line}: {self.there} → {self.instead or '(nothing)'}"


def faults(source: bytes) -> list[Fault]:
    """Every fault that can be put into a module, in the order of its lines.

    Annotations, decorators, docstrings and texts stay as they are.
    """
    return sorted(set(_Finder(source).found(ast.parse(source))))


class _Finder:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines = [0]
        for line in source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def found(self, node: ast.AST) -> Iterator[Fault]:
        yield from self._here(node)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from self.found(child)

    def _here(self, node: ast.AST) -> Iterator[Fault]:
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
                yield from self._between(left, operator, right)
        elif isinstance(node, ast.BoolOp):
            for left, right in zip(node.values, node.values[1:], strict=False):
                yield from self._between(left, node.op, right)
        elif isinstance(node, ast.BinOp):
            yield from self._between(node.left, node.op, node.right)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert)):
            word = "not " if isinstance(node.op, ast.Not) else "~"
            yield self._fault(node, self._start(node), self._start(node) + len(word), "")
        elif isinstance(node, ast.Constant) and type(node.value) in (bool, int):
            instead = str(not node.value if isinstance(node.value, bool) else node.value + 1)
            yield self._fault(node, self._start(node), self._end(node), instead)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in _NAMES:
                start, end = self._start(node.func), self._end(node.func)
                yield self._fault(node, start, end, _NAMES[node.func.id])
        elif isinstance(node, (ast.If, ast.IfExp)) and isinstance(
            node.test, (ast.Name, ast.Attribute, ast.Call)
        ):
            start, end = self._start(node.test), self._end(node.test)
            test = self._source[start:end].decode()
            yield self._fault(node.test, start, end, f"(not {test})")

    def _between(self, left: ast.expr, operator: ast.AST, right: ast.expr) -> Iterator[Fault]:
        """The operator stands somewhere between two expressions, brackets apart."""
        word, others = _SWAPS.get(type(operator), ("", ()))
        start, end = self._end(left), self._start(right)
        gap = self._source[start:end].decode()
        spelled = re.escape(word).replace(r"\ ", r"\s+")
        place = re.search(rf"(?<![\w<>=!]){spelled}(?![\w<>=])", gap) if word else None
        for instead in others if place else ():
            first = start + len(gap[: place.start()].encode())
            yield self._fault(right, first, first + len(place.group().encode()), instead)

    def _fault(self, node: ast.expr, start: int, end: int, instead: str) -> Fault:
        there = self._source[start:end].decode().strip()
        return Fault(node.lineno, start, end, there, instead)

    def _start(self, node: ast.expr) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr) -> int:
        return self._lines[node.end_lineno - 1] + node.end_col_offset
