"""Verify the whole record from the browser: long work in a thread of its own, its progress on the page."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from paraph.desk import Desk
from paraph.desk.register import Audit
from paraph.errors import ParaphError
from paraph.web.site import Site
from paraph.web.visit import visit

AT_ONCE = 0.4
"""Seconds that the answer waits: a short record is verified by then."""


@dataclass(eq=False)
class Verification:
    """One run. It reads the shared record alone, so that its outcome is the same whoever asked for it."""

    done: int = 0
    of: int = 0
    audit: Audit | None = None
    error: ParaphError | None = None
    finished: threading.Event = field(default_factory=threading.Event)

    def run(self, desk: Desk) -> None:
        try:
            self.audit = desk.verify(self.progress)
        except ParaphError as error:
            self.error = error
        finally:
            self.finished.set()

    def progress(self, done: int, of: int) -> None:
        self.done, self.of = done, of


_runs: WeakKeyDictionary[Site, Verification] = WeakKeyDictionary()
"""The latest run at each site; one at a time."""


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """POST begins; GET shows how far it is, or what it found."""
    here = visit(request)
    run = _runs.get(here.site)
    if request.method == "POST":
        if run is None or run.finished.is_set():
            run = _runs[here.site] = Verification()
            threading.Thread(target=run.run, args=(here.site.desk(""),), daemon=True).start()
        run.finished.wait(AT_ONCE)
        return redirect("verify")
    audit = run.audit if run and run.finished.is_set() else None
    context = {
        "run": run,
        "audit": audit,
        "running": run is not None and not run.finished.is_set(),
        "refused": [here.explain(each) for each in audit.refused] if audit else (),
        "forks": [here.explain(each.error()) for each in audit.forks] if audit else (),
        "error": here.explain(run.error) if run and run.error else "",
        "since": here.desk.state.entries - audit.entries if audit else 0,
    }
    return render(request, "paraph/verify.html", context)
