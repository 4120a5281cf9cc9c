"""A library of many articles that is like a real one: the example reports again and again, each time with a cast of its own.

Each copy of the examples is set in other countries and towns, among other persons and armed groups, told by other outlets and in other words, and
on days of its own, two copies a day from 2020 on. Countries and towns are drawn by their population, persons of a country, outlets and words by
Zipf's law: a few are in thousands of articles, most in one or two, as in a real library. Some actors stay the same in all copies (a news agency, the
African Union). The words that annotations rest on (acts, times, figures, words of speech) stay too, so that all of it holds of the new text; spans
go with the words. Stories, events and the rest are those of the examples, swapped alike, so that a library takes minutes to make: copies share no
story, though they share actors. What such a library cannot have is the length of real reports (the examples have 630 characters on average) and
sense: the words that are put in say nothing together.
"""

from __future__ import annotations

import random
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from diurna.library import Library
from diurna.model import Annotations, Article, RawDocument, key_hash, slug
from diurna.resources.examples import examples_folder
from diurna.settings import Settings
from diurna.store.manifest import read_manifest
from diurna.store.partitions import read_annotations, read_articles, read_raw
from diurna.store.stories import Stories, read_parts, read_stories

from .drawn import OUTLETS, Town, countries, ending, function_words, outlet_names, person_name, rank, towns, vocabulary, weighed_countries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

START = date(2020, 1, 1)
COPIES_A_DAY = 2  # 58 articles: 100,000 are four and a half years of them
KNOWN = "2024-04-15T00:00:00+00:00"
PERSONS = 500  # of a country
ID = re.compile(r"\b[0-9a-f]{16}\b")
DAY = re.compile(r"\b20\d\d-[01]\d-[0-3]\d")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
TOLD = frozenset({"name", "words", "speaker_words", "addressee_words", "to_words", "noun", "whom", "reason", "byline", "dateline", "credit_words"})


class Slot(NamedTuple):
    """A value that each copy has otherwise: `kind` is the name of the method of `Cast` that gives it."""

    kind: str
    value: Any


class Seed(NamedTuple):
    """An article with its annotations, each as JSON in pieces with slots."""

    id: str
    text: str
    article: list[str | Slot]
    annotations: list[str | Slot]


class Examples:
    """The example reports as they were coded and told, and what of them is swapped."""

    def __init__(self, folder: Path) -> None:
        library = Library(folder / "seed", settings=Settings())
        library.read(examples_folder(), known=KNOWN)
        layout = library.reader.layout
        (partition,) = read_manifest(layout).partitions
        articles = read_articles(layout, partition)
        told = list(zip(articles, read_annotations(layout, partition), strict=True))
        self.raws: tuple[RawDocument, ...] = tuple(read_raw(layout, partition, {a.raw for a in articles}))
        self.first = min(a.published.interval.start for a in articles if a.published)
        self.outlets = sorted({a.outlet for a in articles if a.outlet})
        actors = {a.id: a for _, found in told for a in found.actors}
        self.codes = sorted({a.country for a in actors.values() if a.country in countries()})
        self.persons = {a.id: a for a in actors.values() if a.kind == "person" and not a.id.startswith("unnamed")}
        self.groups = {a.id: a for a in actors.values() if a.kind == "armed_group"}
        self.bodies = [a.id for a in actors.values() if a.country and a.id.partition(":")[2].lower().startswith(a.country.lower())]
        towns_named = {(p.name, p.country) for _, c in told for p in c.places if p.country in self.codes and (p.feature or "").startswith("PPL")}
        self.towns = sorted(towns_named)
        self.kept = _kept(told)
        self.seeds = [Seed(a.id, a.text, list(Pieces(a.id, top=True).of(_plain(a))), list(Pieces(a.id).of(_plain(c)))) for a, c in told]
        self.rows = _rows(read_stories(layout, read_parts(library.reader.folder)))
        # Names are found before words, the longest first, as they stand and in capitals.
        names = sorted({form for name in Cast(self, 0).names for form in (name, name.upper())}, key=lambda n: (-len(n), n))
        self.swapped = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)|{WORD.pattern}")


