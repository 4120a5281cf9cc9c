"""Sight: what the event model says of the sentences of an article, by the parser's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ...model import Act, Phase
from ...resources.encoder import Encoder, Scores, encoder
from ...resources.event_gate import event_gate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

NONE = "none"


class Sight:
    """The model's scores of one sentence. A word beyond what the model reads is no trigger and plays no role."""

    def __init__(self, tokens: list[Token], scores: Scores, model: Encoder) -> None:
        self.tokens = tokens[: len(scores)]
        self._rows = {t.i: n for n, t in enumerate(self.tokens)}
        self._scores, self._labels, self._modes_of = scores, model.labels, model.modes_of
        self._chances: list[float] = (1 - scores.acts[:, 0]).tolist()
        self._sides: dict[int, tuple[list[float], list[float]]] = {}
        self._fields: dict[tuple[str, int], Any] = {}

    def chance(self, token: Token) -> float:
        """The probability that a word names a happening."""
        row = self._rows.get(token.i)
        return 0.0 if row is None else self._chances[row]

    def act(self, token: Token) -> Act:
        """The likeliest act of a word, if it names one."""
        return cast("Act", self._labels.acts[1 + int(self._scores.acts[self._rows[token.i], 1:].argmax())])

    def share(self, token: Token, act: Act) -> float:
        """The probability of an act if the word names one."""
        row = self._rows.get(token.i)
        if row is None:
            return 0.0
        acts = self._scores.acts[row]
        total = float(acts[1:].sum())
        return float(acts[self._labels.acts.index(act)]) / total if total else 0.0

    def mode(self, token: Token, act: Act) -> tuple[str | None, float]:
        """The likeliest mode of an act, None for none, and its probability among the act's modes."""
        row = self._field("modes", token)
        own = [(row[n], name) for n, name in self._modes_of[act]]
        best, name = max(own)
        return (None if name == NONE else name), best / max(sum(value for value, _ in own), 1e-3)

    def phase(self, token: Token) -> tuple[Phase, float]:
        """The likeliest phase and its probability."""
        row = self._field("phases", token)
        best = max(row)
        return cast("Phase", self._labels.phases[row.index(best)]), best

    def phase_share(self, token: Token, phase: Phase) -> float:
        """The probability of a phase."""
        return self._field("phases", token)[self._labels.phases.index(phase)]

    def denied(self, token: Token) -> float:
        """The probability that the happening is denied."""
        return self._field("denied", token)

    def background(self, token: Token) -> float:
        """The probability that the happening is history told for context."""
        return self._field("background", token)

    def sides(self, trigger: Token) -> tuple[list[float], list[float]]:
        """For each of `tokens` the probability that it heads an actor of a trigger, and that it heads a recipient."""
        at = self._rows.get(trigger.i)
        if at is None:
            return [0.0] * len(self.tokens), [0.0] * len(self.tokens)
        if at not in self._sides:
            self._sides[at] = self._scores.roles(at)
        return self._sides[at]

    def role(self, trigger: Token, words: Iterable[Token]) -> tuple[float, float]:
        """The best probabilities of some words that one of them heads an actor, and a recipient, of a trigger; 0 of those that are not read."""
        actor, recipient = self.sides(trigger)
        rows = [self._rows[w.i] for w in words if w.i in self._rows]
        return (max([actor[n] for n in rows]), max([recipient[n] for n in rows])) if rows else (0.0, 0.0)

    def reads(self, token: Token) -> bool:
        """Whether the model has read this word."""
        return token.i in self._rows

    def _field(self, name: str, token: Token) -> Any:
        key = name, self._rows[token.i]
        if key not in self._fields:
            self._fields[key] = getattr(self._scores, name)(key[1])
        return self._fields[key]


class Sights:
    """The sights of an article's sentences, each made when it is first asked for; a sentence that the gate holds back has none."""

    def __init__(self, *, gated: bool = True) -> None:
        self._gated = gated
        self._known: dict[int, Sight | None] = {}

    def of(self, token: Token) -> Sight | None:
        """The sight of the sentence that a word stands in."""
        return self.of_sentence(token.sent)

    def of_sentence(self, sentence: TokenSpan) -> Sight | None:
        """The sight of a sentence."""
        if sentence.start not in self._known:
            self._known[sentence.start] = _sight([t for t in sentence if not t.is_space], gated=self._gated)
        return self._known[sentence.start]


def _sight(tokens: list[Token], *, gated: bool) -> Sight | None:
    if not tokens or (gated and not event_gate().lets_through([t.lemma_ for t in tokens])):
        return None
    model = encoder()
    return Sight(tokens, model([t.text for t in tokens]), model)
