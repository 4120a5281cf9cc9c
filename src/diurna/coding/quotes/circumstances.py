"""Circumstances: when and where words were said, from the times and places that stand with their cue."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from ...model import Interval, Span, WhenTold, WhereTold, cover
from ...resources.speech import speech_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import PlaceMention, Quote, TimeMention
    from ..parse import Parse
    from ..tokens import Token

BESIDE = 2  # characters between a cue and a bare day that belongs to it ("said Tuesday the truce ...")
SAID_KINDS = frozenset({"DATE", "TIME"})
CLIMB = 6  # words between a time and the verb that it hangs on ("at a rally in the capital on Friday")
OTHER_VERBS = frozenset({"VBD", "VBZ", "VBP", "VB"})


def settled(quotes: tuple[Quote, ...], parse: Parse, times: tuple[TimeMention, ...], places: tuple[PlaceMention, ...]) -> tuple[Quote, ...]:
    """The quotes with the time and place of speaking filled in: told with the cue, else that of the same speaker's words just before
    (in the same paragraph), else the day of publication, each with its reason. An old happening is not told so: where the verb stands
    in the pluperfect, or the text has no day, the time stays open."""
    found: list[Quote] = []
    for quote in quotes:
        when = _told(quote, parse, times) or _same_breath(quote, found, parse) or _implied(quote, parse)
        place = _resolved(quote.place, places)
        found.append(msgspec.structs.replace(quote, time=when, place=place, content=_without_day(quote, when)))
    return tuple(found)


def _told(quote: Quote, parse: Parse, times: tuple[TimeMention, ...]) -> WhenTold | None:
    """The time that hangs on the cue's verb, or on the occasion that stands with it, outside what was said."""
    if quote.cue is None:
        return None
    tokens = parse.tokens(quote.cue)
    verb = tokens[0] if tokens else None
    sentence = parse.sentences[parse.sentence_at(quote.cue.start)]
    for time in _free(times, sentence, quote.content):
        near = 0 <= time.span.start - quote.cue.end <= BESIDE
        if time.kind in SAID_KINDS and time.interval is not None and time.bound is None and verb is not None:
            head = parse.tokens(time.span)
            if near or (time.span.start != quote.content[0].start and head is not None and _hangs_on(head.root, verb, quote)):
                return WhenTold(time.interval, time.span, f"with the cue: {time.reason}" if time.reason else "with the cue")
            if head is not None and _of_source(head.root, quote):
                return WhenTold(time.interval, time.span, f"with the source: {time.reason}" if time.reason else "with the source")
    return None


def _of_source(token: Token, quote: Quote) -> bool:
    """Whether a time is when the source came out: "according to a statement released on Sunday", "a report on Monday"."""
    if quote.speaker_span is None or quote.cue is None or token.idx < quote.cue.start or quote.rule.split(", ")[-1] != "according":
        return False
    at = token.head
    for _ in range(CLIMB):
        if quote.speaker_span.start <= at.idx < quote.speaker_span.end and at.pos_ in ("NOUN", "PROPN"):
            return True
        if at.head == at or not (at.pos_ == "ADP" or at.lemma_ in speech_words().published):
            return False
        at = at.head
    return False


def _without_day(quote: Quote, when: WhenTold | None) -> tuple[Span, ...]:
    """The content without the bare day of speaking that a parser takes for its first word ("said Tuesday the truce was holding")."""
    first = quote.content[0]
    if when is None or when.span is None or when.span.start != first.start or when.span.end + 1 >= first.end:
        return quote.content
    return (Span(when.span.end + 1, first.end), *quote.content[1:])


def _free(times: tuple[TimeMention, ...], sentence: Span, content: Iterable[Span]) -> list[TimeMention]:
    held = list(content)
    return [t for t in times if sentence.contains(t.span) and (t.span.start == held[0].start or not any(c.contains(t.span) for c in held))]


def _hangs_on(token: Token, verb: Token, quote: Quote) -> bool:
    """Whether a time is told of the speaking: its way up the tree comes to the cue before any other finite verb and not through the speaker."""
    at = token
    for _ in range(CLIMB):
        if at.head == at:
            return False
        at = at.head
        if at == verb:
            return True
        if at.tag_ in OTHER_VERBS or (quote.speaker_span is not None and quote.speaker_span.start <= at.idx < quote.speaker_span.end):
            return False
    return False


def _same_breath(quote: Quote, before: list[Quote], parse: Parse) -> WhenTold | None:
    """The time of what the same speaker said last, in the same paragraph."""
    last = before[-1] if before else None
    if last is None or last.time is None or last.time.span is None or quote.speaker is None or last.speaker is None:
        return None
    if last.speaker.actor != quote.speaker.actor or "\n" in parse.text[last.time.span.end : cover(quote.content).start]:
        return None
    return WhenTold(last.time.interval, None, "said together with the words before")


def _implied(quote: Quote, parse: Parse) -> WhenTold | None:
    """The day of publication, for words that the article tells as news: a plain past or present verb of saying."""
    published = parse.article.published
    if quote.cue is None or published is None or published.precision in ("year", "month"):
        return None
    tokens = parse.tokens(quote.cue)
    verb = tokens[0] if tokens else None
    if verb is None or verb.tag_ not in {"VBD", "VBZ", "VBP"} or any(c.dep_ == "aux" and c.lower_ in {"had", "'d"} for c in verb.children):
        return None
    day = published.interval
    return WhenTold(Interval(day.start - timedelta(days=1), day.end, "span"), None, "not told; news of the day of publication or the day before")


def _resolved(place: WhereTold | None, places: tuple[PlaceMention, ...]) -> WhereTold | None:
    """The place of speaking with what its words were resolved to."""
    mention = next((p for p in places if place is not None and p.span.overlaps(place.span)), None)
    if place is None or mention is None:
        return place
    return WhereTold(
        span=place.span, name=mention.name, geonames=mention.geonames, country=mention.country, admin1=mention.admin1,
        latitude=mention.latitude, longitude=mention.longitude, precision=mention.precision, reason=place.reason,
    )  # fmt: skip
