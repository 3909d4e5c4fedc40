"""Test ids and class names of Streamlit, under the names that the first picture gives them."""

from __future__ import annotations

# In the style sheets of the pages → in the first picture's, of the same weight for the browser.
RENAMED = (
    (".stApp", ".premiere"),
    ('[data-testid="stHtml"]', ".p-html"),
    ('[data-testid="stMainBlockContainer"]', ".p-bloc"),
    ('[class*="st-key-', '[class*="p-'),
    (".st-key-", ".p-"),
)
