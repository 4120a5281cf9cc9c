"""Our own style sheet, script and pictures."""

from __future__ import annotations

from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

FOLDER = Path(__file__).parent / "static"
MEDIA = {".css": "text/css", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"  # the address changes with the content


@get("/static/{name:str}", include_in_schema=False, sync_to_thread=False)
def static(name: FromPath[str]) -> Response[bytes]:
    """A file of the static folder, by its bare name."""
    found = {path.name: path for path in FOLDER.iterdir() if path.suffix in MEDIA}
    if name not in found:
        raise NotFoundException
    return Response(found[name].read_bytes(), media_type=MEDIA[found[name].suffix], headers={"cache-control": FOR_EVER})
