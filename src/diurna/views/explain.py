"""How did a value come about? Trigger, rule or model, the path to each side, and why each name was taken for whom it was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import UnknownIdError
from ..store.partitions import read_receipt
from .event import Teller, tellers

if TYPE_CHECKING:
    from ..model import Actor, Annotations, Article, Participant, Quantity, Quote, Relation, Report, Source, Span
    from ..store.reader import Reader

LAYERS = ("reports", "quotes", "quantities", "relations")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a value: what it is, the words of the article that it rests on ("" if implied), why, and how sure it is, where that is known."""

    field: str
    value: str
    words: str = ""
    why: str = ""
    sure: float | None = None


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """All steps to one report, quote, quantity or relation; an event has `reports`, each with why it was merged (`merged`)."""

    id: str
    kind: str
    teller: Teller | None = None
    sentence: str = ""
    steps: list[Step] = []
    versions: dict[str, str] = {}
    merged: str = ""
    reports: list[Explanation] = []


def explain(reader: Reader, key: str) -> Explanation:
    """The explanation of an event, report, quote, quantity or relation by its id, or by the beginning of one; raises UnknownIdError."""
    table, full = _found(reader, key)
    return _event(reader, full) if table == "events" else _value(reader, table, full)


def _found(reader: Reader, key: str) -> tuple[str, str]:
    """Table and id; a whole id wins over beginnings."""
    query = " UNION ALL ".join(f"SELECT '{table}' AS source, id FROM {table} WHERE starts_with(id, $1)" for table in (*LAYERS, "events"))
    rows = reader.rows(f"SELECT * FROM ({query}) ORDER BY id = $1 DESC, id LIMIT 2", [key]) if key else []
    if not rows:
        raise UnknownIdError(f"no event, report, quote, quantity or relation with id {key!r}. Ids stand in the output of --json and of diurna events")
    if len(rows) > 1 and rows[0]["id"] != key:
        raise UnknownIdError(f"more than one id begins with {key!r}: give more of it")
    return rows[0]["source"], rows[0]["id"]


def _event(reader: Reader, key: str) -> Explanation:
    (row,) = reader.rows("SELECT title, reports FROM events WHERE id = ?", [key])
    told = [(merge, _value(reader, "reports", merge["report"])) for merge in row["reports"]]
    return Explanation(
        id=key,
        kind="event",
        steps=[Step(field="title", value=row["title"], why=f"from {len(told)} reports")],
        reports=[msgspec.structs.replace(value, merged=merge["reason"]) for merge, value in told],
    )


def _value(reader: Reader, table: str, key: str) -> Explanation:
    (row,) = reader.rows(f"SELECT article FROM {table} WHERE id = ?", [key])
    by_id = tellers(reader, [row["article"]])
    article = reader.articles([row["article"]])[row["article"]]
    found = reader.annotations([article.id])[article.id]
    value = next(v for v in getattr(found, table) if v.id == key)
    partition = reader.held("heads", [article.id])[article.id].partition
    return Explanation(
        id=key,
        kind={"quantities": "quantity"}.get(table, table[:-1]),
        teller=by_id[article.id],
        sentence=found.sentences[value.sentence].of(article.text),
        steps=STEPS[table](value, Desk(article, found)),
        versions=read_receipt(reader.layout, partition).versions,
    )


class Desk:
    """An article and its annotations, to say what stands at a span and why."""

    def __init__(self, article: Article, found: Annotations) -> None:
        self.text = article.text
        self.actors = {actor.id: actor for actor in found.actors}
        self.mentions = {mention.span: mention for mention in found.mentions}

    def words(self, span: Span | None) -> str:
        return span.of(self.text) if span is not None else ""

    def side(self, field: str, party: Participant) -> Step:
        """A participant: the path from the trigger, how the words were read, and what the actor's code rests on."""
        mention = self.mentions.get(party.span)
        reasons = [party.reason, mention.reason if mention else "", *self._coded(party.actor)]
        return Step(field=field, value=self._named(party.actor), words=self.words(party.span), why="; ".join(r for r in reasons if r))

    def link(self, number: int, source: Source) -> Step:
        """One link of a chain."""
        unnamed = f"unnamed{f', {source.condition}' if source.condition else ''}" if source.anonymous else ""
        cue = f"by “{self.words(source.cue)}”" if source.cue else ""
        return Step(
            field=f"chain {number}",
            value=self._named(source.actor) if source.actor else source.words,
            words=self.words(source.span),
            why="; ".join(r for r in (cue, unnamed) if r),
        )

    def _named(self, actor: str) -> str:
        known = self.actors.get(actor)
        return f"{known.name} [{known.code}]" if known else actor

    def _coded(self, actor: str) -> list[str]:
        known = self.actors.get(actor)
        return [known.reason, _role(known)] if known else []


