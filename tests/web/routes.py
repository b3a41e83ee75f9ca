"""Every route of the workspace: its address, and what each seat gets there. What is not named here fails the sweep."""

from __future__ import annotations

ALL = (200, 200, 200)
SIDES = (403, 200, 200)
"""By seat: observer, United States, Viet Nam."""

READ: dict[str, tuple[str, tuple[int, int, int]]] = {
    "play": ("/", ALL),
    "text": ("/text/", ALL),
    "part": ("/text/c2/?show=open", ALL),
    "provision": ("/provision/a2.3-1/", ALL),
    "propose": ("/provision/a2.3-1/propose/", SIDES),
    "act": ("/act/provision:a2.3-1/accept/", (409, 200, 200)),
    "vault": ("/vault/", SIDES),
    "rounds": ("/rounds/", ALL),
    "undertakings": ("/undertakings/", ALL),
    "questions": ("/questions/", ALL),
    "disclosures": ("/disclosures/", ALL),
    "referrals": ("/referrals/", ALL),
    "outcome": ("/outcome/", ALL),
    "outcome-of": ("/outcome/1/", ALL),
    "signals": ("/signals/", ALL),
}
WRITE: dict[str, tuple[str, dict[str, str], tuple[int, int, int]]] = {
    "preview": ("/provision/a2.3-1/preview/", {"text-en": "Each Party shall act."}, SIDES),
    "table-draft": ("/provision/a2.3-1/table-draft/", {}, (403, 302, 302)),
    "discard-draft": ("/provision/a2.3-1/discard-draft/", {}, (403, 404, 404)),
    "seat": ("/seat/", {"party": "nobody"}, (302, 302, 302)),
    "language": ("/language/", {"language": "en"}, (302, 302, 302)),
}
