"""The application: pages, twins, static files and the door before them."""

from __future__ import annotations

import contextlib
import secrets
import threading
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from litestar import Litestar, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.response import Redirect

from ..model import StoreError
from ..store.apart import keep_ready
from . import errors, openapi, statics
from .entry import check_form, desk_of, enter, enter_page
from .guard import Guard, Rules
from .page import handlers
from .registry import modules
from .room import Asked, Room

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..library import Library

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def create_app(
    library: Library, *, token: str | None = None, hosts: Iterable[str] = (), base: str = "", rate: float | None = 50.0
) -> Litestar:
    """The reading room of a library as an ASGI application.

    `token` is asked of every visitor, `hosts` are names that it is served under beside the loopback ones, `base` is the path below which a
    reverse proxy serves it, `rate` the requests a second of one client (None: any).
    """
    room = Room(library, base=base, secret=secrets.token_bytes(32))
    rules = Rules(hosts=LOOPBACK | {host.lower() for host in hosts}, token=token, base=room.base, rate=rate)
    routes = [handler for module in modules() for handler in (*handlers(module.PAGE), *getattr(module, "ROUTES", ()))]
    app = Litestar(
        route_handlers=[first_page, enter_page, enter, statics.static, openapi.document, *routes],
        dependencies={"desk": Provide(desk_of, sync_to_thread=False)},
        before_request=check_form,
        exception_handlers=errors.HANDLERS,
        openapi_config=openapi.CONFIG,
        state=State({"room": room, "token": token}),
        logging_config=None,
        on_startup=[warm, partial(ready, room)],
        request_max_body_size=rules.body_bytes,
    )
    app.asgi_handler = Guard(app.asgi_handler, rules)
    return app


def warm() -> None:
    """Load beside the first requests what some pages need and takes a second: the stage that says what became of an appointment."""
    threading.Thread(target=import_module, args=("diurna.stories.became",), daemon=True).start()


def ready(room: Room) -> None:
    """Have a process waiting for the first query of a user's; where there is no library yet, nothing waits."""
    with contextlib.suppress(StoreError):
        keep_ready(room.reader().folder / "catalogue.duckdb")


@get("/", include_in_schema=False, sync_to_thread=False)
def first_page(desk: Asked) -> Redirect:
    """The room opens on today."""
    return Redirect(desk.url("/today"), status_code=303)
