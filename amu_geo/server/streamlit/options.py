"""Options that Streamlit does not document: set at start, as long as they still exist.

In `.streamlit/config.toml` they would look like any other. Whoever sets one, there, by a flag or
in the environment, still has the last word.
"""

from __future__ import annotations

import logging

from amu_geo.server.streamlit.message_memory import AGE_KEPT

HIDDEN: dict[str, object] = {
    # Streamlit collects the whole memory's garbage after every run of a page: some 80 ms of
    # processor with the libraries of the data loaded. Python does it when it must; and what lasts
    # is frozen (amu_geo/server/lifespan.py), which keeps a collection short in any case.
    "runner.postScriptGC": False,
    # A message already sent is only named again: ours do not travel anew at each click.
    "global.minCachedMessageSize": 1000,
    # For so many runs it is kept in the browser, which promises it for two.
    "global.maxCachedMessageAge": AGE_KEPT,
}
_ASKING = ("get_internal_ip", "get_external_ip")
_log = logging.getLogger(__name__)


def set_hidden_options() -> list[str]:
    """Set them; give the names of those that exist no longer, without which all works slower."""
    gone = []
    for name, value in HIDDEN.items():
        try:
            _set(name, value)
        except Exception as error:  # A private function may fail in any way: we start anyway.
            gone.append(name)
            _log.warning("Streamlit's option %s could not be set: %s", name, error)
    return gone


def _set(name: str, value: object) -> None:
    from streamlit import config

    # Raises for an option that does not exist.
    if not config.is_manually_set(name):
        config.set_option(name, value)


def ask_nobody() -> list[str]:
    """Have Streamlit never ask the network for its own address; give what is gone of that.

    It asks a public host when a page of another site opens a socket, to know whether that site is
    itself. It allows the site that the page is on in any case, and those of its settings.
    """
    try:
        from streamlit import net_util
    except ImportError:
        net_util = None
    gone = [name for name in _ASKING if not hasattr(net_util, name)]
    for name in set(_ASKING).difference(gone):
        setattr(net_util, name, lambda: None)
    if gone:
        _log.warning("Streamlit looks for its own address in another way than %s", gone)
    return gone


def base_path() -> str:
    """The path under which Streamlit serves, « amu », or "": whoever runs it has chosen it."""
    from streamlit import config

    return str(config.get_option("server.baseUrlPath") or "")
