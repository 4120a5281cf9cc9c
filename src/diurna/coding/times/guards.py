"""What looks like a time and is none: names, verbs, ages, amounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...model import Span
    from ..parse import Parse

AGE = re.compile(r"[\s-]*(?:olds?\b|of age\b)|['’]?[\s-]+olds?\b", re.I)
AMOUNT_BEFORE = re.compile(
    r"[$€£#¥%.,:/]\s?$|\d$|\b(?:No\.?|about|some|nearly|almost|than|least|approximately|roughly|as (?:many|few|much|little) as)\s$", re.I
)
AMOUNT_AFTER = re.compile(
    r"\s?(?:%|percent|per cent|points?\b|million|billion|dollars|euros|km\b|miles\b|[-–]?(?:strong|member|seat|page|mile|pound)\b)|[.,/:]\d", re.I
)
TIME_BEFORE = re.compile(r"\b(?:in|since|by|until|from|during|of|before|after|to|and|early|late|mid|the|year|fiscal|between|through|a)[\s-]$", re.I)
WORD_AFTER = re.compile(r"\s+([A-Za-z]+)")
NOUN_TAGS = ("NN", "NNP", "NNS", "NNPS")
LOOK = 20  # characters around a time that can tell it for something else


def is_age(text: str, end: int) -> bool:
    return bool(AGE.match(text, end))


def is_amount(parse: Parse, span: Span) -> bool:
    """Whether four figures are an amount ("2000 people"), not a year."""
    text = parse.text
    if AMOUNT_BEFORE.search(text[max(0, span.start - LOOK) : span.start]) or AMOUNT_AFTER.match(text, span.end):
        return True
    if TIME_BEFORE.search(text[max(0, span.start - LOOK) : span.start]):
        return False
    after = WORD_AFTER.match(text, span.end)
    if not after or not after.group(1)[0].islower():
        return False
    tokens = parse.tokens(span)
    if not tokens:
        return False
    token = tokens[0]
    return token.dep_ in ("nummod", "quantmod", "compound") and token.head.tag_ == "NNS" and token.head.i == token.i + 1


def is_other_word(parse: Parse, span: Span) -> bool:
    """Whether a month, weekday or season by itself is a name or a verb ("May said", "to march", "to fall")."""
    tokens = parse.tokens(span)
    if not tokens:
        return False
    word = tokens[0]
    if word.tag_ not in NOUN_TAGS:
        return True
    return word.ent_type_ == "PERSON" or (word.dep_ == "nsubj" and word.lower_ == "may")


def is_rate(parse: Parse, span: Span) -> bool:
    """Whether "a day", "a year" says how often: "12 hours a day"."""
    tokens = parse.tokens(span)
    if not tokens or tokens[0].i == 0 or tokens[0].tag_ != "DT":
        return False
    before = parse.doc[tokens[0].i - 1]
    return before.tag_ in ("NN", "NNS", "CD") and tokens.root.dep_ == "npadvmod"
