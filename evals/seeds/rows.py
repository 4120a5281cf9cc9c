"""The rows of FACTS, section by section: (section, id, holds, why not)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .matching import HALF, actor_fits, chain_fits, date_fits, named, of_article, sides_hold
from .record import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.model import Quote, Relation, Report

    from .record import Record, Seed

KIND = {"opponent": "rival"}


class Row(NamedTuple):
    """Whether one row of FACTS came out."""

    section: str
    id: str
    holds: bool
    why: str


def all_rows(record: Record) -> Iterator[Row]:
    """Every row of FACTS."""
    yield from articles(record)
    for section in (events, diary, quotes, relations, comparison):
        yield from section(record)


def articles(record: Record) -> Iterator[Row]:
    for key, seed in record.seeds.items():
        row, article = record.facts["articles"][key], seed.article
        body = plain(article.text[article.title.end :] if article.title else article.text).strip()
        checks = {
            "outlet": article.outlet == row["outlet"],
            "credit": article.credit == row["credit"],
            "published": article.published is not None and article.published.when[:10] == str(row["published"]),
            "body_starts": body.startswith(plain(row["body_starts"])),
            "body_ends": body.endswith(plain(row["body_ends"])),
            "not_body": not any(plain(words) in body for words in row["not_body"]),
        }
        if "dateline" in row:
            checks["dateline"] = (article.dateline or "").lower() == row["dateline"].lower()
        if "title" in row:
            checks["title"] = article.headline == row["title"]
        restored = {r.was for r in article.repairs if r.why == "lost_apostrophe"}
        checks |= {f"apostrophe {word}": word in restored for word in row.get("lost_apostrophes", [])}
        for why, repair in (("broken_paragraph", "broken_paragraph"), ("escape", "escape")):
            if why in row:
                checks[why] = any(r.why == repair for r in article.repairs)
        for name, holds in checks.items():
            yield Row("articles", f"{key}.{name}", holds, "")
    together = any({s.article.id for s in record.seeds.values()} <= set(story.articles) for story in record.told.stories)
    yield Row("articles", "same_story", together, "")


def events(record: Record) -> Iterator[Row]:
    for row in record.facts["events"]:
        missing = [key for key in row["words"] if not any(event_holds(row, record.seeds[key], r) for r in record.seeds[key].annotations.reports)]
        yield Row("events", row["id"], not missing, "; ".join(nearest(row, record.seeds[key]) for key in missing))


def event_holds(row: dict[str, Any], seed: Seed, report: Report) -> bool:
    return seed.overlap(report.evidence, row["words"][seed.key]) >= HALF and not faults(row, seed, report)


def faults(row: dict[str, Any], seed: Seed, report: Report) -> list[str]:
    """The keys of a row that a report does not hold."""
    chain = of_article(row.get("chain"), seed.key)
    numbers = [q for q in seed.annotations.quantities if q.id in report.quantities]
    checks = {
        "type": report.act in row["type"] or report.plover_type in row["type"],
        "sides": sides_hold(row, seed, report),
        "mode": row.get("mode") in (None, report.mode),
        "date": date_fits(of_article(row.get("date"), seed.key), report.time.interval if report.time else None),
        "place": "place" not in row
        or (report.place is not None and named(row["place"], f"{report.place.name} {report.place.span.of(seed.article.text)}")),
        "phase": of_article(row.get("phase"), seed.key) in (None, report.phase),
        "background": row.get("background", report.background) == report.background,
        "chain": not chain or chain_fits(chain, [s.words for s in report.chain]),
        "number": "number" not in row or any(q.best == row["number"] for q in numbers),
        "money": "money" not in row or any(q.high == row["money"]["up_to"] and q.unit == row["money"]["currency"] for q in numbers),
    }
    return [name for name, holds in checks.items() if not holds]


def nearest(row: dict[str, Any], seed: Seed) -> str:
    """The report that comes nearest to a row, and what it lacks."""
    words = row["words"][seed.key]
    reports = [r for r in seed.annotations.reports if seed.overlap(r.evidence, words) > 0]
    if not reports:
        return f"{seed.key}: no report there"
    best = min(reports, key=lambda r: (len(faults(row, seed, r)), -seed.overlap(r.evidence, words)))
    return f"{seed.key}: {best.act} lacks {faults(row, seed, best)}, overlap {seed.overlap(best.evidence, words):.2f}"


def not_events(record: Record) -> Iterator[str]:
    """The reports that must not come out, and do."""
    for row in record.facts["not_events"]:
        for key, words in row["words"].items():
            seed = record.seeds[key]
            for report in seed.annotations.reports:
                kind = row.get("type") in (None, report.act) and row.get("phase", report.phase) == report.phase
                phase = report.phase in ("done", "ongoing") if "type" in row else True
                if kind and phase and seed.overlap((report.trigger,), words) > 0:
                    yield f"{key}: {report.act} {report.phase} at {report.trigger.of(seed.article.text)!r} ({row['why']})"


def diary(record: Record) -> Iterator[Row]:
    for row in record.facts["diary"]:
        holds = any(_appointment(row, record, a) for a in record.told.appointments)
        yield Row("diary", row["id"], holds, "" if holds else str([(a.name, a.time and a.time.start, a.days) for a in record.told.appointments]))


def _appointment(row: dict[str, Any], record: Record, found: Any) -> bool:
    told = {record.by_article[t.article].key for t in found.tellings}
    near = all(
        any(record.seeds[key].overlap((t.span,), words) > 0 for t in found.tellings if record.by_article[t.article].key == key)
        for key, words in row["words"].items()
    )
    if not near or not set(row["words"]) <= told:
        return False
    checks = [date_fits(row["date"], found.time)] if "date" in row else []
    checks += [found.place is not None and named(row["place"], found.place.name)] if "place" in row else []
    checks += [named(row["name"], found.name)] if "name" in row else []
    checks += [found.days == row["days"]] if "days" in row else []
    checks += [found.opens is not None and date_fits(row["opens"], found.opens)] if "opens" in row else []
    if "closes" in row:
        checks.append(found.time is not None and str(row["closes"]) in (found.time.start.isoformat(), found.time.end.isoformat()))
    return all(checks)


def quotes(record: Record) -> Iterator[Row]:
    by_id: dict[str, list[str]] = {}
    for row in record.facts["quotes"]:
        ((key, words),) = row["words"].items()
        seed = record.seeds[key]
        near = [q for q in seed.annotations.quotes if seed.overlap(q.content, words) > 0]
        near = [q for q in near if seed.overlap(q.content, words) >= HALF or _covers(seed, q, words)]
        lacks = [_quote_faults(row, seed, q) for q in near]
        by_id[row["id"]] = [q.id for q in near]
        best = min(lacks, key=len) if lacks else ["no quote there"]
        yield Row("quotes", row["id"], not best, ", ".join(best))
    for row in record.facts["utterances"]:
        wanted = [set(by_id.get(q, ())) for q in row["same"]]
        holds = any(all({r.quote for r in u.renderings} & ids for ids in wanted) for u in record.told.utterances)
        yield Row("utterances", row["words"], holds, "")


def _covers(seed: Seed, quote: Quote, words: str) -> bool:
    """Whether the quote's content holds the words: FACTS gives the beginning of a longer quotation."""
    places = seed.find(words)
    return bool(places) and sum(any(c.contains(p) for c in quote.content) for p in places) >= HALF * len(places)


