"""One's own account: password, second factors, sessions."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from paraph.web.accounts.entry import Stage
from paraph.web.accounts.signals import end_sessions
from paraph.web.receipts import tell
from paraph.web.visit import visit

PROGRAMS = (("Firefox", "Firefox"), ("Edg", "Edge"), ("OPR", "Opera"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")


def device(agent: str) -> str:
    """What a person knows a browser by: "Firefox, Windows". Only a hint: a browser may say of itself what it likes."""
    program = next((name for sign, name in PROGRAMS if sign in agent), "")
    system = next((each for each in SYSTEMS if each in agent), "")
    return ", ".join(filter(None, (program, system))) or agent[:60]


class Own(IndexView):  # type: ignore[misc]
    """What guards the account, and where it is signed in."""

    template_name = "paraph/accounts/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stage, shown = visit(self.request).stage, super().get_context_data(**kwargs)
        codes = shown["authenticators"].get("recovery_codes")
        return {
            **shown,
            "left": len(codes.get_unused_codes()) if codes else 0,
            "sessions": [
                (each, device(each.user_agent)) for each in UserSession.objects.purge_and_list(self.request.user)
            ],
            "must": stage is Stage.UNGUARDED,
            "unseated": stage is Stage.UNSEATED,
        }


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    ended = end_sessions(request.user, keep=request.session.session_key or "")  # type: ignore[arg-type]
    say = visit(request).speech
    tell(request, say.count("%(n)s other session is ended.", "%(n)s other sessions are ended.", ended))
    return redirect("mfa_index")
