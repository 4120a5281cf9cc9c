"""What kind of document some bytes are: told by their content, not by a file's name."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["empty", "binary", "jsonl", "html", "text"]

HEAD_BYTES = 8192  # enough to see what a file is; all signatures lie within the first KB
SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3",
    b"PAR1",
    b"ARROW1",
    b"OggS",
    b"ID3",
    b"RIFF",
    b"{\\rtf",
)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
MARKUP = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|div|main|table)[\s>].*?<(?:p|a|div|span|h[1-6])[\s>]|^\s*<p[\s>]", re.I | re.S
)
ROW = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*\{\s*(?:\"|\})")
CONTROL_SHARE = 0.05  # of the head's bytes; text in any one-byte set stays below .01, compressed data is above .1
CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 26, 27})


def kind_of(head: bytes) -> Kind:
    """The kind of a document from its first HEAD_BYTES bytes."""
    if not head.strip():
        return "empty"
    if head.startswith(SIGNATURES) or _is_binary(head):
        return "binary"
    if ROW.match(head):
        return "jsonl"
    plain = head.replace(b"\0", b"") if head.startswith(UTF16_MARKS) else head
    return "html" if MARKUP.search(plain) else "text"


def is_gzip(head: bytes) -> bool:
    return head.startswith(b"\x1f\x8b")


def _is_binary(head: bytes) -> bool:
    if head.startswith(UTF16_MARKS):
        return False
    if b"\0" in head:
        return not _is_utf16(head)
    return len(head.translate(None, CONTROLS)) < (1 - CONTROL_SHARE) * len(head)


def _is_utf16(head: bytes) -> bool:
    """UTF-16 without a mark: every other byte of western text is NUL."""
    half = len(head) // 2
    odd, even = head[1::2].count(0), head[0::2].count(0)
    return half > 4 and ((odd > 0.7 * half and even < 0.05 * half) or (even > 0.7 * half and odd < 0.05 * half))
