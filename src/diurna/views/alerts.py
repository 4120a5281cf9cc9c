"""Alerts: which events fit the rules of a watch list?"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from ..model import Phase, QuantityKind, SettingsError, key_hash
from .events import EventRow, events
from .params import Filter, actor_ids

if TYPE_CHECKING:
    from pathlib import Path

    from ..store.reader import Reader

EVERY = 1_000_000  # events looked at for one rule
DONE = ("done", "ongoing")


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of a watch list: an event fits where all that is given fits.

    `actor`, `type` and `place` are as in a filter; `dyad` is who does it and to whom. `quantity` is a kind of figure (dead, wounded, money...)
    that some report tells as `at_least` so many or more. `differs` fits events on which origins differ, in any field or in those named, and tells
    each field once. `phases` are those told of (done and ongoing, if none is given); what is denied or background fits none.
    """

    name: str
    actor: str | None = None
    dyad: tuple[str, str] | None = None
    type: str | None = None
    place: str | None = None
    quantity: str | None = None
    at_least: float = 1
    differs: bool | tuple[str, ...] = False
    phases: tuple[Phase, ...] = DONE


class Delivery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where alerts go: appended to a file as JSON lines, POSTed to an address as one JSON document, or, where neither is given, printed."""

    file: str | None = None
    webhook: str | None = None
    timeout: float = 10


class WatchList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rules file holds."""

    rule: tuple[Rule, ...]
    deliver: Delivery = Delivery()


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """An event that fits a rule: `why`, who tells it, and one sentence of `article` that does. `id` is the same whenever it is found again."""

    id: str
    rule: str
    event: str
    title: str
    why: str
    day: str | None
    place: str | None
    outlets: int
    origins: int
    sources: int
    sentence: str
    article: str


class Alerted(msgspec.Struct, frozen=True):
    """The alerts that were new, and where they went ("" where they are the caller's to tell)."""

    alerts: list[Alert]
    delivered_to: str = ""


def watch_list(path: Path) -> WatchList:
    """The rules of a TOML file; raises SettingsError that names what is wrong."""
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), WatchList)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{path} cannot be used as rules: {error}. They are described in docs/guides/alerts.md") from error
    names = [rule.name for rule in found.rule]
    for rule in found.rule:
        _check(path, rule, names)
    if found.deliver.webhook is not None and not found.deliver.webhook.startswith(("http://", "https://")):
        raise SettingsError(f"{path}: the webhook {found.deliver.webhook!r} is no http or https address")
    return found


def _check(path: Path, rule: Rule, names: list[str]) -> None:
    kinds = get_args(QuantityKind)
    given = (rule.actor, rule.dyad, rule.type, rule.place, rule.quantity, rule.differs)
    if names.count(rule.name) > 1:
        raise SettingsError(f"{path}: two rules are called {rule.name!r}; what was told is kept by their names")
    if not any(given):
        raise SettingsError(f"{path}: rule {rule.name!r} would fit every event: give it an actor, dyad, type, place, quantity or differs")
    if rule.quantity is not None and rule.quantity not in kinds:
        raise SettingsError(f"{path}: rule {rule.name!r}: there is no quantity {rule.quantity!r}: choose from {', '.join(kinds)}")


def alerts(reader: Reader, rules: WatchList) -> list[Alert]:
    """Every event that fits a rule, whether it was told before or not, by rule and time."""
    return [alert for rule in rules.rule for alert in _of(reader, rule)]


def _of(reader: Reader, rule: Rule) -> list[Alert]:
    rows = events(reader, Filter(actor=rule.actor, type=rule.type, place=rule.place, limit=EVERY)).events
    rows = [row for row in rows if row.phase in rule.phases and row.polarity == "affirmed" and not row.background]
    if rule.dyad is not None:
        one, two = (set(actor_ids(reader, side)) for side in rule.dyad)
        rows = [row for row in rows if one & {p.id for p in row.actors} and two & {p.id for p in row.recipients}]
    figures = _figures(reader, rule, [row.id for row in rows]) if rule.quantity else {}
    if rule.quantity:
        rows = [row for row in rows if row.id in figures]
    said = _sentences(reader, [row.id for row in rows])
    found = []
    for row in rows:
        for aspect, why in _reasons(rule, row, figures.get(row.id)):
            found.append(_alert(rule, row, aspect, why, said.get((row.id, aspect)) or said.get((row.id, "type"), ("", ""))))
    return found


def _reasons(rule: Rule, row: EventRow, figure: tuple[float, str] | None) -> list[tuple[str, str]]:
    """What is told of an event, each once: (aspect, why)."""
    plain = ", ".join(str(v) for v in (rule.actor, rule.dyad and " > ".join(rule.dyad), rule.type, rule.place) if v)
    told = f"{figure[0]:,.10g} {figure[1]} or more" if figure else ""
    if not rule.differs:
        return [(rule.quantity or "", "; ".join(w for w in (plain, told) if w))]
    fields = row.differs if rule.differs is True else [f for f in row.differs if f in rule.differs]
    return [(field, "; ".join(w for w in (plain, told, f"sources differ on {field}") if w)) for field in fields]


def _figures(reader: Reader, rule: Rule, ids: list[str]) -> dict[str, tuple[float, str]]:
    """The largest figure of the rule's kind in each event that reaches its threshold."""
    query = """
        SELECT e.id, max(coalesce(q.best, q.low, q.high)) AS figure
        FROM (SELECT id, unnest([m.report FOR m IN reports]) AS report FROM events WHERE id IN (SELECT unnest(?::VARCHAR[]))) e
        JOIN (SELECT id, unnest(quantities) AS quantity FROM reports) r ON r.id = e.report
        JOIN quantities q ON q.id = r.quantity
        WHERE q.kind = ? AND coalesce(q.best, q.low, q.high) >= ? GROUP BY e.id"""
    rows = reader.rows(query, [ids, rule.quantity, rule.at_least])
    return {row["id"]: (row["figure"], str(rule.quantity)) for row in rows}


def _sentences(reader: Reader, ids: list[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """For each event and field the first sentence that tells it, and its article."""
    query = """SELECT event, field, cells[1].sentence AS sentence, cells[1].article AS article FROM comparisons
        WHERE event IN (SELECT unnest(?::VARCHAR[]))"""
    return {(row["event"], row["field"]): (row["sentence"], row["article"]) for row in reader.rows(query, [ids])}


def _alert(rule: Rule, row: EventRow, aspect: str, why: str, said: tuple[str, str]) -> Alert:
    day: Any = row.time.start.isoformat() if row.time else None
    return Alert(
        id=key_hash("alert", rule.name, row.id, aspect), rule=rule.name, event=row.id, title=row.title, why=why, day=day, place=row.place,
        outlets=row.outlets, origins=row.origins, sources=row.sources, sentence=said[0], article=said[1],
    )
