"""Home: officials and institutions of a state that the text does not name belong to the country that the article is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

import msgspec

from .actors import resolve
from .cast import Cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model import Actor, ActorMention, PlaceMention
    from ..resources.actor_tables import ActorTables
    from ..resources.gazetteer import Gazetteer
    from .parse import Parse

K = TypeVar("K")
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
AGAINST = frozenset({"OPP", "REB", "PTY"})  # a country's, as its army is, where no other people or power is named with them
FOREIGN = frozenset([
    "western", "international", "coalition", "allied", "foreign", "multinational", "regional", "joint", "un", "u.n.", "nato", "european", "arab",
    "gulf",
    "african", "world", "global", "external", "outside", "neighbouring", "neighboring", "many", "overseas",
])  # fmt: skip
ONE_EACH = frozenset({"president", "prime minister", "head of state", "foreign minister", "defence minister", "defense minister", "leader", "king"})
INDEFINITE = ("a ", "an ", "some ", "two ", "several ")
OF_HOME = "of the country that the article is about"
OWN = frozenset({"opposition", "militant", "separatist", "extremist", "tribal", "islamist", "jihadist", "jihadi"})  # a country has such of its own
SIDES = (("OPP",), ("REB",), ("PTY",))
LEAST_SHARE = 0.6  # of the countries named, set by reading the example reports: below, "the army" may be either side's
LEAST_TIMES = 2


def at_home(cast: Cast, parse: Parse, places: Iterable[PlaceMention], tables: ActorTables, gazetteer: Gazetteer) -> Cast:
    """The cast with "police", "the interior minister" given the article's country, where one country is clearly the one it is about.

    A mention in a sentence that names another country, and not this one, keeps its actor as it was. The dateline counts as naming its country.
    """
    by_sentence = _countries(cast, places)
    home = _home(by_sentence, _dateline_country(parse.article.dateline, gazetteer))
    cast = _state_media(cast)
    if home is None:
        return _sided(cast, tables)
    moved: dict[str, Actor] = {}
    told = _by(cast, lambda m: m.actor)
    for actor in cast.actors:
        mentions = told.get(actor.id, [])
        if not mentions or any(by_sentence.get(m.sentence) and home not in by_sentence[m.sentence] for m in mentions):
            continue
        if _foreign(actor, mentions[0].span.of(parse.text), tables):
            continue
        if (institution := _institution(actor, mentions[0], home, parse, tables)) or _homeless(actor):
            moved[actor.id] = institution or _placed(actor, home, tables)
    return _sided(_renamed(cast, moved, home), tables)


def _by(cast: Cast, what: Callable[[ActorMention], K]) -> dict[K, list[ActorMention]]:
    """The mentions of the cast, by what is asked of each."""
    found: dict[K, list[ActorMention]] = {}
    for mention in cast.mentions:
        found.setdefault(what(mention), []).append(mention)
    return found


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
    return own and actor.country is None and bool((STATE | AGAINST) & set(actor.sectors))


def _foreign(actor: Actor, words: str, tables: ActorTables) -> bool:
    """Whether the words tell of others: "coalition forces", "Kurdish rebels", several presidents, several armies."""
    lower = words.lower().replace("-", " ").split()
    several = actor.kind == "unnamed_group" and actor.role is not None and actor.role.title in ONE_EACH
    return several or bool((FOREIGN | tables.peoples - OWN) & set(lower)) or lower[-1] in ("armies", "governments", "ministries", "militaries")


def _state_media(cast: Cast) -> Cast:
    """ "state TV" is that of the one state whose television or agency the article names elsewhere."""
    media = [a for a in cast.actors if a.sectors == ("GOV", "JRN")]
    named = [a for a in media if a.country]
    if len({a.country for a in named}) != 1:
        return cast
    moved = {a.id: msgspec.structs.replace(named[0], reason=f"{named[0].reason}; the one told elsewhere") for a in media if a.country is None}
    return _renamed(cast, moved, named[0].country or "") if moved else cast


def _sided(cast: Cast, tables: ActorTables) -> Cast:
    """Parties, rebels and opposition without a country take that of those told beside them or in the sentence before, if it is one."""
    moved: dict[str, Actor] = {}
    told, beside = _by(cast, lambda m: m.actor), _by(cast, lambda m: m.sentence)
    for actor in cast.actors:
        if not (actor.id.startswith("unnamed:") and actor.country is None and actor.sectors[:1] in SIDES):
            continue
        at = next((m.sentence for m in told.get(actor.id, ())), None)
        near = [cast.actor(m.actor) for n in (() if at is None else (at - 1, at)) for m in beside.get(n, ()) if m.actor]
        homes = {a.country for a in near if a.country and AGAINST & set(a.sectors) and a.kind in ("unnamed_group", "unnamed_person", "party")}
        if len(homes) == 1:
            moved[actor.id] = _placed(actor, homes.pop() or "", tables, "of the country whose other parties are told beside it")
    return _renamed(cast, moved, None) if moved else cast


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


def _placed(actor: Actor, home: str, tables: ActorTables, why: str = OF_HOME) -> Actor:
    known = tables.countries.get(home)
    numbers = {"gw": known.gw, "cow": known.cow} if known else {}
    role = msgspec.structs.replace(actor.role, country=home) if actor.role else None
    return msgspec.structs.replace(actor, country=home, role=role, reason=f"{actor.reason}; {why}", **numbers)


def _renamed(cast: Cast, moved: dict[str, Actor], home: str | None) -> Cast:
    """The cast with moved actors in place of what they were; two that are one now are one actor."""
    actors = {(moved.get(a.id) or a).id: moved.get(a.id) or a for a in cast.actors}

    def renamed(mention: ActorMention) -> ActorMention:
        actor = moved.get(mention.actor or "")
        return msgspec.structs.replace(mention, actor=actor.id, reason=f"{mention.reason}; of {home or actor.country}") if actor else mention

    mentions = tuple(renamed(mention) for mention in cast.mentions)
    ids = {old: actor.id for old, actor in moved.items()}
    renamed = (msgspec.structs.replace(a, members=tuple(ids.get(m, m) for m in a.members)) for a in actors.values())
    return Cast(mentions, tuple(renamed))
