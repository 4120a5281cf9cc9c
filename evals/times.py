"""Times against TimeBank and AQUAINT (TIMEX3): relaxed, strict and value F1 as in TempEval-3, and the share of dates resolved.

Value F1 is relaxed F1 times the share of matched expressions whose value is right (UzZaman et al., SemEval-2013 task 1).
`dates` is the share of gold DATEs with a full value (no X in it) that are found with that value; the time of day is left aside.
"""

from __future__ import annotations

import argparse
import html
import re
import tarfile
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from diurna.coding.parse import parse
from diurna.coding.times import find_times
from diurna.model import Article, Interval, Published, Span
from diurna.resources.language import language_model

from .calibration import interval
from .gold import gold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diurna.model import TimeMention

SETS = {"aquaint": "AQUAINT", "timebank": "TimeBank"}
TAG = re.compile(r"<(/?)(\w+)([^>]*)>")


class Timex(NamedTuple):
    span: Span
    kind: str
    value: str


class Document(NamedTuple):
    name: str
    text: str
    created: str
    timexes: tuple[Timex, ...]


class Counts(NamedTuple):
    gold: int = 0
    found: int = 0
    relaxed_found: int = 0
    relaxed_gold: int = 0
    strict: int = 0
    value: int = 0
    dates: int = 0
    dates_right: int = 0


def documents(name: str) -> Iterator[Document]:
    """The documents of one of the two sets, with the text outside of <TEXT> left out."""
    path = gold("time", "tbaq.tar.gz")
    if path is None:
        return
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            handle = archive.extractfile(member) if member.name.endswith(".tml") and f"{SETS[name]}/" in member.name else None
            if handle:
                yield _document(member.name, handle.read().decode("utf-8", "replace"))


def score() -> dict[str, float]:
    """The floors' keys: aquaint.relaxed_f1, .strict_f1, .value_f1, .dates, and the same for timebank."""
    scores: dict[str, float] = {}
    for name in SETS:
        counts = _counts(name, [])
        if counts:
            scores |= {f"{name}.{key}": value for key, value in _figures(counts).items()}
    return scores


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--errors", type=int, default=0, help="print so many errors of each set")
    arguments.add_argument("--kind", default="", help="only errors of this kind: missed, spurious, value")
    chosen = arguments.parse_args()
    if gold("time", "tbaq.tar.gz") is None:
        print("times: skipped: no data")
        return
    for name in SETS:
        errors: list[str] = []
        rows = _rows(name, errors)
        for key, value in _figures(_sum(rows)).items():
            low, high = interval(rows, lambda some, key=key: _figures(_sum(some))[key])
            print(f"{name + '.' + key:20} {value:.4f} (95 % {low:.4f} to {high:.4f}, over documents)")
        for line in [e for e in errors if e.startswith(chosen.kind)][: chosen.errors]:
            print("   ", line)


def _counts(name: str, errors: list[str]) -> Counts | None:
    total = _sum(_rows(name, errors))
    return total if total.gold else None


def _rows(name: str, errors: list[str]) -> list[Counts]:
    """The counts of each document of a set."""
    return [_compare(d, find_times(parse(_article(d), language_model()), day_first=False), errors) for d in documents(name)]


def _sum(rows: Sequence[Counts]) -> Counts:
    return Counts(*(sum(some) for some in zip(*rows, strict=True))) if rows else Counts()


def _compare(document: Document, mentions: tuple[TimeMention, ...], errors: list[str]) -> Counts:
    relaxed_gold = strict = value = dates = right = 0
    for timex in document.timexes:
        match = _match(timex.span, mentions)
        full = timex.kind == "DATE" and re.match(r"\d", timex.value) is not None and "X" not in timex.value
        dates += full
        where = f"{timex.span.of(document.text)!r} {timex.kind} {timex.value} ({document.created}): {_around(document.text, timex.span)}"
        if match is None:
            errors.append(f"missed {where}")
            continue
        relaxed_gold += 1
        strict += match.span == timex.span
        value += match.value == timex.value
        right += full and match.value.split("T")[0] == timex.value.split("T")[0]
        if match.span != timex.span:
            errors.append(f"span {match.span.of(document.text)!r} for {where}")
        if match.value != timex.value:
            errors.append(f"value {match.value} [{match.reason}] for {where}")
    hits = [any(m.span.overlaps(t.span) for t in document.timexes) for m in mentions]
    spurious = [m for m, hit in zip(mentions, hits, strict=True) if not hit]
    errors += [f"spurious {m.span.of(document.text)!r} {m.kind} {m.value}: {_around(document.text, m.span)}" for m in spurious]
    return Counts(len(document.timexes), len(mentions), sum(hits), relaxed_gold, strict, value, dates, right)


def _match(span: Span, mentions: tuple[TimeMention, ...]) -> TimeMention | None:
    over = [m for m in mentions if m.span.overlaps(span)]
    return next((m for m in over if m.span == span), over[0] if over else None)


def _figures(counts: Counts) -> dict[str, float]:
    relaxed = _f1(counts.relaxed_found / max(counts.found, 1), counts.relaxed_gold / max(counts.gold, 1))
    strict = _f1(counts.strict / max(counts.found, 1), counts.strict / max(counts.gold, 1))
    accuracy = counts.value / max(counts.relaxed_gold, 1)
    return {"relaxed_f1": relaxed, "strict_f1": strict, "value_f1": relaxed * accuracy, "dates": counts.dates_right / max(counts.dates, 1)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _article(document: Document) -> Article:
    day = date.fromisoformat(document.created[:10])
    published = Published(day.isoformat(), Interval.day(day), "field")
    return Article(id=document.name, raw="", name=document.name, text=document.text, published=published)


def _document(name: str, source: str) -> Document:
    created = re.search(r'<DCT>.*?value="([^"]*)"', source, re.S)
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
    text, timexes, opened = "", [], None
    last = 0
    content = body.group(1) if body else ""
    for tag in TAG.finditer(content):
        text += html.unescape(content[last : tag.start()])
        last = tag.end()
        if tag.group(2) != "TIMEX3":
            continue
        if not tag.group(1):
            opened = (len(text), dict(re.findall(r'(\w+)="([^"]*)"', tag.group(3))))
        elif opened:
            timexes.append(Timex(Span(opened[0], len(text)), opened[1]["type"], opened[1].get("value", "")))
            opened = None
    return Document(name, text + html.unescape(content[last:]), created.group(1) if created else "", tuple(timexes))


def _around(text: str, span: Span, width: int = 50) -> str:
    return " ".join(f"{text[max(0, span.start - width) : span.start]}[{span.of(text)}]{text[span.end : span.end + width]}".split())


if __name__ == "__main__":
    main()
