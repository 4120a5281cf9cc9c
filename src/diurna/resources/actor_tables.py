"""The door to the actor tables: countries, persons with dated roles, bodies, role nouns. Opens one compiled, read-only SQLite file."""

from __future__ import annotations

import re
import sqlite3
import tomllib
import unicodedata
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

from .own_codes import NO_CODES, OwnCodes

NameForm = Literal["name", "adjective", "capital", "seat", "place", "surname"]
CACHED_NAMES = 20_000  # look-ups kept; an article asks for the same few hundred again and again
QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'"})
POSSESSIVE = re.compile(r"'s?(?=\s|$)")
POINT = re.compile(r"\.(?=\w)|\.(?=\s|$)")
NOT_NAME = re.compile(r"[^a-z0-9&']")
PLURAL_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))


class Country(msgspec.Struct, frozen=True):
    """A country of the table: ISO 3166 alpha-3, Gleditsch and Ward's number, the Correlates of War number, name."""

    iso3: str
    gw: int | None
    cow: int | None
    name: str


class Entry(msgspec.Struct, frozen=True):
    """What a name may stand for. `key` is an actor's id; `caps` tells that the name counts only in capitals ("US", not "us")."""

    key: str
    form: NameForm
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    source: str
    caps: bool = False


class TableRole(msgspec.Struct, frozen=True):
    """A person's or body's dated function; `since`/`until` half-open, None where open or unknown."""

    title: str
    country: str | None
    sectors: tuple[str, ...]
    since: date | None
    until: date | None
    source: str


class Agent(msgspec.Struct, frozen=True):
    """A role noun: its sectors, and how it takes them (see agents.toml)."""

    term: str
    codes: tuple[str, ...]
    institution: bool = False
    generic: bool = False
    crowd: bool = False
    collective: bool = False
    plural: bool = False


@lru_cache(CACHED_NAMES)
def normal(name: str) -> str:
    """A name as the tables key it: lower case, no diacritics, no points, possessives or article, single spaces."""
    plain = unicodedata.normalize("NFKD", name.translate(QUOTES)).encode("ascii", "ignore").decode().lower()
    words = NOT_NAME.sub(" ", POINT.sub("", POSSESSIVE.sub("", plain))).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


