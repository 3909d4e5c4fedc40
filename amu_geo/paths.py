"""Where the project's files are; imports nothing of ours."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REGIONS = ROOT / "data" / "regions"
SCHEMES = ROOT / "data" / "schemes"
TABLE_SCHEMAS = ROOT / "data" / "schemas"
REFERENTIALS = ROOT / "data" / "referentiels"
STATIC = ROOT / "static"
