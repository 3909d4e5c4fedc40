"""What the package needs, read from the files of requirements: they are written there only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

# Beyond what runs: `pip install amu-geo[mcp]`.
EXTRAS = {"mcp": "requirements-mcp.txt", "grappe": "requirements-scale.txt"}


class Requirements(MetadataHookInterface):
    """Fills in `dependencies` and `optional-dependencies`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add what the files of requirements ask for."""
        metadata["dependencies"] = self._pins("requirements.txt")
        metadata["optional-dependencies"] = {
            name: self._pins(file) for name, file in EXTRAS.items()
        }

    def _pins(self, file: str) -> list[str]:
        lines = Path(self.root, file).read_text(encoding="utf-8").splitlines()
        return [line for line in map(str.strip, lines) if line and not line.startswith(("#", "-"))]
