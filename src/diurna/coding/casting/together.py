"""Together: names told in one breath ("Russia, Iran and Turkey"), which can later be "the three powers" or "they"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Actor
from ..coreference import Entity

if TYPE_CHECKING:
    from ...model import ActorKind
    from ..mentions import Phrase
    from .desk import Desk


def note_coordinations(desk: Desk, phrases: tuple[Phrase, ...]) -> None:
    """Names told together ("Russia, Iran and Turkey") can later be "the three powers" or "they"."""
    desk.named = roots = {p.root.i: p for p in phrases if p in desk.of and p.kind == "name"}
    for phrase in roots.values():
        root = phrase.root
        if root.dep_ == "conj" or not root.conjuncts:
            continue
        parts = [phrase, *(roots[c.i] for c in root.conjuncts if c.i in roots and c.i > root.i)]
        members = tuple(dict.fromkeys(e for p in parts if (e := desk.of[p][0]) is not None))
        if len(members) > 1:
            both = Entity(" and ".join(m.actor.name if m.actor else m.name for m in members), "group", plural=True, members=members)
            both.phrases.append(phrase)
            desk.coordinations.append(both)


def group_of(entity: Entity) -> Actor:
    """The actor that several named together are."""
    members = tuple(sorted(m.actor.id for m in entity.members if m.actor))
    countries = all(m.nature == "country" for m in entity.members)
    keys = "+".join(key.split(":", 1)[1].lower() for key in members)
    kind: ActorKind = "group_of_countries" if countries else "unnamed_group"
    return Actor(id=f"{kind}:{keys}", name=entity.name, kind=kind, members=members, reason="named together")
