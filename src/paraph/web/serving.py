"""Serve one negotiation on this computer, to this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from socket import AF_INET, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

from paraph.errors import StoreFailed
from paraph.web.bounds import Bounds

HOST = "127.0.0.1"


def serve(
    folder: Path,
    port: int,
    started: Callable[[str], None],
    *,
    or_free: bool = False,
    host: str = "",
    unlock: Callable[[str], str | None] = lambda party: None,
) -> None:
    """Serve until interrupted. ``port`` 0 takes a free one; ``started`` is told the address once it is bound.

    ``or_free``: take a free port where that one is taken. ``host``: the name under which a server in front of this
    one, on this computer, is reached through TLS; only then are its words on who asks, and how, believed. ``unlock``:
    asked for the passphrase of each sealed key.

    Raises as ``config.configure`` does, and StoreFailed when the port is taken.
    """
    from paraph.web.config import configure

    site = configure(folder, host=host, unlock=unlock)
    import uvicorn
    from django.core.asgi import get_asgi_application

    from paraph.web import log

    log.begin()
    # The protocol is named: only then does asyncio send small answers at once (TCP_NODELAY) instead of 40 ms later.
    with socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) as listening:
        listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            _bind(listening, port, or_free)
        except OSError as error:
            site.close()
            raise StoreFailed(detail=f"{HOST}:{port}: {error.strerror}") from error
        application = Bounds(get_asgi_application())
        listening.listen()
        started(f"http://{HOST}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(
            application,
            lifespan="off",
            log_level="warning",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            server_header=False,
            proxy_headers=bool(host),
            forwarded_allow_ips=HOST,
        )
        try:
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            site.close()


def _bind(listening: socket, port: int, or_free: bool) -> None:
    try:
        listening.bind((HOST, port))
    except OSError:
        if not or_free:
            raise
        listening.bind((HOST, 0))
