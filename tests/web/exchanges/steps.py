"""An act through its form as a browser sends it: filled and previewed, then sent with what the preview carried."""

from __future__ import annotations

import html
import re
from typing import Any


def carried(page: str) -> dict[str, list[str]]:
    """What the last form of a page would send without its buttons: hidden fields and hidden boxes."""
    form = page[page.rindex('<form method="post"') :]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<textarea hidden name="([^"]+)">([^<]*)</textarea>', form):
        found.setdefault(name, []).append(html.unescape(value))
    for tag in re.findall(r'<input type="hidden"[^>]*>', form):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if given["name"] != "csrfmiddlewaretoken":
            found[given["name"]] = [html.unescape(given.get("value", ""))]
    return found


def check(client: Any, address: str, **typed: Any) -> str:
    """The preview of an act."""
    answer = client.post(address, {**typed, "step": "check"})
    page: str = html.unescape(answer.content.decode())
    assert answer.status_code == 200, page
    assert 'name="seal"' in page, page
    return answer.content.decode()


def do(client: Any, address: str, **typed: Any) -> Any:
    """Both steps; the answer to the second."""
    return client.post(address, {**carried(check(client, address, **typed)), "step": "leave"})
