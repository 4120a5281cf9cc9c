"""Small repairs of characters: mojibake, entities, escapes, control characters, odd white space."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from .weave import Change

if TYPE_CHECKING:
    from .weave import Weave

MOJIBAKE_HINT = re.compile(r"[ÂÃâÄÅÎÏÐÑØÙ][\x80-\xbf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
ESCAPE = re.compile(r"\\(?=[$%&#_{}\[\]()*\"'~`+!<>|-])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]+")
LOST_QUOTE = re.compile(r"(?<=[^\W\d_])\ufffd{1,3}(?=(?:s|t|re|ve|ll|d|m)\b)")
BLANK = re.compile(r"[^\S\n]*[\t\r\x0b\x0c\x85\xa0\u2000-\u200a\u202f\u205f\u3000\u2028\u2029][^\S\n]*| {2,}")
RUN = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
NOT_TEXT = frozenset("\n\r")


def mend(weave: Weave) -> Weave:
    """Every character repair that a text needs, in the order in which the damage is undone."""
    return blanks(controls(escapes(entities(mojibake(weave)))))


def mojibake(weave: Weave) -> Weave:
    """UTF-8 that was read in a one-byte character set is read anew; only paragraphs with its markers are touched (method: ftfy)."""
    if not MOJIBAKE_HINT.search(weave.text):
        return weave
    import ftfy
    from ftfy.badness import is_bad

    changes: list[Change] = []
    for match in re.finditer(r"[^\n]+", weave.text):
        line = match.group()
        if MOJIBAKE_HINT.search(line) and is_bad(line):
            changes += _differences(line, ftfy.fix_encoding(line), match.start())
    return weave.changed(changes)


def entities(weave: Weave) -> Weave:
    """Entities that were left in a plain text: "&amp;" is "&"."""
    changes = []
    for match in ENTITY.finditer(weave.text):
        new = html.unescape(match.group())
        if new != match.group() and not NOT_TEXT & set(new):
            changes.append(Change(match.start(), match.end(), new, "entity"))
    return weave.changed(changes)


def escapes(weave: Weave) -> Weave:
    """Backslashes that a mark-up language wanted: "\\$30" is "$30"."""
    return weave.changed([Change(m.start(), m.end(), "", "escape") for m in ESCAPE.finditer(weave.text)])


def controls(weave: Weave) -> Weave:
    """Control, bidirectional override and invisible characters are taken out; a replacement character before "s" was an apostrophe."""
    changes = [Change(m.start(), m.end(), "", "control_character") for m in CONTROL.finditer(weave.text)]
    changes += [Change(m.start(), m.end(), "’", "replacement_character") for m in LOST_QUOTE.finditer(weave.text)]
    return weave.changed(sorted(changes))


def blanks(weave: Weave) -> Weave:
    """Runs of white space within a line are one space."""
    return weave.changed([Change(m.start(), m.end(), " ", "whitespace") for m in BLANK.finditer(weave.text)])


def _differences(old: str, new: str, at: int) -> list[Change]:
    """The changes between a line and its repair: ASCII runs are the same in both and part it into pieces."""
    mine, theirs = RUN.findall(old), RUN.findall(new)
    if [r for r in mine if r.isascii()] == [r for r in theirs if r.isascii()] and len(mine) == len(theirs):
        changes, offset = [], at
        for a, b in zip(mine, theirs, strict=True):
            if a != b:
                changes.append(Change(offset, offset + len(a), b, "mojibake"))
            offset += len(a)
        return changes
    return _opcodes(old, new, at)


def _opcodes(old: str, new: str, at: int) -> list[Change]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, RUN.findall(old), RUN.findall(new), autojunk=False)
    mine, theirs = RUN.findall(old), RUN.findall(new)
    changes = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            start = at + sum(map(len, mine[:i1]))
            changes.append(Change(start, start + sum(map(len, mine[i1:i2])), "".join(theirs[j1:j2]), "mojibake"))
    return changes
