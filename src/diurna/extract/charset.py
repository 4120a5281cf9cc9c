"""Bytes to characters."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
HEAD_BYTES = 4096  # where a page declares its character set
SAMPLE_BYTES = 60_000  # what the guesser sees; more makes it slow and no surer
LATIN = frozenset({"ascii", "us-ascii", "iso-8859-1", "latin-1", "latin1", "iso8859-1", "cp1252", "windows-1252"})  # all read as cp1252 (WHATWG)
BAD_SHARE = 0.02  # more bytes than this invalid in UTF-8: another character set; fewer: UTF-8 with damage
C1 = re.compile(r"[\x80-\x9f]")


def decode(data: bytes, *, declared: bool = False) -> tuple[str, str, bool]:
    """The text of some bytes, the character set that it was read in, and whether bytes were lost (then U+FFFD stands there).

    Tried in turn: byte-order mark, UTF-8, the declared set (`declared`: look for one in the head), cp1252, a statistical guess.
    UTF-8 that holds good goes before the declaration, which is often left over from a template.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], name)
    if data[:1] == b"\0" and data[2:3] == b"\0":
        return _lossy(data, "utf-16-be")
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return _lossy(data, "utf-16-le")
    text = _strict(data, "utf-8")
    if text is not None:
        return text, "utf-8", False
    return _not_utf8(data, _declared(data) if declared else None)


def _not_utf8(data: bytes, declared: str | None) -> tuple[str, str, bool]:
    if declared and declared not in LATIN and declared not in ("utf-8", "utf8"):
        text = _strict(data, declared)
        if text is not None:
            return text, declared, False
    damaged = data.decode("utf-8", "replace")
    high = sum(byte >= 0x80 for byte in data[:SAMPLE_BYTES])
    bad = damaged[:SAMPLE_BYTES].count("�")
    if bad <= BAD_SHARE * high or (bad < high / 4 and high > 8):
        return _mixed(data), "utf-8+cp1252", "�" in _mixed(data)
    return _guessed(data)


def _mixed(data: bytes) -> str:
    """UTF-8 in which some bytes are cp1252 (two sources pasted together): each bad byte is read alone."""
    return data.decode("utf-8", "diurna-cp1252")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("diurna-cp1252", _as_cp1252)


def _guessed(data: bytes) -> tuple[str, str, bool]:
    from charset_normalizer import from_bytes

    western = _strict(data, "cp1252")
    if western is not None and _looks_western(western):
        return western, "cp1252", False
    best = from_bytes(data[:SAMPLE_BYTES]).best()
    name = best.encoding if best else "cp1252"
    text = _strict(data, name)
    return (text, name, False) if text is not None else _lossy(data, "cp1252")


def _looks_western(text: str) -> bool:
    """High characters are few and stand among ASCII letters, as accents and quotation marks do."""
    letters = sum(c.isalpha() for c in text[:SAMPLE_BYTES])
    high = sum(ord(c) >= 0x80 for c in text[:SAMPLE_BYTES])
    return high <= 0.15 * max(letters, 1)


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:HEAD_BYTES])
    if match is None:
        return None
    try:
        return codecs.lookup(match.group(1).decode("ascii").lower()).name
    except LookupError:
        return None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _lossy(data: bytes, name: str) -> tuple[str, str, bool]:
    text = data.decode(name, "replace")
    return text, name, "�" in text
