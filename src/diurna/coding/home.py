"""Home: officials and institutions of a state that the text does not name belong to the country that the article is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from .actors import resolve
from .cast import Cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Actor, ActorMention, PlaceMention
    from ..resources.actor_tables import ActorTables
    from ..resources.gazetteer import Gazetteer
    from .parse import Parse

STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
INDEFINITE = ("a ", "an ", "some ", "two ", "several ")
OF_HOME = "of the country that the article is about"
LEAST_SHARE = 0.6  # of the countries named: below, "the army" may be either side's
LEAST_TIMES = 2


def at_home(cast: Cast, parse: Parse, places: Iterable[PlaceMention], tables: ActorTables, gazetteer: Gazetteer) -> Cast:
    """The cast with "police", "the interior minister" given the article's country, where one country is clearly the one it is about.

    A mention in a sentence that names another country, and not this one, keeps its actor as it was. The dateline counts as naming its country.
    """
    by_sentence = _countries(cast, places)
    home = _home(by_sentence, _dateline_country(parse.article.dateline, gazetteer))
    if home is None:
        return cast
    moved: dict[str, Actor] = {}
    for actor in cast.actors:
        mentions = [m for m in cast.mentions if m.actor == actor.id]
        if not mentions or any(by_sentence.get(m.sentence) and home not in by_sentence[m.sentence] for m in mentions):
            continue
        if (institution := _institution(actor, mentions[0], home, parse, tables)) or _homeless(actor):
            moved[actor.id] = institution or _placed(actor, home, tables)
    return _renamed(cast, moved, home)


def _countries(cast: Cast, places: Iterable[PlaceMention]) -> dict[int, Counter[str]]:
    """How often each country is named, sentence by sentence; a name that is both a place and an actor counts once."""
    found: dict[int, dict[int, str]] = {}
    for mention in cast.mentions:
        actor = cast.actor(mention.actor) if mention.actor else None
        if actor and actor.country and actor.kind in ("country", "government") and mention.form != "pronoun":
            found.setdefault(mention.sentence, {})[mention.head.start] = actor.country
    for place in places:
        if place.country:
            found.setdefault(place.sentence, {})[place.span.start] = place.country
    return {sentence: Counter(named.values()) for sentence, named in found.items()}


def _dateline_country(dateline: str | None, gazetteer: Gazetteer) -> str | None:
    found = gazetteer.find(dateline.split(",")[0].strip()) if dateline else ()
    return max(found, key=lambda place: place.population).country if found else None


def _home(by_sentence: dict[int, Counter[str]], dateline: str | None) -> str | None:
    total: Counter[str] = Counter({dateline: 1} if dateline else {})
    for counts in by_sentence.values():
        total += counts
    if not total:
        return None
    country, times = total.most_common(1)[0]
    return country if times >= LEAST_TIMES and times >= LEAST_SHARE * total.total() else None


def _homeless(actor: Actor) -> bool:
    own = actor.id.startswith("unnamed:") or (actor.table is None and actor.kind == "person")
    return own and actor.country is None and bool(STATE & set(actor.sectors))


def _institution(actor: Actor, mention: ActorMention, home: str, parse: Parse, tables: ActorTables) -> Actor | None:
    """The state's own institution that the words name once its country is known ("the army", "Congress")."""
    words = mention.span.of(parse.text)
    if actor.country is not None or actor.table is not None or actor.kind == "person" or words.lower().startswith(INDEFINITE):
        return None
    published = parse.article.published
    found = resolve(words, on=published.interval if published else None, country=home, tables=tables, head=mention.head.of(parse.text))
    if found is None or found.country != home or found.id.startswith("unnamed:") or not STATE & set(found.sectors):
        return None
    return msgspec.structs.replace(found, reason=f"{found.reason}; {OF_HOME}")


def _placed(actor: Actor, home: str, tables: ActorTables) -> Actor:
    known = tables.countries.get(home)
    numbers = {"gw": known.gw, "cow": known.cow} if known else {}
    role = msgspec.structs.replace(actor.role, country=home) if actor.role else None
    return msgspec.structs.replace(actor, country=home, role=role, reason=f"{actor.reason}; {OF_HOME}", **numbers)


def _renamed(cast: Cast, moved: dict[str, Actor], home: str) -> Cast:
    """The cast with moved actors in place of what they were; two that are one now are one actor."""
    actors = {(moved.get(a.id) or a).id: moved.get(a.id) or a for a in cast.actors}
    mentions = tuple(
        msgspec.structs.replace(m, actor=moved[m.actor].id, reason=f"{m.reason}; of {home}") if m.actor in moved else m for m in cast.mentions
    )
    ids = {old: actor.id for old, actor in moved.items()}
    renamed = (msgspec.structs.replace(a, members=tuple(ids.get(m, m) for m in a.members)) for a in actors.values())
    return Cast(mentions, tuple(renamed))
