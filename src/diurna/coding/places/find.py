"""Find toponyms in a parse: what the language model names, and what the gazetteer knows among capitalised words it leaves open."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ...model import Span
from ...resources.gazetteer_words import words
from ..case import STAND_IN
from .toponyms import COMPASS, LED, called_after, candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resources.gazetteer import Gazetteer, Place
    from ..parse import Parse
    from ..tokens import Token, Tokens, TokenSpan

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
WHOLE_LABELS = frozenset({"ORG", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "PERSON"})
LONGEST = 5  # tokens of a name looked up
SHORTEST = 3  # letters: a name as short is taken only in capitals ("UAE")
ALTERNATE = 2  # the rank of a name that is neither a place's own nor in this package's tables
CITY_ALONE = 50_000  # people above which a city that the model does not name is taken without a preposition before it
TITLES = words("title")
COMMON = words("common")
CAPITALS = r"(?P<place>[A-Z][A-Z'’-]+\.?(?: [A-Z][A-Z'’-]+){0,3})"
CAPITALISED = r"(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})"
REGION = r"(?:, [A-Z][\w.]+)?"
DAY = r"(?:, ?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?,?)"
AGENCY = r"\([^()\n]{2,25}\)"
# In capitals anywhere that a sentence may begin; else at the head of a line, and only with the day or the agency.
DATELINE = re.compile(rf"(?:^|[\n.?!]\s*){CAPITALS}{REGION}{DAY}?\s?(?:{AGENCY}\s?)?(?:—|–|--|- |:)")
TITLED_DATELINE = re.compile(rf"^[ \t]*{CAPITALISED}{REGION}(?:{DAY}(?:\s?{AGENCY})?|\s?{AGENCY})\s?(?:—|–|--|- )", re.M)
LINKS = words("link")
LOCATIVE = words("locative") | COMPASS


class Found:
    """A span that may be a toponym: `inside` if it is a part of a longer name, `people` if the model takes it for a demonym,
    `dateline` if it says where the text was written."""

    __slots__ = ("dateline", "inside", "people", "span", "tokens", "vague")

    def __init__(self, span: Span, tokens: TokenSpan, *, inside: bool = False, people: bool = False, vague: bool = False) -> None:
        self.dateline = False
        self.span = span
        self.tokens = tokens
        self.inside = inside
        self.people = people
        self.vague = vague


def find(parse: Parse, gazetteer: Gazetteer) -> list[Found]:
    """The toponyms of an article, in text order, none overlapping another."""
    doc = parse.doc
    taken = [False] * len(doc)
    datelines = _datelines(parse.text)
    found: list[Found] = [*_places_of(datelines, doc, parse.text, taken, gazetteer), *_split(doc, parse.text, taken, gazetteer)]
    surnames = _surnames(doc)
    for entity in doc.ents:
        if any(taken[entity.start : entity.end]):
            continue
        if entity.label_ in PLACE_LABELS:
            found += _named(entity, parse.text, gazetteer)
        elif entity.label_ in WHOLE_LABELS:
            found += _inside(entity, parse.text, gazetteer)
        elif entity.label_ not in ("DATE", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "TIME"):
            continue
        for i in range(entity.start, entity.end):
            taken[i] = True
    found = [f for f in found if not _is_person(f, surnames, parse.text, gazetteer)]
    seen = frozenset(f.span.of(parse.text) for f in found if not f.inside) - surnames
    found += _overlay(doc, parse.text, taken, gazetteer, seen)
    for dateline in datelines:
        for one in found:
            one.dateline = one.dateline or dateline.start() <= one.span.start < dateline.end()
    return sorted(found, key=lambda f: f.span)


def _surnames(doc: Tokens) -> frozenset[str]:
    """Words that are people's last names in this article: "Joan Shelby" makes a later "Shelby" no town."""
    named = {e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
    titled = {b.text for a, b in pairwise(doc) if a.text in TITLES}
    return frozenset(named | titled)


def _is_person(found: Found, surnames: frozenset[str], text: str, gazetteer: Gazetteer) -> bool:
    if len(found.tokens) > 1 or found.tokens[0].text not in surnames or found.people:
        return False
    return not (_after_locative(found.tokens) or _area(found.tokens, text, gazetteer))


def _after_locative(tokens: TokenSpan) -> bool:
    return tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ in LOCATIVE


def _datelines(text: str) -> list[re.Match[str]]:
    """What opens a paragraph or follows a headline and ends with a dash: "HARTFORD (AP) --", "Riga, June 10 (AFP) -"."""
    return [*DATELINE.finditer(text), *TITLED_DATELINE.finditer(text)]


def _places_of(datelines: list[re.Match[str]], doc: Tokens, text: str, taken: list[bool], gazetteer: Gazetteer) -> Iterator[Found]:
    """The place that each dateline begins with."""
    for match in datelines:
        tokens = doc.char_span(*match.span("place"), alignment_mode="contract")
        if tokens is not None and not any(taken[tokens.start : tokens.end]) and candidates(_span(tokens).of(text), gazetteer):
            taken[tokens.start : tokens.end] = [True] * len(tokens)
            yield Found(_span(tokens), tokens)


def _split(doc: Tokens, text: str, taken: list[bool], gazetteer: Gazetteer) -> Iterator[Found]:
    """Names of several words that the gazetteer knows and the model cuts in two or begins elsewhere: "Deir Ezzor"."""
    i = 0
    while i < len(doc):
        end = _run_end(doc, text, taken, i) if doc[i].ent_iob_ == "B" and text[doc[i].idx].isupper() else i
        for stop in range(end, i + 1, -1):
            part = doc[i:stop]
            if _crosses(part) and text[part[-1].idx].isupper() and _placed(part, text, gazetteer):
                yield Found(_span(part), part)
                for k in range(i, stop):
                    taken[k] = True
                i = stop - 1
                break
        i += 1


def _crosses(part: TokenSpan) -> bool:
    """Whether a run begins with an entity, ends with one and is none itself."""
    doc, end = part.doc, part.end
    return not all(t.ent_iob_ == "I" for t in part[1:]) and not (end < len(doc) and doc[end].ent_iob_ == "I")


def _placed(part: TokenSpan, text: str, gazetteer: Gazetteer) -> bool:
    return part[0].ent_type_ != "PERSON" and any(p.kind != "admin2" for p in candidates(_span(part).of(text), gazetteer))


def _named(entity: TokenSpan, text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    """A place that the model names, less article and genitive; where the whole is unknown, the known part of it."""
    tokens = _bare(entity)
    if tokens is None:
        return
    span = _span(tokens)
    surface = span.of(text)
    people = gazetteer.people(surface) is not None
    faith = entity.label_ == "NORP"  # or a party, a people without a country: no place is called after them
    if people or (not faith and (candidates(surface, gazetteer) or candidates(called_after(surface), gazetteer))):
        yield Found(span, tokens, people=people)
        return
    parts = list(_parts(tokens, text, gazetteer))
    if not parts and not faith:
        led = LED.search(surface)
        if led and candidates(surface[: led.start()], gazetteer):
            yield Found(Span(span.start, span.start + led.start()), tokens, people=True)
        elif surface.lower() not in COMPASS:
            yield Found(span, tokens)
    for part in parts:
        rest = {t.lower_ for t in tokens if not (part.start <= t.i < part.end)}
        if rest and rest <= COMPASS and all(p.feature == "STM" for p in candidates(_span(part).of(text), gazetteer)):
            continue  # the West Nile virus is not at the Nile
        yield Found(_span(part), part, people=gazetteer.people(_span(part).of(text)) is not None, vague=bool(rest & COMPASS),
                    inside=not rest <= COMPASS and entity.label_ == "FAC")


def _inside(entity: TokenSpan, text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    """Places within the name of something else: "University of Damascus", and the outlet or person called after one."""
    if entity.label_ == "PERSON":
        if len(entity) == 1 and _well_known(entity, text, gazetteer):
            yield Found(_span(entity), entity)
        return
    whole = _bare(entity)
    if whole is not None and _well_known(whole, text, gazetteer):
        yield Found(_span(whole), whole, people=gazetteer.people(_span(whole).of(text)) is not None)
        return
    for part in _parts(entity, text, gazetteer):
        if _well_known(part, text, gazetteer):
            yield Found(_span(part), part, inside=True, people=gazetteer.people(_span(part).of(text)) is not None)


def _parts(tokens: TokenSpan, text: str, gazetteer: Gazetteer) -> Iterator[TokenSpan]:
    """The longest known names within a name, from the left."""
    doc, i = tokens.doc, tokens.start
    while i < tokens.end:
        for end in range(min(tokens.end, i + LONGEST), i, -1):
            part = doc[i:end]
            if part[0].text[0].isupper() and part[-1].text[0].isupper() and _span(part).of(text) and _well_known(part, text, gazetteer):
                yield part
                i = end - 1
                break
        i += 1


def _overlay(doc: Tokens, text: str, taken: list[bool], gazetteer: Gazetteer, seen: frozenset[str]) -> Iterator[Found]:
    """Names that the gazetteer knows among capitalised words that the model leaves open."""
    i = 0
    while i < len(doc):
        step = 1
        if not taken[i] and doc[i].is_alpha and text[doc[i].idx].isupper():
            for end in range(_run_end(doc, text, taken, i), i, -1):
                part = doc[i:end]
                if _stands(part, text, gazetteer, seen):
                    yield Found(_span(part), part, people=gazetteer.people(_span(part).of(text)) is not None)
                    break
            step = max(1, _run_end(doc, text, taken, i) - i)
        i += step


def _run_end(doc: Tokens, text: str, taken: list[bool], start: int) -> int:
    end = start + 1
    while end < len(doc) and end - start < LONGEST and not taken[end] and _joins(doc[end], text):
        end += 1
    return end


def _joins(token: Token, text: str) -> bool:
    return (token.text in LINKS or text[token.idx].isupper()) and not token.is_sent_start and not token.is_space


def _stands(part: TokenSpan, text: str, gazetteer: Gazetteer, seen: frozenset[str]) -> bool:
    """Whether a capitalised run that the model leaves open is a place: well known, or said to be where something is."""
    last = part[-1]
    if _span(part).of(text) in seen:
        return True
    if part[0].is_sent_start and len(part) == 1 and not (last.pos_ == "PROPN" and _area(part, text, gazetteer)):
        return False
    if text[last.idx].islower() or last.text == "-":
        return False
    following = part.doc[part.end] if part.end < len(part.doc) else None
    if following is not None and following.tag_ == "NNP" and following.text[0].isupper() and part[-1].dep_ == "compound":
        return gazetteer.people(_span(part).of(text)) is not None
    places = candidates(_span(part).of(text), gazetteer)
    if not places or last.pos_ not in ("PROPN", "NOUN", "ADJ"):
        return False
    return (_after_locative(part) and last.pos_ == "PROPN") or _well_known(part, text, gazetteer)


def _area(part: TokenSpan, text: str, gazetteer: Gazetteer) -> bool:
    return any(p.kind in ("country", "feature") or p.feature == "PPLC" for p in candidates(_span(part).of(text), gazetteer))


def _well_known(part: TokenSpan, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a country, region or city of some size bears the name as its own."""
    surface = _span(part).of(text)
    if (len(surface) <= SHORTEST and not surface.isupper()) or surface.lower() in COMMON:
        return False
    return any(_known(p, surface) for p in candidates(surface, gazetteer))


def _known(place: Place, surface: str) -> bool:
    if place.kind == "city":
        return place.rank < ALTERNATE and place.population >= CITY_ALONE
    return place.kind in ("country", "feature") or (place.kind == "admin1" and len(surface) > SHORTEST and place.rank == 0)


def _bare(entity: TokenSpan) -> TokenSpan | None:
    """An entity less its article, genitive and quotation marks."""
    start, end = entity.start, entity.end
    doc = entity.doc
    while start < end and (doc[start].lower_ == "the" or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text != ")")):
        end -= 1
    if end - start == 1 and doc[start].text == STAND_IN:
        return None
    return doc[start:end] if start < end else None


def _span(tokens: TokenSpan) -> Span:
    return Span(tokens.start_char, tokens.end_char)
