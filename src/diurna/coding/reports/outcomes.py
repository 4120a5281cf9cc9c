"""Outcomes: "shelled the town, killing nine" is one happening; what came of an act joins the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.triggers import object_classes
from .grammar import antecedent, children, is_outcome, is_passive
from .roles import unique

if TYPE_CHECKING:
    from ..tokens import Token
    from .read import Reading

PLAIN = frozenset({None, "destroy"})  # modes that only tell harm; "abducting two" is another deed
LINKS = frozenset({"when", "after", "as", "in"})
MAX_CLIMB = 6


def with_outcomes(readings: list[Reading]) -> list[Reading]:
    """The readings, in text order, without those that tell what came of another one of the same sentence, which takes them in."""
    taken: set[int] = set()
    for reading in readings:
        deed = _deed(reading, readings) if reading.act == "ASSAULT" and reading.mode in PLAIN else None
        if deed is not None and deed.token.i not in taken:
            deed.outcomes.append(reading)
            deed.actors = deed.actors or reading.actors
            doers = {a.actor for a in deed.actors}
            deed.recipients = unique([*deed.recipients, *(r for r in reading.recipients if r.actor not in doers)])
            deed.victims = deed.victims or reading.victims
            taken.add(reading.token.i)
    return [r for r in readings if r.token.i not in taken]


def _deed(reading: Reading, readings: list[Reading]) -> Reading | None:
    """The act that a reading tells the outcome of, or None."""
    sentence = reading.token.sent
    near = [r for r in readings if r.token.sent is sentence and r is not reading and r.act == "ASSAULT" and not r.told.negated]
    near = [r for r in near if r.token.lemma_ not in object_classes()["harming"] and _phase(r) == _phase(reading)]
    if is_outcome(reading.token) and reading.token.dep_ in ("acl", "advcl", "conj", "xcomp", "dep"):
        before = [r for r in near if r.token.i < reading.token.i and _same_doers(r, reading)]
        return before[-1] if before else None
    if not reading.actors:
        return next((r for r in near if r.actors and (_told_in(reading.token, r.token) or _of_weapon(reading, r.token))), None)
    return None


def _phase(reading: Reading) -> str:
    return "done" if reading.told.phase == "ongoing" else reading.told.phase


def _same_doers(deed: Reading, outcome: Reading) -> bool:
    mine, theirs = {a.actor for a in deed.actors}, {a.actor for a in outcome.actors}
    return not mine or not theirs or bool(mine & theirs)


def _told_in(harm: Token, deed: Token) -> bool:
    """Whether a clause with "when" or "after" below the harm tells the deed: "were wounded when soldiers opened fire"."""
    node = deed
    for _ in range(MAX_CLIMB):
        if node.dep_ in ("advcl", "pcomp") and any(m.lower_ in LINKS for m in children(node, "mark", "advmod")):
            return node.head == harm or harm in node.head.conjuncts
        if node.dep_ not in ("xcomp", "dobj", "prep", "pobj") or node.head == node:
            return False
        node = node.head
    return False


def _of_weapon(reading: Reading, deed: Token) -> bool:
    """Whether the harm is done by the very thing that the deed names: "launched an attack that killed five"."""
    subjects = [antecedent(s) for s in children(reading.token, "nsubj")]
    named = [s for s in subjects if deed.dep_ == "acl" and deed.head == s]  # "a shell fired by rebels left two dead"
    relative = reading.token.dep_ == "relcl" and any(deed in (s, s.head) for s in subjects)
    return not is_passive(reading.token) and (relative or bool(named))
