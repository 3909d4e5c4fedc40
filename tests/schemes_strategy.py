"""Small editions for properties: schemes with every kind of date, and their dated proofs."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from tests.making import MAPPING, scheme

NATURES = ("ouverture", "appel", "laureats", "vote", "budget", "page-datee", "cloture", "fin")
SCHEMES_AT_MOST = 8


def dates(first: int = 2008, last: int = 2027):
    """Dates of the three grains."""
    days = st.dates(date(first, 1, 1), date(last, 12, 31)).map(date.isoformat)
    return st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])


@st.composite
def schemes(draw, min_size: int = 0, max_size: int = SCHEMES_AT_MOST) -> list[dict]:
    """Rows of `dispositifs`, ids s0, s1…"""
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "code_region": st.sampled_from(["76", "75", "01", "94"]),
                    "programme": st.sampled_from([name for name, _, _ in MAPPING]),
                    "financeur": st.sampled_from(["region", "mixte", "etat"]),
                    "annee_debut": st.one_of(st.none(), st.integers(2008, 2026)),
                    "length": st.one_of(st.none(), st.integers(0, 6)),
                    "end": st.one_of(st.none(), dates()),
                    "annee_debut_deduite": st.sampled_from(["oui", "non"]),
                    "statut": st.sampled_from(["en-cours", "termine", "historique", "inconnu"]),
                    "implication_usagers": st.sampled_from(["exigee", "non-precisee"]),
                    "strict": st.sampled_from(["oui", "non"]),
                    "confiance": st.sampled_from(["A", "B", "C"]),
                    "date_source": st.one_of(st.just(""), dates()),
                }
            ),
            min_size=min_size,
            max_size=max_size,
        )
    )
    return [_made(number, row) for number, row in enumerate(rows)]


def _made(number: int, row: dict) -> dict:
    length, exact = row.pop("length"), row.pop("end")
    end = None if length is None else (row["annee_debut"] or 2012) + length
    if end and exact:
        row["date_fin"] = f"{end}{exact[4:]}".replace("-02-29", "-02-28")
    return scheme(f"s{number}", **row, annee_fin=end)


def attestations(max_size: int = 10):
    """Rows of `attestations` about those schemes."""
    return st.lists(
        st.fixed_dictionaries(
            {
                "id_dispositif": st.integers(0, SCHEMES_AT_MOST - 1).map(lambda n: f"s{n}"),
                "date": dates(),
                "nature": st.sampled_from(NATURES),
                "url_source": st.just("https://www.example.org/preuve"),
                "titre_source": st.just("Page"),
                "preuve": st.just(""),
                "confiance": st.sampled_from(["A", "B", "C"]),
            }
        ),
        max_size=max_size,
        unique_by=lambda row: (row["id_dispositif"], row["date"], row["nature"]),
    )
