"""Check the sentences: `python -m training.sentences.check [FILES]`. Every label must be of the lists, every phrase must stand in its text."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from diurna.model import Act, Phase, Polarity
from diurna.resources.ontology import acts

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
    twice = [text for text, n in texts.items() if n > 1 and text]
    print(f"{sum(texts.values())} sentences, {wrong} faults, {len(twice)} written twice; {dict(acts.most_common())}")
    return 1 if wrong or twice else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
