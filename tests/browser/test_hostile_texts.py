"""What an edition, a file or an address says is text: nothing of it acts, all of it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from amu_geo import paths, store
from amu_geo.edition.publishing import publish_edition
from amu_geo.edition.schema import table_schema
from amu_geo.french.typography import typeset
from amu_geo.site import PAGES
from tests.browser.actions import idle, open_page, unfold
from tests.browser.conftest import window
from tests.server.spoiling import copy_of
from tests.serving import running

pytestmark = pytest.mark.browser

# Each begins with a mark of its own, by which it is found in a page.
PAYLOADS = (
    "Zz1<script>window.pris=1</script>",
    "Zz2<img src=x onerror=window.pris=2>",
    'Zz3"onmouseover=window.pris=3 x="',
    "Zz4[lien](javascript:window.pris=4)",
    "Zz5<a href=javascript:window.pris=5>lien</a>",
    "Zz6![image](https://ailleurs.example/i.png)",
    "Zz7<iframe src=data:text/html,<script>parent.pris=7</script>>",
    r"Zz8$\frac{1}{2}$ et $$x^2$$",
    "Zz9:red[rouge] :material/home: :smile:",
    "Zz10**gras** `code` <b>fort</b> ~~non~~",
    "Zz11</style><style>*{display:none}</style><!--",
    "Zz12{{7*7}} ${7*7} &lt;b&gt; www.ailleurs.example",
)
LONG = "Zz13" + "é" * 4900
# Texts that name something else, or are checked to be an address.
_NAMES = {"id", "id_dispositif", "succede_a", "programme", "commune", "table"}
_NAMES |= {"sources", "financeurs"}
_ADDRESSES = {"url_source", "site_web"}

# What would have become of a text taken for more than a text; and what is shown of it cut.
FAULTS = r"""([root, payloads]) => {
  const plain = (text) => text.replace(/[\u00a0\u202f\u2009]/g, " ").replace(/[\u2060]/g, "")
    .replace(/[’‘]/g, "'").replace(/…/g, "...").replace(/\s+/g, " ").replace(/ (?=[:;!?»])/g, "");
  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
  const page = root === null ? document : parsed(root);
  const found = [];
  const all = [...page.querySelectorAll("*")];
  for (const one of all) {
    for (const { name, value } of one.attributes) {
      if (/^on/.test(name)) found.push(one.outerHTML.slice(0, 200));
      if (/^(href|src|action)$/.test(name) && !one.matches("link, img, image, script")
          && /^\s*(javascript|data):/i.test(value)) found.push(one.outerHTML.slice(0, 200));
      if (/^(href|src)$/.test(name) && /^https?:..(www\.)?ailleurs/.test(value)) {
        found.push(one.outerHTML.slice(0, 200));
      }
    }
  }
  const made = ".katex, .stMarkdownColoredText, iframe, [data-testid^='stMarkdown'] img";
  for (const one of page.querySelectorAll(made)) found.push(one.outerHTML.slice(0, 200));
  for (const one of page.querySelectorAll("script")) {
    if (/^window.pris/.test(one.textContent)) found.push("a script");
  }
  let seen = 0;
  for (const one of all) {
    if (one.closest("script, style, template, noscript")) continue;
    // A text may stand in several nodes, one after the other.
    const runs = [""];
    for (const node of one.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) runs[runs.length - 1] += node.data;
      else if (node.nodeType === Node.ELEMENT_NODE) runs.push("");
    }
    for (const text of runs.map(plain)) for (const payload of payloads.map(plain)) {
      const mark = payload.match(/^Zz\d+/)[0];
      for (const part of text.split(new RegExp(mark + "(?!\\d)")).slice(1)) {
        seen += 1;
        // A code to copy writes its signs as HTML does.
        const said = one.closest("code") ? plain(parsed(mark + part).body.textContent) : "";
        if ((mark + part).startsWith(payload) || said.startsWith(payload)) continue;
        found.push(`cut: ${mark}${part.slice(0, 80)} in ${one.outerHTML.slice(0, 200)}`);
      }
    }
  }
  return [found, seen, window.pris || 0];
}"""


def checked(page: Page, html: str = "") -> int:
    """See that nothing in the page, or in a document, acts; how many payloads stand in it."""
    payloads = [typeset(text) for text in PAYLOADS]
    found, seen, taken = page.evaluate(FAULTS, [html or None, payloads])
    assert (found, taken) == ([], 0)
    return seen


def hostile_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """A table of an edition whose texts all carry a payload, each column all of them."""
    fields = [
        field.name
        for field in table_schema(name).fields
        if field.type == "string" and not {"enum", "pattern"} & set(field.constraints)
    ]
    changed = {}
    for rank, column in enumerate(set(fields) - _NAMES - _ADDRESSES - {"id"}):
        payloads = [PAYLOADS[(rank + row) % len(PAYLOADS)] for row in range(len(table))]
        changed[column] = [
            f"{said} {payload}" if said else said
            for said, payload in zip(table[column].fillna(""), payloads, strict=True)
        ]
    return table.assign(**changed)


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application upon a later edition than ours, whose every text is hostile."""
    edition = store.shelf().get("2026")
    folder = tmp_path_factory.mktemp("hostile")
    data = copy_of(paths.ROOT / "data", folder / "data")
    tables = {name: hostile_table(name, table) for name, table in edition.tables.items()}
    first = tables["acteurs"].index[0]
    tables["acteurs"].loc[first, "preuve"] = LONG
    later = replace(
        edition,
        id="hostile",
        titre=f"Édition {PAYLOADS[1]} {PAYLOADS[8]}",
        auteur=f"Observatoire {PAYLOADS[3]}",
        licence=f"Licence {PAYLOADS[10]}",
        contact=f"contact {PAYLOADS[4]}",
        description="\n\n".join(PAYLOADS),
        date=edition.date.replace(day=22),
        tables=tables,
    )
    publish_edition(later, store.territories(), data / "schemes")
    with running(folder / "log.txt", **{paths.DATA_ELSEWHERE: str(data)}) as address:
        yield address


