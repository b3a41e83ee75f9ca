"""Every route of the workspace: its address, and what each seat gets there. What is not named here fails the sweep.

To add a route, name it in READ (a page: GET) or in WRITE (POST alone, with the form that is sent), with its address on
the sample and ``ALL``, ``SIDES`` or ``gets(...)``: the status for every seat, and after it that of each seat that gets
another. A page that is also posted to stands in READ.
"""

from __future__ import annotations

from paraph.desk.handing import PAPERS
from paraph.documents.writers import formats_of

SEATS = ("", "US", "VN", "SEC")
"""The observer, and every participant of the sample."""

Gets = dict[str, int]


def gets(everyone: int, **others: int) -> Gets:
    """The status that each seat gets. ``others`` by code; ``observer`` for who sits nowhere.

    >>> gets(409, US=200, observer=403)["VN"], gets(409, US=200, observer=403)[""]
    (409, 403)
    """
    found = dict.fromkeys(SEATS, everyone)
    for seat, status in others.items():
        code = "" if seat == "observer" else seat
        assert code in found, f"the sample has no seat {seat}"
        found[code] = status
    return found


ALL = gets(200)
SIDES = gets(403, US=200, VN=200)
"""The delegations alone: nobody else has a vault, or words positions on the text."""
SEATED = gets(200, observer=403)
"""Whoever has a seat: the secretariat keeps the calendar with the delegations."""

