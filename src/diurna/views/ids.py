"""Ids as a user gives them: the beginning of one will do, and that of an event that was merged away leads to where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import UnknownIdError

if TYPE_CHECKING:
    from ..store.reader import Reader

FOLLOWED = ("events", "stories")
SUCCEEDED = """
    WITH RECURSIVE went(id) AS (
        SELECT new FROM successions WHERE starts_with(old, ?) UNION SELECT s.new FROM successions s JOIN went ON s.old = went.id
    )
"""


def full_id(reader: Reader, table: str, key: str) -> str:
    """The one id in a table that is `key` or begins with it, or lives on for it; raises UnknownIdError if there is none or more than one."""
    found = reader.beginning({"articles": "heads"}.get(table, table), key) if key else []
    if not found and key and table in FOLLOWED:
        found = [row["id"] for row in reader.rows(f"{SUCCEEDED} SELECT t.id FROM {table} t WHERE t.id IN (SELECT id FROM went)", [key])]
    if not found:
        raise UnknownIdError(f"no {table} with id {key!r}. See the ids with: diurna {table}")
    if len(found) > 1 and found[0] != key:
        raise UnknownIdError(f"more than one id in {table} begins with {key!r}: give more of it")
    return found[0]
