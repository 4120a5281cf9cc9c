"""Check the sentences: `python -m training.sentences.check [FILES]`. Every label must be of the lists, every phrase must stand in its text.

Without FILES the settled rows are checked too.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from diurna.model import Act, Phase, Polarity
from diurna.resources.ontology import acts
from training.sentences.settle import SETTLED, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
KINDS = {"headline", "lead", "inner", "quote", "caption", "opinion", "business", "sport", "culture", "weather", "science", "local"}
EVENT_FIELDS = {"act", "mode", "trigger", "actors", "recipients", "phase", "polarity", "chain", "background"}


def faults(row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one row."""
    if row.get("kind") not in KINDS:
        yield f"kind {row.get('kind')!r}"
    for event in row["events"]:
        if set(event) != EVENT_FIELDS:
            yield f"fields {sorted(set(event) ^ EVENT_FIELDS)}"
            continue
        if event["act"] not in get_args(Act) or event["phase"] not in get_args(Phase) or event["polarity"] not in get_args(Polarity):
            yield f"labels {event['act']} {event['phase']} {event['polarity']}"
        elif event["mode"] is not None and event["mode"] not in modes(event["act"]):
            yield f"mode {event['mode']} of {event['act']}: one of {sorted(modes(event['act']))}"
        for words in (event["trigger"], *event["actors"], *event["recipients"], *event["chain"]):
            if not stands(words, row["text"]):
                yield f"{words!r} is not in the text"


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text, at their nth place if written "words#n"."""
    bare, _, n = words.partition("#")
    return bool(bare) and text.count(bare) >= int(n or 1)


def modes(act: str) -> set[str]:
    """The modes of an act."""
    return set(acts()[act].modes)


def settled_faults(lines: list[str]) -> Iterator[str]:
    """What is wrong with the settled rows, given as JSON lines: each must be of a sentence, once, with a reason and sound labels."""
    written = rows_of("written")
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        row = json.loads(line)
        if set(row) != {"id", "events", "why"} or not row["why"] or row["id"] not in written or row["id"] in seen:
            yield f"{SETTLED.name}:{number}: {row.get('id')}: fields {sorted(row)}, not of a sentence, without a reason or settled twice"
            continue
        seen.add(row["id"])
        yield from (f"{SETTLED.name}:{number}: {fault}" for fault in faults(written[row["id"]] | {"events": row["events"]}))


def main(arguments: list[str]) -> int:
    files = [Path(a) for a in arguments] or sorted((HERE / "written").glob("*.jsonl"))
    texts: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    wrong = 0
    for path in files:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                found = list(faults(row))
            except (ValueError, KeyError, TypeError) as error:
                found = [f"{type(error).__name__}: {error}"]
                row = {"text": "", "events": []}
            wrong += len(found)
            for fault in found:
                print(f"{path.name}:{number}: {fault}")
            texts[row["text"]] += 1
            acts.update([event["act"] for event in row["events"]] or ["none"])
    if not arguments:
        settled = list(settled_faults(SETTLED.read_text("utf-8").splitlines()))
        wrong += len(settled)
        print(*settled, sep="\n", end="\n" if settled else "")
    twice = [text for text, n in texts.items() if n > 1 and text]
    print(f"{sum(texts.values())} sentences, {wrong} faults, {len(twice)} written twice; {dict(acts.most_common())}")
    return 1 if wrong or twice else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
