"""The addresses of questions, undertakings, disclosures, referrals and the vault."""

from __future__ import annotations

from django.urls import path

from paraph.web import vault
from paraph.web.exchanges import disclosures, questions, referrals, undertakings

urlpatterns = [
    path("questions/", questions.questions, name="questions"),
    path("questions/ask/", questions.ask, name="ask"),
    path("questions/<str:name>/answer/", questions.answer, name="answer"),
    path("undertakings/", undertakings.undertakings, name="undertakings"),
    path("undertakings/give/", undertakings.give, name="undertake"),
    path("undertakings/<str:name>/<slug:deed>/", undertakings.end, name="undertaking"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
    path("disclosures/hand-over/", disclosures.disclose, name="disclose"),
    path("disclosures/<str:name>/file/", disclosures.document, name="document"),
    path("disclosures/<str:name>/receive/", disclosures.receive, name="receive"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/refer/", referrals.refer, name="refer"),
    path("referrals/<str:name>/", referrals.referral, name="referral"),
    path("referrals/<str:name>/instruct/", referrals.instruct, name="instruct"),
    path("vault/", vault.vault, name="vault"),
    path("vault/keep/", vault.keep, name="keep"),
    path("vault/<slug:kind>/<path:name>/rewrite/", vault.rewrite, name="rewrite"),
    path("vault/<slug:kind>/<path:name>/put-away/", vault.put_away, name="put-away"),
]
