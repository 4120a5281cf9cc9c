"""The quotes of an article: sayings with their speakers, chains and circumstances."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from ...model import Quote, Span, WhereTold, cover
from .chains import carriers, is_medium, link
from .circumstances import settled
from .cues import find_cues
from .marks import quoted
from .said import ELISION, Saying, all_in_marks, saying
from .speakers import addressee_of, condition_in, is_unnamed, occasion_of, place_of, words_of
from .turns import labelled, turns

if TYPE_CHECKING:
    from ...model import PlaceMention, Source, TimeMention
    from ..cast import Cast
    from ..parse import Parse
    from ..tokens import Token
    from .cues import Cue
    from .marks import Quoted

TERM_WORDS = 3  # words in marks up to which they are a term
SHORTEST = 8  # characters of reported speech; what is shorter ("that", "so") says nothing
TOLD = frozenset({"say", "ask", "accuse", "name", "judge", "think", "show"})
WITHIN_SPEECH = frozenset({"say", "accuse"})  # what is kept of the sayings told inside a quotation
JUDGING = frozenset({"accuse", "judge", "name"})
UNSPOKEN = frozenset({"see", "find", "know", "learn", "discover", "remember", "decide", "dream"})  # of the mind, not the mouth
SELF = frozenset({"i", "we", "you", "me", "us"})
UNREAL = frozenset({"could", "should", "may", "might", "must", "can", "would"})
REACH = 12  # sayings before and after one, in text order, that could hold it
PASSED_ON = 0.6  # share of a medium's words that another saying takes up for the medium to be a mere link of its chain
# Share of each that was right on every third article of PolNeAR's train part (November 2026); where marks were lost, by reading.
CONFIDENCE = {"direct": 0.9, "mixed": 0.85, "indirect": 0.85, "fragment": 0.6}
GUESSED = {
    "marks lost": 0.8,
    "label": 0.8,
    "named behind": 0.8,
    "announced": 0.5,
    "turn": 0.5,
    "nearest in sentence": 0.4,
    "nearest before": 0.4,
    "turn before": 0.3,
    "none": 0.2,
}


def find_quotes(
    parse: Parse, cast: Cast, *, times: tuple[TimeMention, ...] = (), places: tuple[PlaceMention, ...] = (), attitudes: bool = False
) -> tuple[Quote, ...]:
    """The quotes of an article, in text order; ids are "ARTICLE-u1", "ARTICLE-u2"...

    What is said is kept: statements, questions, blame, praise, names given to things, beliefs that were told. With `attitudes` the
    rest of what is attributed to somebody comes too: wishes, plans, what seems, sayings denied or only possible, and what "I" say inside a
    quotation. Spans are offsets of `Article.text`. The cue and its syntax give the speaker first; for quotations without a cue it
    is whoever has the word (`rule` says which). `times` and `places` are the article's, for when and where it was said.
    """
    sayings = _sayings(parse, attitudes)
    outer = _nesting(sayings)
    gone = set() if attitudes else {i for i, s in enumerate(sayings) if _only_passes_on(i, s, sayings, outer)}
    quotes = []
    for i, said in enumerate(sayings):
        if i not in gone:
            quotes.append(_quote(said, f"{parse.article.id}-u{len(quotes) + 1}", parse, cast, [sayings[o] for o in outer[i]]))
    return settled(tuple(quotes), parse, times, places)


def _sayings(parse: Parse, attitudes: bool) -> list[Saying]:
    quotes = quoted(parse.text)
    starts = [q.span.start for q in quotes]
    carried = []
    for cue in find_cues(parse.doc):
        if _in_quotation(cue, quotes, starts, parse.text) and not _retold(cue):
            continue
        said = saying(cue, parse, quotes, starts, bool(quotes))
        if said is not None:
            carried.append(said)
    carried = _distinct(carried)
    kept = carried if attitudes else [s for s in carried if _is_told(s)]
    found = turns(parse, quotes, kept)
    found += labelled(parse, [p for s in found for p in s.pieces])
    found = found if attitudes else [s for s in found if not _within_speech(s, found)]
    return sorted(found, key=lambda s: (s.pieces[0].start, -s.pieces[-1].end))


def _in_quotation(cue: Cue, quotes: tuple[Quoted, ...], starts: list[int], text: str) -> bool:
    """Whether a cue is a part of what somebody is quoted with; a term of a few words in marks does not count."""
    at = bisect_right(starts, cue.span.start) - 1
    return at >= 0 and quotes[at].span.contains(cue.span) and len(quotes[at].inner.of(text).split()) > TERM_WORDS


def _retold(cue: Cue) -> bool:
    """Whether a cue inside a quotation tells what somebody else has said."""
    return cue.kind in WITHIN_SPEECH and cue.source is not None and cue.source.pos_ == "PROPN"


def _distinct(sayings: list[Saying]) -> list[Saying]:
    """One saying for each content; of those with the same, that of the nearest cue that has a speaker."""
    best: dict[tuple[Span, ...], Saying] = {}
    for said in sayings:
        other = best.get(said.pieces)
        if other is None or (other.source is None, _gap(other)) > (said.source is None, _gap(said)):
            best[said.pieces] = said
    return list(best.values())


def _gap(said: Saying) -> int:
    """Characters between a cue and its content."""
    cue = said.cue.span if said.cue else said.pieces[0]
    return min(max(p.start - cue.end, cue.start - p.end, 0) for p in said.pieces)


def _is_told(said: Saying) -> bool:
    """Whether a saying was said at all: not a wish or a plan, not denied, not only possible."""
    cue = said.cue
    if cue is None:
        return True
    if cue.kind not in TOLD:
        return False
    if cue.entry is not None and said.rule in {"object", "preposition"} and not set(cue.entry.kinds) & JUDGING:
        return said.marks == "kept" and "clause" in cue.entry.frames
    if cue.kind == "think" and (said.rule in {"name", "adjective"} or cue.head.lemma_ in UNSPOKEN):
        return False
    if said.marks == "kept":
        return True
    if sum(len(p) for p in said.pieces) < SHORTEST:
        return False
    children = list(cue.head.children)
    if any(
        c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in UNREAL) or (c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"})
        for c in children
    ):
        return False
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in children)
    return not to and cue.source is not None


def _within_speech(said: Saying, all_said: list[Saying]) -> bool:
    """Whether a saying stands inside somebody's quotation and is the speaker's own or no plain statement."""
    if said.cue is None:
        return False
    inside = any(o is not said and o.kind == "direct" and any(p.contains(said.cue.span) for p in o.pieces) for o in all_said)
    own = said.source is not None and said.source.lower_ in SELF
    return (inside and (own or said.cue.kind not in WITHIN_SPEECH)) or (own and said.kind == "indirect")


def _nesting(sayings: list[Saying]) -> list[list[int]]:
    """For each saying, those whose content holds its cue and at least a part of its content, outermost first."""
    spans = [cover(s.pieces) for s in sayings]
    outer: list[list[int]] = []
    for i, said in enumerate(sayings):
        near = range(max(0, i - REACH), min(len(sayings), i + REACH + 1)) if said.cue is not None else ()
        holds = [o for o in near if o != i and sayings[o].cue is not None and _tells(sayings[o], said)]
        outer.append(sorted(holds, key=lambda o: -len(spans[o])))
    return outer


def _tells(outer: Saying, said: Saying) -> bool:
    """Whether a piece of one saying holds the cue and some content of another."""
    return any(p.contains(said.cue.span) and any(p.overlaps(s) for s in said.pieces) for p in outer.pieces)


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _only_passes_on(index: int, said: Saying, sayings: list[Saying], outer: list[list[int]]) -> bool:
    """Whether a saying is nothing but a medium's or a source's handing on of another: it is a link of that one's chain."""
    if said.cue is None or said.source is None:
        return False
    held = [
        sayings[i] for i, os in enumerate(outer) if index in os and sayings[i].cue is not None and sayings[i].cue.kind in {"say", "ask", "accuse"}
    ]
    passes = said.cue.form == "according" or is_medium(said.source)
    return passes and any(_common(cover(said.pieces), cover((*h.pieces, h.cue.span))) >= PASSED_ON * len(cover(said.pieces)) for h in held)


