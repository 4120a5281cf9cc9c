"""The OpenAPI document: what Litestar derives from the twins' questions and Structs, with the twins at their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from .. import __version__
from .page import TWIN

if TYPE_CHECKING:
    from litestar import Litestar

CONFIG = OpenAPIConfig(
    title="Diurna",
    version=__version__,
    description="The record: who did what to whom, when and where, who says so, and where they differ. Every page of the reading room"
    " has its answer here, at the same address + .json.",
    path="/-/openapi",
    render_plugins=[JsonRenderPlugin()],
)


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def document(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The OpenAPI document of the room."""
    return described(request.app)


def described(app: Litestar) -> dict[str, Any]:
    """The document, with `/story/{key}.json` in place of the inner route."""
    found: dict[str, Any] = app.openapi_schema.to_schema()
    found["paths"] = {_address(path): item for path, item in found["paths"].items()}
    return found


def _address(path: str) -> str:
    return f"{path.removeprefix(TWIN)}.json" if path.startswith(TWIN) else path
