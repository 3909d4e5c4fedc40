"""How the numbers move: under every mapping, each reading, other lives of a proof."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import html, html_table, shown
from amu_geo.french.typography import NO_BREAK, enumerate_fr, number_word, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.sentences import alphabetical
from amu_geo.vocabulary import FAMILIES, LECTURES

ND = Markup('<span class="niveau nd">n.d.</span>')
NAMED_AT_MOST, NONE = 4, "aucune"


def sensitivity_table(coverage: Coverage, by_reading: pd.DataFrame) -> str:
    """HTML of one row per region: its range under every mapping, its numbers by reading.

    Parameters
    ----------
    by_reading
        `sensitivity.reading_sensitivity` of the coverage.
    """
    cells = {(row.code_region, row.lecture): row for row in by_reading.itertuples()}
    rows = [
        [
            shown(row.nom),
            _range(coverage, row.code_region),
            *(_reading(cells[row.code_region, lecture]) for lecture in LECTURES),
        ]
        for row in ordered(coverage).itertuples()
    ]
    heads = ["Région", "Documentées selon la correspondance, de 0 à 4"]
    heads += [lecture.label.capitalize() for lecture in LECTURES.values()]
    caption = (
        "Familles documentées selon la correspondance choisie, puis familles confirmées sur "
        "documentées selon la lecture, et rang"
    )
    return html_table(caption, heads, rows, "sensibilite")


def ordered(coverage: Coverage) -> pd.DataFrame:
    """The regions as the figure lists them: confirmed, documented, by name; n.d. last."""
    table = coverage.table.copy()
    places = {code: place for place, (code, _) in enumerate(alphabetical(table))}
    table["place"] = table["code_region"].map(places)
    keys = ["familles_confirmees", "familles_documentees", "place"]
    ordered = table.sort_values(keys, ascending=[False, False, True])
    documented = ordered["familles_documentees"] > 0
    return pd.concat([ordered[documented], ordered[~documented]])


def _range(coverage: Coverage, code: str) -> str:
    row = coverage.by_region[code]
    if not coverage.documented(code):
        return Markup('<span class="etendue nd"><span>n.d.</span></span>')
    low, now, high = (int(row[name]) for name in ("min", "familles_documentees", "max"))
    said = f"{now} familles documentées, quelle que soit la correspondance"
    if low != high:
        said = f"{now} familles documentées, entre {low} et {high} selon la correspondance"
    if now == 1:
        said = said.replace("familles documentées", "famille documentée")
    return html(
        '<span class="etendue" style="--bas:{};--haut:{};--vaut:{}" role="img" '
        'aria-label="{}" title="{}"><i class="plage"></i><b>{}</b></span>',
        low,
        high,
        now,
        said,
        said,
        now,
    )


def _reading(cell) -> str:
    if not cell.documentee:
        return ND
    rank = int(cell.rang)
    ordinal = Markup("1<sup>er</sup>") if rank == 1 else html("{}<sup>e</sup>", rank)
    return html("{} <small>{}</small>", _both(cell), ordinal)


def _both(row) -> str:
    """« 2/3 » on the ground of the families confirmed."""
    sure, documented = int(row.familles_confirmees), int(row.familles_documentees)
    said = typeset(f"{sure} sur {documented}")
    return html(
        '<span class="niveau niveau-{}" aria-label="{}" role="img">{}/{}</span>',
        sure,
        said,
        sure,
        documented,
    )


def choices_table(by_mapping: pd.DataFrame) -> str:
    """HTML of one row per alternative choice: where a family more, or less, is documented.

    Parameters
    ----------
    by_mapping
        `sensitivity.mapping_sensitivity` of the coverage.
    """
    rows = []
    for _, choice in by_mapping.groupby("choix", sort=False):
        first = choice.iloc[0]
        name = shown(first["libelle"])
        if first["programme"]:
            name = shown(f"Et si « {_programme(first)} » était rattaché à")
            name += html(" {}{}?", _family(first["famille"]), NO_BREAK)
        _, *told = choice_words(choice)
        rows.append([name, *(_quiet(words) for words in told)])
    heads = ["Correspondance", "Une famille documentée de plus", "Une de moins"]
    heads.append("Le plus de familles documentées")
    return html_table("Chaque autre choix, pris seul", heads, rows, "choix")


def _programme(row: pd.Series) -> str:
    return row["libelle"].split(" → ")[0]


def _family(code: str) -> str:
    return html("<strong>{}</strong>", shown(FAMILIES[code].label))


def choice_words(choice: pd.DataFrame) -> tuple[str, str, str, str]:
    """A row in words: the choice, which regions gain a family, lose one, document the most."""
    first = choice.iloc[0]
    name = first["libelle"]
    if first["programme"]:
        label = FAMILIES[first["famille"]].label
        name = f"Et si « {_programme(first)} » était rattaché à {label} ?"
    return name, _moved(choice, 1), _moved(choice, -1), _leaders(choice)


def _quiet(words: str) -> str:
    if words == NONE:
        return html('<span class="secondaire">{}</span>', words)
    return shown(words)


def _moved(choice: pd.DataFrame, sign: int) -> str:
    moved = choice[choice["ecart"] * sign > 0]
    return enumerate_fr(name for _, name in alphabetical(moved)) if len(moved) else NONE


def _leaders(choice: pd.DataFrame) -> str:
    first = choice[choice["rang"] == 1]
    if first.empty or not int(first["familles_documentees"].max()):
        return NONE
    top = int(first["familles_documentees"].max())
    names = f"{number_word(len(first), feminine=True)} régions"
    if len(first) <= NAMED_AT_MOST:
        names = enumerate_fr(name for _, name in alphabetical(first))
    return f"{names} ({top})"


def legend_range() -> str:
    """How to read the range, in words."""
    return typeset(
        "Le point porte le nombre de familles documentées que nous publions ; la barre va du moins "
        "au plus que donneraient toutes les autres correspondances. « 2/3 » : deux familles "
        "confirmées sur trois documentées."
    )


def sensitivity_legend() -> str:
    """HTML of how to read the range."""
    sample = Markup('<span class="etendue" style="--bas:2;--haut:4;--vaut:3" aria-hidden="true">')
    sample += Markup('<i class="plage"></i><b>3</b></span>')
    return html('<p class="legende-etendue">{}<span>{}</span></p>', sample, legend_range())


def readable_sensitivity(coverage: Coverage, by_reading: pd.DataFrame) -> pd.DataFrame:
    """The figure's data: both numbers, the least and most documented, then both by reading."""
    rows = []
    wide = {(row.code_region, row.lecture): row for row in by_reading.itertuples()}
    for row in ordered(coverage).itertuples():
        documented = coverage.documented(row.code_region)
        line = {
            "Région": row.nom,
            "Familles confirmées": str(row.familles_confirmees) if documented else "n.d.",
            "Familles documentées": str(row.familles_documentees) if documented else "n.d.",
            "Documentées au moins": str(row.min) if documented else "n.d.",
            "Documentées au plus": str(row.max) if documented else "n.d.",
        }
        for lecture, words in LECTURES.items():
            cell = wide[row.code_region, lecture]
            for name, value in (
                ("Confirmées", cell.familles_confirmees),
                ("Documentées", cell.familles_documentees),
                ("Rang", cell.rang),
            ):
                line[f"{name}, lecture {words.label}"] = str(value) if cell.documentee else "n.d."
        rows.append(line)
    return pd.DataFrame(rows)


