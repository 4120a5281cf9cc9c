"""Relations: what stands between two parties, merged over the articles that state it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from ..model import StandingRelation, key_hash, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Relation
    from .reading import Reading

ONE_ORIGIN = "one origin states it"
MUTUAL = frozenset({"ally", "rival", "hostile"})


def merge_relations(readings: Mapping[str, Reading], origins: Mapping[str, str] | None = None) -> list[StandingRelation]:
    """Relations between two parties, one row for each kind and pair, with the articles, outlets and dates that state them."""
    grouped: dict[tuple[str, str, str], list[tuple[Reading, Relation, str, str]]] = defaultdict(list)
    for reading in readings.values():
        for relation in reading.annotations.relations:
            for one, other, of_name, to_name in _pairs(relation, reading):
                pair = sorted((one, other)) if relation.kind in MUTUAL else [one, other]
                grouped[(relation.kind, *pair)].append((reading, relation, of_name, to_name))
    return [_standing(key, told, origins or {}) for key, told in sorted(grouped.items(), key=lambda item: item[0])]


def _pairs(relation: Relation, reading: Reading) -> Iterable[tuple[str, str, str, str]]:
    others = [(_key(p.actor, reading), _name(p.actor, reading)) for p in relation.to]
    if not others and relation.to_words:
        others = [(f"words:{slug(relation.to_words)}", relation.to_words)]
    of = [(_key(p.actor, reading), _name(p.actor, reading)) for p in relation.of]
    if not others and relation.kind in MUTUAL and len(of) > 1:
        return [(a, b, m, n) for i, (a, m) in enumerate(of) for b, n in of[i + 1 :]]
    return [(a, b, m, n) for a, m in of for b, n in others if a != b]


def _key(actor: str, reading: Reading) -> str:
    """An actor's id; a government goes under its country, and unnamed groups under their words, or no two articles would meet."""
    if actor.startswith("unnamed:"):
        return f"words:{slug(_name(actor, reading))}"
    return actor.replace("government:", "country:", 1) if len(actor) == len("government:") + 3 else actor


def _name(actor: str, reading: Reading) -> str:
    found = reading.actors.get(actor)
    return found.name if found else actor


def _standing(key: tuple[str, str, str], told: list[tuple[Reading, Relation, str, str]], origins: Mapping[str, str]) -> StandingRelation:
    kind, of, to = key
    articles = tuple(dict.fromkeys(r.article.id for r, *_ in told))
    dates = sorted(r.published for r, *_ in told if r.published)
    validity = [x.valid for _, x, *_ in told if x.valid]
    return StandingRelation(
        id=key_hash("relation", kind, of, to), kind=kind, of=of, to=to, of_name=told[0][2], to_name=told[0][3],
        relations=tuple(x.id for _, x, *_ in told), articles=articles,
        outlets=tuple(dict.fromkeys(r.article.outlet for r, *_ in told if r.article.outlet)),
        origins=tuple(dict.fromkeys(origins.get(a, a) for a in articles)), first=dates[0] if dates else None, last=dates[-1] if dates else None,
        valid=min(validity, key=lambda v: v.days) if validity else None, denied=any(x.polarity == "denied" for _, x, *_ in told),
        one_sided=_one_sided(told, origins),
    )


def _one_sided(told: list[tuple[Reading, Relation, str, str]], origins: Mapping[str, str]) -> str:
    """Why a relation rests on one side: a single speaker vouches for it, or a single origin states it."""
    speakers = {x.chain[-1].actor or x.chain[-1].words.lower() if x.chain else "" for _, x, *_ in told}
    if speakers and "" not in speakers and len(speakers) == 1:
        return f"only {told[0][1].chain[-1].words} says so"
    stated = {origins.get(r.article.id, r.article.id) for r, *_ in told}
    return ONE_ORIGIN if len(stated) == 1 else ""


def grown(before: StandingRelation, now: StandingRelation) -> StandingRelation:
    """One relation over what was told before and what is told now; both may hold the same articles."""
    told = {name: tuple(dict.fromkeys((*getattr(before, name), *getattr(now, name)))) for name in ("relations", "articles", "outlets", "origins")}
    firsts, lasts = [d for d in (before.first, now.first) if d], [d for d in (before.last, now.last) if d]
    one_sided = now.one_sided if before.one_sided == now.one_sided else ""
    if one_sided == ONE_ORIGIN and len(told["origins"]) > 1:
        one_sided = ""
    return msgspec.structs.replace(
        now, **told, first=min(firsts, default=None), last=max(lasts, default=None), valid=now.valid or before.valid,
        denied=before.denied or now.denied, one_sided=one_sided,
    )
