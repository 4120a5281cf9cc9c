"""What the tables hold while they are being built: entities, names, roles. Everything keeps its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from diurna.resources.actor_tables import normal, role_nouns

OPEN_START, OPEN_END = "0001-01-01", "9999-12-31"
RANKS = {"name": 1, "adjective": 2, "capital": 3, "seat": 3, "place": 5, "surname": 4}


@dataclass
class Tables:
    """Rows of the four tables; keys are unique, the first source to name an entity wins."""

    countries: dict[str, tuple[str, int | None, int | None, str]] = field(default_factory=dict)
    entities: dict[str, tuple[str, str, str, str | None, str, str]] = field(default_factory=dict)
    names: dict[tuple[str, int, str, str], int] = field(default_factory=dict)
    people: dict[tuple[str | None, str], str] = field(default_factory=dict)
    surnames: dict[tuple[str | None, str], list[str]] = field(default_factory=dict)
    roles: set[tuple[str, str | None, str | None, str, str | None, str, str]] = field(default_factory=set)
    fixed: frozenset[str] = frozenset()
    terms: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def agent(self, words: str) -> bool:
        """Whether these words are a role noun, which no body may have as its name."""
        return role_nouns().find(words) is not None

    def fix(self) -> None:
        """From here on no body takes a name that is already given."""
        self.fixed = frozenset(name[0] for name in self.names)

    def drop_places_named_like_people(self) -> None:
        """Take out towns whose name is a leader's surname: in news it is the leader's."""
        surnames = {name[0] for name in self.names if name[3] == "surname"}
        self.names = {name: caps for name, caps in self.names.items() if name[3] != "place" or name[0] not in surnames}

    def entity(self, key: str, name: str, kind: str, country: str | None, sectors: tuple[str, ...], source: str) -> None:
        self.entities.setdefault(key, (key, name, kind, country, " ".join(sectors), source))

    def name(self, name: str, key: str, form: str = "name", *, rank: int | None = None, caps: bool | None = None) -> None:
        """A name of an entity; `caps` (only in capitals) is taken from short acronyms unless it is given."""
        norm = normal(name)
        if not norm:
            return
        letters = name.replace(".", "").replace(" ", "")
        shouted = caps if caps is not None else letters.isupper() and len(letters) <= 3
        self.names.setdefault((norm, RANKS[form] if rank is None else rank, key, form), int(shouted))

    def role(
        self, key: str, title: str, country: str | None, sectors: tuple[str, ...], since: str | None, until: str | None, source: str
    ) -> None:
        self.terms.setdefault(key, []).append((since or OPEN_START, until or OPEN_END))
        self.roles.add((key, since, until, title, country, " ".join(sectors), source))
