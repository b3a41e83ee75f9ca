"""Names, ids and tracked changes of WordprocessingML elements, as they are read."""

from __future__ import annotations

import re

from lxml import etree

from paraph.documents.docx.markup import W
from paraph.documents.gateway import admit
from paraph.documents.manuscript import Change, Revision

CHANGES = {
    "ins": Change.INSERTED,
    "del": Change.DELETED,
    "moveTo": Change.MOVED_HERE,
    "moveFrom": Change.MOVED_AWAY,
}
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?")


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def space_of(element: etree._Element) -> str:
    return str(etree.QName(element).namespace)


def id_of(element: etree._Element) -> str:
    return str(element.get(f"{{{W}}}id", ""))


def date_of(element: etree._Element) -> str:
    """The moment that a change or comment claims; "" where it is none."""
    said = str(element.get(f"{{{W}}}date", ""))
    return said if _DATE.fullmatch(said) else ""


def author_of(element: etree._Element, where: str) -> str:
    """Who a change or comment says has made it. Raises TextRefused for a name with letters that deceive."""
    return admit(str(element.get(f"{{{W}}}author", "")), where).strip()


def revision(element: etree._Element, where: str) -> Revision:
    return Revision(CHANGES[name_of(element)], author_of(element, where), date_of(element))
