"""A noun phrase cut into what the tables know: names, role nouns, marks of status, and what is left."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ...resources.actor_tables import ActorTables, Agent, Entry, normal

SegmentKind = Literal["names", "agent", "status", "link", "break", "number", "other"]
WORD = re.compile(r"\d+(?:,\d{3})+|[^\s\-–,;:()\"“”]+|[-–,;:()]")
LINKS = frozenset({
    "of", "in", "from", "at", "for", "with", "by", "to", "on", "near", "around", "against", "outside", "inside", "within", "who", "which",
    "whose", "that", "including", "under", "over", "about", "between",
})
DETERMINERS = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "any", "every", "no", "another",
    "other",
})
LEADING = DETERMINERS | {"mr", "mrs", "ms", "miss", "dr", "sir"}
FORMER = frozenset({
    "former", "ex", "ousted", "deposed", "retired", "late", "onetime", "disgraced", "toppled", "erstwhile", "sometime", "overthrown",
})
ELECT = frozenset({"elect", "designate"})
STATUS_WORDS = frozenset({
    "then", "acting", "interim", "current", "incumbent", "senior", "top", "caretaker", "newly", "outgoing", "incoming", "new", "veteran",
    "longtime", "pro", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "mainland", "greater",
})
TOWARDS = frozenset({
    "backed", "supported", "funded", "allied", "linked", "sponsored", "occupied", "controlled", "trained", "aligned", "friendly", "armed",
    "made", "held", "affiliated", "built", "inspired",
})
ATTACHED = frozenset({
    "led", "based", "born", "style", "run", "owned", "administered", "dominated", "majority",
})
AGAINST = frozenset({"anti", "non"})  # "anti-Dawn fighters" are not Dawn's
RANKS = frozenset({"major", "general", "marine"})  # ranks that are adjectives too
MARKS = frozenset(",;:()")
NUMBERS = re.compile(
    r"\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|dozen|"
    r"some|many|most|several|all|both|few|each|half|parts?|lots?|more|than|least|nearly|almost|about|roughly|over|hundreds|thousands|dozens|scores|millions|tens|rest"
)


class Word(NamedTuple):
    """A word of the phrase: how it stands there, and whether a possessive or a hyphen follows."""

    text: str
    owner: bool
    joined: bool

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


class Segment(NamedTuple):
    """A run of words and what it is; `entries` for names, `agent` for role nouns."""

    kind: SegmentKind
    words: tuple[Word, ...]
    entries: tuple[Entry, ...] = ()
    agent: Agent | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def capital(self) -> bool:
        return self.words[0].capital

    @property
    def owner(self) -> bool:
        return self.words[-1].owner


def words_of(phrase: str) -> list[Word]:
    """The words of a phrase; hyphens part words, possessives are taken off and noted."""
    found: list[Word] = []
    for piece in WORD.findall(phrase.replace("’", "'").replace(" 's", "'s")):
        if piece in "-–":
            if found:
                found[-1] = found[-1]._replace(joined=True)
            continue
        bare = re.sub(r"'s?$", "", piece, flags=re.IGNORECASE).strip("'") or piece
        found.append(Word(bare, bare != piece and piece.lower().endswith(("'s", "s'")), False))
    return found


def segments_of(phrase: str, tables: ActorTables) -> list[Segment]:
    """The phrase as segments, left to right, the longest known run first."""
    words = words_of(phrase)
    while len(words) > 1 and words[0].text.lower().strip(".") in LEADING:
        words = words[1:]
    found: list[Segment] = []
    at = 0
    while at < len(words):
        segment = _known(words, at, tables) or _small(words[at])
        if segment.text.lower() not in DETERMINERS or len(words) == 1:
            found.append(segment)
        at += len(segment.words)
    return _without_backers(found)


def _known(words: list[Word], at: int, tables: ActorTables) -> Segment | None:
    """The longest name or role noun that begins here; a name that is a role noun too keeps both, and has a capital in its first two words."""
    most = min(max(tables.longest, tables.longest_agent), len(words) - at)
    most = next((length for length in range(most) if words[at + length].text in MARKS), most)
    first = words[at].text.lower()
    nameable = first not in LINKS and first not in DETERMINERS
    for length in range(most, 0, -1):
        run = tuple(words[at : at + length])
        entries = _named(run, tables) if nameable and (run[0].capital or (length > 1 and run[1].capital)) else ()
        agent = tables.agent(" ".join(_agent_words(run))) if length <= tables.longest_agent else None
        if agent and agent.term in RANKS and not run[-1].capital and at + length < len(words):
            agent = None  # "a major party", "general concern"
        if agent and (not entries or (length == 1 and not _surely_name(entries))):
            return Segment("agent", run, (), agent)
        if entries:
            return Segment("names", run, entries, agent)
    return None


def _agent_words(run: tuple[Word, ...]) -> list[str]:
    return [word.text.lower().rstrip(".") + ("'s" if word.owner and index < len(run) - 1 else "") for index, word in enumerate(run)]


def _surely_name(entries: tuple[Entry, ...]) -> bool:
    return any(entry.form != "surname" and entry.form != "place" for entry in entries)


def _named(run: tuple[Word, ...], tables: ActorTables) -> tuple[Entry, ...]:
    """What the run names; an acronym has nothing but capitals."""
    text = " ".join([word.text for word in run])
    if not (entries := tables.entries(normal(text))):
        return ()
    shouted = text.replace(".", "").replace(" ", "").isupper()
    return tuple(entry for entry in entries if shouted or not entry.caps)


def _small(word: Word) -> Segment:
    lower = word.text.lower()
    if lower in MARKS:
        return Segment("break", (word,))
    if lower in LINKS:
        return Segment("link", (word,))
    if lower in FORMER or lower in ELECT or lower in STATUS_WORDS:
        return Segment("status", (word,))
    if NUMBERS.fullmatch(lower):
        return Segment("number", (word,))
    return Segment("other", (word,))


def _without_backers(segments: list[Segment]) -> list[Segment]:
    """Drop "Iran-backed" (the backer is not the actor) and the second half of "Saudi-led"."""
    kept: list[Segment] = []
    for segment in segments:
        joined = bool(kept) and kept[-1].words[-1].joined
        lower = segment.text.lower()
        if joined and kept[-1].text.lower() in AGAINST and len(segments) > len(kept) + 1:
            kept[-1] = kept[-1]._replace(words=(*kept[-1].words[:-1], kept[-1].words[-1]._replace(joined=False)))
        elif joined and lower in TOWARDS:
            kept.pop()
        elif not (joined and lower in ATTACHED):
            kept.append(segment)
    return kept


def proper_name(agent: Segment, head: list[Segment]) -> str:
    """The name of a body that ends in a role noun in capitals ("Niassa Resistance Front"), or "" where it is no name.

    At least one word before the role noun must be a capitalised one that no table knows, so that "Syrian Army" is none.
    """
    place = next(index for index, segment in enumerate(head) if segment is agent)
    if not agent.words[-1].capital or not agent.agent or not (agent.agent.collective or agent.agent.institution or agent.agent.plural):
        return ""
    start = place
    while start > 0 and head[start - 1].capital and not head[start - 1].owner and head[start - 1].kind in ("other", "agent", "names"):
        start -= 1
    run = head[start : place + 1]
    return " ".join(segment.text for segment in run) if any(segment.kind == "other" for segment in run) else ""
