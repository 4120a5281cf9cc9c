"""The door to a user's own codes: types, verbs and actors in a TOML file that stands beside the ones that ship.

    [types.EVICTION]
    act = "COERCE"
    definition = "people driven from the homes that they live in"

    [[verbs]]
    type = "EVICTION"
    verbs = "evict, throw out + family|families|tenant|tenants"
    sure = 0.9

    [[actors]]
    id = "armed_group:northern-lions"
    names = ["Northern Lions", "NL", "Lions of the North"]
    country = "MLI"
    sectors = ["REB"]

Verbs are patterns as in the lexicon (resources/triggers.py); an own type is a kind of one of PLOVER's acts, so that it counts as that wherever
types of one's own are not known. Own senses and actors come before those that ship.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from ..model import Act, SettingsError
from .ontology import acts

CLASS = re.compile(r"@\w+")
NAME = "codes.toml"  # of the file in a library's folder
ACTOR_KINDS = frozenset({"country", "government", "person", "party", "armed_group", "organisation", "company", "group_of_countries"})


class OwnType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A type of one's own: the act that it is a kind of, and what it means. `cameo` and `mode` are those of its reports."""

    act: Act
    definition: str = ""
    mode: str | None = None
    cameo: str | None = None


class OwnVerbs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns for a type of one's own or one of the sixteen; the fields are those of the lexicon's blocks."""

    type: str
    verbs: str = ""
    nouns: str = ""
    adjectives: str = ""
    mode: str | None = None
    cameo: str | None = None
    by: tuple[str, ...] = ("subj",)
    to: tuple[str, ...] = ("obj",)
    of: str = ""
    needs: str = ""
    reciprocal: bool = False
    sure: float = 0.9


class OwnRole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dated role of an actor of one's own; half-open."""

    title: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class OwnActor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor of one's own: "kind:key", the names it goes by (the first is shown), country (ISO 3166 alpha-3), sectors, dated roles."""

    id: str
    names: tuple[str, ...]
    country: str | None = None
    sectors: tuple[str, ...] = ()
    roles: tuple[OwnRole, ...] = ()

    @property
    def kind(self) -> str:
        return self.id.partition(":")[0]


class OwnCodes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A user's own codes. `digest` is of the file's bytes: what was coded with other bytes is coded anew."""

    types: dict[str, OwnType] = {}
    verbs: tuple[OwnVerbs, ...] = ()
    actors: tuple[OwnActor, ...] = ()
    digest: str = ""

    def __hash__(self) -> int:
        return hash(self.digest)

    def act(self, kind: str) -> Act:
        """The act of a type of one's own or of one of the sixteen."""
        return self.types[kind].act if kind in self.types else kind  # type: ignore[return-value]


NO_CODES = OwnCodes()


def own_codes(path: str) -> OwnCodes:
    """The codes of a file, none for ""; raises SettingsError that says what is wrong and where."""
    if not path:
        return NO_CODES
    try:
        return _read(Path(path).read_bytes(), path)
    except OSError as error:
        raise SettingsError(f"your own codes in {path} cannot be read: {error.strerror}") from error


@lru_cache(4)
def _read(content: bytes, path: str) -> OwnCodes:
    try:
        table = tomllib.loads(content.decode("utf-8"))
        codes = msgspec.convert(table, OwnCodes)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{path}: {error}") from error
    wrong = _faults(codes)
    if wrong:
        raise SettingsError(f"{path}: {'; '.join(wrong)}")
    return msgspec.structs.replace(codes, digest=hashlib.sha256(content).hexdigest()[:12])


def _faults(codes: OwnCodes) -> list[str]:
    """All that is wrong with codes that have the right form."""
    misnamed = [name for name in codes.types if name in acts() or name != name.upper()]
    wrong = [f"types.{name}: write types in capitals, and not as one of PLOVER's sixteen" for name in misnamed]
    for place, block in enumerate(codes.verbs, 1):
        if block.type not in acts() and block.type not in codes.types:
            wrong.append(f"verbs {place}: type {block.type!r} is neither one of yours nor one of {', '.join(acts())}")
        if not (block.verbs or block.nouns or block.adjectives):
            wrong.append(f"verbs {place}: give verbs, nouns or adjectives")
        wrong += [f"verbs {place}: no class of objects is called {name!r}" for name in _unknown_classes(block)]
        if not 0 < block.sure <= 1:
            wrong.append(f"verbs {place}: sure must be above 0 and at most 1")
    for place, actor in enumerate(codes.actors, 1):
        wrong += [f"actors {place} ({actor.id}): {fault}" for fault in _actor_faults(actor)]
    return wrong


def _unknown_classes(block: OwnVerbs) -> list[str]:
    from .triggers import object_classes

    patterns = f"{block.verbs} {block.nouns} {block.adjectives} {block.of}"
    return [name for name in CLASS.findall(patterns) if name[1:] not in object_classes()]


def _actor_faults(actor: OwnActor) -> list[str]:
    wrong = []
    if actor.kind not in ACTOR_KINDS or not actor.id.partition(":")[2]:
        wrong.append(f"write the id as KIND:KEY, KIND one of {', '.join(sorted(ACTOR_KINDS))}")
    if not any(name.strip() for name in actor.names):
        wrong.append("give at least one name")
    for code in [c for c in (actor.country, *(r.country for r in actor.roles)) if c is not None]:
        if not (len(code) == 3 and code.isalpha() and code.isupper()):
            wrong.append(f"{code!r} is no ISO 3166 code of three letters")
    for sector in [*actor.sectors, *(s for r in actor.roles for s in r.sectors)]:
        if not (len(sector) == 3 and sector.isalpha() and sector.isupper()):
            wrong.append(f"{sector!r} is no sector: three capitals, as GOV")
    return wrong