def _quote_faults(row: dict[str, Any], seed: Seed, quote: Quote) -> list[str]:
    speaker, words = seed.said(quote.speaker)
    addressee, called = seed.said(quote.addressee)
    checks = {
        "speaker": actor_fits(row["speaker"], speaker, f"{words} {quote.speaker_words}", seed.actors) or named(row["speaker"], quote.speaker_words),
        "addressee": "addressee" not in row or actor_fits(row["addressee"], addressee, f"{called} {quote.addressee_words}", seed.actors),
        "kind": row.get("kind") in (None, quote.kind),
        "marks_lost": not row.get("marks_lost") or quote.marks == "lost",
        "unnamed": not row.get("unnamed") or quote.unnamed,
        "condition": "condition" not in row or row["condition"] in (quote.condition or ""),
        "through": "through" not in row or chain_fits([row["through"]], [s.words for s in quote.chain]),
        "elided": row.get("elided") in (None, quote.elisions),
    }
    return [name for name, holds in checks.items() if not holds]


def relations(record: Record) -> Iterator[Row]:
    for row in record.facts["relations"]:
        missing = [key for key, words in row["words"].items() if not _relation(row, record.seeds[key], words)]
        yield Row("relations", row["id"], not missing, f"missing in {missing}" if missing else "")


def _relation(row: dict[str, Any], seed: Seed, words: str) -> bool:
    kinds = [KIND.get(kind, kind).replace(" ", "_") for kind in row["kind"]]
    near = [r for r in seed.annotations.relations if r.kind in kinds and seed.overlap((r.evidence,), words) > 0]
    wanted_of = row.get("of", row.get("between"))
    wanted_of = [wanted_of] if isinstance(wanted_of, str) else wanted_of
    return all(any(_has(w, seed, r, both="between" in row) for r in near) for w in wanted_of) and any(_to(row, seed, r) for r in near)


def _has(wanted: str, seed: Seed, relation: Relation, *, both: bool) -> bool:
    side = relation.of + relation.to if both or relation.kind in ("ally", "rival", "hostile") else relation.of
    return any(actor_fits(wanted, *seed.said(p), seed.actors) for p in side)


def _to(row: dict[str, Any], seed: Seed, relation: Relation) -> bool:
    if "to" not in row:
        return True
    wanted = row["to"] if isinstance(row["to"], list) else [row["to"]]
    sides = [seed.said(p) for p in relation.to + relation.of]
    text = relation.to_words or " ".join(words for _, words in sides)
    return all(any(actor_fits(w, a, words, seed.actors) for a, words in sides) or named(w.split()[-1], text) for w in wanted)


def comparison(record: Record) -> Iterator[Row]:
    from .compared import compared_rows

    yield from compared_rows(record)