class Cast:
    """What one copy is told of and in which words."""

    def __init__(self, seed: Examples, copy: int) -> None:
        self.seed, self.copy, self.draw = seed, copy, random.Random(copy)
        self.days = (START - seed.first) + timedelta(days=copy // COPIES_A_DAY)
        codes, weights = weighed_countries()
        drawn = dict.fromkeys(self.draw.choices(codes, cum_weights=weights, k=20 * len(seed.codes)))
        self.codes = dict(zip(seed.codes, drawn, strict=False))
        self.towns = {(name, code): self._town(self.codes.get(code, code)) for name, code in seed.towns}
        self.ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._name_all()
        self.of_outlet = {name: outlet_names()[rank(self.draw, OUTLETS)] for name in seed.outlets}
        self.words: dict[str, str] = {}
        self.known: dict[Slot, str] = {}

    def _town(self, code: str) -> Town:
        some, weights = towns()[code]
        return self.draw.choices(some, cum_weights=weights)[0]

    def _name_all(self) -> None:
        for code, to in self.codes.items():
            old, new = countries()[code], countries()[to]
            self.names |= dict(zip((old["name"], *old["adjectives"]), (new["name"], *_as_many(new["adjectives"], old["adjectives"])), strict=True))
            self.ids |= {f"{kind}:{code}": f"{kind}:{to}" for kind in ("country", "government")}
        self.names |= {name: town.name for (name, _), town in self.towns.items()}
        for key, person in self.seed.persons.items():
            home = self.codes.get(person.country or "", "") or self.draw.choice(list(self.codes.values()))
            name = person_name(home, rank(self.draw, PERSONS))
            self.ids[key] = f"person:{slug(name)}"
            self.names |= {person.name: name, person.name.split()[-1]: name.split()[-1]}
        for key, group in self.seed.groups.items():
            first, _, rest = group.name.partition(" ")
            new = self._town(self.draw.choice(list(self.codes.values()))).name
            self.ids[key] = f"armed_group:{slug(f'{new} {rest}')}"
            self.names[first] = new
        for key in self.seed.bodies:
            kind, _, name = key.partition(":")
            code = self.codes.get(name[:3].upper())
            if code and key not in self.ids:
                self.ids[key] = f"{kind}:{code.lower()}{name[3:]}"

    def fill(self, pieces: Sequence[str | Slot], spans: Moved) -> str:
        """JSON with all slots filled."""
        return "".join(p if type(p) is str else str(spans[p.value]) if p.kind == "place_in" else self._filled(p) for p in pieces)

    def _filled(self, slot: Slot) -> str:
        if slot not in self.known:
            self.known[slot] = msgspec.json.encode(getattr(self, slot.kind)(slot.value)).decode()
        return self.known[slot]

    def plain(self, value: str) -> str:
        """A string with ids made anew and days moved."""
        found = self.ids.get(value) or ID.sub(lambda m: key_hash(m.group(), self.copy), value)
        return DAY.sub(lambda m: (date.fromisoformat(m.group()) + self.days).isoformat(), found)

    def code(self, value: str) -> str:
        return self.codes.get(value, value)

    def outlet(self, value: str) -> str:
        return self.of_outlet.get(value, value)

    def told(self, value: str) -> str:
        """Words as this copy has them."""
        return self.retold(value)[0]

    def named(self, value: str) -> str:
        """The value of a field: only names in it are swapped, as it may be a code."""
        return self.plain(self.seed.swapped.sub(lambda m: self.names.get(m.group(), m.group()), value))

    def source(self, value: str) -> str:
        """An actor, or words."""
        return self.plain(value) if ":" in value else self.told(value)

    def where(self, value: tuple[str, str, str, Any]) -> Any:
        """A number or name of a place: of the town or country that stands for the one of the example."""
        name, code, field, given = value
        town = self.towns.get((name, code))
        if town is None:
            middle = countries().get(self.codes.get(code, ""), {}) if field in ("latitude", "longitude") else {}
            return middle.get(field, given)
        return {"geonames": town.number, "latitude": town.latitude, "longitude": town.longitude, "admin1": None}[field]

    def retold(self, text: str) -> tuple[str, list[tuple[int, int, int, int]]]:
        """A text as this copy has it, with the stretches that are swapped: start and end before and after."""
        out, at, grown, swaps = [], 0, 0, []
        for m in self.seed.swapped.finditer(text):
            new = self._swap(m.group())
            if new != m.group():
                out += [text[at : m.start()], new]
                swaps.append((m.start(), m.end(), m.start() + grown, m.start() + grown + len(new)))
                grown, at = grown + len(new) - len(m.group()), m.end()
        return "".join([*out, text[at:]]), swaps

    def _swap(self, word: str) -> str:
        if word in self.names:
            return self.names[word]
        for name in (word.title(), word.capitalize()) if word.isupper() else ():
            if name in self.names:
                return self.names[name].upper()
        lower = word.lower()
        if lower in self.seed.kept or not WORD.fullmatch(word):
            return word
        if lower not in self.words:
            some, weights = vocabulary()[ending(lower)]
            self.words[lower] = self.draw.choices(some, cum_weights=weights)[0]
        new = self.words[lower]
        return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new


def copied(told: Examples, copy: int) -> tuple[list[tuple[Article, Annotations]], Stories]:
    """A copy: its articles with their annotations, and what is told across them."""
    cast, swaps, pairs = Cast(told, copy), Moved(), []
    for seed in told.seeds:
        text, swaps.of[seed.id] = cast.retold(seed.text)
        cast.known[Slot("text", seed.id)] = msgspec.json.encode(text).decode()
        article = msgspec.json.decode(cast.fill(seed.article, swaps), type=Article)
        pairs.append((article, msgspec.json.decode(cast.fill(seed.annotations, swaps), type=Annotations)))
    return pairs, msgspec.json.decode(cast.fill(told.rows, swaps), type=Stories)


class Moved(dict[tuple[str, str, int], int]):
    """Where an offset of an example lies in the copy, asked for as (article, side, offset): a span that begins or ends in a swapped word has
    all of it. `of` has the swaps of each article."""

    def __init__(self) -> None:
        super().__init__()
        self.of: dict[str, list[tuple[int, int, int, int]]] = {}

    def __missing__(self, key: tuple[str, str, int]) -> int:
        article, side, at = key
        grown = 0
        for start, end, new_start, new_end in self.of[article]:
            if start < at < end:
                return new_start if side == "start" else new_end
            if at <= start:
                break
            grown = new_end - end
        self[key] = at + grown
        return self[key]


class Pieces:
    """Takes JSON to pieces, with a slot for all that copies have otherwise. `top`: of an article itself, whose `name` is that of its file."""

    def __init__(self, article: str = "", *, top: bool = False, told: frozenset[str] = TOLD) -> None:
        self.article, self.top, self.told = article, top, told

    def of(self, value: Any, key: str = "") -> Iterator[str | Slot]:
        if isinstance(value, dict):
            yield from self._of_dict(value, key)
        elif isinstance(value, list):
            yield "["
            for n, item in enumerate(value):
                yield "," if n else ""
                yield from self.of(item, key)
            yield "]"
        elif isinstance(value, str):
            yield self._of_string(value, key)
        else:
            yield msgspec.json.encode(value).decode()

    def _of_dict(self, value: dict[str, Any], key: str) -> Iterator[str | Slot]:
        before, top = self.article, self.top
        self.article, self.top = value.get("article") or self.article, False
        span = value.keys() == {"start", "end"} and isinstance(value["start"], int) and key != "raw"
        placed = {"latitude", "longitude", "country"} <= value.keys()
        yield "{"
        for n, (name, item) in enumerate(value.items()):
            yield f'{"," if n else ""}"{name}":'
            if span or (key == "map" and name == "text"):
                yield Slot("place_in", (self.article, name if span else "start", item))
            elif placed and name in ("geonames", "latitude", "longitude", "admin1"):
                yield Slot("where", (value["name"], value["country"], name, item))
            elif top and name == "name":
                yield msgspec.json.encode(item).decode()
            else:
                yield from self.of(item, "raw" if key == "furniture" and name == "span" else name)
        yield "}"
        self.article = before

    def _of_string(self, value: str, key: str) -> str | Slot:
        if key == "text":
            return Slot("text", self.article)
        kind = {"country": "code", "outlet": "outlet", "outlets": "outlet", "sources": "source", "value": "named"}.get(key)
        return Slot(kind or ("told" if key in self.told else "plain"), value)


TOLD_ACROSS = TOLD | {"title", "sentence", "speakers", "chains", "of_name", "to_name"}


def _rows(told: Stories) -> list[str | Slot]:
    """What is told across the examples, in pieces. Where a span stands without its article, it is of the first one that the row names."""
    out: list[str | Slot] = ["{"]
    for n, (name, rows) in enumerate(_plain(told).items()):
        out.append(f'{"," if n else ""}"{name}":[')
        for m, row in enumerate(rows):
            first = row.get("articles") or [t["article"] for t in row.get("tellings", ())] or [""]
            out += ["," if m else "", *Pieces(first[0], told=TOLD_ACROSS).of(row)]
        out.append("]")
    return [*out, "}"]


def _plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def _kept(told: Sequence[tuple[Article, Annotations]]) -> set[str]:
    """Words that annotations rest on, and function words: they stay as they are."""
    kept = set(function_words())
    for article, found in told:
        spans = [r.trigger for r in found.reports] + [t.span for t in found.times] + [q.span for q in found.quantities]
        spans += [q.cue for q in found.quotes if q.cue]
        kept |= {word.lower() for span in spans for word in WORD.findall(span.of(article.text))}
    return kept


def _as_many(some: Sequence[str], of: Sequence[str]) -> list[str]:
    return [some[min(n, len(some) - 1)] for n in range(len(of))]


def examples() -> Examples:
    """The examples, coded now."""
    with tempfile.TemporaryDirectory(prefix="diurna-seed-") as folder:
        return Examples(Path(folder))
