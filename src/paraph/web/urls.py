"""Every address of the workspace. ``tests/web`` knows each by name, and who may have what there."""

from __future__ import annotations

from django.urls import path

from paraph.web import acting, lists, outcomes, play, proposing, provisions, shell, texts

urlpatterns = [
    path("", play.play, name="play"),
    path("text/", texts.whole, name="text"),
    path("text/<str:name>/", texts.part, name="part"),
    path("provision/<str:name>/", provisions.provision, name="provision"),
    path("provision/<str:name>/propose/", proposing.propose, name="propose"),
    path("provision/<str:name>/preview/", proposing.preview, name="preview"),
    path("provision/<str:name>/table-draft/", proposing.table_draft, name="table-draft"),
    path("provision/<str:name>/discard-draft/", proposing.discard_draft, name="discard-draft"),
    path("provision/<str:name>/act/<slug:deed>/", acting.act, name="act"),
    path("vault/", lists.vault, name="vault"),
    path("rounds/", lists.rounds, name="rounds"),
    path("undertakings/", lists.undertakings, name="undertakings"),
    path("questions/", lists.questions, name="questions"),
    path("disclosures/", lists.disclosures, name="disclosures"),
    path("referrals/", lists.referrals, name="referrals"),
    path("outcome/", outcomes.outcome, name="outcome"),
    path("outcome/<int:number>/", outcomes.outcome, name="outcome-of"),
    path("seat/", shell.seat, name="seat"),
    path("language/", shell.language, name="language"),
    path("signals/", shell.signals, name="signals"),
]

handler400 = "paraph.web.shell.malformed"
handler403 = "paraph.web.shell.forbidden"
handler404 = "paraph.web.shell.missing"
handler500 = "paraph.web.shell.failed"
