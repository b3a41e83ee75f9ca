"""The addresses of rounds, meetings, agendas and the calendar."""

from __future__ import annotations

from django.urls import path

from paraph.web.sittings import acting, agenda, calendar, feeds, files, rounds, scheduling

urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<str:name>/", rounds.round_page, name="round"),
    path("meetings/<str:name>/", rounds.meeting_page, name="meeting"),
    path("agenda/<str:name>/", agenda.agenda, name="agenda"),
    path("agenda/<str:name>/discuss/<str:item>/", agenda.discuss, name="discuss"),
    path("schedule/round/", scheduling.new_round, name="schedule-round"),
    path("schedule/meeting/", scheduling.new_meeting, name="schedule-meeting"),
    path("sitting/<str:subject>/<slug:deed>/", acting.act, name="sitting"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/paraph.ics", files.whole, name="calendar-file"),
    path("calendar/event/<str:subject>.ics", files.single, name="event-file"),
    path("calendar/feed/make/", feeds.make, name="feed-make"),
    path("calendar/feed/revoke/", feeds.revoke, name="feed-revoke"),
    path("calendar/feed/<str:token>.ics", feeds.feed, name="feed"),
]
