"""Who stands how to whom, and who says so?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import StandingRelation
from ..store.schema import from_row
from .as_known import as_known
from .params import Clauses, Filter, actor_ids

if TYPE_CHECKING:
    from ..store.reader import Reader


def relations(reader: Reader, wanted: Filter | None = None) -> list[StandingRelation]:
    """The standing relations that fit a filter (an actor on either side, days of publication), those that most origins state first."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    clauses = Clauses()
    if wanted.since:
        clauses.add("last >= ?", wanted.since.isoformat())
    if wanted.until:
        clauses.add("first < ?", wanted.until.isoformat())
    if wanted.actor:
        ids = [key.replace("government:", "country:", 1) for key in actor_ids(reader, wanted.actor)]
        clauses.add("list_contains(?::VARCHAR[], of) OR list_contains(?::VARCHAR[], \"to\")", ids, ids)
    query = f"SELECT * FROM standing_relations WHERE {clauses.where} ORDER BY len(origins) DESC, kind, of_name, to_name, id LIMIT ?"
    return [from_row(row, StandingRelation) for row in reader.rows(query, [*clauses.parameters, wanted.limit])]
