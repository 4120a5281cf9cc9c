"""The door to the ontology: PLOVER's types, modes, contexts and scores, and CAMEO's codes with Goldstein's values."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import get_args

import msgspec

from ..model import Act, Quad

FOLDER = "ontology"


class ModeKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode of an act: what it means and PLOVER's score for it."""

    definition: str
    score: float


class ActKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the sixteen acts.

    `cameo` is the code used where the words carry no closer one. `planned` is the type under which an act that is only
    planned is coded, with `planned_cameo`; None where a plan has no type of its own.
    """

    quad: Quad
    definition: str
    cameo: str
    score: float
    planned: Act | None = None
    planned_cameo: str | None = None
    modes: dict[str, ModeKind] = {}


class CameoCode(msgspec.Struct, frozen=True):
    """A CAMEO code (text), its Goldstein value, and the PLOVER type that the conversion table of 2021 gives it."""

    code: str
    goldstein: float
    plover: Act | None


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the content of a verbal act makes of it (content.toml)."""

    asked: dict[str, str]
    threatened: dict[str, str]
    agreed: dict[str, str]
    codes: dict[str, dict[str, str]]


@cache
def contents() -> Contents:
    """Modes and codes of verbal acts by what is asked for, refused, threatened or promised."""
    return msgspec.convert(tomllib.loads(files(__package__).joinpath(FOLDER, "content.toml").read_text("utf-8")), Contents)


@cache
def acts() -> dict[Act, ActKind]:
    """The sixteen acts by name."""
    table = tomllib.loads(files(__package__).joinpath(FOLDER, "plover.toml").read_text("utf-8"))
    kinds = msgspec.convert(table, dict[Act, ActKind])
    if set(kinds) != set(get_args(Act)):
        raise ValueError("plover.toml must define each of the sixteen acts once")
    return kinds


@cache
def cameo() -> dict[str, CameoCode]:
    """CAMEO's codes; "010" is not "10"."""
    with files(__package__).joinpath(FOLDER, "cameo.csv").open(encoding="utf-8", newline="") as lines:
        return {r["code"]: CameoCode(r["code"], float(r["goldstein"]), r["plover"] or None) for r in csv.DictReader(lines)}


class Closer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A closer CAMEO code and the lemmas that show it: each of `words` is enough, "a+b" where it takes both."""

    code: str
    words: str
    after: str = ""


@cache
def closer_codes() -> dict[Act, tuple[tuple[str, str, tuple[frozenset[str], ...]], ...]]:
    """By act, in the order of trial: code, the beginning of the code that it may replace, and sets of lemmas of which one must be there whole."""
    table = tomllib.loads(files(__package__).joinpath(FOLDER, "closer.toml").read_text("utf-8"))
    entries = msgspec.convert(table, dict[Act, tuple[Closer, ...]])
    return {act: tuple((e.code, e.after, tuple(frozenset(w.split("+")) for w in e.words.split())) for e in found) for act, found in entries.items()}


@cache
def context_cues() -> dict[str, frozenset[str]]:
    """For each lemma that shows a context, the contexts that it shows."""
    table = tomllib.loads(files(__package__).joinpath(FOLDER, "contexts.toml").read_text("utf-8"))
    cues: dict[str, set[str]] = {}
    for context, lemmas in table.items():
        for lemma in lemmas.split():
            cues.setdefault(lemma, set()).add(context)
    return {lemma: frozenset(contexts) for lemma, contexts in cues.items()}


def goldstein(code: str | None) -> float | None:
    """Goldstein's value of a CAMEO code, from the closest level that has one."""
    for length in range(len(code or ""), 1, -1):
        if (known := cameo().get(code[:length])) is not None:  # type: ignore[index]
            return known.goldstein
    return None
