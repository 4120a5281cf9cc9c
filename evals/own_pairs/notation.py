"""The short notation of the own-written reports: texts with what a careful reader codes in them, as articles and annotations.

A row is an article: `d` day of publication, `t` text (a headline, if any, ends with a blank line), `o` outlet, then a report: `w` trigger
("opened#2" is its second place in the text), `act`, `mode`, `A` actors and `R` recipients (words of the text to
"kind:name:country:sectors:members", or to "@key" of the story's `cast`), `rec` reciprocal, `p` place ("name|country|precision"), `when` (a day,
"day/number of days", a month, a year) with its words `wt` ("" where the day is only implied), `ph` phase, `pol` polarity, `bg` background, `ch`
chain, `q` quantities. `more` has further reports; `e` names the event of each.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from diurna.model import Actor, Annotations, Article, Interval, Participant, Published, Quantity, Report, Source, Span, WhenTold, WhereTold

HERE = Path(__file__).parent
SENTENCE = re.compile(r"[^.!?\n]+(?:[.](?=\S)[^.!?\n]*)*[.!?]?")
COUNTED_HEADS = ("dead", "wounded", "missing", "detained", "displaced", "hostages", "people", "troops", "protesters")


def load(name: str) -> list[dict[str, Any]]:
    """The rows of one of the files beside this module."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines() if line.strip()]


def cast(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The articles of some stories, with the parties of each story's `cast` written out."""
    parties: dict[str, str] = {}
    articles = []
    for row in rows:
        if "cast" in row:
            parties = row["cast"]
            continue
        articles.append(row)
        for report in (row, *row.get("more", ())):
            for side in ("A", "R"):
                if side in report:
                    report[side] = {w: parties[spec[1:]] if spec.startswith("@") else spec for w, spec in report[side].items()}
    return articles


def built(key: str, row: dict[str, Any]) -> tuple[Article, Annotations]:
    """An article with its reports, from the short notation."""
    day = Interval.day(date.fromisoformat(row["d"]))
    text = row["t"]
    title = Span(0, text.index("\n\n")) if "\n\n" in text else None
    outlet = row.get("o", key)
    article = Article(id=key, raw=key, name=key, text=text, title=title, outlet=outlet, published=Published(row["d"], day, "field"))
    sentences = _sentences(text)
    told = [row, *row.get("more", ())]
    actors = {words: _actor(key, words, spec) for r in told for words, spec in (r.get("A", {}) | r.get("R", {})).items()}
    quantities = [_quantities(f"{key}-{number}", key, text, r) for number, r in enumerate(told)]
    reports = [_report(key, number, r, text, sentences, actors, quantities[number]) for number, r in enumerate(told)]
    unique = tuple({a.id: a for a in actors.values()}.values())
    every = tuple(q for some in quantities for q in some)
    return article, Annotations(article=key, sentences=sentences, actors=unique, quantities=every, reports=tuple(reports))


def _sentences(text: str) -> tuple[Span, ...]:
    found = [Span(m.start() + len(m.group()) - len(m.group().lstrip()), m.end()) for m in SENTENCE.finditer(text) if m.group().strip()]
    return tuple(found) or (Span(0, len(text)),)


def _report(
    key: str, number: int, row: dict[str, Any], text: str, sentences: tuple[Span, ...], actors: dict[str, Actor], quantities: tuple[Quantity, ...],
) -> Report:
    trigger = _span(text, row["w"])
    index = next(n for n, s in enumerate(sentences) if s.contains(trigger))
    return Report(
        id=f"{key}-r{number or ''}", article=key, sentence=index, trigger=trigger, evidence=(sentences[index],), act=row["act"],
        plover_type=row["act"], quad="VERBAL COOPERATION", mode=row.get("mode"), actors=_told(row.get("A", {}), actors, text),
        recipients=_told(row.get("R", {}), actors, text), reciprocal=bool(row.get("rec")), place=_place(text, row.get("p")),
        time=_time(row.get("when"), _time_words(text, row, sentences[index])), chain=_chain(text, row.get("ch", ())),
        polarity=row.get("pol", "affirmed"),
        phase=row.get("ph", "done"), background=bool(row.get("bg")), quantities=tuple(q.id for q in quantities),
    )


def _span(text: str, words: str) -> Span:
    """The place of some words; "words#2" is the second one."""
    words, _, nth = words.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.find(words, start + 1)
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


def _chain(text: str, words: Any) -> tuple[Source, ...]:
    return tuple(Source(words=w.partition("#")[0], span=_span(text, w)) for w in words)


def _quantities(prefix: str, article: str, text: str, row: dict[str, Any]) -> tuple[Quantity, ...]:
    chain = _chain(text, row.get("ch", ()))
    return tuple(_quantity(f"{prefix}-q", article, text, n, q, chain) for n, q in enumerate(row.get("q", ())))


def _quantity(prefix: str, article: str, text: str, number: int, spec: Any, chain: tuple[Source, ...]) -> Quantity:
    """A figure: [kind, words, best, bound, scope, unit, low, high], or the same by name with `whom`, `part` (number of the whole) and `ch`."""
    if isinstance(spec, list):
        names = ("k", "s", "n", "b", "scope", "u", "low", "high")
        spec = dict(zip(names, spec, strict=False))
    best, bound = spec["n"], spec.get("b", "exact")
    low = spec.get("low", best if bound in ("at_least", "exact") else None)
    high = spec.get("high", best if bound in ("up_to", "exact") else None)
    whom = spec.get("whom")
    return Quantity(
        id=f"{prefix}{number}", article=article, sentence=0, span=_span(text, spec["s"]), kind=spec["k"],
        noun=spec["k"] if whom is None else whom, low=low, best=best, high=high, bound=bound,
        unit=spec.get("u", "people" if spec["k"] in COUNTED_HEADS else None), whom=whom, scope=spec.get("scope", "event"),
        part_of=f"{prefix}{spec['part']}" if "part" in spec else None, chain=_chain(text, spec["ch"]) if "ch" in spec else chain,
    )


def _place(text: str, spec: str | None) -> WhereTold | None:
    if spec is None:
        return None
    name, country, precision = spec.split("|")
    found = text.find(name)
    return WhereTold(span=Span(max(found, 0), max(found, 0) + len(name)), name=name, country=country, precision=int(precision))


def _time_words(text: str, row: dict[str, Any], sentence: Span) -> Span | None:
    """The words of `wt`, the sentence where there is none, nothing where it is empty: the day is only implied."""
    words = row.get("wt")
    return sentence if words is None else _span(text, words) if words else None


def _time(spec: str | None, told: Span | None) -> WhenTold | None:
    if spec is None:
        return None
    spec, _, days = spec.partition("/")
    parts = [int(p) for p in spec.split("-")]
    if len(parts) == 1:
        return WhenTold(Interval(date(parts[0], 1, 1), date(parts[0] + 1, 1, 1), "year"), told)
    if len(parts) == 2:
        first = date(*parts, 1)
        return WhenTold(Interval(first, (first + timedelta(days=31)).replace(day=1), "month"), told)
    first = date(*parts)
    return WhenTold(Interval(first, first + timedelta(days=int(days)), "span") if days else Interval.day(first), told)
