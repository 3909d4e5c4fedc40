"""What Streamlit would read as Markdown is given to it as text."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_geo import paths
from amu_geo.charts.base.prose import prose
from amu_geo.french.typography import typeset
from amu_geo.ui.choice.markdown import as_text

JOINER = "\N{WORD JOINER}"
UI = sorted((paths.ROOT / "amu_geo" / "ui").rglob("*.py"))
# Whose first argument, and whose `help`, Streamlit reads as Markdown.
READERS = {
    *("markdown", "write", "caption", "error", "warning", "info", "success", "title", "header"),
    *("subheader", "button", "download_button", "form_submit_button", "link_button", "checkbox"),
    *("toggle", "radio", "selectbox", "multiselect", "select_slider", "slider", "text_input"),
    *("text_area", "number_input", "date_input", "file_uploader", "segmented_control", "pills"),
    *("expander", "popover", "status", "spinner", "toast", "tabs", "metric", "dialog", "badge"),
}
# What makes texts of the code alone, and the names of such texts.
OURS = {
    *("as_text", "_offered", "_label", "_help", "lecture_help"),
    *("label", "title", "words", "PRIVATE", "PREVIEW_GONE"),
}


def is_ours(node: ast.expr) -> bool:
    """Whether an expression is a text of the code, or one that nothing of is markup."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return is_ours(node.body) and is_ours(node.orelse)
    if isinstance(node, ast.Name):
        return node.id in OURS
    if isinstance(node, ast.JoinedStr):
        values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return all(map(is_ours, values))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in ("typeset", "plural"):
            return all(map(is_ours, node.args[node.func.id == "plural" :]))
        return node.func.id in OURS
    return False


@pytest.mark.parametrize("path", UI, ids=lambda path: str(path.relative_to(paths.ROOT)))
def test_no_text_of_the_data_is_given_as_markdown(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = ast.unparse(node.func.value)
        if node.func.attr not in READERS or owner in {"self", "address", "view.address", "_LOG"}:
            continue
        read = node.args[:1] + [word.value for word in node.keywords if word.arg == "help"]
        for value in read:
            assert is_ours(value), f"{path.name}:{node.lineno}: as_text() is meant"


@given(st.text())
def test_no_mark_is_left_and_no_letter_is_lost(text):
    shown = as_text(text)
    read = shown.replace(JOINER, "")
    # As a reader of Markdown undoes what is escaped.
    for mark in "\\`*_[]<&$~|{}#>+-.)":
        read = read.replace(f"\\{mark}", f"\0{mark}" if mark == "\\" else mark)
    expected = " ".join(part for part in typeset(text).replace("\t", " ").split(" "))
    if not any(sign in text for sign in "\\\0\r\n\t" + JOINER):
        assert " ".join(read.split(" ")) == " ".join(filter(None, expected.split(" ")))
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# titre", r"\# titre"),
        ("12. douze", r"12\. douze"),
        ("- un", r"\- un"),
        (":red[x]", rf":{JOINER}red\[x\]"),
        ("a -> b", rf"a -{JOINER}> b".replace(">", ">")),
        ("www.exemple.fr", f"www{JOINER}.exemple.fr"),
        ("a@b.fr", f"a{JOINER}@b.fr"),
        ("Île-de-France (2019) : 3 %", "Île-de-France (2019)\u00a0: 3\u202f%"),
    ],
)
def test_marks_are_escaped_and_words_are_left_alone(text, shown):
    assert as_text(text) == shown


def test_what_turns_the_writing_around_is_shown_as_a_sign():
    assert typeset("nom \u202eriov") == "nom �riov"
    assert "\u2067" not in as_text("a\u2067b")


def test_a_long_text_keeps_its_paragraphs_and_lists_and_nothing_else():
    made = prose("Un *texte* <b>\nsuivi\n\n- [a](javascript:1)\n- b\n  suite\n\nfin")
    assert made == (
        "<p>Un *texte* &lt;b&gt; suivi</p>"
        "<ul><li>[a](javascript:1)</li><li>b suite</li></ul><p>fin</p>"
    )
