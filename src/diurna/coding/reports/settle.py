"""Setting: the place, time, quantities, quotes and contexts that belong to a report."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

from ...model import Interval, Span, WhenTold, WhereTold
from ...resources.ontology import context_cues
from .grammar import clause_verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...model import Participant, PlaceMention, Quantity, Quote, TimeMention
    from ..parse import Parse
    from ..tokens import Token
    from .read import Reading

LONG_AGO = timedelta(days=45)  # before publication: what is told with an older date is history, not news
MAX_CONTEXTS = 4
ASIDE = 40  # characters in which a bracket before a place is looked for: "(Qaeda branch in the Levant)"
MISLEADING = frozenset({("tear", "gas"), ("nerve", "gas"), ("trade", "union"), ("trade", "unions")})
WITNESS = frozenset({"see", "watch", "have", "get"})


BETWEEN = "between "
TO = (" to ", " until ", " till ", " through ", " and ", "–", "-", " – ")
DAYS = {"D": 1, "W": 7}  # of the units in which such a stretch is exact enough


def reckoned_by(verb: Token) -> Token | None:
    """The stretch of time by which a clause stands apart from its main clause: "days" in "three days after gunmen killed nine"."""
    if verb.dep_ != "advcl" or not any(m.dep_ == "mark" and m.lower_ in ("after", "before") for m in verb.children):
        return None
    return next((c for c in verb.children if c.dep_ == "npadvmod" and c.i < verb.i), None)


def _by_sentence(mentions: Iterable) -> dict[int, list]:
    """Places, times or quantities by the number of their sentence: a happening has those of its own."""
    found: dict[int, list] = {}
    for mention in mentions:
        found.setdefault(mention.sentence, []).append(mention)
    return found


class Settings:
    """The other layers of an article, asked for what stands in the clause of a trigger."""

    def __init__(
        self,
        parse: Parse,
        places: Sequence[PlaceMention],
        times: Sequence[TimeMention],
        quantities: Sequence[Quantity],
        quotes: Sequence[Quote],
    ) -> None:
        self.parse = parse
        self.places = _by_sentence(p for p in places if p.role == "place")
        self.times = list(times)
        self.days = _by_sentence(t for t in times if t.interval is not None and t.bound not in ("since", "until"))
        self.starts = _by_sentence(t for t in times if t.interval is not None and t.bound == "since")
        self.quantities = _by_sentence(quantities)
        self.quotes = list(quotes)
        self._stretches: list[tuple[TimeMention, TimeMention]] | None = None
        self.indirect = tuple(q for q in quotes if q.kind in ("indirect", "mixed"))

    def when(self, reading: Reading) -> tuple[WhenTold | None, bool]:
        """The time of a happening and whether it is history."""
        mention = self._nearest(self._of_sentence(self.days, reading), reading)
        history = reading.told.perfect and not reading.told.said_by
        if mention is not None and mention.interval is not None:
            interval, span = self._from_to(mention)
            return WhenTold(interval, span, "time in the clause"), self._long_ago(interval)
        if (dated := self._dated_pact(reading)) is not None:
            return dated, self._long_ago(dated.interval)
        if (stretch := reckoned_by(reading.token)) is not None:
            found = self._reckoned(reading.token, stretch)
            return found, found is not None and self._long_ago(found.interval)
        if (running := self._running(reading)) is not None:
            return running
        return self._implied(reading, history)

    def _from_to(self, mention: TimeMention) -> tuple[Interval, Span]:
        """The whole stretch where a time ends one: "from May 3 to May 5", "between Monday and Friday"."""
        if self._stretches is None:
            self._stretches = self._spans_of_days()
        for first, last in self._stretches:
            if mention in (first, last):
                return Interval(first.interval.start, last.interval.end, "span"), Span(first.span.start, last.span.end)
        return mention.interval, mention.span

    def _spans_of_days(self) -> list[tuple[TimeMention, TimeMention]]:
        """The first and the last day of every such stretch."""
        dated, found = [t for t in self.times if t.interval is not None], []
        for first, last in itertools.pairwise(dated):
            opened = first.bound == "since" or self.parse.text[: first.span.start][-len(BETWEEN) :].lower() == BETWEEN
            joined = self.parse.text[first.span.end : last.span.start] in TO
            if opened and joined and first.interval.start < last.interval.end:
                found.append((first, last))
        return found

    def _running(self, reading: Reading) -> tuple[WhenTold, bool] | None:
        """What goes on since a day: from then up to publication; since long ago, history."""
        published = self.parse.article.published
        since = self._nearest(self._of_sentence(self.starts, reading), reading)
        perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in reading.token.children)
        if published is None or since is None or since.interval is None or not (perfect or reading.told.phase == "ongoing"):
            return None
        stretch = Interval(since.interval.start, max(published.interval.end, since.interval.end), "span")
        return WhenTold(stretch, since.span, "from the time told up to publication"), since.interval.start + LONG_AGO < published.interval.start

    def _reckoned(self, verb: Token, stretch: Token) -> WhenTold | None:
        """The time of what another happening is reckoned from: "agreed on Friday, three days after gunmen killed nine"."""
        length = next((t for t in self.times if t.kind == "DURATION" and t.span.start <= stretch.idx < t.span.end), None)
        days = DAYS.get(length.value[-1:], 0) * int(length.value[1:-1]) if length and length.value[1:-1].isdigit() else 0
        main = next((t.interval for t in self.times if t.interval is not None and self._of_verb(t, verb.head)), None)
        if length is None or not days or main is None:
            return None
        back = timedelta(days=days if any(m.lower_ == "after" for m in verb.children) else -days)
        grain = main.grain if length.value.endswith("D") else "span"
        return WhenTold(Interval(main.start - back, main.end - back, grain), length.span, "reckoned from what it is told with")

    def _of_verb(self, mention: TimeMention, verb: Token) -> bool:
        """Whether a time hangs on a verb and on no other."""
        tokens = self.parse.tokens(mention.span)
        if tokens is None or not len(tokens):
            return False
        return next((a for a in tokens.root.ancestors if a.pos_ in ("VERB", "AUX")), None) == verb

    def _dated_pact(self, reading: Reading) -> WhenTold | None:
        """The year of a pact that was named with it before: "the 2015 nuclear deal ... signed the deal"."""
        things = [o for o in reading.match.objects if any(c.lower_ == "the" for c in o.children)]
        if reading.act not in ("SUPPORT", "AGREE") or not things or not reading.match.sense.objects:
            return None
        for mention in reversed([t for t in self.times if t.interval is not None and t.span.end < reading.token.idx]):
            tokens = self.parse.tokens(mention.span)
            if (
                tokens is not None
                and len(tokens)
                and tokens.root.dep_ in ("nummod", "nmod", "compound")
                and tokens.root.head.lemma_ == things[0].lemma_
            ):
                return WhenTold(mention.interval, mention.span, "the year that the pact is named by")
        return None

    def _long_ago(self, interval: Interval) -> bool:
        published = self.parse.article.published
        return published is not None and interval.end + LONG_AGO < published.interval.start

    def _implied(self, reading: Reading, history: bool) -> tuple[WhenTold | None, bool]:
        published = self.parse.article.published
        in_lead = self.parse.sentence_of(reading.token) <= 1
        if published is None or history or reading.told.phase != "done" or not in_lead or reading.token.tag_ not in ("VBD", "VBZ", "VBP"):
            return None, history
        return WhenTold(
            Interval(published.interval.start - timedelta(days=1), published.interval.end, "span"), None, "the lead tells the news of the day"
        ), False

    def runs_on(self, reading: Reading) -> bool:
        """Whether the clause gives a running total ("more than 180,000 have died since 2011"): background, not a happening."""
        return any(q.scope in ("total", "period") for q in self._in_clause(self._of_sentence(self.quantities, reading), reading))

    def where(self, reading: Reading, actors: Sequence[Participant]) -> WhereTold | None:
        """The place of a happening: below its words, else in its clause; what names a doer is no place."""
        near = self._of_sentence(self.places, reading)
        free = [p for p in near if not any(a.span.overlaps(p.span) for a in actors) and self._lies(p)]
        below = [p for p in free if self._below(p, reading)]
        mention = self._nearest(below, reading) or self._nearest(free, reading) or self._alone(free, reading)
        if mention is None:
            return None
        return WhereTold(
            span=mention.span,
            name=mention.name,
            geonames=mention.geonames,
            country=mention.country,
            admin1=mention.admin1,
            latitude=mention.latitude,
            longitude=mention.longitude,
            precision=mention.precision,
            reason="place in the clause",
        )

    def _lies(self, mention: PlaceMention) -> bool:
        """Whether the words stand where a place does: not as a subject or an owner."""
        tokens = self.parse.tokens(mention.span)
        if tokens is None or not len(tokens):
            return True
        before = self.parse.text[max(0, mention.span.start - ASIDE) : mention.span.start]
        return tokens.root.dep_ not in ("nsubj", "nsubjpass", "poss") and before.rfind("(") <= before.rfind(")")

    def _below(self, mention: PlaceMention, reading: Reading) -> bool:
        tokens = self.parse.tokens(mention.span)
        own = [reading.token, *reading.match.words, *reading.match.objects]
        return tokens is not None and bool(len(tokens)) and any(o == tokens.root or o.is_ancestor(tokens.root) for o in own)

    def _alone(self, mentions: Sequence[PlaceMention], reading: Reading) -> PlaceMention | None:
        """The one place of a sentence that tells one happening and its outcome: "after rebels shelled Homs, killing two"."""
        if reading.act != "ASSAULT":
            return None
        near = [m for m in mentions if not self._aside(m)]
        return near[0] if len(near) == 1 else None

    def _aside(self, mention: PlaceMention) -> bool:
        """Whether a place stands in a clause that describes a noun: "the monitor, based in Britain, said"."""
        tokens = self.parse.tokens(mention.span)
        return tokens is not None and bool(len(tokens)) and clause_verb(tokens.root).dep_ in ("acl", "relcl", "amod")

    def amounts(self, reading: Reading) -> tuple[str, ...]:
        """The quantities of the trigger's clause."""
        return tuple(q.id for q in self._in_clause(self._of_sentence(self.quantities, reading), reading))

    def carried_by(self, at: Span, quote: Quote | None) -> tuple[str, ...]:
        """The quotes that hold the trigger, or that it opens."""
        held = [q.id for q in self.quotes if any(c.contains(at) for c in q.content) or (q.cue is not None and q.cue.overlaps(at))]
        return tuple(dict.fromkeys([*([quote.id] if quote else []), *held]))

    def contexts(self, clause: Span) -> tuple[str, ...]:
        """PLOVER's contexts that the words of the clause show, the most shown first."""
        counts: dict[str, int] = {}
        for token in self.parse.tokens(clause) or ():
            if token.i and (token.nbor(-1).lower_, token.lower_) in MISLEADING:
                continue
            for context in context_cues().get(token.lemma_.lower(), ()):
                counts[context] = counts.get(context, 0) + 1
        return tuple(sorted(counts, key=lambda c: (-counts[c], c))[:MAX_CONTEXTS])

    def _of_sentence(self, mentions: dict[int, list], reading: Reading) -> list:
        return mentions.get(self.parse.sentence_of(reading.token), []) if mentions else []

    def _in_clause(self, mentions: Sequence, reading: Reading) -> list:
        if not mentions:
            return []
        verbs = self._clauses(reading)
        found = []
        for mention in mentions:
            tokens = self.parse.tokens(mention.span)
            if (
                tokens is not None
                and len(tokens)
                and (tokens.root == reading.token or tokens.root.head in verbs or clause_verb(tokens.root.head) in verbs)
            ):
                found.append(mention)
        return found

    @staticmethod
    def _clauses(reading: Reading) -> list:
        """The verbs whose clause the happening stands in: its own, its carrier's, and those that it completes or is joined to."""
        verb = clause_verb(reading.token)
        verbs = [verb, *([reading.held.verb] if reading.held is not None else [])]
        if reading.match.sense.id == "request.must" or verb.dep_ in ("pcomp", "amod"):
            verbs.append(clause_verb(verb.head))
        while (verb.dep_ in ("xcomp", "conj") or (verb.dep_ == "ccomp" and verb.head.lemma_ in WITNESS)) and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
            verbs.append(verb)
        if verb.dep_ == "relcl":
            verbs.append(verb.head)  # "the 2015 deal, which saw sanctions lifted"
        return verbs

    def _nearest(self, mentions: Sequence, reading: Reading):
        inside = self._in_clause(mentions, reading)
        if not inside:
            return None
        at = reading.token.idx
        return min(inside, key=lambda m: min(abs(m.span.start - at), abs(m.span.end - at)))
