"""Where a token is entered, and the check that a form was sent from one of our pages."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from litestar import MediaType, Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect

from .guard import SAFE, SESSION, same, session_of
from .page import html
from .room import Asked, Desk

VISITOR = "diurna_visitor"


def token_for(visitor: str, secret: bytes) -> str:
    """The token that the forms of a visitor carry."""
    return hmac.new(secret, visitor.encode(), hashlib.sha256).hexdigest()


def desk_of(request: Request[Any, Any, Any]) -> Desk:
    """The desk of a request; a visitor who comes for the first time is given a cookie."""
    from .page import TWIN

    room = request.app.state.room
    visitor = request.cookies.get(VISITOR, "")
    fresh = not visitor.isalnum()
    visitor = secrets.token_hex(16) if fresh else visitor
    path = request.scope["path"].removeprefix(TWIN)
    query = list(request.query_params.items())  # in their order: `multi_items` of Litestar goes through a set
    desk = Desk(room, path=path, query=query, cookies=request.cookies, csrf=token_for(visitor, room.secret), origin=f"{request.url.scheme}://{request.url.netloc}")
    if fresh:
        desk.set_cookies.append(our_cookie(VISITOR, visitor))
    return desk


def our_cookie(name: str, value: str, *, days: int | None = None) -> Cookie:
    """A cookie that no script and no other site can read."""
    return Cookie(key=name, value=value, path="/", httponly=True, samesite="strict", max_age=days * 86_400 if days else None)


async def check_form(request: Request[Any, Any, Any]) -> None:
    """Refuses a POST whose form (or X-CSRF-Token header) has not the token of the visitor's cookie."""
    if request.method in SAFE:
        return
    given = request.headers.get("x-csrf-token") or str((await request.form()).get("csrf", ""))
    visitor = request.cookies.get(VISITOR, "")
    if not visitor or not same(given, token_for(visitor, request.app.state.room.secret)):
        raise PermissionDeniedException("The form is too old or was not sent from this room. Go back, load the page again and send it once more.")


@get("/enter", include_in_schema=False, media_type=MediaType.HTML, sync_to_thread=False)
def enter_page(desk: Asked) -> Response[str]:
    """The page that asks for the token."""
    return html(desk, "enter.html", wrong=False, to=local(desk.params.get("to", "")))


@post("/enter", include_in_schema=False, media_type=MediaType.HTML)
async def enter(desk: Asked, request: Request[Any, Any, Any]) -> Response[Any]:
    """Take a token; whoever has the right one gets a cookie."""
    form = await request.form()
    to, wanted = local(str(form.get("to", ""))), request.app.state.token
    if wanted is not None and not same(str(form.get("token", "")), wanted):
        return html(desk, "enter.html", status=403, wrong=True, to=to)
    cookies = [our_cookie(SESSION, session_of(wanted))] if wanted else []
    return Redirect(desk.room.base + to, status_code=303, cookies=cookies)


def local(to: str) -> str:
    """An address in this room; anything else becomes the first page."""
    return to if to.startswith("/") and not to.startswith("//") and "\\" not in to and to.isprintable() else "/today"
