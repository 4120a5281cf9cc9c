"""Ids: hashes of natural keys, so that a second reading of the same thing finds the first."""

from __future__ import annotations

import hashlib
import re
import unicodedata

ID_LENGTH = 16  # hex digits: 64 bits, a clash is expected after some four thousand million articles


def bytes_hash(data: bytes) -> str:
    """The sha256 of raw bytes, as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def key_hash(*parts: str | int | None) -> str:
    """A short id for a natural key; the parts are kept apart, so ("ab", "c") is not ("a", "bc")."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def slug(name: str) -> str:
    """A name as a lower-case ASCII key: "Recep Tayyip Erdoğan" is "recep-tayyip-erdogan"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or key_hash(name)