def readable_choices(by_mapping: pd.DataFrame) -> pd.DataFrame:
    """Every region under every alternative choice: Correspondance, Région, Familles, Écart."""
    moved = by_mapping[by_mapping["documentee"]]
    return pd.DataFrame(
        {
            "Correspondance": moved["libelle"],
            "Région": moved["nom"],
            "Familles documentées": moved["familles_documentees"],
            "Écart": moved["ecart"],
            "Rang": moved["rang"],
        }
    ).reset_index(drop=True)


def legend_words() -> str:
    """The rank, in words, for the foot of the figure."""
    return "Rang : par familles confirmées, puis documentées ; à égalité des deux, le même rang."


def months_sentence(by_months: pd.DataFrame) -> str:
    """« Une preuve reste fraîche 24 mois : 20 cases confirmées sur 38. À 12 mois, 16… »

    Parameters
    ----------
    by_months
        `sensitivity.months_sensitivity` of the coverage.
    """
    totals = by_months.groupby("mois")["familles_confirmees"].sum()
    documented = int(by_months.loc[by_months["mois"] == PROOF_MONTHS, "familles_documentees"].sum())
    kept = int(totals[PROOF_MONTHS])
    tried = totals.drop(PROOF_MONTHS)
    others = enumerate_fr(f"{cells} à {months} mois" for months, cells in tried.items())
    if (tried == kept).all():
        others = f"autant à {enumerate_fr(str(months) for months in tried.index)} mois"
    return typeset(
        f"Une preuve confirme pendant {PROOF_MONTHS} mois : {kept} cases région × "
        f"famille sur {documented} documentées. Il y en aurait {others}."
    )


def months_table(coverage: Coverage, by_months: pd.DataFrame) -> str:
    """HTML of one row per documented region: confirmed families for each life of a proof.

    `by_months` is `sensitivity.months_sensitivity` of the coverage.
    """
    months = list(dict.fromkeys(by_months["mois"]))
    cells = {(row.code_region, row.mois): row for row in by_months.itertuples()}
    rows = [_months_total(by_months, months)]
    for region in ordered(coverage).itertuples():
        if coverage.documented(region.code_region):
            found = {month: cells[region.code_region, month] for month in months}
            kept = int(found[PROOF_MONTHS].familles_confirmees)
            rows.append([shown(region.nom), *(_moved_by(found[month], kept) for month in months)])
    heads = [f"{month} mois" + (", notre règle" if month == PROOF_MONTHS else "")
             for month in months]  # fmt: skip
    caption = "Familles confirmées sur documentées, selon la durée pendant laquelle une preuve vaut"
    return html_table(caption, ["Région", *heads], rows, "sensibilite fraicheur")


def _months_total(by_months: pd.DataFrame, months: list[int]) -> list[str]:
    sums = by_months.groupby("mois")[["familles_confirmees", "familles_documentees"]].sum()
    return [
        Markup("<strong>Toutes les régions, en cases</strong>"),
        *(html("<strong>{}</strong>/{}", sums.loc[m].iloc[0], sums.loc[m].iloc[1]) for m in months),
    ]


def _moved_by(row, kept: int) -> str:
    gap = int(row.familles_confirmees) - kept
    more = html(" <small>{}{}</small>", "+" if gap > 0 else "−", abs(gap)) if gap else ""
    return _both(row) + more


def readable_months(by_months: pd.DataFrame) -> pd.DataFrame:
    """The same as data: Région, Mois, Familles confirmées, Familles documentées."""
    known = by_months[by_months["familles_documentees"] > 0]
    return pd.DataFrame(
        {
            "Région": known["nom"],
            "Mois": known["mois"],
            "Familles confirmées": known["familles_confirmees"],
            "Familles documentées": known["familles_documentees"],
        }
    ).reset_index(drop=True)
