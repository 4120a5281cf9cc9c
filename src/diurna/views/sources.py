"""Who publishes what is read here, what was missing or taken away, what could not be read, and how good is each layer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..resources.families import publisher
from ..resources.scores import Score, scores
from .as_known import as_known, known
from .params import Clauses, Filter, Known
from .problems import ProblemGroup, problem_groups

if TYPE_CHECKING:
    from ..store.reader import Reader

PAGE_ROWS = 50
WHERE_SHOWN = 5  # places of a problem that are listed; the rest are counted


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet (None: it does not name itself) and who publishes it (itself, where nothing else is known).

    Counts of its articles, of those without a date, credited to an agency, copies of another article here, later versions, pieces of
    furniture taken away and words mended; and the days of its first and last article.
    """

    outlet: str | None
    publisher: str | None
    articles: int
    undated: int
    credited: int
    copies: int
    revisions: int
    furniture: int
    repairs: int
    first: str | None
    last: str | None


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the outlets, the library's problems, and the scores that ship with the program."""

    articles: int
    undated: int
    total: int
    page: int
    pages: int
    outlets: list[Outlet]
    problems: list[ProblemGroup]
    scores: list[Score]
    known: Known | None = None


OUTLETS = """
    WITH copied AS (SELECT DISTINCT copy.article AS id FROM (SELECT unnest(copies) AS copy FROM origins) WHERE copy.kind <> 'original')
    SELECT a.outlet, count(*) AS articles, count(*) FILTER (published IS NULL) AS undated, count(a.credit) AS credited, count(c.id) AS copies,
           count(*) FILTER (a.version > 1) AS revisions, CAST(sum(a.furniture_removed) AS BIGINT) AS furniture,
           CAST(sum(a.words_mended) AS BIGINT) AS repairs, min(published.when) AS first, max(published.when) AS last
    FROM articles a LEFT JOIN copied c ON c.id = a.id WHERE {where} GROUP BY a.outlet ORDER BY articles DESC, a.outlet NULLS LAST
    LIMIT {limit} OFFSET {offset}
"""


def sources(reader: Reader, wanted: Filter | None = None, *, outlet: str | None = None, page: int = 1) -> Sources:
    """The sources of a library, or of what stood on a filter's day; `outlet` narrows to names that hold it."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    clauses = Clauses()
    if outlet:
        clauses.add("a.outlet ILIKE ?", f"%{outlet}%")
    (whole,) = reader.rows(
        f"SELECT count(*) AS articles, count(*) FILTER (published IS NULL) AS undated, count(DISTINCT coalesce(a.outlet, '')) AS outlets"
        f" FROM articles a WHERE {clauses.where}", clauses.parameters,
    )  # fmt: skip
    query = OUTLETS.format(where=clauses.where, limit=PAGE_ROWS, offset=PAGE_ROWS * (page - 1))
    return Sources(
        articles=whole["articles"],
        undated=whole["undated"],
        total=whole["outlets"],
        page=page,
        pages=-(-whole["outlets"] // PAGE_ROWS),
        outlets=[Outlet(**row, publisher=row["outlet"] and publisher(row["outlet"])) for row in reader.rows(query, clauses.parameters)],
        problems=problem_groups(reader, places=WHERE_SHOWN),
        scores=list(scores()),
        known=known(reader, wanted),
    )
