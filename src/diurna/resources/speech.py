"""The door to the table of speech: verbs and nouns that carry what somebody said, and how their content is joined to them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

SpeechKind = Literal["say", "ask", "accuse", "judge", "name", "think", "show", "want", "seem"]
PLAIN_FRAMES = frozenset({"clause", "inf", "object", "person", "name"})


class SpeechVerb(msgspec.Struct, frozen=True):
    """A verb of speech or attitude.

    `kinds` has what it can do ("warn" is say and show), the first one is the usual one. `frames` are where its content stands: clause (a
    clause or quotation), inf (an infinitive), object, person (somebody spoken to, then an infinitive), name (an object and what it
    is called); `prepositions` those that open its content ("accuse" has "of").
    """

    lemma: str
    kinds: tuple[SpeechKind, ...]
    frames: frozenset[str]
    prepositions: frozenset[str]

    @property
    def kind(self) -> SpeechKind:
        return self.kinds[0]


class SpeechWords(msgspec.Struct, frozen=True):
    """The rest of the table: `nouns` maps a cue noun's lemma to its kind, all words are lower-case but `media_names`."""

    nouns: dict[str, SpeechKind]
    adjectives: dict[str, SpeechKind]
    phrases: tuple[str, ...]
    media_nouns: frozenset[str]
    media_names: frozenset[str]
    press: frozenset[str]
    occasions: frozenset[str]
    documents: frozenset[str]
    published: frozenset[str]
    unnamed: frozenset[str]
    offices: frozenset[str]
    conditions: tuple[str, ...]


@cache
def speech_verbs() -> dict[str, SpeechVerb]:
    """Verbs of speech and attitude by lemma, from `speech.toml` beside this module; read once a process."""
    found: dict[str, tuple[list[SpeechKind], set[str]]] = {}
    for kind, frames in _table()["verbs"].items():
        for names, lemmas in frames.items():
            for lemma in lemmas.split():
                kinds, held = found.setdefault(lemma, ([], set()))
                if kind not in kinds:
                    kinds.append(kind)
                held.update(names.split())
    return {w: SpeechVerb(w, tuple(kinds), frozenset(held & PLAIN_FRAMES), frozenset(held - PLAIN_FRAMES)) for w, (kinds, held) in found.items()}


@cache
def speech_words() -> SpeechWords:
    """Cue nouns, source phrases, media, occasions and conditions of anonymity, from the same table."""
    table = _table()
    return SpeechWords(
        nouns={noun: kind for kind, nouns in table["nouns"].items() for noun in nouns.split()},
        adjectives={word: kind for kind, words in table["adjectives"].items() for word in words.split()},
        phrases=tuple(table["sources"]["phrases"]),
        media_nouns=frozenset(table["media"]["nouns"].split()),
        media_names=frozenset(table["media"]["names"].split()),
        press=frozenset(table["media"]["press"].split()),
        occasions=frozenset(table["occasions"]["nouns"].split()),
        documents=frozenset(table["documents"]["nouns"].split()),
        published=frozenset(table["documents"]["published"].split()),
        unnamed=frozenset(table["unnamed"]["nouns"].split()),
        offices=frozenset(table["unnamed"]["offices"].split()),
        conditions=tuple(table["unnamed"]["conditions"]),
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("speech.toml").read_text("utf-8"))
