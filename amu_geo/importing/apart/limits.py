"""What one reading may take, and the words of its channel."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
AT_ONCE = 2
# The largest honest file, 50 MB of actors, takes 40 seconds and 650 MB.
CPU_SECONDS = 90
# A reading of more than that lets the pages go first.
QUICK_SECONDS, NICENESS = 1.0, 5
# Where the system does not say how much a process has computed, or a process only waits.
WALL_SECONDS = 600
MEMORY = 1_000 * MEGABYTE
# More than that for addresses: what is watched every twentieth of a second ends well before.
ADDRESSES_MORE = 4 * MEMORY
IDLE_SECONDS = 300
# A nursery loads for two seconds, many more where the machine is busy.
BIRTH_SECONDS = 60
TOLD, DONE, FAILED = "told", "done", "failed"
