"""Members of governments in June 2019, from the CIA's World Leaders (public domain)."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

from diurna.resources.actor_tables import normal

from ..people import add_person, plain_name
from ..rows import Tables

SOURCE = "cia-2019"
SINCE, UNTIL = "2018-06-04", "2020-06-04"  # the list is of one day; a minister is taken to be in office a year around it
ABBREVIATIONS = {
    "Min.": "Minister", "Dep.": "Deputy", "Pres.": "President", "Sec.": "Secretary", "Gen.": "General",
    "Chmn.": "Chairman", "Govt.": "Government",
}
CODES = (
    (r"Defen[sc]e|Army|Military|Armed Forces", ("GOV", "MIL")), (r"Justice.*Chief|Chief Justice|Supreme Court", ("JUD",)),
    (r"Speaker|Parliament(?!ary)|National Assembly|Senate", ("LEG",)), (r"Intelligence", ("SPY",)), (r"Police", ("COP",)),
)


def add(tables: Tables, path: Path) -> None:
    """Office holders, with their offices."""
    with zipfile.ZipFile(path) as archive:
        offices = json.loads(archive.read("dist/json/government-offices.json"))
    for office in offices.values():
        title = next((value for key, value in office["datatypeProperties"].items() if key.endswith("#title")), "")
        links = {key.rpartition("#")[2]: value for entry in office["objectProperties"] for key, value in entry.items()}
        if "hasCountry" not in links or "hasGovernmentOfficial" not in links:
            continue
        country = _country(links["hasCountry"]["http://www.w3.org/2000/01/rdf-schema#label"], tables)
        name = plain_name(links["hasGovernmentOfficial"]["http://www.w3.org/2000/01/rdf-schema#label"])
        if country and " " in name:
            _add(tables, country, name, " ".join(ABBREVIATIONS.get(word, word) for word in title.split()))


def _add(tables: Tables, country: str, name: str, title: str) -> None:
    full = " ".join(word.title() if word.upper() == word else word for word in name.split())
    words = full.split()
    key = add_person(tables, [full, f"{words[0]} {words[-1]}"], country, SOURCE)
    sectors = next((codes for pattern, codes in CODES if re.search(pattern, title)), ("GOV",))
    tables.role(key, title, country, sectors, SINCE, UNTIL, SOURCE)


def _country(label: str, tables: Tables) -> str | None:
    words = label.split(",")
    for name in (label, " ".join(reversed(words)).strip(), words[0]):
        for form in ("name", "capital"):
            for rank in (0, 1, 3):
                for key in (f"country:{iso}" for iso in tables.countries):
                    if (normal(name), rank, key, form) in tables.names:
                        return key.rpartition(":")[2]
    return None
