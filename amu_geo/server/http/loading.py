"""Whether the data are there: before that, a page is the one that the last process kept."""

from __future__ import annotations

import threading

# Set when a page can be made without waiting.
loaded = threading.Event()
