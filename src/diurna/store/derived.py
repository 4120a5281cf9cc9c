"""Derived tables: who acts, with whom, where and in which office, who said what, and what lists show.

They are laid out so that what a page asks lies together.
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
# What is told as done: the record never counts a planned, denied or only possible thing.
COUNTED = "phase IN ('done', 'ongoing') AND polarity = 'affirmed' AND NOT background"
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
# One row for each quote of an utterance, with its speaker (its words in small letters) and the days of its publication.
VOICED = """SELECT u.id, u.quote, q.speaker.actor AS actor, lower(q.speaker_words) AS words, t.published.interval.start AS start,
    t.published.interval."end" AS "end" FROM (SELECT id, unnest([r.quote FOR r IN renderings]) AS quote FROM {utterances}) u
    JOIN quotes q ON q.id = u.quote JOIN articles t ON t.id = q.article ORDER BY start, u.id, quote"""
# One row for each utterance: its words in small letters, how often it is rendered, in how many articles, when last, and in which days.
SAID = """SELECT u.id, any_value(lower(u.words)) AS words, any_value(u.renderings) AS renderings, count(DISTINCT u.article) AS articles,
    max(t.published.when) AS newest, min(t.published.interval.start) AS start, max(t.published.interval."end") AS "end"
    FROM (SELECT id, words, len(renderings) AS renderings, unnest([r.article FOR r IN renderings]) AS article FROM {utterances}) u
    LEFT JOIN articles t ON t.id = u.article GROUP BY u.id ORDER BY renderings DESC, u.id"""
# One row for each event of which reports have a type of the user's own.
OWN_TYPED = """SELECT DISTINCT e.id, r.own_type FROM (SELECT id, unnest([m.report FOR m IN reports]) AS report FROM {events}) e
    JOIN (SELECT id, own_type FROM reports WHERE own_type IS NOT NULL) r ON r.id = e.report ORDER BY own_type, e.id"""
# One row for each event that can be reviewed: its place in the draw, and how sure the surest of its reports is.
DRAWN = f"""SELECT e.id, e.plover_type, md5(e.id || 'review') AS draw, max(r.confidence) AS most
    FROM (SELECT id, plover_type, unnest([m.report FOR m IN reports]) AS report FROM {{events}} WHERE {COUNTED}) e
    JOIN reports r ON r.id = e.report GROUP BY e.id, e.plover_type ORDER BY e.plover_type, draw"""
# Which row of a story table an article is in.
HOMES = {"story_of": "SELECT unnest(articles) AS article, id FROM {stories} ORDER BY article, id"}
QUERIES = {
    "sides": SIDES, "dyads": DYADS, "placed": PLACED, "roles": ROLES, "voiced": VOICED, "said": SAID, "own_typed": OWN_TYPED, "drawn": DRAWN,
    **HOMES,
}  # fmt: skip
# The derived tables whose rows go by the id of a story table's row.
OF_STORIES = {"events": ("sides", "dyads", "placed", "own_typed", "drawn"), "stories": ("story_of",), "utterances": ("voiced", "said")}
SOURCES = ("actors", *OF_STORIES)

# What lists ask of the whole library. These are made anew with each generation: of 100,000 articles in about a second.
# One row for each quote whose speaker is an actor.
SPOKEN = """SELECT q.speaker.actor AS actor, q.id, q.article, coalesce(t.outlet, t.id) AS outlet, t.published.when AS published,
    t.published.interval.start AS day, t.published.interval."end" AS "end", strftime(t.published.interval.start, '%Y-%m') AS month,
    q.content[1].start AS start
    FROM quotes q JOIN articles t ON t.id = q.article WHERE q.speaker.actor IS NOT NULL ORDER BY actor, published DESC NULLS LAST, article, start"""
# One row for each actor of the directory: how often it did, had done and said something, and the days within which it did; the most named come first.
PLAYERS = f"""
    SELECT d.*, coalesce(s.did, 0) AS did, coalesce(s.had_done, 0) AS had_done, coalesce(s.said, 0) AS said, s.start, s."end"
    FROM directory d LEFT JOIN (
        SELECT actor, count(*) FILTER (side = 'did') AS did, count(*) FILTER (side = 'had_done') AS had_done, count(*) FILTER (side = 'said') AS said,
               min(start) AS start, max("end") AS "end"
        FROM (
            SELECT unnest(actors) AS actor, 'did' AS side, "time"."start" AS start, "time"."end" AS "end" FROM events WHERE {COUNTED} UNION ALL
            SELECT unnest(recipients), 'had_done', "time"."start", "time"."end" FROM events WHERE {COUNTED} UNION ALL
            SELECT q.speaker.actor, 'said', t.published.interval.start, t.published.interval."end"
                FROM quotes q JOIN articles t ON t.id = q.article WHERE q.speaker.actor IS NOT NULL
        ) GROUP BY actor
    ) s ON s.actor = d.id ORDER BY starts_with(d.id, 'unnamed:'), d.articles DESC, d.id"""
# One row for each relation that an article states: where, and who says so there.
STATED = """SELECT id, article, evidence."start" AS start, evidence."end" AS "end", [link.words FOR link IN chain] AS chain
    FROM relations ORDER BY id"""
# One row for each article of a story, with when it came into the library.
ARRIVED = """SELECT s.id, t.known FROM (SELECT id, unnest(articles) AS article FROM stories) s
    JOIN articles t ON t.id = s.article ORDER BY known DESC"""
# One row for each event on which sources differ.
DISPUTED = """SELECT id, "time"."start" AS start, len(origins) AS origins, len(differs) AS differs FROM events
    WHERE len(differs) > 0 AND NOT background
    ORDER BY start DESC NULLS LAST, origins DESC, differs DESC, id"""
# One row for each story as lists show it.
LISTED = """
    SELECT hash(s.id) AS n, s.id, s.title, s.first, s.last,
           len(s.articles) AS articles, len(s.origins) AS origins, coalesce(told.outlets, 0) AS outlets,
           coalesce(happened.events, 0) AS events, coalesce(happened.differs, 0) AS differs, coalesce(happened.types, []) AS types,
           coalesce(behind.sources, 0) AS sources
    FROM stories s
    LEFT JOIN (
        SELECT p.id, count(DISTINCT t.outlet) AS outlets FROM (SELECT id, unnest(articles) AS article FROM stories) p
        JOIN articles t ON t.id = p.article GROUP BY p.id
    ) told ON told.id = s.id
    LEFT JOIN (
        SELECT story, sum(n)::BIGINT AS events, sum(differs)::BIGINT AS differs, list(plover_type ORDER BY n DESC, plover_type)[1:3] AS types FROM (
            SELECT story, plover_type, count(*) AS n, count(*) FILTER (len(differs) > 0) AS differs FROM events GROUP BY story, plover_type
        ) GROUP BY story
    ) happened ON happened.story = s.id
    LEFT JOIN (
        SELECT id, count(DISTINCT source) AS sources FROM (
            SELECT p.id, unnest(o.sources) AS source FROM (SELECT id, unnest(origins) AS origin FROM stories) p JOIN origins o ON o.id = p.origin
        ) GROUP BY id
    ) behind ON behind.id = s.id
    ORDER BY s.last DESC NULLS LAST, s.id"""
# One row for each value that a story can be found by; stories stand as numbers, which are joined faster.
FACETED = """
    SELECT DISTINCT hash(story) AS n, 'type' AS name, plover_type AS value FROM events UNION ALL
    SELECT DISTINCT hash(story), 'place', place.country FROM events WHERE place.country IS NOT NULL UNION ALL
    SELECT DISTINCT hash(p.id), 'outlet', t.outlet FROM (SELECT id, unnest(articles) AS article FROM stories) p
        JOIN articles t ON t.id = p.article WHERE t.outlet IS NOT NULL UNION ALL
    SELECT hash(id), 'month', last[:7] FROM stories WHERE len(last) >= 7
    ORDER BY name, value, n"""
WHOLE = {
    "spoken": SPOKEN, "players": PLAYERS, "arrived": ARRIVED, "disputed": DISPUTED, "listed": LISTED,
    "faceted": FACETED, "stated": STATED,
}  # fmt: skip

_held: dict[Path, frozenset[str]] = {}  # which tables a generation's catalogue has: a generation never changes


def derived(reader: Reader, name: str) -> str:
    """What to read a derived table from: its name, or a query in brackets where the reader's catalogue does not hold it."""
    from .overlay import Overlay

    whole = f"({(QUERIES | WHOLE)[name].format(**{source: source for source in SOURCES})})"
    if isinstance(reader, Overlay):
        return whole
    if reader.folder not in _held:
        rows = reader.rows("SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal")
        _held[reader.folder] = frozenset(row["name"] for row in rows)
    return name if name in _held[reader.folder] else whole


def derive(connection: duckdb.DuckDBPyConnection, *, changed: Mapping[str, Collection[str]] | None, partitions: Collection[str]) -> None:
    """Make the derived tables, or of them only the rows of what `changed` (ids by story table) and of the actors that new `partitions` name;
    None changes all."""
    for name, query in WHOLE.items():
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")
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
