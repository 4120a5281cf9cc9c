"""Verdicts: what the program says of each field of an own-written pair against what a careful reader says."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from diurna.model import Story
from diurna.stories import compare
from diurna.stories.events import merge_events, nodes_of
from diurna.stories.reading import Reading

from .notation import built, load

MARKS = {"=": "agree", "<": "coarser", "!": "differ", "1": "only_one"}
FIELD = re.compile(r"([a-z][a-z :()]*?)\s*([=<!1])(?:\s|$)")
SIDES = "abcd"


def expected(row: dict[str, Any]) -> dict[str, str]:
    """The verdicts of a row: named one by one, or all of them in short ("dead< money!": `=` agree, `<` coarser, `!` differ, `1` only one)."""
    return {field: MARKS[mark] for field, mark in FIELD.findall(row["v"])} if "v" in row else row["verdicts"]


def judged(row: dict[str, Any]) -> tuple[bool, list[tuple[str, str, str]]]:
    """Whether a pair was merged, and each field with the reader's verdict and the program's; a short row lists every field, so others are wrong."""
    pair = [built(f"{row['id']}-{side}", row[side]) for side in SIDES if side in row]
    story = Story(id=row["id"], title="", articles=tuple(a.id for a, _ in pair), origins=())
    origins = {a.id: row["origin"] for a, _ in pair} if "origin" in row else {}
    events = merge_events([story], [a for a, _ in pair], [n for _, n in pair], origins=origins)
    if not row["same"]:
        return len(events) == 1, []
    rows = {c.field: c for c in compare(events[0], nodes_of([Reading(*p) for p in pair]), origins)}
    wanted = expected(row)
    fields = dict.fromkeys([*wanted, *(rows if "v" in row else ())])
    told = [(f, wanted.get(f, "silent"), rows[f].verdict if f in rows else "silent") for f in fields]
    reasons = row.get("why", row.get("reasons", {}))
    told += [(f"{f} reason", why, why if f in rows and why in rows[f].reason else rows[f].reason if f in rows else "") for f, why in reasons.items()]
    return len(events) == 1, told


def verdicts(name: str, errors: int = 0) -> tuple[float, Counter[str]]:
    """The share of verdicts (and reasons) that come out, and counts of pairs merged rightly and wrongly."""
    right = total = 0
    merges: Counter[str] = Counter()
    for row in load(name):
        together, told = judged(row)
        merges[f"{'same' if row['same'] else 'other'} {'merged' if together else 'apart'}"] += 1
        missed = [t for t in told if t[1] != t[2]]
        right, total = right + len(told) - len(missed), total + len(told)
        if errors > 0 and (missed or together != row["same"]):
            errors -= 1
            print(f"  {row['id']}: {'merged' if together else 'apart'}; {missed}")
    print(f"  {name}: {right} of {total} verdicts; {dict(merges)}")
    return right / total, merges
