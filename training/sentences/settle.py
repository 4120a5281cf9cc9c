"""Settle the differences between the two passes of labels: `python -m training.sentences.settle [--held-back|--training] [--next N] [--kind KIND]`.

A difference in cutting (another article, more or fewer words of one phrase, "#2") is none: the first pass stands. What matters is settled by
reading, in `settled.jsonl`. `final_events()` is what everything else reads.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.sentences.split import held_back

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SETTLED = HERE / "settled.jsonl"
FUNCTION = {"a", "an", "the", "of", "and", "or", "in", "on", "at", "to", "for", "from", "by", "with", "its", "their", "his", "her", "s"}
"""Words that two cuts of different phrases may share by chance."""
LABELS = ("act", "phase", "polarity", "background")
Event = dict[str, Any]


def rows_of(folder: str) -> dict[str, dict[str, Any]]:
    """The rows of one pass, by id, in the order of the files."""
    rows = (json.loads(line) for path in sorted((HERE / folder).glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return {row["id"]: row for row in rows}


def settled() -> dict[str, dict[str, Any]]:
    """The settled rows, by id; a later row overrides an earlier one."""
    if not SETTLED.exists():
        return {}
    return {row["id"]: row for row in map(json.loads, SETTLED.read_text("utf-8").splitlines())}


def final_events() -> dict[str, list[Event]]:
    """The events of each sentence by id: the first pass, overridden where the two passes were settled."""
    events = {key: row["events"] for key, row in rows_of("written").items()}
    return events | {key: row["events"] for key, row in settled().items()}


def digest() -> str:
    """The sha256 over the held-back part's final events."""
    kept = {key: events for key, events in final_events().items() if held_back(key)}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def differences(one: list[Event], other: list[Event]) -> list[str]:
    """The kinds of material difference between two labellings of one sentence, none if they differ at most in cutting."""
    if bool(one) != bool(other):
        return ["event or none"]
    pairs, alone, strange = paired(one, other)
    kinds = ["one more event"] * abs(len(one) - len(other))
    kinds += ["trigger"] * min(len(alone), len(strange))
    return kinds + [kind for a, b in pairs for kind in event_differences(a, b)]


def event_differences(one: Event, other: Event) -> Iterator[str]:
    """Where two labellings of one event differ in more than cutting."""
    yield from (field for field in LABELS if one[field] != other[field])
    yield from (side for side in ("chain", "actors", "recipients") if not alike(one[side], other[side]))


def paired(one: list[Event], other: list[Event]) -> tuple[list[tuple[Event, Event]], list[Event], list[Event]]:
    """Events whose triggers share a word, each used once, the most alike first; then those left alone on either side."""
    triggers = {id(e): words(e["trigger"]) for e in (*one, *other)}
    near = [(a, b) for a in one for b in other if triggers[id(a)] & triggers[id(b)]]
    near.sort(key=lambda pair: len(list(event_differences(*pair))))
    pairs: list[tuple[Event, Event]] = []
    used: set[int] = set()
    for a, b in near:
        if id(a) not in used and id(b) not in used:
            pairs.append((a, b))
            used |= {id(a), id(b)}
    return pairs, [e for e in one if id(e) not in used], [e for e in other if id(e) not in used]


def alike(one: list[str], other: list[str]) -> bool:
    """Whether two sides name nobody both, or share a word that is no mere function word."""
    return (not one and not other) or bool(set().union(*map(words, one)) & set().union(*map(words, other)))


def words(phrase: str) -> set[str]:
    """The words of a phrase without its place mark, possessive and function words (all of them if there are no others)."""
    bare = phrase.partition("#")[0].lower().replace("'s", " ").replace("’s", " ")
    found = {word.strip(".,;:!?\"“”'‘’()") for word in bare.split()} - {""}
    return found - FUNCTION or found


def told(event: Event) -> str:
    """One event on one line, for reading: what is usual is left out."""
    marks = [str(event[field]) for field in ("phase", "polarity") if event[field] not in ("done", "affirmed")]
    marks += ["background"] if event["background"] else []
    chain = f" chain={event['chain']}" if event["chain"] else ""
    mode = f"/{event['mode']}" if event["mode"] else ""
    return f"{event['act']}{mode} [{event['trigger']}] {event['actors']} > {event['recipients']} {' '.join(marks)}{chain}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--next", type=int, default=0, help="print the next N unsettled sentences")
    options.add_argument("--held-back", action="store_true", help="the held-back part alone")
    options.add_argument("--training", action="store_true", help="the rest alone")
    options.add_argument("--kind", help="only sentences with this kind of difference")
    given = options.parse_args()
    first, second, done = rows_of("written"), rows_of("second"), settled()
    keys = [k for k in first if k in second and not (given.held_back and not held_back(k)) and not (given.training and held_back(k))]
    found = {key: kinds for key in keys if (kinds := differences(first[key]["events"], second[key]["events"]))}
    left = [key for key in found if key not in done]
    for key in [k for k in left if not given.kind or given.kind in found[k]][: given.next]:
        print(f"\n{key} ({', '.join(found[key])}): {first[key]['text']}")
        for name, row in (("a", first[key]), ("b", second[key])):
            print("\n".join(f"  {name}{n} {told(event)}" for n, event in enumerate(row["events"], 1)) or f"  {name} none")
    if not given.next:
        print(f"{len(keys)} sentences, {len(found)} differ, {len(left)} of these not settled, {sum(k in done for k in keys)} settled in all")
        print(dict(Counter(kind for kinds in found.values() for kind in set(kinds)).most_common()))
        print(f"held-back part: {digest()}")


if __name__ == "__main__":
    main()