class ActorTables:
    """Quick look-ups in the compiled tables; one read-only connection a process."""

    def __init__(self, path: str) -> None:
        self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._base.execute("PRAGMA cache_size=-2000")
        rows = self._base.execute("SELECT iso3, gw, cow, name FROM countries")
        self.countries = {row[0]: Country(*row) for row in rows}
        self.longest = self._base.execute("SELECT longest FROM meta").fetchone()[0]
        self.entries = lru_cache(CACHED_NAMES)(self._entries)
        self.roles = lru_cache(CACHED_NAMES)(self._roles)
        self.agent = lru_cache(CACHED_NAMES)(self._agent)
        self._nouns = role_nouns()
        self.longest_agent = self._nouns.longest
        self.peoples = self._nouns.peoples
        self.holders = lru_cache(CACHED_NAMES)(self._holders)
        self.is_body = lru_cache(CACHED_NAMES)(self._is_body)

    def _entries(self, norm: str) -> tuple[Entry, ...]:
        """All that a normalised name may stand for."""
        query = (
            "SELECT e.key, n.form, e.name, e.kind, e.country, e.sectors, e.source, n.caps FROM names n JOIN entities e ON e.id = n.entity"
            " WHERE n.norm = ? ORDER BY n.rank, n.entity"
        )
        return tuple(
            Entry(key, form, name, kind, country, tuple(sectors.split()), source, bool(caps))
            for key, form, name, kind, country, sectors, source, caps in self._base.execute(query, (norm,))
        )

    def _roles(self, key: str) -> tuple[TableRole, ...]:
        """The dated roles of an entity, in the order of their beginning."""
        query = (
            "SELECT r.title, r.country, r.sectors, r.since, r.until, r.source FROM roles r JOIN entities e ON e.id = r.entity"
            " WHERE e.key = ? ORDER BY since, until, title"
        )
        return tuple(
            TableRole(title, country, tuple(sectors.split()), _day(since), _day(until), source)
            for title, country, sectors, since, until, source in self._base.execute(query, (key,))
        )

    def _holders(self, title: str, country: str) -> tuple[tuple[Entry, TableRole], ...]:
        """The persons who at some time held an office of a country, by its lower-case title, with that role."""
        query = (
            "SELECT e.key, e.name, e.kind, e.country, e.sectors, e.source, r.title, r.country, r.sectors, r.since, r.until, r.source"
            " FROM roles r JOIN entities e ON e.id = r.entity WHERE lower(r.title) = ?"
            " AND r.country = ? AND r.since IS NOT NULL ORDER BY e.id, r.since"
        )
        return tuple(
            (Entry(key, "name", name, kind, home, tuple(own.split()), table),
             TableRole(office, country, tuple(sectors.split()), _day(since), _day(until), source))
            for key, name, kind, home, own, table, office, country, sectors, since, until, source in self._base.execute(query, (title, country))
        )  # fmt: skip

    def _is_body(self, name: str) -> bool:
        """Whether a country or body has this whole name, which is no role noun."""
        if self.agent(name.lower()) is not None:
            return False
        return any(entry.kind != "person" and entry.form in ("name", "seat") for entry in self.entries(normal(name)))

    def country(self, name: str) -> Country | None:
        """The country that a name, demonym, capital, seat or well-known place stands for."""
        for entry in self.entries(normal(name)):
            if entry.form != "surname" and entry.kind == "country":
                return self.countries.get(entry.country or "")
        return None

    def _agent(self, words: str) -> Agent | None:
        """The role noun that these lower-case words are, in the singular or the plural."""
        return self._nouns.find(words)


@lru_cache(2)
def actor_tables(own: OwnCodes = NO_CODES) -> ActorTables:
    """The tables that ship with the program, opened once a process; with a user's own actors before them."""
    path = str(files(__package__).joinpath("actors/actors.sqlite"))
    if not own.actors:
        return ActorTables(path)
    from .own_actors import OwnActorTables

    return OwnActorTables(path, own)


class RoleNouns:
    """The role nouns of agents.toml, found in the singular or the plural."""

    def __init__(self, terms: dict[str, Agent], irregular: dict[str, str], peoples: frozenset[str] = frozenset()) -> None:
        self._terms = terms
        self._irregular = irregular
        self.peoples = peoples
        self.longest = max(term.count(" ") + 1 for term in terms)

    def find(self, words: str) -> Agent | None:
        """The role noun that these lower-case words are."""
        if words in self._terms:
            return self._terms[words]
        first, last = words.rpartition(" ")[::2]
        for single in self._singulars(last):
            found = self._terms.get(f"{first} {single}".strip())
            if found:
                return msgspec.structs.replace(found, plural=True)
        return None

    def _singulars(self, word: str) -> list[str]:
        if word in self._irregular:
            return [self._irregular[word]]
        if word.endswith("men"):
            return [word[:-3] + "man"]
        return [word[: -len(ending)] + single for ending, single in PLURAL_ENDINGS if word.endswith(ending) and len(word) > len(ending) + 1]


@cache
def role_nouns() -> RoleNouns:
    """The role nouns, read once a process."""
    table = tomllib.loads(files(__package__).joinpath("agents.toml").read_text("utf-8"))
    collective = frozenset(table["collective"])
    agents: dict[str, Agent] = {}
    for group in table["agents"]:
        flags = {flag: group.get(flag, False) for flag in ("institution", "generic", "crowd")}
        for term in group["terms"]:
            agents.setdefault(term, Agent(term, tuple(group["codes"]), **flags, collective=term.split(" of ")[0].split()[-1] in collective))
    return RoleNouns(agents, table["irregular"], frozenset(table["peoples"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
