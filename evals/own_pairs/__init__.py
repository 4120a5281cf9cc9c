"""Own-written pairs of short reports with what a careful reader says of each field, as annotations: merging and comparing, tested alone."""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from diurna.model import Actor, Annotations, Article, Interval, Participant, Published, Quantity, Report, Source, Span, Story, WhenTold, WhereTold
from diurna.stories import compare
from diurna.stories.events import join, merge_events, nodes_of
from diurna.stories.reading import Reading

HERE = Path(__file__).parent


def load(name: str) -> list[dict[str, Any]]:
    """The rows of one of the files beside this module."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines() if line.strip()]


def built(key: str, row: dict[str, Any]) -> tuple[Article, Annotations]:
    """An article of one sentence with one report, from the short notation of the files."""
    day = Interval.day(date.fromisoformat(row["d"]))
    text = row["t"]
    article = Article(id=key, raw=key, name=key, text=text, outlet=key, published=Published(row["d"], day, "field"))
    named = row.get("A", {}) | row.get("R", {})
    actors = {words: _actor(key, words, spec) for words, spec in named.items()}
    chain = tuple(Source(words=w, span=_span(text, w)) for w in row.get("ch", ()))
    quantities = tuple(_quantity(key, text, n, q, chain) for n, q in enumerate(row.get("q", ())))
    report = Report(
        id=f"{key}-r", article=key, sentence=0, trigger=_span(text, row["w"]), evidence=(Span(0, len(text)),), act=row["act"],
        plover_type=row["act"], quad="VERBAL COOPERATION", mode=row.get("mode"), actors=_told(row.get("A", {}), actors, text),
        recipients=_told(row.get("R", {}), actors, text), reciprocal=bool(row.get("rec")), place=_place(text, row.get("p")),
        time=_time(row.get("when"), Span(0, len(text))), chain=chain, polarity=row.get("pol", "affirmed"),
        phase=row.get("ph", "done"), background=bool(row.get("bg")), quantities=tuple(q.id for q in quantities),
    )
    return article, Annotations(article=key, sentences=(Span(0, len(text)),), actors=tuple(actors.values()), quantities=quantities, reports=(report,))


def _span(text: str, words: str) -> Span:
    start = text.find(words)
    if start < 0:
        raise ValueError(f"{words!r} is not in {text!r}: mend the row")
    return Span(start, start + len(words))


def _actor(article: str, words: str, spec: str) -> Actor:
    """Read "kind:name:country:sectors:members"."""
    kind, name, country, sectors, *members = [*spec.split(":", 4)]
    key = f"unnamed:{article}:{words}" if kind.startswith("unnamed") else f"{kind}:{country if kind == 'country' else name.lower()}"
    ids = tuple(members[0].split(",")) if members and members[0] else ()
    return Actor(id=key, name=name, kind=kind, country=country or None, sectors=tuple(sectors.split()), members=ids)


def _told(names: dict[str, str], actors: dict[str, Actor], text: str) -> tuple[Participant, ...]:
    return tuple(Participant(actors[words].id, _span(text, words)) for words in names)


def _quantity(article: str, text: str, number: int, spec: list[Any], chain: tuple[Source, ...]) -> Quantity:
    kind, words, best, bound, scope, *rest = spec
    unit, low, high = [*rest, None, None, None][:3]
    low = low if low is not None else (best if bound in ("at_least", "exact", "about") else None)
    high = high if high is not None else (best if bound in ("up_to", "exact", "about") else None)
    return Quantity(
        id=f"{article}-q{number}", article=article, sentence=0, span=_span(text, words), kind=kind, noun=kind, low=low,
        best=best if bound != "at_least" else None, high=high, bound=bound, unit=unit, scope=scope, chain=chain,
    )


def _place(text: str, spec: str | None) -> WhereTold | None:
    if spec is None:
        return None
    name, country, precision = spec.split("|")
    found = text.find(name)
    return WhereTold(span=Span(max(found, 0), max(found, 0) + len(name)), name=name, country=country, precision=int(precision))


def _time(spec: str | None, told: Span) -> WhenTold | None:
    if spec is None:
        return None
    parts = [int(p) for p in spec.split("-")]
    if len(parts) == 1:
        return WhenTold(Interval(date(parts[0], 1, 1), date(parts[0] + 1, 1, 1), "year"), told)
    if len(parts) == 2:
        first = date(*parts, 1)
        return WhenTold(Interval(first, (first + timedelta(days=31)).replace(day=1), "month"), told)
    return WhenTold(Interval.day(date(*parts)), told)


def verdicts(errors: int = 0) -> tuple[float, Counter[str]]:
    """The share of expected verdicts (and reasons) that come out, and counts of pairs merged rightly and wrongly."""
    right = total = 0
    merges: Counter[str] = Counter()
    for row in load("pairs.jsonl"):
        pair = [built(f"{row['id']}-{side}", row[side]) for side in "ab"]
        story = Story(id=row["id"], title="", articles=tuple(a.id for a, _ in pair), origins=())
        events = merge_events([story], [a for a, _ in pair], [n for _, n in pair])
        merges[f"{'same' if row['same'] else 'other'} {'merged' if len(events) == 1 else 'apart'}"] += 1
        wrong = (len(events) == 1) != row["same"]
        if row["same"]:
            nodes = nodes_of([Reading(*p) for p in pair])
            rows = {c.field: c for c in compare(events[0], nodes)}
            expected = [(f, v, rows[f].verdict if f in rows else "silent") for f, v in row["verdicts"].items()]
            expected += [(f"{f} reason", v, rows[f].reason) for f, v in row.get("reasons", {}).items()]
            missed = [e for e in expected if e[1] != e[2]]
            right, total = right + len(expected) - len(missed), total + len(expected)
            wrong = wrong or bool(missed)
        else:
            missed = []
        if wrong and errors > 0:
            errors -= 1
            print(f"  {row['id']}: {'merged' if len(events) == 1 else 'apart'}; {missed}")
    return right / total, merges


def merging(errors: int = 0) -> tuple[float, float]:
    """B-cubed precision and recall of reports, over the pairs and the longer stories; each row of a story names its event."""
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    groups: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for row in load("pairs.jsonl"):
        groups[row["id"]] = [("e" if row["same"] else side, row[side]) for side in "ab"]
    for row in load("stories.jsonl"):
        groups[row["story"]].append((row["event"], row))
    for key, some in groups.items():
        made = [built(f"{key}-{n}", row) for n, (_, row) in enumerate(some)]
        gold |= {f"{key}-{n}-r": f"{key}:{event}" for n, (event, _) in enumerate(some)}
        for group in join(nodes_of([Reading(*m) for m in made])):
            found |= {node.report.id: group.nodes[0].report.id for node in group.nodes}
    both = Counter((gold[r], found[r]) for r in gold)
    sizes, truth = Counter(found.values()), Counter(gold.values())
    precision = sum(n * n / sizes[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / truth[g] for (g, _), n in both.items()) / len(gold)
    return precision, recall


def score(errors: int = 0) -> dict[str, float]:
    accuracy, merges = verdicts(errors)
    precision, recall = merging(errors)
    print(f"  pairs: {dict(merges)}")
    return {"own_pairs.verdict_accuracy": accuracy, "own_merges.b3_precision": precision, "own_merges.b3_recall": recall}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    for key, value in score(parser.parse_args().errors).items():
        print(f"{key:<28} {value:.3f}")
