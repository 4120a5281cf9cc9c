"""The actor tables with a user's own actors before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .actor_tables import ActorTables, Entry, TableRole, normal

if TYPE_CHECKING:
    from .own_codes import OwnActor, OwnCodes, OwnRole

OWN = "your own codes"
ACRONYM = 5  # letters: a name of so few, all capitals, counts only in capitals


class OwnActorTables(ActorTables):
    """The tables with a user's own actors: a name that the user gives stands for the user's actor alone."""

    def __init__(self, path: str, own: OwnCodes) -> None:
        self._mine: dict[str, list[Entry]] = {}
        self._offices = {actor.id: tuple(_own_role(role, actor) for role in actor.roles) for actor in own.actors}
        self._people = [(actor, role) for actor in own.actors for role in self._offices[actor.id] if actor.kind == "person"]
        super().__init__(path)
        for actor in own.actors:
            for name in actor.names:
                entry = _own_entry(actor, caps=len(name) <= ACRONYM and name.isupper())
                self._mine.setdefault(normal(name), []).append(entry)
                self.longest = max(self.longest, len(normal(name).split()))

    def _entries(self, norm: str) -> tuple[Entry, ...]:
        return tuple(self._mine[norm]) if norm in self._mine else super()._entries(norm)

    def _roles(self, key: str) -> tuple[TableRole, ...]:
        return self._offices.get(key) or super()._roles(key)

    def _holders(self, title: str, country: str) -> tuple[tuple[Entry, TableRole], ...]:
        held = [(_own_entry(a), r) for a, r in self._people if r.title.lower() == title and r.country == country and r.since is not None]
        return (*held, *super()._holders(title, country))


def _own_entry(actor: OwnActor, *, caps: bool = False) -> Entry:
    return Entry(actor.id, "name", actor.names[0], actor.kind, actor.country, actor.sectors, OWN, caps)


def _own_role(role: OwnRole, actor: OwnActor) -> TableRole:
    return TableRole(role.title, role.country or actor.country, role.sectors or actor.sectors, role.since, role.until, OWN)
