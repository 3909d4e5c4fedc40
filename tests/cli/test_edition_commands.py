"""`check`, `export` and `count` as a person or a script runs them."""

from __future__ import annotations

import json

import geopandas as gpd
import pandas as pd
import pytest

from amu_geo.cli.main import main
from amu_geo.edition.shelf import read_shelf
from amu_geo.export.workbook import edition_workbook
from amu_geo.paths import SCHEMES
from tests.conftest import PROOF

POINTS = "nom;Longitude;LAT\nLodève;3,3199;43,7318\nRennes;-1,68;48,11\nen mer;-30;45\nrien;;\n"


def test_check_of_a_valid_edition(draft, capsys):
    assert main(["check", str(draft.write())]) == 0
    out = capsys.readouterr().out
    assert "aucune erreur, aucun avertissement" in out
    assert "Lignes lues : 11, réparées : 0, refusées : 0." in out


@pytest.mark.parametrize("edition", ["2018", "2026"])
def test_check_of_the_published_editions(edition, capsys):
    assert main(["check", f"data/schemes/{edition}", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["valide"], report["erreurs"], report["reparations"]) == (True, 0, [])


def test_check_tells_everything_at_once(draft, capsys):
    draft.change("dispositifs", 0, statut="fini").change("dispositifs", 1, statut="fini")
    draft.change("acteurs", 0, code_region="1")
    assert main(["check", str(draft.write())]) == 1
    out = capsys.readouterr().out
    assert "ERREUR — dispositifs.csv, colonne statut" in out
    assert "ligne 2, trouvé « fini »" in out
    assert "ligne 3, trouvé « fini »" in out
    assert "« 1 » → « 01 », zéro perdu par le tableur" in out
    assert "2 erreurs, 1 avertissement" in out


def test_check_tells_the_proofs_that_prove_nothing(draft, capsys):
    late = PROOF | {"date": "2024-07", "id_dispositif": "53-bourgs"}
    draft.tables["attestations"] = [PROOF | {"date": "1er juillet 2024"}, late]
    draft.change("dispositifs", 0, annee_fin="2023", date_fin="juin 2023")
    draft.tables["observations"].clear()
    assert main(["check", str(draft.write())]) == 0
    out = capsys.readouterr().out
    assert "« juin 2023 » → « 2023-06 », date écrite AAAA-MM" in out
    assert "« 1er juillet 2024 » → « 2024-07-01 », date écrite AAAA-MM-JJ" in out
    assert "datée d’après l’édition : elle ne compte pas" in out
    assert "ligne 3, trouvé « 2024-07 »" in out
    assert "datée d’après la fin du dispositif" in out
    assert "ligne 2, trouvé « 2024-07-01 », fin de 76-lieux : 2023-06" in out
    assert "aucune erreur, 3 avertissements" in out


def test_check_of_proofs_for_an_unknown_scheme(draft, capsys):
    draft.tables["attestations"] = [PROOF | {"id_dispositif": "76-lieu"}]
    assert main(["check", str(draft.write())]) == 1
    out = capsys.readouterr().out
    assert "ERREUR — attestations.csv, colonne id_dispositif" in out
    assert "ligne 2, trouvé « 76-lieu », le plus proche : « 76-lieux »" in out


def test_check_as_json_has_every_place(draft, capsys):
    draft.change("acteurs", 1, url_source="exemple")
    assert main(["check", str(draft.write() / "acteurs.csv"), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["edition_entiere"] is False
    [problem] = report["problemes"]
    assert problem["fichier"] == "acteurs.csv"
    assert (problem["ligne"], problem["colonne"], problem["valeur"]) == (3, "url_source", "exemple")


def test_check_does_not_look_at_the_folder_name_nor_at_what_is_published(draft, capsys):
    draft.metadata = draft.metadata.replace('"essai"', '"2026"')
    assert main(["check", str(draft.write())]) == 0


def test_check_of_a_workbook_names_its_sheets(tiny_edition, territories, tmp_path, capsys):
    path = tmp_path / "essai.xlsx"
    path.write_bytes(edition_workbook(tiny_edition, territories))
    assert main(["check", str(path)]) == 0
    path.write_bytes(b"PK rien")
    assert main(["check", str(path)]) == 1
    assert main(["check", str(tmp_path / "rien")]) == 1
    assert "n’existe pas" in capsys.readouterr().err


def test_export_writes_an_edition_that_checks(tmp_path, capsys):
    assert main(["export", "--edition", "2018", "--out", str(tmp_path / "x")]) == 0
    assert {path.name for path in (tmp_path / "x").iterdir()} >= {
        "LISEZMOI.md",
        "datapackage.json",
        "dispositifs.csv",
        "edition.toml",
        "journal.csv",
        "schemas",
    }
    assert main(["check", str(tmp_path / "x")]) == 0


def test_export_gives_the_published_tables_as_they_are(tmp_path, capsys):
    assert main(["export", "--edition", "2026", "--out", str(tmp_path)]) == 0
    published = sorted((SCHEMES / "2026").glob("*.csv"))
    assert "attestations.csv" in {path.name for path in published}
    for path in published:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
    assert 'effort_recherche = ["76"]' in (tmp_path / "edition.toml").read_text(encoding="utf-8")


def counts(path, capsys, *options: str) -> tuple[dict[str, int], str]:
    assert main(["count", str(path), "--format", "json", *options]) == 0
    said = capsys.readouterr()
    rows = json.loads(said.out)["territoires"]
    code = next(iter(rows[0])) if rows else ""
    return {row[code]: row["nb"] for row in rows}, said.err


def test_count_points_of_a_french_csv(tmp_path, capsys):
    path = tmp_path / "points.csv"
    path.write_bytes(POINTS.encode("cp1252"))
    found, said = counts(path, capsys, "--level", "region")
    assert len(found) == 18
    assert {code: nb for code, nb in found.items() if nb} == {"53": 1, "76": 1}
    assert "4 lignes, dont 2 hors de tout territoire." in said
    found, _ = counts(path, capsys, "--level", "departement")
    assert len(found) == 101
    assert {code: nb for code, nb in found.items() if nb} == {"34": 1, "35": 1}
    assert main(["count", str(path), "--level", "commune"]) == 1
    assert "ne disent pas leur commune" in capsys.readouterr().err


def test_count_by_commune_code(tmp_path, capsys):
    path = tmp_path / "codes.csv"
    path.write_text(
        "INSEE,lon,lat\n34142,0,0\n75110,0,0\n0,-1.68,48.11\n34142,,\n", encoding="utf-8"
    )
    found, said = counts(path, capsys, "--level", "commune")
    assert found == {"34142": 2, "75056": 1}
    assert "dont 1 hors" in said
    found, _ = counts(path, capsys)
    assert {code: nb for code, nb in found.items() if nb} == {"11": 1, "53": 1, "76": 2}


@pytest.mark.parametrize("suffix", ["geojson", "parquet"])
def test_count_geographic_files(tmp_path, capsys, suffix):
    frame = gpd.GeoDataFrame(
        {"nom": ["a", "b"]},
        geometry=gpd.points_from_xy([3.3199, -1.68], [43.7318, 48.11]),
        crs=4326,
    )
    path = tmp_path / f"points.{suffix}"
    if suffix == "parquet":
        frame.to_crs(2154).to_parquet(path)
    else:
        frame.to_file(path, driver="GeoJSON")
    found, _ = counts(path, capsys)
    assert {code: nb for code, nb in found.items() if nb} == {"53": 1, "76": 1}


def test_count_a_plain_parquet_and_other_forms(tmp_path, capsys):
    path = tmp_path / "points.parquet"
    pd.DataFrame({"lon": [3.3199], "lat": [43.7318]}).to_parquet(path)
    assert main(["count", str(path)]) == 0
    assert "76,Occitanie,1" in capsys.readouterr().out.splitlines()
    assert main(["count", str(path), "--format", "table"]) == 0
    assert "Occitanie" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"a,b\n1,2\n", "rien ne place ces lignes"),
        ("a.csv", b"", "est vide"),
        ("a.parquet", b"PAR1", "ne se lit pas"),
        ("a.geojson", b"{", "n’est pas du JSON"),
    ],
)
def test_count_refuses_in_words(tmp_path, capsys, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["count", str(path)]) == 1
    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said


def test_every_command_has_its_help(capsys):
    for command in ("check", "count", "export", "publish", "template"):
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        assert "usage : " in capsys.readouterr().out


def test_the_shelf_serves_both_editions(territories):
    assert list(read_shelf(territories).editions) == ["2018", "2026"]


@pytest.mark.parametrize("mistake", [KeyError("code"), AttributeError("nom"), IndexError(9)])
def test_a_mistake_of_ours_is_not_taken_for_a_fault_of_the_file(mistake, monkeypatch, capsys):
    from amu_geo.cli.outputs import coverage

    def fail(parsed):
        raise mistake

    monkeypatch.setattr(coverage, "run", fail)
    assert main(["coverage", "--edition", "2026"]) == 3
    told = capsys.readouterr().err
    assert "de l’outil lui-même" in told and type(mistake).__name__ in told
    assert "Traceback" not in told


def test_an_unknown_edition_is_told_with_those_that_exist(capsys):
    assert main(["coverage", "--edition", "1999"]) == 1
    assert "Éditions publiées : 2018, 2026" in capsys.readouterr().err