def _role(actor: Actor) -> str:
    if actor.role is None:
        return ""
    held = f" {actor.role.since or '…'} to {actor.role.until or '…'}" if actor.role.since or actor.role.until else ""
    return f"role: {actor.role.title}{held} ({actor.role.source})"


def _report(report: Report, desk: Desk) -> list[Step]:
    chain = [desk.link(n, source) for n, source in enumerate(report.chain, 1)]
    denier = [desk.side("denied by", report.denied_by)] if report.denied_by else []
    steps = [
        Step(field="act", value=report.act, words=desk.words(report.trigger), why=report.rule),
        Step(field="type", value=report.plover_type, why=_derived(report)),
        *([Step(field="mode", value=report.mode)] if report.mode else []),
        *[desk.side("actor", p) for p in report.actors],
        *[desk.side("recipient", p) for p in report.recipients],
        *_where_when(report, desk),
        Step(field="phase", value=report.phase),
        Step(field="polarity", value=report.polarity),
        *denier,
        *chain,
        *([Step(field="background", value="yes", why="told as history")] if report.background else []),
        *([Step(field="contexts", value=", ".join(report.contexts))] if report.contexts else []),
        *[Step(field="told in", value="", words=desk.words(span)) for span in report.evidence],
        Step(field="a report at all", value="", sure=report.confidence),
    ]
    sure = {told.field.removesuffix("s"): told.confidence for told in report.sure}
    return [msgspec.structs.replace(step, sure=sure[step.field]) if step.field in sure else step for step in steps]


def _derived(report: Report) -> str:
    """From act to type: PLOVER codes some planned acts as AGREE, and so on."""
    how = f"{report.act}, {report.phase}" if report.plover_type != report.act else "the act itself"
    score = f", Goldstein {report.goldstein:g}" if report.goldstein is not None else ""
    return f"{how}; {report.quad}; CAMEO {report.cameo or '–'}{score}"


def _where_when(value: Report | Quote, desk: Desk) -> list[Step]:
    steps = []
    if value.place is not None:
        country = f", {value.place.country}" if value.place.country else ""
        steps.append(Step(field="place", value=f"{value.place.name}{country}", words=desk.words(value.place.span), why=value.place.reason))
    if value.time is not None:
        when = value.time.interval
        shown = f"{when.start} to before {when.end} ({when.grain})"
        steps.append(Step(field="time", value=shown, words=desk.words(value.time.span), why=value.time.reason))
    return steps


def _quote(quote: Quote, desk: Desk) -> list[Step]:
    sides = [(name, party) for name, party in (("speaker", quote.speaker), ("addressee", quote.addressee)) if party is not None]
    unnamed = [Step(field="speaker", value=quote.speaker_words, words=desk.words(quote.speaker_span), why="as described")]
    return [
        Step(field="kind", value=quote.kind, words=desk.words(quote.cue), why=quote.rule),
        *[Step(field="words", value="", words=desk.words(span), why=f"quotation marks: {quote.marks}") for span in quote.content],
        *(unnamed if quote.speaker is None and quote.speaker_words else []),
        *[desk.side(name, party) for name, party in sides],
        *([Step(field="condition", value=quote.condition)] if quote.condition else []),
        *[desk.link(n, source) for n, source in enumerate(quote.chain, 1)],
        *_where_when(quote, desk),
        Step(field="confidence", value=f"{quote.confidence:.2f}"),
    ]


def _quantity(quantity: Quantity, desk: Desk) -> list[Step]:
    told = " / ".join(f"{n:g}" if n is not None else "–" for n in (quantity.low, quantity.best, quantity.high))
    return [
        Step(field="kind", value=quantity.kind, words=desk.words(quantity.span), why=quantity.rule),
        Step(field="low / best / high", value=f"{told} {quantity.unit or ''}".strip(), why=quantity.bound),
        *([Step(field="whom", value=quantity.whom or "", words=desk.words(quantity.whom_span))] if quantity.whom_span else []),
        Step(field="scope", value=quantity.scope, why=f"part of {quantity.part_of}" if quantity.part_of else ""),
        *[desk.link(n, source) for n, source in enumerate(quantity.chain, 1)],
    ]


def _relation(relation: Relation, desk: Desk) -> list[Step]:
    return [
        Step(field="kind", value=relation.kind, words=desk.words(relation.evidence), why=relation.rule),
        *[desk.side("of", p) for p in relation.of],
        *([desk.side("to", p) for p in relation.to] or [Step(field="to", value=relation.to_words, why="as told")]),
        Step(field="polarity", value=relation.polarity),
        *[desk.link(n, source) for n, source in enumerate(relation.chain, 1)],
    ]


STEPS = {"reports": _report, "quotes": _quote, "quantities": _quantity, "relations": _relation}