READ: dict[str, tuple[str, Gets]] = {
    "play": ("/", ALL),
    "text": ("/text/", ALL),
    "part": ("/text/c2/?show=open", ALL),
    "moved": ("/moved/?within=c2&after=0", gets(204)),
    "room": ("/room/", ALL),
    "room-at": ("/room/a2.3-1/", ALL),
    "provision": ("/provision/a2.3-1/", ALL),
    "propose": ("/provision/a2.3-1/propose/", SIDES),
    "add": ("/provision/a2.3-1/add/?in=c3", SIDES),
    "move": ("/provision/a2.3-1/move/", SIDES),
    "none": ("/provision/a2.3-1/none/", SIDES),
    "act": ("/act/provision:a2.3-1/accept/", gets(409, US=200, VN=200)),
    "economy": ("/economy/?rate=46&from=VN&by=US", ALL),
    "economy-chart": ("/economy/sweep.svg?rate=46&from=VN&by=US", ALL),
    "findings": ("/concordance/?check=figures", ALL),
    "settle": ("/concordance/a2.3-1/none/dismissed/", gets(404)),
    "vault": ("/vault/", SIDES),
    "rounds": ("/rounds/", ALL),
    "round": ("/rounds/2/", ALL),
    "meeting": ("/meetings/online-origin/", ALL),
    "agenda": ("/agenda/2/", ALL),
    "discuss": ("/agenda/2/discuss/tariffs/", SEATED),
    "schedule-round": ("/schedule/round/", SEATED),
    "schedule-meeting": ("/schedule/meeting/", SEATED),
    "sitting": ("/sitting/round:3/dates/", SEATED),
    "keep": ("/vault/keep/?about=provision:a2.3-1", SIDES),
    "rewrite": ("/vault/mandate/provision:a2.3-1/chief/rewrite/", SIDES),
    "calendar": ("/calendar/?month=2025-05", ALL),
    "calendar-file": ("/calendar/paraph.ics", ALL),
    "feed": ("/calendar/feed/of-nobody.ics", gets(404)),
    "event-file": ("/calendar/event/round:3.ics", ALL),
    "import": ("/import/", SIDES),
    "import-file": (f"/import/docx/{'0' * 64}/", gets(403, US=404, VN=404)),
    "undertakings": ("/undertakings/", ALL),
    "undertake": ("/undertakings/give/?about=provision:a2.3-1", SIDES),
    "undertaking": ("/undertakings/us-u3/defer/", SIDES),
    "questions": ("/questions/", ALL),
    "ask": ("/questions/ask/?about=provision:a2.3-1", SIDES),
    "answer": ("/questions/us-q1/answer/", SIDES),
    "disclosures": ("/disclosures/", ALL),
    "disclose": ("/disclosures/hand-over/", SIDES),
    "document": ("/disclosures/vn-d1/file/", SIDES),
    "receive": ("/disclosures/vn-d2/receive/", gets(200, observer=403)),
    "referrals": ("/referrals/", ALL),
    "referral": ("/referrals/vn-r2/", ALL),
    "refer": ("/referrals/refer/?about=provision:a2.3-1", SIDES),
    "instruct": ("/referrals/vn-r2/instruct/", SIDES),
    "trade": ("/trade/?partner=VN", ALL),
    "check-figures": ("/trade/check/", ALL),
    "tariff": ("/tariff/?q=giay+dep", ALL),
    "tariff-line": ("/tariff/64039160/", ALL),
    "offers": ("/offers/", ALL),
    "offers-of": ("/offers/US/64/", ALL),
    "offers-file": ("/offers/file/csv/", ALL),
    "set-offers": ("/offers/set/", SIDES),
    "import-offers": ("/offers/table/", SIDES),
    "outcome": ("/outcome/", ALL),
    "outcome-of": ("/outcome/1/", ALL),
    "history": ("/history/?party=US&act=PositionTabled", ALL),
    "verify": ("/history/verify/", ALL),
    "entry": ("/history/1/", ALL),
    "entry-file": ("/history/1/entry.json", ALL),
    "search": ("/search/?q=thue+quan", ALL),
    "download": ("/download/text/?as=docx&of=VN", ALL),
    "statements": ("/statements/", ALL),
    "statement": ("/statement/press-2/", ALL),
    "propose-statement": ("/statement/press-2/propose/", gets(200, observer=403)),
    "signals": ("/signals/", ALL),
    "delegation": ("/delegation/", ALL),
    "present": ("/delegation/present/", SIDES),
    "account_login": ("/account/sign-in/", ALL),
    "invitation": ("/account/invitation/of-no-use/", gets(404)),
    # Who is not signed in is sent to sign in; what an account gets there is in accounts/test_entry.py.
    **{
        name: (f"/account/{address}", gets(302))
        for name, address in {
            "mfa_index": "",
            "account_logout": "sign-out/",
            "mfa_authenticate": "second-step/",
            "mfa_login_webauthn": "passkey/sign-in/",
            "account_change_password": "password/",
            "account_reauthenticate": "confirm/",
            "mfa_reauthenticate": "confirm/code/",
            "mfa_reauthenticate_webauthn": "confirm/passkey/",
            "mfa_activate_totp": "app/",
            "mfa_deactivate_totp": "app/remove/",
            "mfa_view_recovery_codes": "codes/",
            "mfa_generate_recovery_codes": "codes/new/",
            "mfa_add_webauthn": "passkey/add/",
            "mfa_remove_webauthn": "passkey/1/remove/",
            "mfa_edit_webauthn": "passkey/1/name/",
        }.items()
    },
}
_WHICH = {"redline": "&of=VN&since=round+1", "outcome": "&of=2", "statement": "&of=press-2"}
FILES = [
    f"/download/{what}/?as={form}{_WHICH.get(what, '')}" for what, kind in PAPERS.items() for form in formats_of(kind)
]
"""Every paper in every format, for the sweeps that read all that leaves."""
WRITE: dict[str, tuple[str, dict[str, str], Gets]] = {
    "preview": ("/provision/a2.3-1/preview/", {"text-en": "Each Party shall act."}, SIDES),
    "table-draft": ("/provision/a2.3-1/table-draft/", {}, gets(403, US=302, VN=302)),
    "discard-draft": ("/provision/a2.3-1/discard-draft/", {}, gets(403, US=404, VN=404)),
    "read": ("/read/", {"entries": "7"}, gets(302)),
    "put-away": ("/vault/mandate/provision:a9.9-9/put-away/", {}, gets(403, US=404, VN=404)),
    "import-drop": (f"/import/docx/{'0' * 64}/drop/", {}, gets(403, US=302, VN=302)),
    "feed-make": ("/calendar/feed/make/", {}, SEATED),
    "feed-revoke": ("/calendar/feed/revoke/", {}, gets(302)),
    "seat": ("/seat/", {"party": "nobody"}, gets(302)),
    "language": ("/language/", {"language": "en"}, gets(302)),
    "invite": ("/delegation/invite/", {"person": "nobody"}, gets(404, observer=403, SEC=200)),
    "revoke": ("/delegation/revoke/", {"person": "nobody"}, gets(302, observer=403)),
    "close-account": ("/delegation/close/", {"person": "nobody"}, gets(302, observer=403)),
    "end-sessions": ("/account/sessions/end/", {}, gets(302)),
}

POLICIES = {"document": "default-src 'none'; sandbox"}
"""Routes whose content policy is stricter than that of every page."""
