"""What could not be read, and what to do about it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import problem_kinds

if TYPE_CHECKING:
    from ..store.reader import Reader


class ProblemGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of problem: how many there are, what it means and what to do, and where the first of them are."""

    code: str
    what: str
    remedy: str
    problems: int
    where: list[str]


def problem_groups(reader: Reader, *, places: int) -> list[ProblemGroup]:
    """The library's problems by kind, the commonest first, each with the first `places` places."""
    kinds = problem_kinds()
    rows = reader.rows(f"""SELECT code, count(*) AS problems, array_agg("where" ORDER BY "where")[1:{places}] AS "where"
        FROM problems GROUP BY code ORDER BY problems DESC, code""")
    return [ProblemGroup(**row, what=kinds[row["code"]].what, remedy=kinds[row["code"]].remedy) for row in rows if row["code"] in kinds]