ADDRESSES = {
    "/": "/?region=76",
    "/comparer": "/comparer?regions=76,84,75",
    "/familles": "/familles?famille=communaute",
    "/region": "/region?region=76",
    "/mon-territoire": "/mon-territoire?commune=31555",
}


@pytest.mark.slow
def test_the_texts_of_an_edition_are_texts_on_every_page(browser: Browser, hostile_url: str):
    seen = {}
    with window(browser, hostile_url) as page:
        for path in PAGES:
            address = hostile_url + ADDRESSES.get(path, path)
            html = page.request.get(address, max_retries=2).text()
            open_page(page, address)
            checked(page, html)
            unfold(page)
            idle(page)
            seen[path] = checked(page)
    assert all(seen.values()), seen
    assert seen["/region"] > 100 and seen["/donnees"] > 50, seen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "opener"),
    [
        ("/comparer?regions=76,84&preuve=76-communaute", ""),
        ("/dispositifs?dispositif=75-ami-tiers-lieux-2017&proposer=oui", ""),
        ("/evolution?depuis=2013&jusqua=2019", "a[data-moment]"),
    ],
)
def test_so_they_are_in_dialogs(browser: Browser, hostile_url: str, address: str, opener: str):
    with window(browser, hostile_url) as page:
        open_page(page, hostile_url + address)
        if opener:
            page.locator(opener).first.click()
        page.get_by_role("dialog").wait_for()
        idle(page)
        assert checked(page) > 0


def test_what_an_address_says_is_text(page: Page, base_url: str):
    for payload in PAYLOADS:
        value = quote(payload, safe="")
        names = ("region", "regions", "lecture", "edition", "annee", "famille", "programme")
        query = "&".join(f"{name}={value}" for name in (*names, "preuve", "recherche", value))
        address = f"{base_url}/dispositifs?{query}"
        checked(page, page.request.get(address, max_retries=2).text())
        if payload in PAYLOADS[:2] + PAYLOADS[7:10]:
            open_page(page, address)
            assert page.get_by_test_id("stException").count() == 0
            # Values are cut where a notice says them, and they are whole in the box of the search.
            marks = [payload[:25]]
            found, seen, taken = page.evaluate(FAULTS, [None, marks])
            assert (found, taken) == ([], 0) and seen > 0
            expect(page.get_by_role("textbox", name="Chercher")).to_have_value(payload)


@pytest.mark.slow
def test_names_of_files_and_of_columns_are_texts(page: Page, base_url: str, tmp_path: Path):
    # No file bears a slash; what turns the writing around is shown as a sign.
    payloads = [text.replace('"', "'") for text in PAYLOADS]
    titles = ["nom", *payloads, "\u202eeteN"]
    cells = [f"{title} vu" for title in titles]
    path = tmp_path / f"{PAYLOADS[1]} {PAYLOADS[8].replace('/', '_')} $x$.csv"
    rows = [";".join(f'"{text}"' for text in line) for line in (titles, cells, cells)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    open_page(page, f"{base_url}/donnees")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("#rapport").or_(page.get_by_text("Que contient ce fichier")).first.wait_for()
    idle(page)
    unfold(page)
    found, seen, taken = page.evaluate(FAULTS, [None, [text[:12] for text in payloads]])
    assert (found, taken) == ([], 0)
    assert seen > len(PAYLOADS)
    assert "\u202e" not in page.locator(".stApp").inner_text()
