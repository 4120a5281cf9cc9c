"""`diurna serve`."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import click

from .options import library_option, open_library
from .output import say

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST_TOKEN = 16  # characters beyond loopback: 64 bits where it is hexadecimal, beyond any guessing at 50 tries a second


@click.command("serve", epilog="Example: diurna serve --library week.diurna --open")
@library_option
@click.option("--port", type=click.IntRange(0, 65535), default=8017, show_default=True, help="The port; 0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; beyond loopback needs --token.")
@click.option("--token", envvar="DIURNA_TOKEN", help="Ask every visitor for this token (also from DIURNA_TOKEN).")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name it is served under, beside loopback's (repeatable).")
@click.option("--base-path", "base", default="", metavar="/PATH", help="The path below which a reverse proxy serves it.")
@click.option("--open", "show", is_flag=True, help="Open the first page in the browser.")
def command(library: Path | None, port: int, host: str, token: str | None, hosts: tuple[str, ...], base: str, show: bool) -> None:
    """Serve the reading room and the REST API of a library until interrupted. Without --host it is there for this machine alone."""
    check(host, token, hosts, base)
    room = open_library(library)
    room.reader.close()
    from socket import IPPROTO_TCP, TCP_NODELAY

    import uvicorn

    from ..serve import create_app

    names = [*hosts, *([] if host in ("0.0.0.0", "::") else [f"[{host}]" if ":" in host else host])]
    app = create_app(room, token=token, hosts=names, base=base)
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False, proxy_headers=False, ws="none",
        timeout_keep_alive=5, timeout_graceful_shutdown=3, limit_concurrency=200,
    )  # fmt: skip
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)  # asyncio does not for this kind: each answer waited 40 ms for the visitor's acknowledgement
    address = f"http://{f'[{host}]' if ':' in host else host}:{socket.getsockname()[1]}{base}/"
    say(f"{room.path.name} is served at {address}  (Ctrl+C ends it)")
    if show:
        click.launch(address)
    server.run(sockets=[socket])


def check(host: str, token: str | None, hosts: tuple[str, ...], base: str) -> None:
    """Refuses what would open a library to others unasked."""
    if base and (not base.startswith("/") or base.startswith("//") or not base.isprintable()):
        raise click.BadParameter("write it as /diurna", param_hint="--base-path")
    if not loopback(host) and (token is None or len(token) < SHORTEST_TOKEN):
        raise click.BadParameter(f"{host} can be reached by others: give --token with at least {SHORTEST_TOKEN} characters", param_hint="--host")
    if hosts and token is None:
        raise click.BadParameter("a name that others know needs --token", param_hint="--allow-host")


def loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
