"""`diurna story`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .event_ import left_out, named
from .events_ import COLUMNS, event_cells
from .options import asked, clock_options, json_option, library_option
from .output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from pathlib import Path

    from ..views.stories import StoryView


@click.command("story", epilog="Example: diurna story 3f2a91c0")
@click.argument("key", metavar="ID")
@library_option
@clock_options
@json_option
def command(key: str, library: Path | None, as_json: bool, **when: Any) -> None:
    """Show one story: its articles by origin, its events in the order of time, what was said and what is due."""
    found = asked(library, when).story(key, **when)
    if as_json:
        emit_json(found)
    else:
        show_story(found)


def show_story(found: StoryView) -> None:
    """A story in the terminal."""
    row = found.story
    say(row.title, style="bold")
    resting = f"{row.articles} articles, {row.outlets} outlets, {row.origins} origins, {row.sources} ultimate sources"
    say(f"{resting}; {row.first or '–'} to {row.last or '–'}; story {row.id}")
    for sentence in found.sentences:
        say(f"• {sentence}", indent=2)
    copies = {copy.article: copy for origin in found.origins for copy in origin.copies}
    rows = []
    for teller in found.tellers:
        copy = copies.get(teller.article)
        rows.append(((teller.origin or "")[:8], named(teller), copy.kind if copy else "", teller.title, teller.article[:8]))
    emit_table(("origin", "who", "text is", "title", "article"), rows, title="Articles by origin")
    emit_table(COLUMNS, [event_cells(event) for event in found.events], title="Events")
    left_out(found.omissions)
    if found.utterances:
        rows = [(u.words, u.speakers, len(u.renderings), sorted({r.how for r in u.renderings})) for u in found.utterances]
        emit_table(("said", "by", "#renderings", "how"), rows, title="Said")
    if found.appointments:
        emit_table(("when", "what", "status"), [(day(a.time), a.name, a.status) for a in found.appointments], title="Due")
