"""Deliver: rows to a file, or to the one address that the user gave."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import msgspec

from ..model import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Undelivered(StoreError):
    """Something could not be delivered; nothing is lost by it, and the message says so."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: what is told goes to the address that was given, and to no other."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        return None


def append(rows: Sequence[msgspec.Struct], path: Path) -> None:
    """Append rows to a file as JSON lines; raises Undelivered."""
    lines = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as stream:
            stream.write(lines)
    except OSError as error:
        raise Undelivered(f"{path} cannot be written ({error.strerror or error}). {KEPT}") from error


def post(rows: Sequence[msgspec.Struct], address: str, *, timeout: float) -> None:
    """POST rows as {"alerts": [...]} to an address; anything but an answer of 200 to 299 within `timeout` seconds raises Undelivered."""
    body = msgspec.json.encode({"alerts": rows})
    request = urllib.request.Request(address, data=body, method="POST", headers={"Content-Type": "application/json", "User-Agent": "diurna"})
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=timeout):
            return
    except urllib.error.HTTPError as error:
        error.close()
        raise Undelivered(f"{address} answered {error.code} {error.reason}. {KEPT}") from error
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise Undelivered(f"{address} cannot be reached ({getattr(error, 'reason', None) or error}). {KEPT}") from error


KEPT = "The alerts are kept, and told the next time"
