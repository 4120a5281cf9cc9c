"""`diurna event`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .events_ import COLUMNS, event_cells, how_told
from .options import asked, clock_options, json_option, library_option
from .output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Comparison
    from ..views.event import EventView, Teller
    from ..views.independence import Omission

SIGNS = {"agree": "=", "coarser": "≈", "differ": "≠", "only_one": "1", "silent": "·"}


@click.command("event", epilog="Example: diurna event 3f2a91c0")
@click.argument("key", metavar="ID")
@library_option
@clock_options
@json_option
def command(key: str, library: Path | None, as_json: bool, **when: Any) -> None:
    """Show one event: what each origin says, field by field, and the sentences that say it. ID may be the beginning of an id."""
    found = asked(library, when).event(key, **when)
    if as_json:
        emit_json(found)
    else:
        show_event(found)


def show_event(found: EventView) -> None:
    """An event in the terminal: its line, the agreement table, the sentences."""
    row = found.event
    say(f"{row.title}", style="bold")
    who, whom = (", ".join(f"{p.name} [{p.code}]" for p in side) or "–" for side in (row.actors, row.recipients))
    say(f"{row.act}{f' ({row.mode})' if row.mode else ''}: {who} → {whom}; {day(row.time)}; {row.place or 'place unknown'}; {how_told(row)}")
    say(f"{row.outlets} outlets, {row.origins} origins, {row.sources} ultimate sources; event {row.id}, story {row.story}")
    for publisher, outlets in found.kin.items():
        say(f"{' and '.join(outlets)} belong to {publisher}")
    tellers = {telling.teller.article: telling.teller for telling in found.tellings}
    say()
    agreement(found.comparisons, tellers)
    left_out(found.omissions)
    for one in found.corrections:
        say(f"{one.who}, {one.when[:10]}: {one.field} is {one.value} (the reports have {one.was or 'none'}): {one.why}", style="bold")
    for telling in found.tellings:
        chain = " ← ".join(source.words for source in telling.report.chain)
        said = f" (says: {chain})" if chain else ""
        say(f"{named(telling.teller)}{said}; report {telling.report.id}", style="dim")
        say(telling.sentence, indent=2)
    if found.parts:
        emit_table(COLUMNS, [event_cells(part) for part in found.parts], title="What happened in its course")


def agreement(comparisons: list[Comparison], tellers: dict[str, Teller]) -> None:
    """The agreement table: rows are fields, columns origins; = agree, ≈ coarser, ≠ differ, 1 only one, · silent."""
    origins = list(dict.fromkeys(cell.origin for comparison in comparisons for cell in comparison.cells))
    told = [(cell.origin, tellers[cell.article]) for c in comparisons for cell in c.cells if cell.article in tellers]
    names = {origin: named(teller) for origin, teller in sorted(told, key=lambda pair: pair[1].outlet is not None)}
    rows = []
    for comparison in comparisons:
        values: dict[str, list[str]] = {}
        for cell in comparison.cells:
            if cell.value and cell.value not in values.setdefault(cell.origin, []):
                values[cell.origin].append(cell.value)
        cells = [" / ".join(values.get(origin, ())) or "·" for origin in origins]
        rows.append((SIGNS[comparison.verdict], comparison.field, *cells, comparison.reason))
    if rows:
        caption = "= agree  ≈ coarser  ≠ differ  1 only one says it  · silent"
        emit_table(("", "field", *(names.get(origin, origin[:8]) for origin in origins), "why"), rows, caption=caption)


def left_out(omissions: list[Omission]) -> None:
    """What outlets leave out that three or more origins carry."""
    for one in omissions:
        what = f"the event “{one.title}”" if one.field == "event" else f"{one.field} ({one.value})"
        say(f"{one.outlet} leaves out {what}, which {one.origins} origins carry", style="dim")


def named(teller: Teller) -> str:
    """Who tells: outlet, credit and day."""
    who = teller.outlet or "unnamed outlet"
    credit = f" ({teller.credit})" if teller.credit and teller.credit != teller.outlet else ""
    return f"{who}{credit}, {(teller.published or 'undated')[:10]}"
