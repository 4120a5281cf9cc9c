"""The door to the trigger lexicon: the words that name an act, with the frame that says who does it to whom.

The lexicon is this project's own (resources/triggers/*.toml, one file an act). A pattern is a lemma, then words that must hang on it
(particles, prepositions, nouns), then `>` where an infinitive or gerund must follow, then `+` and the lemmas or @classes that its object
must be one of: "sign + @pact", "take into custody", "refuse >".
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

from ..model import Act
from .ontology import acts
from .own_codes import NO_CODES, OwnCodes, OwnVerbs

FOLDER = "triggers"
TABLES = frozenset({"objects", "light", "telling"})
OWN_FIRST = 10.0  # above every weight of the lexicon: what a user adds is meant
SUFFICIENT = {"verbs": "v", "nouns": "n", "adjectives": "a"}


class Block(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Senses that share an act, a mode and a frame, as the files have them."""

    verbs: str = ""
    nouns: str = ""
    adjectives: str = ""
    mode: str | None = None
    cameo: str
    by: tuple[str, ...] = ("subj",)
    to: tuple[str, ...] = ("obj",)
    of: str = ""
    needs: str = ""
    reciprocal: bool = False
    sure: float


class Sense(msgspec.Struct, frozen=True, kw_only=True):
    """One word or phrase that names an act. `by` and `to` are the places of the frame in which actor and recipient are looked for."""

    id: str
    act: Act
    lemma: str
    pos: Literal["v", "n", "a"]
    words: tuple[str, ...] = ()
    complement: bool = False
    objects: frozenset[str] = frozenset()
    by: tuple[str, ...]
    to: tuple[str, ...]
    mode: str | None
    cameo: str
    needs: str
    reciprocal: bool
    sure: float
    own_type: str | None = None
    own: bool = False

    @property
    def weight(self) -> float:
        """How much the pattern asks for: of two that fit, the one that asks for more is meant; a user's own before what ships."""
        return self.sure + len(self.words) + 0.9 * bool(self.objects) + 0.5 * self.complement + OWN_FIRST * self.own


@lru_cache(2)
def senses(own: OwnCodes = NO_CODES) -> dict[tuple[str, str], tuple[Sense, ...]]:
    """Every sense, by part of speech ("v", "n", "a") and lemma of its first (a noun: last) word; heaviest first, a user's own before all."""
    found: dict[tuple[str, str], dict[str, Sense]] = {}
    for sense in (*_own_senses(own), *(sense for act in acts() for block in _blocks(act) for sense in _expanded(act, block))):
        found.setdefault((sense.pos, sense.lemma), {}).setdefault(sense.id, sense)
    return {key: tuple(sorted(group.values(), key=lambda s: -s.weight)) for key, group in found.items()}


@lru_cache(2)
def first_words(own: OwnCodes = NO_CODES) -> frozenset[str]:
    """The lemmas that some sense is found under; of one with a hyphen the last part too, as the tokeniser parts them."""
    return frozenset(part for _, lemma in senses(own) for part in (lemma, lemma.rpartition("-")[2]))


def _own_senses(own: OwnCodes) -> list[Sense]:
    made = []
    for block in own.verbs:
        kind = own.types.get(block.type)
        own_type = block.type if kind is not None else None
        shared = _as_block(block, own)
        for sense in _expanded(own.act(block.type), shared):
            made.append(msgspec.structs.replace(sense, id=f"own.{block.type.lower()}.{sense.id.rpartition('.')[2]}", own_type=own_type, own=True))
    return made


def _as_block(block: OwnVerbs, own: OwnCodes) -> Block:
    kind = own.types.get(block.type)
    return Block(
        verbs=block.verbs, nouns=block.nouns, adjectives=block.adjectives, by=block.by, to=block.to, of=block.of, needs=block.needs,
        mode=block.mode or (kind.mode if kind else None), reciprocal=block.reciprocal, sure=block.sure,
        cameo=block.cameo or (kind.cameo if kind else None) or acts()[own.act(block.type)].cameo,
    )  # fmt: skip


@cache
def object_classes() -> dict[str, frozenset[str]]:
    """The classes of words that an object may be of."""
    return {name: frozenset(words.split()) for name, words in _table("objects").items()}


@cache
def light_verbs() -> dict[str, frozenset[str]]:
    """Verbs that carry a noun's happening, by what they tell of it; phrases are joined by hyphens ("carry-out")."""
    return {name: frozenset(words.split()) for name, words in _table("light").items()}


@cache
def telling_words() -> dict[str, frozenset[str]]:
    """Words that tell how a happening stands (planned, thought, denial, saying...)."""
    return {name: frozenset(words.split()) for name, words in _table("telling").items()}


def _table(name: str) -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath(FOLDER, f"{name}.toml").read_text("utf-8"))


def _blocks(act: Act) -> list[Block]:
    table = tomllib.loads(files(__package__).joinpath(FOLDER, f"{act.lower()}.toml").read_text("utf-8"))
    return [msgspec.convert(entry, Block) for entry in table["sense"]]


def _expanded(act: Act, block: Block) -> list[Sense]:
    return [
        _sense(act, block, pos, pattern.strip())
        for field, pos in SUFFICIENT.items()
        for pattern in getattr(block, field).split(",")
        if pattern.strip()
    ]


def _sense(act: Act, block: Block, pos: str, pattern: str) -> Sense:
    phrase, _, objects = pattern.partition("+")
    words = [w for w in phrase.split() if w != ">"]
    if pos == "n":
        words.reverse()
    return Sense(
        id=f"{act.lower()}.{mode_name(block)}{pattern.replace(' ', '_')}",
        act=act,
        lemma=words[0],
        pos=pos,
        words=tuple(words[1:]),
        complement=">" in phrase,
        objects=_objects(objects or block.of.replace(" ", "|")),
        by=block.by,
        to=block.to,
        mode=block.mode,
        cameo=block.cameo,
        needs=block.needs,
        reciprocal=block.reciprocal,
        sure=block.sure,
    )


def mode_name(block: Block) -> str:
    """The mode as a part of an id."""
    return f"{block.mode}." if block.mode else ""


def _objects(pattern: str) -> frozenset[str]:
    lemmas: set[str] = set()
    for word in filter(None, (w.strip() for w in pattern.split("|"))):
        lemmas |= object_classes()[word[1:]] if word.startswith("@") else {word}
    return frozenset(lemmas)
