"""The record of the seed reports, made by the program's own path from raw bytes to events."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from diurna.coding import code
from diurna.extract import extract
from diurna.model import RawDocument, Span, bytes_hash
from diurna.settings import Settings
from diurna.sources import read_documents
from diurna.stories import tell
from evals.gold import seeds

if TYPE_CHECKING:
    from diurna.model import Actor, Annotations, Article, Participant

WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """Text with apostrophes and quotation marks taken out, so that a repaired text can be held against the raw one."""
    return re.sub(r"[’'‘“”\"\\]", "", text)


class Seed:
    """One seed report with its annotations."""

    def __init__(self, key: str, article: Article, annotations: Annotations) -> None:
        self.key = key
        self.article = article
        self.annotations = annotations
        self.actors = {actor.id: actor for actor in annotations.actors}

    @cached_property
    def tokens(self) -> list[tuple[str, Span]]:
        """Words of the text without apostrophes ("Syria's" is "syrias"), with their spans."""
        return [(plain(m.group()).lower(), Span(m.start(), m.end())) for m in re.finditer(r"\w+(?:[’']\w+)*", self.article.text)]

    def find(self, words: str) -> list[Span]:
        """Where the words of FACTS stand in the text: the spans of their tokens, one list for the first place; empty if nowhere."""
        wanted = [token.lower() for token in WORD.findall(plain(words))]
        have = [part for token, span in self.tokens for part in [(t, span) for t in WORD.findall(token)] or [(token, span)]]
        for start in range(len(have) - len(wanted) + 1):
            found = [t for t, _ in have[start : start + len(wanted)]]
            if found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1]):
                return [span for _, span in have[start : start + len(wanted)]]
        return []

    def overlap(self, spans: tuple[Span, ...], words: str) -> float:
        """The largest share of a span's tokens that lie in the words."""
        places = self.find(words)
        if not places:
            return 0.0
        area = Span(places[0].start, places[-1].end)
        return max((self._share(span, area) for span in spans), default=0.0)

    def _share(self, span: Span, area: Span) -> float:
        inside = [t for _, t in self.tokens if span.overlaps(t)]
        return sum(area.contains(t) for t in inside) / len(inside) if inside else 0.0

    def said(self, participant: Participant | None) -> tuple[Actor | None, str]:
        """A participant's actor and words."""
        return (self.actors.get(participant.actor), participant.span.of(self.article.text)) if participant else (None, "")


class Record:
    """Both seeds, and what is told of them together."""

    def __init__(self) -> None:
        path = seeds("FACTS.yaml")
        assert path is not None
        self.facts: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        self.seeds = {key: self._read(key, path.parent / row["file"]) for key, row in self.facts["articles"].items()}
        found = list(self.seeds.values())
        self.told = tell([s.article for s in found], [s.annotations for s in found])
        self.by_article = {s.article.id: s for s in found}

    @staticmethod
    def _read(key: str, path: Any) -> Seed:
        (raw,) = [d for d in read_documents(path, settings=Settings()) if isinstance(d, RawDocument)]
        assert raw.hash == bytes_hash(path.read_bytes())
        article, _ = extract(raw, settings=Settings())
        assert article is not None
        return Seed(key, article, code(article))
