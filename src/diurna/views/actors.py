"""Who acts in the library?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..store.derived import COUNTED, derived
from .as_known import as_known
from .params import Clauses, Filter, actor_ids, code

if TYPE_CHECKING:
    from ..store.reader import Reader


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """One actor: in how many articles, outlets and origins it is named, how many events (told as done) it did and had done to it, how often it was
    quoted."""

    id: str
    name: str
    kind: str
    code: str
    articles: int
    did: int
    had_done: int
    quoted: int
    outlets: int = 0
    origins: int = 0


QUERY = """
    WITH sides AS (
        SELECT unnest(actors) AS id, 1 AS did, 0 AS had FROM events WHERE {counted}
        UNION ALL SELECT unnest(recipients), 0, 1 FROM events WHERE {counted}
    ),
    done AS (SELECT id, sum(did)::BIGINT AS did, sum(had)::BIGINT AS had_done FROM sides GROUP BY id),
    said AS (SELECT actor AS id, count(*) AS quoted FROM {spoken} WHERE {said} GROUP BY actor),
    homes AS (SELECT id AS origin, unnest([copy.article FOR copy IN copies]) AS article FROM origins),
    chosen AS (
        SELECT d.* FROM directory d LEFT JOIN done ON done.id = d.id WHERE {where}
        ORDER BY d.articles DESC, coalesce(done.did, 0) + coalesce(done.had_done, 0) DESC, d.id LIMIT ?
    ),
    told AS (
        SELECT m.id, count(DISTINCT a.outlet) AS outlets, count(DISTINCT h.origin) AS origins
        FROM actors m JOIN articles a ON a.id = m.article LEFT JOIN homes h ON h.article = m.article
        WHERE m.id IN (SELECT id FROM chosen) GROUP BY m.id
    )
    SELECT d.id, d.name, d.kind, d.country, d.sectors, d.articles, coalesce(done.did, 0) AS did,
           coalesce(done.had_done, 0) AS had_done, coalesce(said.quoted, 0) AS quoted,
           told.outlets, told.origins
    FROM chosen d LEFT JOIN done ON done.id = d.id LEFT JOIN said ON said.id = d.id LEFT JOIN told ON told.id = d.id
    ORDER BY d.articles DESC, coalesce(done.did, 0) + coalesce(done.had_done, 0) DESC, d.id
"""


def actors(reader: Reader, wanted: Filter | None = None) -> list[ActorRow]:
    """Actors by how many articles name them; with a filter's `actor`, those that the words may mean, with its days, by the events and quotes of
    those days."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    clauses, days, said = Clauses(), Clauses(), Clauses()
    days.add(COUNTED)
    if wanted.actor:
        clauses.add("list_contains(?::VARCHAR[], d.id)", actor_ids(reader, wanted.actor))
    if wanted.since:
        days.add('"time".end > ?', wanted.since)
        said.add('"end" > ?', wanted.since)
    if wanted.until:
        days.add('"time".start < ?', wanted.until)
        said.add("day < ?", wanted.until)
    query = QUERY.format(counted=days.where, where=clauses.where, spoken=derived(reader, "spoken"), said=said.where)
    rows = reader.rows(query, [*days.parameters, *days.parameters, *said.parameters, *clauses.parameters, wanted.limit])
    return [ActorRow(code=code(row.pop("country"), row.pop("sectors")), **row) for row in rows]
