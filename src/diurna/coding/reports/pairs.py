"""Pairs: what one given stretch of words does to another, for people who have their own actor detection."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...model import Act, Span
from ...resources.ontology import acts
from .derive import derive
from .match import Match, candidates
from .read import COOPERATIVE
from .roles import carrier, places
from .sight import Sights
from .telling import telling

if TYPE_CHECKING:
    from ..parse import Parse
    from ..tokens import Token
    from .sight import Sight

# set by hand before the first run on plv_train (accuracy .758 then) and left as they were
SUBJECT_FIT, OBJECT_FIT, NEAR, FAR_STEP = 1.6, 1.2, 0.6, 0.08
UNLIKELY = 0.45
# weight of the model's log chance beside a rule's fit. On 597 own pairs that the model had not seen .3 gives .650 right, 1.2 .683, rules alone .575;
# on plv_train, looked at for this one number, .3 gives .797, 1.2 .778, rules alone .780: on news of the day the rules are the surer ones
SEEN = 0.3
LOOSE = 0.05  # chance that two stretches are the sides of a word, whatever the model says
LEAST = 1e-3  # chance of a type that the model does not see at all
LIKELY = 0.02  # acts of a word below this chance are not looked at
ACCEPT = 0.15  # of the model's chance of any type; below it a pair counts as having no event


def type_pairs(parse: Parse, pairs: list[tuple[Span, Span]], *, force: bool = False) -> list[tuple[Act | None, float, str]]:
    """The PLOVER type of what the first span's actor does to the second's, with its probability among all types and none, and the rule.

    Spans are of the article's text. Without `force` a pair that probably has no event gives (None, probability of none, reason).
    """
    found = candidates(t for t in parse.doc if not t.is_space)
    sights = Sights(gated=False)
    return [_typed(parse, pair, found, sights, force) for pair in pairs]


def _typed(
    parse: Parse, pair: tuple[Span, Span], found: dict[int, list[Match]], sights: Sights, force: bool
) -> tuple[Act | None, float, str]:
    by_rule = _ruled(parse, pair, found, force)
    by_model = _seen(parse, pair, sights)
    none = 1 - max((chance for chance, _ in by_model.values()), default=0.0)
    scores = {act: by_rule.get(act, (0.0, ""))[0] + SEEN * math.log(LEAST + by_model.get(act, (0.0, ""))[0]) for act in by_rule | by_model}
    if not scores or (not force and 1 - none < ACCEPT):
        return None, round(none, 3), "no trigger" if not scores else f"model: no happening between them {none:.2f}"
    best = max(scores, key=scores.__getitem__)
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    reasons = [reason for table in (by_rule, by_model) if (reason := table.get(best, (0.0, ""))[1])]
    return best, round((1 - none) / total, 3), " | ".join(reasons)


def _ruled(parse: Parse, pair: tuple[Span, Span], found: dict[int, list[Match]], force: bool) -> dict[Act, tuple[float, str]]:
    """The best fit of a rule for each type."""
    sentences = {parse.sentence_at(span.start) for span in pair}
    best: dict[Act, tuple[float, str]] = {}
    for matches in found.values():
        if parse.sentence_of(matches[0].token) not in sentences and not force:
            continue
        for match in matches:
            score, act = _fit(match, parse, *pair), _type(match, found)
            if score > best.get(act, (0.0, ""))[0]:
                best[act] = (score, match.sense.id)
    return best


def _seen(parse: Parse, pair: tuple[Span, Span], sights: Sights) -> dict[Act, tuple[float, str]]:
    """The model's best chance for each type: that a word names it, and that the two are its sides."""
    best: dict[Act, tuple[float, str]] = {}
    sentences = {parse.sentence_at(span.start) for span in pair}
    for number in sorted(sentences):
        tokens = parse.tokens(parse.sentences[number])
        sight = sights.of_sentence(tokens[0].sent) if tokens is not None and len(tokens) else None
        for token in sight.tokens if sight is not None else ():
            chance = sight.chance(token)
            if chance < LIKELY or any(Span(token.idx, token.idx + len(token)).overlaps(span) for span in pair):
                continue
            words = [parse.tokens(span) for span in pair]
            sides = [sight.role(token, some)[side] if some is not None else LOOSE for side, some in enumerate(words)]
            chance *= math.sqrt((LOOSE + (1 - LOOSE) * sides[0]) * (LOOSE + (1 - LOOSE) * sides[1]))
            for act in acts():
                share = chance * sight.share(token, act)
                kind = _kind(act, token, sight)
                if share >= LIKELY / len(acts()) and share > best.get(kind, (0.0, ""))[0]:
                    best[kind] = (share, f"model: {act} {share:.2f} at {token.lower_!r}")
    return best


def _kind(act: Act, token: Token, sight: Sight) -> Act:
    """The type that an act of the model stands for, by its phase."""
    return derive(act, None, acts()[act].cameo, sight.phase(token)[0]).plover_type


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
