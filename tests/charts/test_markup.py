"""HTML is built by a type that escapes: what a text of the data says is never markup."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from amu_geo import paths
from amu_geo.charts.base.markup import html, joined, link, outside_link, shown
from amu_geo.french.typography import typeset

PACKAGE = paths.ROOT / "amu_geo"
DRAWN = sorted(
    path
    for room in ("charts", "ui", "sentences", "server/page")
    for path in (PACKAGE / room).rglob("*.py")
)
TAG = re.compile(r"<[a-zA-Z/!]")
# What Plotly reads as bold is no HTML of ours, nor are a mask's drawing and a style sheet.
NOT_HTML = {
    "charts/map/coverage.py",
    "charts/actors/map.py",
    "charts/region/map.py",
    "charts/evolution/cells.py",
    "charts/evolution/frame.py",
    "charts/evolution/levels.py",
    "ui/frame/style.py",
    "ui/frame/map_widget.py",
    "ui/evolution/playing.py",
    # The document's head, around Streamlit's own.
    "server/page/document.py",
}
MAKES_MARKUP = {"charts/base/markup.py", "server/page/first/style.py"}


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@given(st.text(), st.text())
def test_what_is_not_markup_is_escaped_once_and_markup_is_left_alone(text, other):
    made = html('<b title="{}">{}</b>', text, html("<i>{}</i>", other))
    assert made.count("<") == 4
    assert Markup(made).striptags() is not None
    inside = re.fullmatch(r'<b title="(.*)"><i>(.*)</i></b>', made, re.S)
    assert [Markup(part).unescape() for part in inside.groups()] == [text, other]


def test_the_places_and_the_parts_are_as_many():
    for parts in ((), ("a", "b")):
        with pytest.raises(ValueError):
            html("<b>{}</b>", *parts)


def test_pieces_joined_and_typeset_stay_markup():
    assert joined(["<", html("<b>{}</b>", "&")], by=" & ") == "&lt; &amp; <b>&amp;</b>"
    typed = typeset(html("<b>{}</b> : oui", "l'eau & <"))
    assert isinstance(typed, Markup)
    assert "&lt;" in typed and "\u00a0:" in typed
    assert not isinstance(typeset("a : b"), Markup)
    assert link("/?a=1&b=2", "<b>").startswith('<a href="/?a=1&amp;b=2"')
    assert shown("<img src=x>") == "&lt;img src=x&gt;"


def makers() -> set[str]:
    """Names of the functions whose every answer is markup, made by `html` or by one another."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in DRAWN]
    functions = [node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    found = {"html", "shown", "joined"}
    while True:
        more = {one.name for one in functions if answers_markup(one, found)} - found
        # A name that stands for a text elsewhere tells nothing.
        more -= {one.name for one in functions if not answers_markup(one, found)}
        if not more:
            return found
        found |= more


def answers_markup(function: ast.FunctionDef, known: set[str]) -> bool:
    """Whether each answer is a call of one of `known`, or nothing."""
    answers = [one.value for one in ast.walk(function) if isinstance(one, ast.Return) and one.value]
    choices = [one for one in answers if isinstance(one, ast.IfExp)]
    answers += [part for one in choices for part in (one.body, one.orelse)]
    told = [
        one
        for one in answers
        if not isinstance(one, ast.IfExp) and ast.dump(one) != ast.dump(ast.Constant(""))
    ]
    return bool(told) and all(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in known
        for one in told
    )


MAKERS = makers()


def makes_markup(node: ast.AST) -> bool:
    calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(isinstance(one.func, ast.Name) and one.func.id in MAKERS for one in calls)


def texts_made_of_markup(function: ast.FunctionDef) -> list[int]:
    """Lines where a plain text swallows markup, by its maker or by the name that it was given."""
    given = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AugAssign) and makes_markup(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            listed = isinstance(node.value, ast.List | ast.ListComp | ast.Tuple | ast.BinOp)
            given |= {one.id for one in targets if isinstance(one, ast.Name) and listed}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            added = node.func.attr == "append" and any(map(makes_markup, node.args))
            if added and isinstance(node.func.value, ast.Name):
                given.add(node.func.value.id)

    def swallows(node: ast.AST) -> bool:
        return makes_markup(node) or any(
            isinstance(one, ast.Name) and one.id in given for one in ast.walk(node)
        )

    found = []
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            text = isinstance(node.func.value, ast.Constant) and node.func.attr == "join"
            if text and any(map(swallows, node.args)):
                found.append(node.lineno)
        if isinstance(node, ast.FormattedValue) and makes_markup(node.value):
            found.append(node.lineno)
    return found


def test_texts_that_swallow_markup_are_found():
    source = """
def one():
    told = [html("<b>{}</b>", x), ""]
    return " ".join(part for part in told if part)
def two():
    return f"{html('<b>{}</b>', x)}."
def three():
    return " ".join(word for word in words) + joined([html("<b>{}</b>", x)])
def four():
    told = []
    told.append(outside_link(x))
    return ", ".join(told)
def five():
    told = ["x"]
    told += [link(x, y)]
    return typeset(", ".join(told))
"""
    found = [texts_made_of_markup(function) for function in ast.parse(source).body]
    assert found == [[4], [6], [], [12], [16]]
    assert {"link", "dot", "report_link", "folded"} <= MAKERS


def test_the_words_of_a_link_to_a_source_are_typeset_and_its_address_stays():
    made = outside_link("https://exemple.fr/l'aide?a=1", "Paroles d'élus", "Vu à l'instant ?")
    assert ">Paroles d’élus</a>" in made and 'title="Vu à l’instant\u202f?"' in made
    assert 'href="https://exemple.fr/l&#39;aide?a=1"' in made


@pytest.mark.parametrize("path", DRAWN, ids=name)
def test_no_text_swallows_markup(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [line for function in functions for line in texts_made_of_markup(function)] == []


@pytest.mark.parametrize("path", DRAWN, ids=name)
def test_no_html_is_written_by_an_f_string_or_made_of_data(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and name(path) not in NOT_HTML:
            written = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
            assert not TAG.search(written), f"{name(path)}:{node.lineno}: html() is meant"
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in {"html", "Markup"} and name(path) not in MAKES_MARKUP:
            first = node.args[0]
            assert isinstance(first, ast.Constant), f"{name(path)}:{node.lineno}: a template"
