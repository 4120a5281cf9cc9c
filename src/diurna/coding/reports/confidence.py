"""Confidence: how sure a report is, as a calibrated probability, from its rule, its roles, its telling and the event model.

Each question (is it a report at all? is its act right? its actors? ...) has one logistic regression over the same few facts. The weights
are fitted by `python -m training.events` on sentences that the event model had not seen; `evals/held_back.py` measures the calibration.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...model import FieldConfidence
from ...resources.judges import judges
from .seen import side_chances
from .urge import ADDRESSEE, URGE

if TYPE_CHECKING:
    from .read import Reading
    from .roles import Players

WITHOUT_RECIPIENT = 0.85
WITHOUT_ACTOR = 0.8
INNER = 0.92
ADVERBIAL = 0.9
INTRANSITIVE = frozenset({"PROTEST", "RETREAT", "MOBILIZE", "CONCEDE", "AGREE", "REJECT", "THREATEN", "ASSAULT"})
BARE = 0.7  # a one-word pattern of a type that needs a recipient, without one
EDGE = 0.002  # scores have three decimals
FIELDS = ("act", "actors", "recipients", "phase", "polarity", "background")


def rough(reading: Reading) -> float:
    """From 0 to 1, from rule and roles alone: the factors are ordered by the errors seen; one of the facts that judges weigh."""
    sure = reading.match.sense.sure + 0.05 * bool(reading.match.sense.objects)
    if not reading.recipients and not (reading.reciprocal and len(reading.actors) > 1):
        sure *= WITHOUT_RECIPIENT if reading.act in INTRANSITIVE or reading.match.sense.objects else BARE
    if not reading.actors:
        sure *= WITHOUT_ACTOR
    sure *= INNER ** sum("inside" in p.reason for p in (*reading.actors, *reading.recipients))
    if reading.held is not None and reading.held.how == "adverbial":
        sure *= ADVERBIAL
    return round(min(sure, 0.99), 3)


def facts(reading: Reading, players: Players, *, background: bool, quoted: bool) -> dict[str, float]:
    """What the judges weigh, by name."""
    told, sight, at = reading.told, reading.sight, reading.seen_at
    rule = not reading.alone
    found = {
        "rule": float(rule),
        "half": float(reading.alone and not reading.match.sense.id.startswith("model.")),
        "rough": rough(reading) if rule else 0.0,
        "noun": float(reading.match.sense.pos == "n"),
        "adverbial": float(reading.held is not None and reading.held.how == "adverbial"),
        "actors": float(bool(reading.actors)),
        "recipients": float(bool(reading.recipients)),
        "reciprocal": float(reading.reciprocal),
        "inside": float(any("inside" in p.reason for p in (*reading.actors, *reading.recipients))),
        "quoted": float(quoted),
        "planned": float(told.phase == "planned"),
        "called_off": float(told.phase == "called_off"),
        "hypothetical": float(told.thought),
        "denied": float(told.denied is not None),
        "background": float(background),
        "bare": float(players.parse.bare),
    }
    if sight is None or at is None:
        return found
    actor_side, recipient_side = side_chances(reading, players)
    phase_share, denied, past = sight.phase_share(at, told.phase), sight.denied(at), sight.background(at)
    seen = {
        "read": 1.0,
        "chance": log_odds(reading.chance),
        "chance of a rule": log_odds(reading.chance) * rule,
        "share": log_odds(sight.share(at, reading.act)),
        "actor side": log_odds(actor_side),
        "recipient side": log_odds(recipient_side),
        "phase": log_odds(phase_share),
        "polarity": log_odds(denied if told.denied is not None else 1 - denied),
        "history": log_odds(past if background else 1 - past),
    }
    return found | seen


def chance_of(reading: Reading, known: dict[str, float]) -> float:
    """The probability that a report is one at all.

    What a user's own verbs tell, and a demand that is put to somebody as what must be done, the model has not learnt: there the rule's own
    `sure` stands.
    """
    return reading.match.sense.sure if _unlearnt(reading) else judges().chances(("report",), known)[0]


def is_kept(chance: float, known: dict[str, float]) -> bool:
    """Whether a report is sure enough; one that only the model has found must be so with its act: on real text it errs more than on own ones."""
    table = judges()
    if known["rule"]:
        return chance >= table.floors.rule
    if known["bare"] and not known["half"]:
        return chance >= table.floors.bare
    return chance >= table.floors.model and chance * table.chances(("act",), known)[0] >= table.floors.act


def sure_fields(known: dict[str, float]) -> tuple[FieldConfidence, ...]:
    """For each field of a report the probability that it is right."""
    return tuple(map(FieldConfidence, FIELDS, judges().chances(FIELDS, known)))


def _unlearnt(reading: Reading) -> bool:
    return reading.match.sense.own or (reading.match.sense is URGE and any(p.reason == ADDRESSEE for p in reading.recipients))


def why(reading: Reading) -> str:
    """The rule and the model's scores that made a report: "assault.attack by=subj to=obj | model: ..."."""
    sense, sight, at = reading.match.sense, reading.sight, reading.seen_at
    rule = sense.id if sense.id.startswith("model.") else f"{sense.id} by={'/'.join(sense.by)} to={'/'.join(sense.to)}"
    if reading.alone and not sense.id.startswith("model."):
        rule += " (its conditions are not met)"
    if sight is None or at is None:
        return rule
    return f"{rule} | model: happening {reading.chance:.2f} at {at.lower_!r}, {reading.act} {sight.share(at, reading.act):.2f}"


def log_odds(chance: float) -> float:
    """Log odds, kept from the edges."""
    kept = min(max(chance, EDGE), 1 - EDGE)
    return math.log(kept / (1 - kept))
