"""Quotes against PolNeAR's dev part: attributions found (content at IoU .3), with the right speaker, and the quoted ones apart.

python -m evals.quotes [--part dev] [--every 1] [--errors 20]
"""

from __future__ import annotations

import argparse
import re
import tarfile
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from diurna.coding.cast import Cast
from diurna.coding.parse import Parse, parse
from diurna.coding.quotes.find import find_quotes
from diurna.model import Article, Quote, Span
from diurna.resources.language import language_model

from .calibration import interval
from .gold import gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

IOU = 0.3
QUOTE_MARKS = "\"“‘'"
SPAN = re.compile(r"(\d+) (\d+)")


class Attribution(msgspec.Struct, frozen=True):
    """One attribution of the gold: character spans of its content, its source (may be missing) and its cue."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]

    def quoted(self, text: str) -> bool:
        """Whether the content opens with a quotation mark."""
        return self.content[0].of(text)[:1] in QUOTE_MARKS


def read_gold(part: str) -> Iterator[tuple[str, str, list[Attribution]]]:
    """Name, text and attributions of each article of a part; where it was annotated several times, the first annotation."""
    path = gold("quotes", "polnear.tar.gz")
    if path is None:
        return
    texts: dict[str, str] = {}
    notes: dict[str, str] = {}
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            if not member.isfile() or f"/{part}/" not in member.name:
                continue
            held = archive.extractfile(member)
            name = member.name.rsplit("/", 1)[-1]
            words = held.read().decode("utf-8") if held else ""
            if name.endswith(".txt"):
                texts[name[:-4]] = words
            else:
                notes.setdefault(name.rsplit("_", 1)[0], words)
    for name in sorted(texts):
        yield name, texts[name], list(_attributions(notes.get(name, "")))


def _attributions(notes: str) -> Iterator[Attribution]:
    spans: dict[str, tuple[Span, ...]] = {}
    lines = [line.split("\t") for line in notes.split("\n") if line]
    for line in lines:
        if line[0].startswith("T") and len(line) > 1:
            spans[line[0]] = tuple(Span(int(a), int(b)) for a, b in SPAN.findall(line[1]))
    for line in lines:
        if line[0].startswith("E"):
            roles: dict[str, list[Span]] = defaultdict(list)
            for role in line[1].split():
                name, key = role.split(":")
                roles[re.sub(r"\d", "", name)].extend(spans.get(key, ()))
            if roles["Content"]:
                yield Attribution(tuple(sorted(roles["Content"])), tuple(roles["Source"]), tuple(roles["Cue"]))


def iou(a: Iterable[Span], b: Iterable[Span]) -> float:
    """Intersection over union of two sets of characters."""
    left = {i for s in a for i in range(s.start, s.end)}
    right = {i for s in b for i in range(s.start, s.end)}
    return len(left & right) / max(len(left | right), 1)


def match(quotes: list[Quote], wanted: list[Attribution]) -> list[tuple[int, int]]:
    """Pairs of a quote and an attribution, one to one, best content first; ties go to the nearer cue."""
    scored = []
    for i, quote in enumerate(quotes):
        for j, attribution in enumerate(wanted):
            low, high = quote.content[0].start, max(s.end for s in quote.content)
            if (
                attribution.content[0].start < high
                and low < max(s.end for s in attribution.content)
                and (score := iou(quote.content, attribution.content)) >= IOU
            ):
                same_cue = quote.cue is not None and any(c.overlaps(quote.cue) for c in attribution.cue)
                scored.append((-round(score, 1) - 0.5 * same_cue, i, j))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j))
    return pairs


def tally(read: Parse, quotes: list[Quote], wanted: list[Attribution], counts: Counter[str]) -> list[tuple[int, int]]:
    """Count one article into `counts`; returns the matched pairs."""
    pairs = match(quotes, wanted)
    counts["found"] += len(quotes)
    counts["wanted"] += len(wanted)
    counts["content"] += len(pairs)
    right = {j for i, j in pairs if _same_speaker(quotes[i], wanted[j])}
    counts["speaker"] += len(right)
    quoted = {j for j, w in enumerate(wanted) if w.quoted(read.text)}
    hit = {j for _, j in pairs} & quoted
    counts["quoted"] += len(quoted)
    counts["quoted_hit"] += len(hit)
    counts["quoted_sourced"] += sum(1 for j in hit if wanted[j].source)
    counts["quoted_speaker"] += sum(1 for j in hit if wanted[j].source and j in right)
    return pairs


def _same_speaker(quote: Quote, attribution: Attribution) -> bool:
    if not attribution.source:
        return quote.speaker_span is None
    return quote.speaker_span is not None and any(s.overlaps(quote.speaker_span) for s in attribution.source)


def figures(counts: Counter[str]) -> dict[str, float]:
    """The measures of `evals/floors.json`."""
    both = max(counts["found"] + counts["wanted"], 1)
    return {
        "content_f1": round(2 * counts["content"] / both, 4),
        "speaker_f1": round(2 * counts["speaker"] / both, 4),
        "quoted_recall": round(counts["quoted_hit"] / max(counts["quoted"], 1), 4),
        "quoted_speaker_accuracy": round(counts["quoted_speaker"] / max(counts["quoted_sourced"], 1), 4),
    }


def score(part: str = "dev", every: int = 1, errors: int = 0) -> dict[str, float]:
    """The measures on a part of PolNeAR (every n-th article), printing some errors; empty where the data is absent."""
    counts = sum(counted(part, every, errors), Counter())
    return {f"polnear_{part}.{key}": value for key, value in figures(counts).items()} if counts else {}


def counted(part: str, every: int = 1, errors: int = 0) -> list[Counter[str]]:
    """The counts of each article, from which the measures are made."""
    found: list[Counter[str]] = []
    for number, (name, text, wanted) in enumerate(read_gold(part)):
        if number % every == 0:
            read = parse(Article(id=name, raw="", name=name, text=text), language_model())
            quotes = list(find_quotes(read, Cast((), ()), attitudes=True))
            found.append(Counter())
            pairs = tally(read, quotes, wanted, found[-1])
            errors -= _print_errors(read, quotes, wanted, pairs, errors)
    return found


def _print_errors(read: Parse, quotes: list[Quote], wanted: list[Attribution], pairs: list[tuple[int, int]], most: int) -> int:
    """Print up to `most` errors of an article; returns how many were printed."""
    found, hit = {i for i, _ in pairs}, {j for _, j in pairs}
    lines = [f"missed   {_words(w.source, read.text)!r}: {_words(w.content, read.text)!r}" for j, w in enumerate(wanted) if j not in hit]
    lines += [f"made up  {q.speaker_words!r}: {_words(q.content, read.text)!r} ({q.rule})" for i, q in enumerate(quotes) if i not in found]
    for line in lines[: max(most, 0)]:
        print(line.replace("\n", " "))
    return min(len(lines), max(most, 0))


def _words(spans: Iterable[Span], text: str) -> str:
    return " / ".join(s.of(text) for s in spans)[:160]


def main() -> None:
    """Print the measures, and attributions missed and made up."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", default="dev", choices=["dev", "train"])
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--errors", type=int, default=0, help="how many missed and made-up attributions to print")
    given = options.parse_args()
    rows = counted(given.part, given.every, given.errors)
    for key, value in figures(sum(rows, Counter())).items() if rows else ():
        low, high = interval(rows, lambda some, key=key: figures(sum(some, Counter()))[key])
        print(f"{'polnear_' + given.part + '.' + key:40} {value:.4f} (95 % {low:.4f} to {high:.4f}, over articles)")
    if not rows:
        print("skipped: no data")


if __name__ == "__main__":
    main()
