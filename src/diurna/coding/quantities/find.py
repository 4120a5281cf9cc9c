"""Finding: every figure of an article, what it counts, how exactly, in which scope."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...model import Quantity, Span
from ...resources.quantities import quantity_tables
from .context import is_later_toll, is_part_of_next, scope_of, whole_of
from .guards import Guard
from .kinds import human_kinds, is_people_of, kind_of_following, kind_of_noun, kind_of_state
from .nouns import counted, whom_of
from .scan import Figure, figures

if TYPE_CHECKING:
    from ...model import QuantityKind, TimeMention
    from ..parse import Parse
    from ..tokens import Token

PEOPLE = frozenset(("dead", "wounded", "missing", "detained", "displaced", "hostages", "people", "troops", "protesters"))
DAYS = re.compile(r"P(\d+)([DW])")
MEMBERS = re.compile(r"-(?:member|strong)\b")
FOLLOWING = 110  # characters after a noun in which what became of it is looked for
ONE = ("one",)


def find_quantities(parse: Parse, times: tuple[TimeMention, ...]) -> tuple[Quantity, ...]:
    """The quantities of an article, in text order; `times` are its time expressions, which count nothing themselves
    except lengths of days and weeks. Chains are left empty: `attributed` takes them from the quotes.
    """
    guard, found = Guard(parse, times), []
    for figure in figures(parse.text):
        if not guard.stops(figure):
            quantity = _quantity(parse, figure, found)
            if quantity:
                found.append(quantity)
    found += [length for time in times if (length := _length(parse, time))]
    found.sort(key=lambda q: q.span)
    return _numbered(parse, found)


def _quantity(parse: Parse, figure: Figure, before: list[Quantity]) -> Quantity | None:
    if figure.percent:
        return _plain(parse, figure, "percent", "percent")
    if figure.currency:
        return _plain(parse, figure, "money", figure.currency)
    told = counted(parse, figure)
    if told is None:
        return None
    nominal, noun = told
    if noun is not None and figure.number.of(parse.text).lower() in ONE and kind_of_noun(noun) is None:
        return None
    kind, rule = _kind(parse, figure, nominal, noun)
    if MEMBERS.match(parse.text, figure.number.end):
        kind, rule = "people", "members"
    told_before = kind is None and noun is None and before and before[-1].kind in PEOPLE
    if told_before and is_later_toll(parse, figure.span, before[-1].sentence):
        kind, rule = before[-1].kind, "later toll of the figure before it"
    whole = whole_of(parse, figure.span, before, figure.best if figure.best is not None else figure.low)
    if whole and (kind is None or kind in human_kinds()) and whole.kind in PEOPLE:
        kind, rule = whole.kind, "part of the figure before it"
    if kind is None:
        if noun is None:
            return None
        kind, rule = "other", "noun of no kind"
    return _made(parse, figure, kind, noun, rule=rule, part_of=whole.id if whole else None)


def _word_before(parse: Parse, figure: Figure) -> Token | None:
    """The word right before a figure and its qualifiers, in the same sentence."""
    tokens = parse.tokens(figure.span)
    if not tokens or tokens[0].i == 0 or tokens[0].is_sent_start:
        return None
    return parse.doc[tokens[0].i - 1]


def _kind(parse: Parse, figure: Figure, nominal: Token, noun: Token | None) -> tuple[QuantityKind | None, str]:
    """The kind, and the rule that told it: what became of people goes before what they are."""
    by_noun = kind_of_noun(noun if noun is not None else nominal)
    if by_noun is None or by_noun in human_kinds():
        end = max(figure.span.end, noun.idx + len(noun) if noun is not None else 0)
        state = kind_of_state(nominal, _word_before(parse, figure))
        state = state or (kind_of_state(noun, None) if noun is not None and noun.i != nominal.i else None)
        state = state or kind_of_following(parse.text[end : end + FOLLOWING])
        if state and (by_noun or noun is None or noun.pos_ == "PROPN" or state in ("dead", "wounded")):
            return state, "verb or state"
    if by_noun is None and noun is not None and is_people_of(noun):
        return "people", "name of a people"
    return by_noun, "noun"


def _made(parse: Parse, figure: Figure, kind: QuantityKind, noun: Token | None, *, rule: str, part_of: str | None) -> Quantity:
    whom = whom_of(parse, figure, noun)
    scope = scope_of(parse, figure.span) if kind in PEOPLE else "event"
    unit, factor = _unit(kind, noun)
    end = max(figure.span.end, whom.end if whom and whom.start < figure.span.end + 40 else 0)
    low, best, high = (None if v is None else v * factor for v in (figure.low, figure.best, figure.high))
    return Quantity(
        id=f"{parse.article.id}-{figure.span.start}", article=parse.article.id, sentence=parse.sentence_at(figure.span.start),
        span=Span(figure.span.start, end), kind=kind, noun=noun.lemma_.lower() if noun is not None else "", low=low, best=best, high=high,
        bound=figure.bound, unit=unit, whom=whom.of(parse.text) if whom else None, whom_span=whom, scope=scope,
        part_of=part_of, rule=rule,
    )  # fmt: skip


def _unit(kind: QuantityKind, noun: Token | None) -> tuple[str | None, float]:
    if kind in PEOPLE:
        return "people", 1.0
    if noun is None:
        return None, 1.0
    units, lemma = quantity_tables()["units"], noun.lemma_.lower()
    before = next((c.lemma_.lower() for c in noun.lefts if c.dep_ in ("amod", "compound")), "")
    entry = units.get(f"{before} {lemma}") or units.get(lemma) or units.get(noun.lower_)
    return (entry[0], float(entry[1])) if entry else (None, 1.0)


def _plain(parse: Parse, figure: Figure, kind: QuantityKind, unit: str) -> Quantity:
    return Quantity(
        id=f"{parse.article.id}-{figure.span.start}", article=parse.article.id, sentence=parse.sentence_at(figure.span.start), span=figure.span,
        kind=kind, noun=kind, low=figure.low, best=figure.best, high=figure.high, bound=figure.bound, unit=unit, scope=scope_of(parse, figure.span),
        rule="sign or unit",
    )  # fmt: skip


def _length(parse: Parse, time: TimeMention) -> Quantity | None:
    """A length of whole days or weeks as a quantity of days."""
    match = DAYS.fullmatch(time.value) if time.kind == "DURATION" else None
    if not match:
        return None
    days = float(match.group(1)) * (7 if match.group(2) == "W" else 1)
    return Quantity(id=f"{parse.article.id}-{time.span.start}", article=parse.article.id, sentence=time.sentence, span=time.span, kind="days",
                    noun="day", low=days, best=days, high=days, unit="days", rule="length of time")  # fmt: skip


def _numbered(parse: Parse, found: list[Quantity]) -> tuple[Quantity, ...]:
    """The same quantities with their final ids, by place in the text."""
    for n, (part, whole) in enumerate(pairwise(found)):
        if part.kind in PEOPLE and whole.kind in PEOPLE and is_part_of_next(parse, part.span, whole.span):
            found[n] = replace(part, part_of=whole.id)
    ids = {q.id: f"{parse.article.id}-q{n}" for n, q in enumerate(found)}
    return tuple(replace(q, id=ids[q.id], part_of=ids.get(q.part_of) if q.part_of else None) for q in found)