def _quote(said: Saying, key: str, parse: Parse, cast: Cast, outer: list[Saying]) -> Quote:
    text = parse.text
    index = parse.sentence_at(said.cue.span.start if said.cue else said.pieces[0].start)
    sentence = parse.sentences[index]
    source = said.source
    words = words_of(source) if source is not None else None
    heard = addressee_of(said.cue) if said.cue else None
    unnamed = source is not None and is_unnamed(source)
    occasion = occasion_of(said.cue) if said.cue else None
    where = place_of(said.cue) if said.cue else None
    if said.kind == "mixed" and len(said.pieces) > 1 and all_in_marks(said.pieces, text):  # paragraphs of one quotation
        said = msgspec.structs.replace(said, kind="direct")
    confidence = GUESSED.get(said.rule, CONFIDENCE[said.kind])
    return Quote(
        id=key,
        article=parse.article.id,
        sentence=parse.sentence_at(said.pieces[0].start),
        content=said.pieces,
        kind=said.kind,
        marks=said.marks,
        cue=said.cue.span if said.cue else None,
        speaker=cast.participant(source, said.rule) if source is not None else None,
        speaker_words=words.of(text) if words is not None else "",
        speaker_span=words,
        unnamed=unnamed,
        condition=condition_in(text, sentence) if unnamed else None,
        addressee=cast.participant(heard, "addressee") if heard is not None else None,
        addressee_words=words_of(heard).of(text) if heard is not None else "",
        chain=_chain(said, outer, cast, parse),
        elisions=len(ELISION.findall(" ".join(p.of(text).rstrip(" .") for p in said.pieces))),
        place=WhereTold(span=where, name=where.of(text), reason="with the cue") if where else None,
        occasion=occasion.of(text) if occasion else None,
        confidence=confidence,
        rule=_rule(said),
    )


def _rule(said: Saying) -> str:
    """Why: the kind of cue, its lemma, and where the content stands to it."""
    if said.cue is None:
        return said.rule
    kind = "name" if said.rule == "name" else said.cue.kind
    return f"{kind}: {said.cue.head.lemma_}, {said.rule}"


def _chain(said: Saying, outer: list[Saying], cast: Cast, parse: Parse) -> tuple[Source, ...]:
    links: list[tuple[Token, Span]] = [
        (o.source, o.cue.span) for o in outer if o.source is not None and o.cue is not None and o.cue.kind in {"say", "show"}
    ]
    if said.cue is not None:
        links += carriers(said.cue)
    seen: set[int] = {said.source.i} if said.source is not None else set()
    found = []
    for head, cue in links:
        if head.i not in seen:
            seen.add(head.i)
            found.append(link(head, cue, cast, parse.text, parse.sentences[parse.sentence_at(head.idx)]))
    return tuple(found)
