"""Chiefs of state and heads of government, 2014 to 2026, from weekly snapshots of the CIA World Factbook (public domain)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from diurna.resources.actor_tables import normal

from ..people import add_person, plain_name
from ..rows import Tables

SOURCE = "factbook"
STATES_WITHOUT_NUMBER = ("VAT", "PSE", "HKG", "MAC")
MONARCH_HOME = "GBR"  # the other realms' factbook pages name the same monarch
DATE = re.compile(r"(?:(\d{1,2})\s*)?([A-Z][a-z]+)\s*(\d{4})")
TITLE = re.compile(
    r"^(?:(?:note -|and|First|Second|Third|Fourth|Acting|Interim|Transitional|Caretaker|Executive|Senior|Federal|Deputy|Vice|Co-?|President|"
    r"Prime|Minister|Premier|Chancellor|King|Queen|Emir|Amir|Sultan|Prince|Princess|Crown|Grand|Duke|Duchess|Pope|Supreme|Leader|Chair(?:man|person|woman)|"
    r"Chief|Executive|Governor(?:-General)?|General|Lieutenant|Taoiseach|Sovereign|Captain|Regent|Monarch|State|Counsellor|Counselor|Administrator|"
    r"Presidential|Leadership|Council|Transitional|Sovereignty|of|the|for|Government|Council|States|Head|Secretary|Cardinal|Archbishop|Sheikh|Shaykh|"
    r"Mayor|Lt\.|Gen\.|Brig\.|Col\.|Maj\.|Dr\.|Sir|Dame|Field|Marshal|Commander|Capt\.|Affairs|Member|Republic|Federation|Nation|Assembly|National)[\s,]+)+"
)


class Term(NamedTuple):
    """One person's time in one office, as a snapshot gives it."""

    country: str
    title: str
    name: str
    since: str
    seen: str


def add(tables: Tables, path: Path, fips: dict[str, str]) -> None:
    """Leaders with the dates of their office; it ends when the next one of the same title begins."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    last = max(row["last_seen"] for row in rows if row["last_seen"][:2] == "20")
    sovereign = frozenset(row[0] for row in tables.countries.values() if row[1] or row[0] in STATES_WITHOUT_NUMBER)
    offices: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for row in rows:
        term = _term(row, fips, sovereign)
        if term:
            offices[term.country, _office(term.title)].append(term)
    for (country, _), terms in sorted(offices.items()):
        for term in terms:
            words = re.sub(r'"[^"]*"', "", plain_name(term.name)).split()
            surname = " ".join(word for word in words if len(word) > 1 and word.upper() == word)
            given = [word for word in words if word.upper() != word]
            full = " ".join(word.title() if word.upper() == word else word for word in words)
            short = f"{given[0]} {surname.title()}" if given and words[0] == given[0] else full
            nick = re.findall(r'"([^"]+)"', term.name)
            until = _until(term, terms, last)
            key = add_person(tables, [short, full, *nick], country, SOURCE, surname=surname.title() or None, term=(term.since, until))
            tables.role(key, term.title, country, ("GOV",), term.since, until, SOURCE)


def _term(row: dict[str, str], fips: dict[str, str], sovereign: frozenset[str]) -> Term | None:
    text = " ".join(row["title_and_name"].replace("\xa0", " ").split())
    match = TITLE.match(text)
    title = " ".join(match.group().replace("note -", "").split()).strip(" ,") if match else row["role"]
    name = re.split(r"\s+serving as|\s+\(|;|\s-\s", text[match.end() :] if match else text)[0].strip(" ,")
    country = fips.get(row["gec"].upper())
    if country not in sovereign or (country != MONARCH_HOME and re.match(r"(?:King CHARLES|Queen ELIZABETH)", text)):
        return None
    if not country or title.startswith("of ") or not re.search(r"\b[A-Z’'\-À-Ý]{2,}\b", name) or "represented" in text or len(name.split()) > 8:
        return None
    return Term(country, re.sub(r"^(?:and|of|the) ", "", title), name, _since(row), row["last_seen"])


def _since(row: dict[str, str]) -> str:
    for match in DATE.finditer(row["since"].replace("\xa0", " ")):
        day, month, year = match.groups()
        try:
            return datetime.strptime(f"{day or 1} {month[:3]} {year}", "%d %b %Y").date().isoformat()
        except ValueError:
            continue
    return row["first_seen"]


def _office(title: str) -> str:
    return re.sub(r"\b(?:acting|interim|transitional|caretaker|note|and)\b", "", normal(title)).strip()


def _until(term: Term, terms: list[Term], last: str) -> str | None:
    """The day that the next holder began; offices with several holders (vice presidents) end when they are last seen."""
    single = not re.search(r"vice|deputy|member", _office(term.title))
    later = sorted(other.since for other in terms if other.since > term.since and normal(other.name.split()[-1]) != normal(term.name.split()[-1]))
    if single and later:
        return later[0]
    seen = max(other.seen for other in terms if normal(other.name) == normal(term.name))
    return None if seen >= last or (single and not later) else seen
