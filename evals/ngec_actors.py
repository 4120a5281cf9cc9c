"""Actor resolution on NGEC's gold: phrase to country and first sector. Even rows were used for tuning, odd rows were not.

python -m evals.ngec_actors [--errors N]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from diurna.coding.actors import resolve
from diurna.model import Actor, Interval
from diurna.resources.actor_tables import actor_tables

from .gold import gold
from .intervals import confusion_table, intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

WRITTEN = date(2022, 11, 1)  # the gold says "today" or nothing where it means the time of its writing: late October 2022
DATE_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y")
BODIES = ("UNO", "EUR")  # sectors that the gold writes as a country


class Row(NamedTuple):
    """One phrase of the gold, with what is expected; `titled` where a Wikipedia title is asked for beside the code."""

    index: int
    phrase: str
    context: str
    day: date
    country: str | None
    sector: str | None
    titled: bool


def rows() -> list[Row]:
    """The rows that ask for a country or a sector of a phrase (look-ups of a Wikipedia page alone are left out)."""
    path = gold("actors", "ngec_actor_resolution_gold.jsonl")
    found = []
    for index, line in enumerate(path.read_text("utf-8").splitlines() if path else ()):
        row: dict[str, Any] = json.loads(line)
        want, args, more = row["expected"], row["args"], row["kwargs"]
        if row["method"] == "query_wiki" or not args or args[0] is None or not {"country", "code_1"} & set(want):
            continue
        told = more.get("query_date") or (args[2] if len(args) > 2 else "")
        context = more.get("known_country") or (args[1] if len(args) > 1 else "") or ""
        titled = bool(want.get("wiki") or want.get("title"))
        found.append(Row(index, args[0], context, _day(told), want.get("country"), want.get("code_1"), titled))
    return found


def _day(told: str) -> date:
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(told.title(), form).date()
        except ValueError:
            continue
    return WRITTEN


def coded(actor: Actor | None) -> tuple[str, str]:
    """Country and first sector as the gold writes them: bodies of many countries stand in the country's place."""
    if actor is None:
        return "", ""
    sectors = list(actor.sectors)
    if actor.country is None and sectors[:1] == ["IGO"]:
        sectors.pop(0)
        return (sectors.pop(0) if sectors and sectors[0] in BODIES else "IGO"), (sectors[0] if sectors else "")
    return actor.country or "", sectors[0] if sectors else ""


def right(row: Row, actor: Actor | None) -> bool:
    """Whether all that the row asks for is met; UNK and no code are the same, and so is no actor."""
    country, sector = coded(actor)
    same_country = row.country is None or row.country == country
    return same_country and (row.sector is None or row.sector.replace("UNK", "") == sector.replace("UNK", ""))


def answers(some: list[Row]) -> list[tuple[Row, Actor | None]]:
    """Each row with the actor that its phrase resolves to."""
    tables = actor_tables()
    found = []
    for row in some:
        known = tables.country(row.context) if row.context else None
        found.append((row, resolve(row.phrase, on=Interval.day(row.day), country=known.iso3 if known else None, tables=tables)))
    return found


def share(answered: Sequence[tuple[Row, Actor | None]]) -> float:
    return sum(right(row, actor) for row, actor in answered) / max(len(answered), 1)


def sectors(answered: Sequence[tuple[Row, Actor | None]]) -> Counter[tuple[str, str]]:
    """First sectors asked for and found, of those that are ever taken for another; "none" where there is none."""
    pairs = [(_sector(row.sector or ""), _sector(coded(actor)[1])) for row, actor in answered]
    mistaken = {sector for pair in pairs if pair[0] != pair[1] for sector in pair}
    return Counter(pair for pair in pairs if mistaken.issuperset(pair))


def _sector(code: str) -> str:
    return code.replace("UNK", "") or "none"


def plover_shares() -> tuple[float, float] | None:
    """Shares of the PLOVER records' actor texts whose country, and whose whole code, are right."""
    path = gold("events", "plover_gsr_dev.json")
    if path is None:
        return None
    tables = actor_tables()
    country = full = total = 0
    for record in json.loads(path.read_text("utf-8")):
        day = Interval.day(date.fromisoformat(record["date"]))
        sides = [side for key in ("source", "target") for side in (record.get(key) or []) if isinstance(side, dict)]
        for side in sides:
            got = coded(resolve(side["actorText"], on=day, tables=tables))
            place, _, sector = side["code"].partition(" ")
            total += 1
            country += got[0] == place[:3] or (got[0] in BODIES and place[:3] == "IGO")
            full += got[0] == place[:3] and got[1] == (sector or side.get("sector", "") or "")[:3]
    return country / total, full / total


def score() -> dict[str, float]:
    """`ngec_actors.exact` on the untouched half, among the rows that ask for no Wikipedia title; empty without the data."""
    untouched = [row for row in rows() if row.index % 2 and not row.titled]
    return {"ngec_actors.exact": round(share(answers(untouched)), 3)} if untouched else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="print the first N errors of the tuning half")
    asked = parser.parse_args()
    everything = rows()
    if not everything:
        print("skipped: no data")
        return
    for half, name in ((0, "tuned on (even)"), (1, "untouched (odd)")):
        for titled, what in ((False, "no title asked"), (True, "title asked too")):
            some = answers([row for row in everything if row.index % 2 == half and row.titled == titled])
            low, high = intervals(some, lambda pairs: {"exact": share(pairs)})["exact"]
            print(f"{name:16} {what:16} {len(some):4} rows  exact {share(some):.3f}  ({low:.3f} to {high:.3f})")
            for row, actor in [pair for pair in some if not half and not right(*pair)][: asked.errors]:
                why = (actor.id, actor.reason) if actor else None
                print(f"    {row.index:3} {row.phrase!r} {row.day} wants {row.country} {row.sector}, got {coded(actor)} {why}")
    print("first sectors that are taken for another anywhere, all rows:")
    print(*confusion_table(sectors(answers([row for row in everything if row.sector is not None]))), sep="\n")
    shares = plover_shares()
    if shares:
        print(f"PLOVER records: country {shares[0]:.3f}, country and sector {shares[1]:.3f}")


if __name__ == "__main__":
    main()
