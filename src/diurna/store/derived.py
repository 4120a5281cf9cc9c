"""Derived tables: who acts, with whom, where and in which office, laid out so that what one actor's page asks lies together.

They hold nothing that other tables do not. A view asks `derived(reader, name)` for one, and gets the query that makes it where the catalogue
has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    import duckdb

    from .reader import Reader

TOLD = 'id, act, plover_type, "time"."start" AS start, "time"."end" AS "end", phase, polarity, background, len(articles) AS articles'
# One row for each actor of an event, on its side ("did" or "had_done").
SIDES = f"""SELECT * FROM (
    SELECT unnest(actors) AS actor, 'did' AS side, {TOLD} FROM {{events}} UNION ALL
    SELECT unnest(recipients) AS actor, 'had_done' AS side, {TOLD} FROM {{events}}
) ORDER BY actor, start DESC NULLS LAST, id"""
# One row for each two sides of an event, seen from each of them.
DYADS = f"""SELECT * FROM (
    SELECT actor, unnest(recipients) AS other, true AS did, * EXCLUDE (actor, recipients) FROM
        (SELECT unnest(actors) AS actor, recipients, {TOLD} FROM {{events}}) UNION ALL
    SELECT actor, unnest(actors) AS other, false AS did, * EXCLUDE (actor, actors) FROM
        (SELECT unnest(recipients) AS actor, actors, {TOLD} FROM {{events}})
) ORDER BY actor, other, id"""
# One row for each event that is told with a place; a thousandth of a degree is a hundred metres, and what is told finer is the same place.
PLACED = f"""SELECT place.name AS name, place.country AS country, round(place.longitude, 3) AS longitude, round(place.latitude, 3) AS latitude,
    place.precision AS precision, {TOLD} FROM {{events}} WHERE place IS NOT NULL ORDER BY start DESC NULLS LAST, id"""
# One row for each office or function of a named actor, with the articles for whose day it held.
ROLES = """SELECT a.id AS actor, a.role.title AS title, a.role.country AS country, a.role.sectors AS sectors, a.role.since AS since,
    a.role.until AS until, a.role.source AS source, count(DISTINCT a.article) AS articles,
    min(t.published.when) AS first, max(t.published.when) AS last
    FROM {actors} a JOIN articles t ON t.id = a.article WHERE a.role.title <> '' AND NOT starts_with(a.id, 'unnamed:')
    GROUP BY a.id, a.role ORDER BY actor, since DESC NULLS LAST, articles DESC, title"""
# Which row of a story table an article is in.
HOMES = {
    "origin_of": "SELECT unnest([copy.article FOR copy IN copies]) AS article, id FROM {origins} ORDER BY article, id",
    "story_of": "SELECT unnest(articles) AS article, id FROM {stories} ORDER BY article, id",
    "events_of": "SELECT unnest(articles) AS article, id FROM {events} ORDER BY article, id",
    "utterances_of": "SELECT unnest(list_distinct([r.article FOR r IN renderings])) AS article, id FROM {utterances} ORDER BY article, id",
    "appointments_of": "SELECT unnest(list_distinct([t.article FOR t IN tellings])) AS article, id FROM {appointments} ORDER BY article, id",
}
QUERIES = {"sides": SIDES, "dyads": DYADS, "placed": PLACED, "roles": ROLES, **HOMES}
OF_EVENTS = ("sides", "dyads", "placed")
# The derived tables whose rows go by the id of a story table's row.
OF_STORIES = {
    "events": (*OF_EVENTS, "events_of"), "origins": ("origin_of",), "stories": ("story_of",), "utterances": ("utterances_of",),
    "appointments": ("appointments_of",),
}  # fmt: skip
SOURCES = ("actors", *OF_STORIES)

_held: dict[Path, frozenset[str]] = {}  # which tables a generation's catalogue has: a generation never changes


def derived(reader: Reader, name: str) -> str:
    """What to read a derived table from: its name, or a query in brackets where the reader's catalogue does not hold it."""
    from .overlay import Overlay

    whole = f"({QUERIES[name].format(**{source: source for source in SOURCES})})"
    if isinstance(reader, Overlay):
        return whole
    if reader.folder not in _held:
        rows = reader.rows("SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal")
        _held[reader.folder] = frozenset(row["name"] for row in rows)
    return name if name in _held[reader.folder] else whole


def by_id(reader: Reader) -> str:
    """The condition that picks rows of the events table by a list of ids, its one parameter. Rows are looked up by their number: of 512,000 events
    25 whole rows took 27 ms of the processor so, and 111 ms where the ids stood in the condition themselves."""
    return picked(reader, "events")


def picked(reader: Reader, table: str, condition: str = "id IN (SELECT unnest(?::VARCHAR[]))") -> str:
    """A condition that picks few rows of a table of many columns: their numbers are found first (see `by_id`)."""
    from .overlay import Overlay

    return condition if isinstance(reader, Overlay) else f"rowid IN (SELECT rowid FROM {table} WHERE {condition})"


def derive(connection: duckdb.DuckDBPyConnection, *, changed: Mapping[str, Collection[str]] | None, partitions: Collection[str]) -> None:
    """Make the derived tables, or of them only the rows of what `changed` (ids by story table) and of the actors that new `partitions` name;
    None changes all."""
    held = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()}
    if changed is None or not held.issuperset(QUERIES):
        for name, query in QUERIES.items():
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query.format(**{source: source for source in SOURCES})}")
        return
    for table, ids in changed.items():
        connection.execute("CREATE OR REPLACE TEMP TABLE changed AS SELECT unnest(?::VARCHAR[]) AS id", [sorted(ids)])
        _anew(connection, OF_STORIES[table], "id", "changed")
    if partitions:
        connection.execute(
            """CREATE OR REPLACE TEMP TABLE named_again AS SELECT DISTINCT a.id FROM actors a JOIN articles t ON t.id = a.article
               WHERE list_contains(?::VARCHAR[], t.partition)""",
            [sorted(partitions)],
        )
        _anew(connection, ("roles",), "actor", "named_again")


def _anew(connection: duckdb.DuckDBPyConnection, tables: Collection[str], key: str, of: str) -> None:
    chosen = {source: f"(SELECT * FROM {source} WHERE id IN (SELECT id FROM {of}))" for source in SOURCES}
    for name in tables:
        connection.execute(f"DELETE FROM {name} WHERE {key} IN (SELECT id FROM {of})")
        connection.execute(f"INSERT INTO {name} BY NAME {QUERIES[name].format(**chosen)}")
