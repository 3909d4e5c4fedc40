"""What whoever runs the site says of it in the environment: read here, refused in French.

A setting that cannot be meant stops the start: a site that shows itself under a wrong address, or
believes anybody about it, is worse than one that says why it does not start.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

# The public address, for links that leave the site; else that of the request.
PUBLIC_ADDRESS = "OBSERVATOIRE_ADRESSE"
# Who may say, in the readers' place, which address they asked for: the proxies before us.
PROXIES = "OBSERVATOIRE_MANDATAIRES"
# Whether /metriques answers.
METRICS = "OBSERVATOIRE_METRIQUES"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
HOST = re.compile(r"[a-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9a-f:]{2,45}\](:[0-9]{1,5})?")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class SettingError(ValueError):
    """A setting that cannot be meant; its message names it, what it says and what is expected."""

    def __init__(self, name: str, value: str, fault: str, expected: str) -> None:
        super().__init__(f"{name} = « {value} » : {fault}. Attendu : {expected}.")


def origin_of(scheme: str, host: str) -> str:
    """« https://exemple.fr » of a scheme and a `Host`; "" when it names none.

    A port that the scheme has by itself is left out, and capitals mean nothing: one site, one
    address.
    """
    host = host.lower()
    if not HOST.fullmatch(host):
        return ""
    return f"{scheme}://{host.removesuffix(_DEFAULT_PORTS.get(scheme, ':'))}"


def public_address() -> str:
    """The declared address, without final slash; "" when none is.

    Raises
    ------
    SettingError
        When it is no absolute address of a site.
    """
    told = os.environ.get(PUBLIC_ADDRESS, "").strip()
    if not told:
        return ""
    fault = _fault_of_address(told)
    if fault:
        expected = "une adresse entière, comme https://exemple.fr ou https://exemple.fr/amu"
        raise SettingError(PUBLIC_ADDRESS, told, fault, expected)
    parts = urlsplit(told)
    return origin_of(parts.scheme, parts.netloc) + parts.path.rstrip("/")


def _fault_of_address(told: str) -> str:
    try:
        parts = urlsplit(told)
        port = parts.port
    except ValueError:
        return "l’adresse est mal formée"
    if parts.scheme not in ("http", "https"):
        return "l’adresse ne commence ni par https:// ni par http://"
    if "@" in parts.netloc:
        return "l’adresse porte un nom d’utilisateur"
    if not parts.hostname or port == 0 or not HOST.fullmatch(parts.netloc.lower()):
        return "l’adresse ne nomme pas d’hôte qui s’écrive ainsi"
    if "?" in told or "#" in told:
        return "l’adresse porte des paramètres ou une ancre"
    if not re.fullmatch(r"[\w./~%-]*", parts.path, re.ASCII) or "//" in parts.path:
        return "le chemin de l’adresse est mal formé"
    return ""


def proxies() -> tuple[Network, ...]:
    """The addresses and networks of the proxies that are believed; none when none is declared.

    Raises
    ------
    SettingError
        When one is neither.
    """
    told = os.environ.get(PROXIES, "")
    return tuple(_network(entry.strip(), told) for entry in told.split(",") if entry.strip())


def _network(entry: str, told: str) -> Network:
    try:
        return ipaddress.ip_network(entry)
    except ValueError:
        fault = f"« {entry} » n’est ni une adresse ni un réseau"
        expected = "des adresses ou des réseaux séparés par des virgules : 127.0.0.1,10.0.0.0/8"
    with contextlib.suppress(ValueError):
        meant = ipaddress.ip_network(entry, strict=False)
        fault = f"« {entry} » n’est pas le début d’un réseau"
        expected = f"{meant} pour ce réseau, ou {entry.partition('/')[0]} pour cette adresse seule"
    raise SettingError(PROXIES, told, fault, expected)


def has_metrics() -> bool:
    """Whether the site shows its figures at `/metriques`.

    Raises
    ------
    SettingError
        When the setting is neither « oui » nor « non ».
    """
    told = os.environ.get(METRICS, "").strip()
    if told not in ("", "oui", "non"):
        raise SettingError(METRICS, told, "la valeur n’est pas connue", "oui ou non")
    return told == "oui"


def faults() -> list[str]:
    """What is wrong with the settings, all at once, each in a sentence."""
    found = []
    checks: tuple[Callable[[], object], ...] = (public_address, proxies, has_metrics)
    for check in checks:
        try:
            check()
        except SettingError as error:
            found.append(str(error))
    return found


def check_settings() -> None:
    """End the process, exit code 1, when a setting cannot be meant; say which on stderr."""
    found = faults()
    if found:
        sys.exit("\n".join(["L’observatoire ne démarre pas.", *found]))
