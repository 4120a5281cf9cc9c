"""Leaders since 1946 with the months of their office, from REIGN (MIT), 2021-03."""

from __future__ import annotations

import csv
from pathlib import Path

from ..people import add_person, plain_name
from ..rows import Tables

SOURCE = "reign"
END = "2021-04-01"  # the list stops here; later roles come from the factbook


def add(tables: Tables, path: Path, cow: dict[int, str]) -> None:
    """Leaders' offices; most have a surname only, so one found by surname in the same country is the same person."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            country = cow.get(int(row["ccode"]) if row["ccode"].isdigit() else -1)
            if not country or not row["syear"].isdigit():
                continue
            name = plain_name(row["leader"]) or row["leader"]
            surname = name.split()[-1]
            since = f"{int(row['syear']):04}-{int(row['smonth'] or 1):02}-{int(row['sdate'] or 1):02}"
            recent = int(row["eyear"] or 2021) >= 1990
            key = add_person(tables, [name], country, SOURCE, surname=surname if recent else None, term=(since, _end(row)))
            tables.role(key, "leader", country, ("GOV",), since, _end(row), SOURCE)


def _end(row: dict[str, str]) -> str:
    """The first day after the last month in office."""
    if not row["eyear"].isdigit():
        return END
    year, month = int(row["eyear"]), int(row["emonth"] or 12)
    return f"{year + month // 12:04}-{month % 12 + 1:02}-01"
