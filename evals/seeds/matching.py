"""Whether a row of FACTS holds: every key that it gives, and half of the evidence's tokens in its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diurna.model import Actor, Interval, Report

    from .record import Seed

HALF = 0.5


def actor_fits(wanted: str, actor: Actor | None, words: str, members: dict[str, Actor]) -> bool:
    """Whether an actor is the wanted one: "name/ISO3 SECTOR", as far as given."""
    name, _, code = (
        wanted.rpartition("/") if "/" in wanted else ("", "", wanted) if re.fullmatch(r"[A-Z]{3}( [A-Z]{3})*", wanted) else (wanted, "", "")
    )
    if actor is None:
        return bool(name) and not code and named(name, words)
    if code and not code_fits(code.split(), actor):
        return any(actor_fits(wanted, members.get(m), "", members) for m in actor.members)
    return not name or named(name, f"{actor.name} {words}")


def code_fits(code: list[str], actor: Actor) -> bool:
    country, *sectors = code
    return actor.country == country and all(sector in actor.sectors for sector in sectors)


def named(name: str, words: str) -> bool:
    """Whether the words hold every word of the name, in any number ("rebel", "rebels")."""
    have = {stem(w) for w in re.findall(r"\w+", words.lower())}
    return all(stem(w) in have for w in re.findall(r"\w+", name.lower()) if w not in ("the", "a", "an"))


def stem(word: str) -> str:
    return word.removesuffix("s")


def sides_hold(row: dict[str, Any], seed: Seed, report: Report) -> bool:
    """Whether the actors and recipients asked for are there.

    `actors` may stand on either side, `actor` must be an actor. Each side of a meeting is also met.
    """
    doers = [seed.said(p) for p in report.actors]
    done_to = [seed.said(p) for p in report.recipients] + (doers if report.reciprocal else [])
    wanted = [(w, doers + done_to) for w in row.get("actors", [])]
    wanted += [(row["actor"], doers)] if "actor" in row else []
    wanted += [(row["recipient"], done_to)] if "recipient" in row else []
    return all(any(actor_fits(w, a, words, seed.actors) for a, words in side) for w, side in wanted)


def of_article(value: Any, key: str) -> Any:
    """A value that FACTS gives for each article, or for both."""
    return value.get(key) if isinstance(value, dict) and set(value) <= {"A", "B"} else value


def date_fits(wanted: Any, interval: Interval | None) -> bool:
    """Whether an interval begins within the wanted day, month or year, and is told no more coarsely than a year."""
    if wanted is None:
        return True
    text = str(wanted)
    if interval is None:
        return False
    if len(text) == 10:
        return interval.start.isoformat() == text and interval.days <= 1
    return interval.start.isoformat().startswith(text) and interval.days <= 366


def chain_fits(wanted: Iterable[str], words: Iterable[str]) -> bool:
    """Whether each wanted source is in the chain ("state TV" in "Iranian state television")."""
    have = [w.lower().replace("television", "tv") for w in words]
    return all(any(w.lower().replace("television", "tv") in h or h in w.lower().replace("television", "tv") for h in have) for w in wanted)
