"""What the browser keeps of Streamlit's messages: it must still hold what it says it holds.

With each choice the browser says which messages it has, and the server only names those. Streamlit
forgets one that two runs did not use: in the time that an answer takes, another may end, and a
message that was promised is gone. The page then stops with an error. Ours promises the same
messages, and forgets them much later (`global.maxCachedMessageAge`, options.py).
"""

from __future__ import annotations

# As many runs without use as Streamlit keeps a message for, and as we do.
AGE_PROMISED, AGE_KEPT = 2, 20
SCRIPT = "index."
_ALL = "getCachedMessageHashes(){return Array.from(this.messages.keys())}"
_YOUNG = (
    "getCachedMessageHashes(){return Array.from(this.messages)"
    f".filter(e=>e[1].getAge(this.scriptRunCount)<={AGE_PROMISED}).map(e=>e[0])}}"
)


def careful(script: str) -> str:
    """Streamlit's script, promising young messages only; unchanged when it has another form."""
    return script.replace(_ALL, _YOUNG) if script.count(_ALL) == 1 else script
