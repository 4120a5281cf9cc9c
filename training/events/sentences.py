"""Sentences as the model learns them: words with soft labels, from both passes or from what was settled."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from diurna.coding.parse import Parse, parse
from diurna.model import Article, Span
from diurna.resources.language import language_model
from training.sentences.split import BLOCK, held_back

from .labels import ACTS, MODES, NONE, PHASES, ROLES, mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SENTENCES = Path(__file__).parents[1] / "sentences"
PARTS = 8  # of the training part; each block of neighbours lies in one


class Trigger(msgspec.Struct):
    """A word that names an act in at least one reading, with the mean of the readings for each column."""

    word: int
    modes: list[float]
    phases: list[float]
    denied: float
    background: float
    roles: dict[int, list[float]]
    weight: float


class Example(msgspec.Struct):
    """A sentence: its words, the kind of name that each belongs to, act columns of the words that have any, words not to learn from."""

    id: str
    words: list[str]
    names: list[str]
    acts: dict[int, list[float]]
    skipped: list[int]
    triggers: list[Trigger]
    skipped_roles: dict[int, list[int]]


def part_of(sentence: str) -> int:
    """Which of the PARTS of the training part a sentence is in, by its block."""
    import hashlib

    name, _, number = sentence.rpartition("-")
    return hashlib.sha256(f"part {name}-{int(number) // BLOCK}".encode()).digest()[0] % PARTS


def rows(*, held: bool) -> Iterator[tuple[dict[str, Any], list[list[dict[str, Any]]]]]:
    """Each sentence with its readings: the settled one alone, else each pass's."""
    second = {row["id"]: row["events"] for row in _lines("second")}
    settled = {row["id"]: row["events"] for row in _settled()}
    for row in _lines("written"):
        if held_back(row["id"]) != held:
            continue
        if row["id"] in settled:
            yield row, [settled[row["id"]]]
        else:
            yield row, [row["events"], *([second[row["id"]]] if row["id"] in second else [])]


def _lines(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((SENTENCES / folder).glob("*.jsonl")):
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def _settled() -> list[dict[str, Any]]:
    path = SENTENCES / "settled.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


@cache
def parsed(key: str, text: str) -> Parse:
    """The sentence parsed as an article of its own."""
    return parse(Article(id=key, raw="", name=key, text=text), language_model())


def examples(*, held: bool = False) -> list[Example]:
    """The sentences of the training part, or of the held-back one, ready for the model."""
    return [example(row, readings) for row, readings in rows(held=held)]


def example(row: dict[str, Any], readings: list[list[dict[str, Any]]]) -> Example:
    """One sentence with the mean of its readings."""
    read = parsed(row["id"], row["text"])
    tokens = [t for t in read.doc if not t.is_space]
    index = {t.i: n for n, t in enumerate(tokens)}
    found = Example(row["id"], [t.text for t in tokens], [_name_kind(t) for t in tokens], {}, [], [], {})
    heads: dict[int, list[tuple[dict[str, Any], float]]] = defaultdict(list)
    skipped: set[int] = set()
    known: list[tuple[set[int], int]] = []
    for reading in readings:
        for event in reading:
            area, head = _phrase(event["trigger"], read, index)
            head = next((h for words, h in known if h in area), head)
            known.append((area, head))
            skipped |= area
            heads[head].append((event, 1 / len(readings)))
    for head, events in sorted(heads.items()):
        found.acts[head] = _acts(events)
        found.triggers.append(_trigger(head, events, read, index, found))
    found.skipped = sorted(skipped - set(heads))
    return found


def _acts(events: list[tuple[dict[str, Any], float]]) -> list[float]:
    column = [0.0] * len(ACTS)
    for event, weight in events:
        column[ACTS.index(event["act"])] += weight
    total = sum(column)
    if total > 1:
        column = [value / total for value in column]
    column[0] = max(0.0, 1 - total)
    return column


def _trigger(head: int, events: list[tuple[dict[str, Any], float]], read: Parse, index: dict[int, int], found: Example) -> Trigger:
    total = sum(weight for _, weight in events)
    modes, phases, roles = [0.0] * len(MODES), [0.0] * len(PHASES), defaultdict(lambda: [0.0] * len(ROLES))
    skipped: set[int] = set()
    denied = background = 0.0
    for event, weight in events:
        share = weight / total
        modes[MODES.index(mode_of(event["act"], event["mode"]))] += share
        phases[PHASES.index(event["phase"])] += share
        denied += share * (event["polarity"] == "denied")
        background += share * bool(event["background"])
        for role, key in enumerate(("actors", "recipients"), 1):
            for phrase in event[key]:
                area, word = _phrase(phrase, read, index)
                roles[word][role] += share
                skipped |= area
    for column in roles.values():
        column[0] = max(0.0, 1 - sum(column))
        if (total_role := sum(column)) > 1:
            column[:] = [value / total_role for value in column]
    found.skipped_roles[head] = sorted(skipped - set(roles))
    return Trigger(head, modes, phases, denied, background, dict(roles), min(1.0, total))


def _phrase(words: str, read: Parse, index: dict[int, int]) -> tuple[set[int], int]:
    """The words of a phrase and the one that heads it."""
    start, end = place(words, read.text)
    tokens = read.tokens(Span(start, end))
    own = [t for t in tokens if not t.is_space]
    head = tokens.root if not tokens.root.is_space else own[0]
    return {index[t.i] for t in own}, index[head.i]


def place(words: str, text: str) -> tuple[int, int]:
    """Where a phrase stands, "words#n" at its nth place."""
    bare, _, n = words.partition("#")
    if not n.isdigit():
        bare, n = words, "1"
    start = -1
    for _ in range(int(n)):
        start = text.index(bare, start + 1)
    return start, start + len(bare)


def _name_kind(token: Any) -> str:
    return token.ent_type_ if token.ent_type_ in ("GPE", "NORP", "PERSON", "ORG", "LOC", "FAC") else ""


def save(path: Path, found: Iterable[Example]) -> None:
    """Write examples to a file for the training runs."""
    path.write_bytes(msgspec.json.encode(list(found)))


def load(path: Path) -> list[Example]:
    """Read examples that `save` wrote."""
    return msgspec.json.decode(path.read_bytes(), type=list[Example])


__all__ = ["NONE", "Example", "Trigger", "examples", "load", "part_of", "place", "rows", "save"]
