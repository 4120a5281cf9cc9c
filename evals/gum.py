"""Coreference over whole articles, on GUM's news and interviews: `python -m evals.gum [--errors N]`.

Persons, organisations and places alone, as these are who can act. A mention of ours and one of GUM's are the same if their head words are.
B-cubed (Bagga and Baldwin 1998) over the mentions that both have, the share of GUM's repeated mentions that we have at all, and for pronouns
whether what they are linked to is the same entity.
"""

from __future__ import annotations

import argparse
import re
import tarfile
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from diurna.coding.parse import Parse, parse
from diurna.model import Article
from diurna.resources.language import language_model

from .gold import gold
from .stage import cast_of

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = frozenset({"person", "organization", "place"})
MARK = re.compile(r"(?P<open>\()?(?P<kind>[a-z]+)-(?P<number>\d+)(?:-[^()]*)?(?P<close>\))?")  # "(place-1", "place-1)", "(person-3-Some_Name)"
NO_SPACE_BEFORE = frozenset([".", ",", ";", ":", "?", "!", ")", "'s", "’s", "n't", "%", "”", "'"])
NO_SPACE_AFTER = frozenset(["(", "“", "$"])


class Document(NamedTuple):
    """A text put together from tokens, and by entity the spans of its mentions in offsets."""

    name: str
    text: str
    entities: dict[str, list[tuple[int, int]]]


def documents() -> Iterator[Document]:
    """The documents of the archive; none where it is not at hand."""
    path = gold("coref", "gum_news.tar.gz")
    if path is None:
        return
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            stream = archive.extractfile(member) if member.name.endswith(".conll") else None
            if stream is not None:
                yield _document(member.name, stream.read().decode("utf-8"))


def _document(name: str, table: str) -> Document:
    text, offsets, marks = "", [], []
    for row in (line.split("\t") for line in table.splitlines() if "\t" in line):
        space = text and row[1] not in NO_SPACE_BEFORE and not (offsets and text[offsets[-1][0] :] in NO_SPACE_AFTER)
        text += " " if space else ""
        offsets.append((len(text), len(text) + len(row[1])))
        text += row[1]
        marks.append(row[2])
    return Document(name, text, _entities(marks, offsets))


def _entities(marks: list[str], offsets: list[tuple[int, int]]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    opened: dict[str, list[int]] = defaultdict(list)
    for place, mark in enumerate(marks):
        for match in MARK.finditer(mark if mark != "_" else ""):
            key = f"{match['kind']}-{match['number']}"
            if match["open"]:
                opened[key].append(place)
            if match["close"] and opened[key]:
                found[key].append((offsets[opened[key].pop()][0], offsets[place][1]))
    return {key: spans for key, spans in found.items() if key.partition("-")[0] in KINDS}


def linked(document: Document) -> tuple[dict[int, str], dict[int, str], Parse]:
    """By head word (offset), the entity in GUM and ours."""
    parsed = parse(Article(id=document.name, raw="", name=document.name, text=document.text), language_model())
    gold_heads: dict[int, str] = {}
    for key, spans in document.entities.items():
        for start, end in spans:
            tokens = parsed.doc.char_span(start, end, alignment_mode="expand")
            if tokens is not None:
                gold_heads.setdefault(tokens.root.idx, key)
    ours = {m.head.start: m.actor for m in cast_of(parsed).mentions if m.actor}
    return gold_heads, ours, parsed


def score() -> dict[str, float]:
    """gum.b3_f1, gum.found (repeated mentions that we have), gum.pronouns; empty where the data is not at hand."""
    counts: Counter[str] = Counter()
    for document in documents():
        truth, ours, parsed = linked(document)
        counts += _counted(truth, ours, parsed)
    return _shares(counts) if counts else {}


def _shares(counts: Counter[str]) -> dict[str, float]:
    precision, recall = (counts[part] / 1_000_000 / counts["both"] for part in ("precision", "recall"))
    return {
        "gum.b3_f1": 2 * precision * recall / (precision + recall),
        "gum.b3_precision": precision,
        "gum.b3_recall": recall,
        "gum.found": counts["found"] / counts["repeated"],
        "gum.pronouns": counts["right"] / counts["pronouns"],
    }


def _counted(truth: dict[int, str], ours: dict[int, str], parsed: Parse) -> Counter[str]:
    sizes = Counter(truth.values())
    both = sorted(truth.keys() & ours.keys())
    counts: Counter[str] = Counter(both=len(both))
    gold_sets, our_sets = _sets(truth, both), _sets(ours, both)
    for head in both:
        shared = len(gold_sets[truth[head]] & our_sets[ours[head]])
        counts["precision"] += round(1_000_000 * shared / len(our_sets[ours[head]]))
        counts["recall"] += round(1_000_000 * shared / len(gold_sets[truth[head]]))
    repeated = [head for head, key in truth.items() if sizes[key] > 1]
    counts["repeated"], counts["found"] = len(repeated), sum(head in ours for head in repeated)
    pronouns = [t.idx for t in parsed.doc if t.tag_ in ("PRP", "PRP$") and t.lower_ not in ("i", "you", "we", "my", "your", "our", "me", "us")]
    for head in (p for p in pronouns if sizes[truth.get(p, "")] > 1):
        named = [h for h in both if h < head and truth[h] == truth[head] and h not in pronouns]
        if named:
            counts["pronouns"] += 1
            counts["right"] += any(ours[h] == ours.get(head) for h in named)
    return counts


def _sets(of: dict[int, str], heads: list[int]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for head in heads:
        found[of[head]].add(head)
    return found


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--errors", type=int, default=0)
    errors = given.parse_args().errors
    scores = score()
    print("\n".join(f"{key:20} {value:.3f}" for key, value in scores.items()) or "skipped: no data")
    for document in documents() if errors else ():
        truth, ours, _ = linked(document)
        for head in sorted(truth.keys() & ours.keys()):
            rest = [h for h in sorted(truth) if h in ours and truth[h] == truth[head] and ours[h] != ours[head] and h < head]
            if rest and errors:
                errors -= 1
                print(f"{document.name}: …{document.text[max(0, head - 60) : head + 25]}… is {ours[head]}, not {ours[rest[-1]]} at …"
                      f"{document.text[max(0, rest[-1] - 25) : rest[-1] + 25]}…")  # fmt: skip


if __name__ == "__main__":
    main()
