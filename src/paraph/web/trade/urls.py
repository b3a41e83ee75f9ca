"""The addresses of statistics, tariff lines, requests and offers."""

from __future__ import annotations

from django.urls import path

from paraph.web.trade import lines, offers, statistics

urlpatterns = [
    path("trade/", statistics.statistics, name="trade"),
    path("trade/check/", statistics.check, name="check-figures"),
    path("tariff/", lines.lines, name="tariff"),
    path("tariff/<str:number>/", lines.line, name="tariff-line"),
    path("offers/", offers.offers, name="offers"),
    path("offers/set/", offers.set_rate, name="set-offers"),
    path("offers/table/", offers.from_table, name="import-offers"),
    path("offers/file/<str:form>/", offers.download, name="offers-file"),
    path("offers/<str:schedule>/<str:chapter>/", offers.chapter, name="offers-of"),
]
