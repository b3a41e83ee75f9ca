"""Every address of the workspace. ``tests/web`` knows each by name, and who may have what there."""

from __future__ import annotations

from django.urls import path

from paraph.web import handing, history, outcome, play, search, shell, since, verifying
from paraph.web.accounts.urls import accounts
from paraph.web.concordance import findings
from paraph.web.economy import pages as economy
from paraph.web.exchanges.urls import urlpatterns as exchanges
from paraph.web.importing.urls import urlpatterns as importing
from paraph.web.sittings.urls import urlpatterns as sittings
from paraph.web.statements import composing, joint
from paraph.web.text import acting, placing, proposing, provisions, reading, room
from paraph.web.trade.urls import urlpatterns as trade

urlpatterns = [
    path("", play.play, name="play"),
    path("text/", reading.whole, name="text"),
    path("text/<str:name>/", reading.part, name="part"),
    path("moved/", reading.moved, name="moved"),
    path("room/", room.room, name="room"),
    path("room/<str:name>/", room.pinned, name="room-at"),
    path("provision/<str:name>/", provisions.provision, name="provision"),
    path("provision/<str:name>/propose/", proposing.propose, name="propose"),
    path("provision/<str:name>/add/", placing.add, name="add"),
    path("provision/<str:name>/move/", placing.move, name="move"),
    path("provision/<str:name>/none/", placing.none, name="none"),
    path("provision/<str:name>/preview/", proposing.preview, name="preview"),
    path("provision/<str:name>/table-draft/", proposing.table_draft, name="table-draft"),
    path("provision/<str:name>/discard-draft/", proposing.discard_draft, name="discard-draft"),
    path("act/<str:subject>/<slug:deed>/", acting.act, name="act"),
    *sittings,
    *exchanges,
    *importing,
    *trade,
    path("concordance/", findings.findings, name="findings"),
    path("concordance/<str:name>/<slug:key>/<slug:verdict>/", findings.settle, name="settle"),
    path("outcome/", outcome.outcome, name="outcome"),
    path("outcome/<int:number>/", outcome.outcome, name="outcome-of"),
    path("read/", since.read, name="read"),
    path("history/", history.history, name="history"),
    path("history/verify/", verifying.verify, name="verify"),
    path("history/<slug:name>/", history.entry, name="entry"),
    path("history/<slug:name>/entry.json", history.entry_file, name="entry-file"),
    path("search/", search.search, name="search"),
    path("download/<slug:what>/", handing.download, name="download"),
    path("statements/", joint.statements, name="statements"),
    path("statement/<str:name>/", joint.statement, name="statement"),
    path("statement/<str:name>/propose/", composing.propose, name="propose-statement"),
    path("economy/", economy.economy, name="economy"),
    path("economy/<slug:which>.svg", economy.chart, name="economy-chart"),
    path("seat/", shell.seat, name="seat"),
    path("language/", shell.language, name="language"),
    path("signals/", shell.signals, name="signals"),
    *accounts,
]

handler400 = "paraph.web.shell.malformed"
handler403 = "paraph.web.shell.forbidden"
handler404 = "paraph.web.shell.missing"
handler500 = "paraph.web.shell.failed"
