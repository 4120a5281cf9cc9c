"""A page and its JSON twin, from one question."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec
from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException, ValidationException

from .room import Asked, Desk

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

TWIN = "/-/json"  # where the twins are routed; the guard turns `PAGE.json` into it, and `openapi.py` back


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """`ask(desk, ...)` gives the Struct that template and twin show; `nav` is the page's word in the navigation, "" for pages that others
    lead to; `dress(answer, desk)` gives what the template needs beside `answer`."""

    name: str
    path: str
    ask: Callable[..., Any]
    template: str
    nav: str = ""
    dress: Callable[[Any, Desk], dict[str, Any]] | None = None


def handlers(page: Page) -> list[HTTPRouteHandler]:
    """The handlers of a page: HTML at its path, JSON at the twin's."""

    def shown(**given: Any) -> Response[str]:
        desk: Desk = given["desk"]
        answer = page.ask(**given)
        return html(desk, page.template, page=page, answer=answer, **(page.dress(answer, desk) if page.dress else {}))

    def twin(**given: Any) -> Any:
        return page.ask(**given)

    said = inspect.getdoc(page.ask) or ""
    return [
        get(page.path, name=page.name, media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=True)(_like(page, shown, Response[str])),
        get(
            f"{TWIN}{page.path}",
            name=f"{page.name}.json",
            operation_id=page.name,
            summary=said.split("\n")[0],
            description=said,
            tags=[page.nav or page.name],
            sync_to_thread=True,
            raises=[ValidationException, NotFoundException],
        )(_like(page, twin, get_type_hints(page.ask)["return"])),
    ]


def html(desk: Desk, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    """A template as the answer to a request."""
    from .templating import render

    return Response(render(desk, template, **context), media_type=MediaType.HTML, status_code=status, cookies=desk.set_cookies)


def _like(page: Page, handler: Callable[..., Any], returns: Any) -> Callable[..., Any]:
    """Gives a handler the parameters of the page's question, so that Litestar checks and documents them."""
    hints = get_type_hints(page.ask, include_extras=True)
    hints = {name: Asked if hint is Desk else hint for name, hint in hints.items()}
    given = inspect.signature(page.ask).parameters.values()
    parameters = [p.replace(annotation=hints[p.name], kind=inspect.Parameter.KEYWORD_ONLY) for p in given]
    signature = inspect.Signature(parameters, return_annotation=returns)
    handler.__signature__ = signature  # type: ignore[attr-defined]
    handler.__annotations__ = {**{p.name: p.annotation for p in signature.parameters.values()}, "return": returns}
    handler.__name__ = f"{page.name}_{handler.__name__}"
    handler.__doc__ = page.ask.__doc__
    return handler
