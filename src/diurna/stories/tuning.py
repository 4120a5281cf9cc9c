"""Tuning: the weights of evidence by which reports are merged."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Tuning(msgspec.Struct, frozen=True):
    """Weights of `resources/event_merge.toml`."""

    threshold: float
    across: float
    within: float
    same_trigger: float
    same_act: float
    same_family: float
    other_family: float
    actors: float
    recipients: float
    same_mode: float
    other_mode: float
    same_day: float
    overlap_time: float
    far_time: float
    same_place: float
    within_place: float
    other_place: float
    other_part: float
    same_quarter: float
    quantity: float
    shared_words: float
    both_background: float
    one_background: float
    distinctive: float
    copied: float
    headline: float
    goes_back: float
    one_way: float
    reach: int
    lead: int
    deed_tolerance: int
    other_figure: float
    victim: float
    one_deed: float
    named_by: float
    common_trigger: float
    anyone: float
    vague_place: float
    other_day: float
    stale: float
    same_article: float
    other_culprit: float
    other_object: float
    modes_apart: float
    explained: float
    one_means: float
    rare_means: float
    other_means: float
    one_news: float
    one_town: float
    one_target: float
    like_figure: float
    day_tolerance: int
    plan_tolerance: int
    window: int
    families: dict[str, list[str]]
    one_word: dict[str, str]
    like_modes: tuple[tuple[str, ...], ...]
    holders: tuple[str, ...]
    common: frozenset[str]
    incidents: frozenset[str]
    ground: frozenset[str]
    forces: frozenset[str]


@cache
def tuning() -> Tuning:
    """The shipped weights."""
    return msgspec.convert(tomllib.loads(files("diurna.resources").joinpath("event_merge.toml").read_text("utf-8")), Tuning)


def same_family(one: str, two: str) -> bool:
    """Whether two acts are of one family, so that two tellers may choose the one or the other for one deed."""
    return one == two or any(one in some and two in some for some in tuning().families.values())
