"""What went wrong, as a page or as JSON."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException

from ..model import DiurnaError, SqlError, StoreError, UnknownIdError
from .page import TWIN
from .query import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from litestar import Request

log = logging.getLogger(__name__)
TITLES = {
    303: "See there",
    400: "That cannot be asked",
    401: "A token is needed",
    403: "Not allowed",
    404: "Not found",
    405: "Not allowed",
    413: "Too large",
    414: "Too long",
    421: "Not served here",
    429: "Too many requests",
    500: "A fault of Diurna",
    503: "The library cannot be read",
}


class Fault(msgspec.Struct, frozen=True):
    """Why there is no answer: HTTP status, a title, and what to do."""

    status: int
    title: str
    detail: str


def body(status: int, detail: str, *, asks_json: bool, base: str = "") -> tuple[bytes, str]:
    """The content of an answer that says what went wrong, and its media type."""
    fault = Fault(status, TITLES.get(status, "Not possible"), detail)
    if asks_json:
        return msgspec.json.encode(fault), "application/json"
    from .templating import environment

    return environment().get_template("error.html").render(fault=fault, base=base).encode(), "text/html"


def answer_fault(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """What went wrong, as the answer to a request; a bug is logged with its traceback, and nothing of it is shown."""
    status, detail = told(error)
    if status >= 500 and not isinstance(error, DiurnaError):
        log.error("%s %s", request.method, request.scope["path"], exc_info=error)
    asks_json = request.scope["path"].startswith(TWIN) or request.scope["path"].endswith(".json")
    content, kind = body(status, detail, asks_json=asks_json, base=request.app.state.room.base)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return Response(content, media_type=kind, status_code=status, headers=headers)


def told(error: Exception) -> tuple[int, str]:
    """The status and the words of a fault."""
    match error:
        case UnknownIdError():
            return 404, str(error)
        case SqlError():
            return 400, str(error)
        case StoreError():
            return 503, str(error)
        case DiurnaError():
            return 500, str(error)
        case ValidationException():
            return 400, not_so(error)
        case HTTPException():
            return error.status_code, "There is no such page." if error.status_code == 404 else error.detail
        case ValueError():
            return 400, str(error)
    return 500, "Something failed that should not. The terminal in which `diurna serve` runs has more."


def not_so(error: ValidationException) -> str:
    """Which parameters cannot be taken, and how they are written."""
    faults = error.extra if isinstance(error.extra, list) else []
    told = {str(f.get("key", "")): str(f.get("message", "")) for f in faults if isinstance(f, dict)}
    return "; ".join(f"{key}: {WRITTEN.get(key, message)}" for key, message in told.items()) or error.detail


HANDLERS: dict[int | type[Exception], Callable[..., Any]] = {HTTPException: answer_fault, DiurnaError: answer_fault, Exception: answer_fault}
