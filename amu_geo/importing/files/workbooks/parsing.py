"""XML that others wrote: read by defusedxml, which refuses what declares a type or entities.

Nothing of ours reads XML in another way: the guard of `packages` only spares us from unpacking
what would be refused here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

__all__ = ["DefusedXmlException", "fromstring", "iterparse"]


def fromstring(xml: bytes) -> Element:
    """The root of a whole part.

    Raises
    ------
    DefusedXmlException
        When it declares a document type or an entity, in any encoding.
    """
    return ElementTree.fromstring(xml, forbid_dtd=True)


def iterparse(xml: IO[bytes], events: Sequence[str] = ("end",)) -> Iterator[tuple[str, Element]]:
    """The elements of a part as they begin or end; raises as `fromstring` does."""
    return ElementTree.iterparse(xml, events, forbid_dtd=True)
