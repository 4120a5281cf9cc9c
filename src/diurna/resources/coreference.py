"""Words for mentions and coreference, and given names by gender, from the tables beside this module."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

Gender = str  # "m", "f" or "" for unknown


class CoreferenceWords(msgspec.Struct, frozen=True):
    """The lists of coreference.toml as sets, and given_names.csv as a map of lower-case name to "m" or "f"."""

    titles: dict[str, frozenset[str]]
    gender: dict[str, frozenset[str]]
    nominals: dict[str, frozenset[str]]
    descriptions: dict[str, frozenset[str]]
    epithets: dict[str, frozenset[str]]
    metonyms: dict[str, frozenset[str]]
    things: dict[str, frozenset[str]]
    doers: dict[str, frozenset[str]]
    speech: frozenset[str]
    organisation_last: frozenset[str]
    given_names: dict[str, Gender]
    kinds: dict[str, str]
    weights: dict[str, float]

    @property
    def all_titles(self) -> frozenset[str]:
        """All words that can stand before a name and are no part of it."""
        return frozenset().union(*self.titles.values())

    def is_title(self, word: str) -> bool:
        """Whether a lower-case word before a name makes it a person's."""
        return any(word in self.titles[kind] for kind in ("neutral", "male", "female"))

    def noun_kind(self, word: str) -> str | None:
        """The kind of actor that a common noun heads, by its lower-case form or lemma, or None."""
        return self.kinds.get(word)


@cache
def coreference_words() -> CoreferenceWords:
    """The tables, read once a process."""
    folder = files(__package__)
    table = tomllib.loads(folder.joinpath("coreference.toml").read_text("utf-8"))
    with folder.joinpath("given_names.csv").open(encoding="utf-8") as rows:
        names = {row["name"]: row["gender"] for row in csv.DictReader(rows)}
    weights = table.pop("weights")
    sections = {name: {key: frozenset(words) for key, words in table[name].items()} for name in table}
    kinds = {word: kind for kind in ("country", "organisation", "group", "person") for word in sections["nominals"][kind]}
    return CoreferenceWords(
        **{name: sections[name] for name in ("titles", "gender", "nominals", "descriptions", "epithets", "metonyms", "things", "doers")},
        speech=sections["speech"]["verbs"],
        organisation_last=sections["organisation_words"]["last"],
        given_names=names,
        kinds=kinds,
        weights=weights,
    )
