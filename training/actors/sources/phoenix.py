"""Countries' persons, bodies and places, international bodies and armed groups, from the Phoenix dictionaries (MIT), which end in January 2014."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from diurna.model import slug
from diurna.resources.actor_tables import normal, role_nouns

from ..people import add_person
from ..rows import OPEN_START, Tables

SOURCE = "phoenix"
END = "2016-01-31"  # an office still open in January 2014 is taken to last two more years
BODY_CODES = ("BUS", "JRN", "EDU", "NGO", "LAB", "PTY")  # role nouns that bodies have as the last word of their names
OLDEST = "1990-01-01"  # who left office before is history, and would make half of the file
CODE = re.compile(r"\[([A-Z~\-]{3,})\s*([<>]?\s*\d{6,8}(?:\s*-\s*\d{6,8})?)?\s*\]")
SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "OPP": "OPP", "PTY": "PTY", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY", "BUS": "BUS",
    "EDU": "EDU", "ELI": "ELI", "REF": "REF", "LAB": "LAB", "AGR": "AGR", "CRM": "CRM", "UAF": "UAF", "NGO": "NGO", "IGO": "IGO", "CVL": "CVL",
    "MED": "JRN", "HLH": "MED", "MNC": "BUS", "INT": "UAF", "SEP": "REB", "INS": "REB", "UNO": "UNO", "EUR": "EUR",
}
KINDS = (("REB", "armed_group"), ("UAF", "armed_group"), ("PTY", "party"), ("BUS", "company"))


class Code(NamedTuple):
    country: str | None
    sectors: tuple[str, ...]
    since: str | None
    until: str | None


class Block(NamedTuple):
    names: list[str]
    codes: list[Code]
    comment: str


def add(tables: Tables, folder: Path) -> None:
    """Persons with dated roles, bodies, places; names that two countries share are left out for bodies."""
    country_blocks = list(_blocks(folder / "Phoenix.Countries.actors.txt", tables))
    others = [*_blocks(folder / "Phoenix.International.actors.txt", tables), *_blocks(folder / "Phoenix.MilNonState.actors.txt", tables)]
    owners: dict[str, set[str | None]] = {}
    for block in [*country_blocks, *others]:
        for name in block.names:
            owners.setdefault(normal(name), set()).update(code.country for code in block.codes)
    for block in country_blocks:
        _add_block(tables, block, owners, home=True)
    for block in others:
        _add_block(tables, block, owners, home=False)


def _add_block(tables: Tables, block: Block, owners: dict[str, set[str | None]], *, home: bool) -> None:
    code = block.codes[0]
    dated = any(one.since or one.until for one in block.codes) or "CountryInfo" in block.comment
    if dated or any("ELI" in one.sectors for one in block.codes):
        names = [name for name in block.names if " " in name and not _titled(name, tables) and normal(name) not in tables.fixed]
        ends = [one.until or END for one in block.codes if one.since or one.until]
        if names and max(ends, default=END) > OLDEST:
            first = next((one for one in block.codes if "GOV" in one.sectors and one.since), None)
            term = (first.since or OPEN_START, first.until or END) if first else None
            key = add_person(tables, names, code.country, SOURCE, surname=names[0].split()[-1], term=term, alone=False, rank=4)
            for one in block.codes:
                tables.role(key, "official", one.country, one.sectors, one.since, one.until or (END if one.since else None), SOURCE)
        return
    if not code.sectors:
        if home and code.country:
            _add_places(tables, block, code.country, owners)
        return
    names = [name for name in block.names if len(owners[normal(name)]) == 1 and _distinct(name, tables)]
    if names:
        kind = next((kind for sector, kind in KINDS if sector in code.sectors), "organisation")
        key = f"{kind}:{slug(names[0])}"
        tables.entity(key, names[0], kind, code.country, code.sectors, SOURCE)
        for name in names:
            tables.name(name, key, rank=6)


def _add_places(tables: Tables, block: Block, country: str, owners: dict[str, set[str | None]]) -> None:
    """Cities, provinces and regions that only this country has."""
    for name in block.names:
        norm = normal(name)
        if len(norm) > 3 and len(owners[norm]) == 1 and norm not in tables.fixed and not tables.agent(norm) and name[0].isalpha():
            tables.name(name.title(), f"country:{country}", "place", caps=False)


def _titled(name: str, tables: Tables) -> bool:
    """Whether a name begins with a title, which is read on its own ("President ...")."""
    words = normal(name).split()
    return any(tables.agent(" ".join(words[:length])) for length in (1, 2, 3) if length < len(words))


def _distinct(name: str, tables: Tables) -> bool:
    """A body's name is two words at least and does not end in a role noun that is no body ("... official")."""
    words = normal(name).split()
    if words and words[-1] in ("government", "regime", "administration", "authorities"):
        return False
    for length in range(1, len(words)):
        last = role_nouns().find(" ".join(words[-length:]))
        if last and not last.institution and last.codes[0] not in BODY_CODES:
            return False
    return (" " in name and len(name) > 6) and not tables.agent(normal(name)) and normal(name) not in tables.fixed


def _blocks(path: Path, tables: Tables) -> Iterator[Block]:
    names: list[str] = []
    codes: list[Code] = []
    comment = ""
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        found = [_code(match, tables) for match in CODE.finditer(line)]
        name = re.split(r"[\[#;\t]", line)[0].strip()
        if name and not name.startswith("+") and codes:
            yield Block(names, codes, comment)
            names, codes, comment = [], [], ""
        if name:
            names.append(_name(name))
        codes += [code for code in found if code]
        comment += line.partition("#")[2]
    if names and codes:
        yield Block(names, codes, comment)


def _name(text: str) -> str:
    words = text.strip("+ _").replace("_", " ").split()
    return " ".join(word if "." in word or (len(words) == 1 and len(word) <= 5) else word.title() for word in words)


def _code(match: re.Match[str], tables: Tables) -> Code | None:
    text, dates = match.groups()
    if "-" in text or "~" in text:
        return None
    parts = [text[index : index + 3] for index in range(0, len(text), 3)]
    country = next((part for part in parts[:2] if part in tables.countries), None)
    country = "PSE" if "PAL" in parts[:2] else country
    sectors = tuple(dict.fromkeys(SECTORS[part] for part in parts if part in SECTORS))
    if "LEG" in sectors and sectors[0] == "GOV":
        sectors = ("LEG",)
    days = [_day(day) for day in re.findall(r"\d{6,8}", dates or "")]
    if dates and (not days or None in days):
        return None
    if not days:
        return Code(country, sectors, None, None)
    if len(days) == 2:
        return Code(country, sectors, days[0], days[1])
    return Code(country, sectors, None, days[0]) if "<" in (dates or "") else Code(country, sectors, days[0], None)


def _day(digits: str) -> str | None:
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) > 20 else "20") + digits
    if len(digits) != 8:
        return None
    year, month, day = digits[:4], max(1, min(12, int(digits[4:6]))), max(1, min(28, int(digits[6:])))
    return f"{year}-{month:02}-{day:02}"
