"""`python -m amu_geo …`."""

import sys

from amu_geo.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
