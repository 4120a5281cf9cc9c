"""Pairs: what one given stretch of words does to another, for people who have their own actor detection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Act, Span
from .derive import derive
from .match import Match, candidates
from .read import COOPERATIVE
from .roles import carrier, places
from .telling import telling

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..parse import Parse

# set by hand before the first run on plv_train (accuracy .758 then) and left as they were
SUBJECT_FIT, OBJECT_FIT, NEAR, FAR_STEP = 1.6, 1.2, 0.6, 0.08
TOLD_AS_DONE = frozenset({"done", "ongoing", "planned", "called_off"})
UNLIKELY = 0.45
ACCEPT = 1.9  # below it a pair counts as having no event; set by hand on own examples, not fitted yet


def type_pairs(parse: Parse, pairs: list[tuple[Span, Span]], *, force: bool = False) -> list[tuple[Act | None, float, str]]:
    """The PLOVER type of what the first span's actor does to the second's, with a score and the rule.

    Spans are of the article's text. Without `force` a pair with no good trigger gives (None, score, reason).
    """
    found = candidates(t for t in parse.doc if not t.is_space)
    return [_typed(parse, actor, recipient, found, force) for actor, recipient in pairs]


def _typed(parse: Parse, actor: Span, recipient: Span, found: dict[int, list[Match]], force: bool) -> tuple[Act | None, float, str]:
    sentences = {parse.sentence_at(actor.start), parse.sentence_at(recipient.start)}
    best: tuple[float, Act | None, str] = (0.0, None, "no trigger")
    for matches in found.values():
        if parse.sentence_of(matches[0].token) not in sentences and not force:
            continue
        for match in matches:
            score = _fit(match, parse, actor, recipient)
            if score > best[0]:
                best = (score, _type(match, found), match.sense.id)
    score, act, rule = best
    return (act, round(score, 3), rule) if force or score >= ACCEPT else (None, round(score, 3), rule)


def _fit(match: Match, parse: Parse, actor: Span, recipient: Span) -> float:
    token = match.token
    held = carrier(token) if match.sense.pos == "n" else None
    subjects = [t for slot in match.sense.by for t in places(match, slot, held)]
    if held is not None:
        subjects += places(Match(sense=match.sense, token=held.verb), "subj", None)
    goals = [t for slot in match.sense.to if slot != "inside" for t in places(match, slot, held)]
    score = match.sense.weight
    score += SUBJECT_FIT * _touches(subjects, actor, parse, whole=False) + OBJECT_FIT * _touches(goals + match.objects, recipient, parse, whole=True)
    if Span(token.idx, token.idx + 1).overlaps(actor) or Span(token.idx, token.idx + 1).overlaps(recipient):
        score *= NEAR
    score -= FAR_STEP * _depth(token)
    told = telling(token, held)
    return score * (UNLIKELY if told.phase == "hypothetical" else 1.0)


def _touches(tokens: list[Token], span: Span, parse: Parse, *, whole: bool) -> bool:
    for token in tokens:
        area = Span(token.left_edge.idx, token.right_edge.idx + len(token.right_edge)) if whole else Span(token.idx, token.idx + len(token))
        if area.overlaps(span):
            return True
        if not whole and any(Span(c.idx, c.idx + len(c)).overlaps(span) for c in token.subtree if c.i < token.i or c.dep_ == "conj"):
            return True
    return False


def _depth(token: Token) -> int:
    depth = 0
    while token.head != token and depth < 10:
        token, depth = token.head, depth + 1
    return depth


def _type(match: Match, found: dict[int, list[Match]]) -> Act:
    from .read import CONFLICT, _content

    held = carrier(match.token) if match.sense.pos == "n" else None
    told = telling(match.token, held)
    act = match.sense.act
    inner = _content(match, found)
    content = inner.sense.act if inner is not None else None
    if told.negated and ((told.phase == "planned" and act in COOPERATIVE) or act == "CONCEDE"):
        return "REJECT"
    if act == "AGREE" and content in CONFLICT and match.sense.complement:
        return "THREATEN"
    return derive(act, match.sense.mode, match.sense.cameo, told.phase, content).plover_type
