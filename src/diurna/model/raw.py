"""Raw documents: bytes as they came in, before anything is read from them."""

from __future__ import annotations

from typing import Literal

import msgspec

Media = Literal["text", "html", "row"]


class RawDocument(msgspec.Struct, frozen=True, gc=False):
    """One document of the input.

    `data` is the document's own bytes: a whole file, or one line of a JSONL file (media "row").
    `name` tells the user where it came from (a path below the given one, with `#line` for a row);
    it is never used as a path. `fields` holds what came with the text (a row's mapped fields).
    """

    hash: str
    name: str
    media: Media
    data: bytes
    fields: dict[str, str] = {}
