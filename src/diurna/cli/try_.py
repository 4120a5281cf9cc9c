"""`diurna try`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import day, emit_table, say

if TYPE_CHECKING:
    from ..library import Library
    from ..views.events import EventRow

SHOWN = 12  # rows of a list on this tour


@click.command("try", epilog="Example: diurna try --library example.diurna")
@click.option("--library", "-l", type=click.Path(path_type=Path), help="Keep the library here (default: a temporary one, removed at the end).")
def command(library: Path | None) -> None:
    """Read the example reports that come with Diurna and walk through their record.

    Nine invented outlets and one nameless site tell of five invented happenings in a week of April 2024.
    """
    if library is not None:
        tour(library)
        say(f"Kept in {library}. Go on with: diurna events --library {library}")
        return
    with tempfile.TemporaryDirectory(prefix="diurna-try-") as folder:
        tour(Path(folder) / "library.diurna")
    say("To keep the library: diurna try --library example.diurna. To read your own reports: diurna read PATH")


def tour(path: Path) -> None:
    """Read the examples and show each kind of answer once."""
    from ..library import Library
    from ..resources.examples import examples_folder
    from ..run.progress import progress
    from .read_ import report

    library = Library(path)
    say("Reading the example reports (invented; the language model takes a few seconds to load) ...")
    with progress() as bars:
        outcome = library.read(examples_folder(), progress=bars)
    report("example reports", str(path), outcome)
    for part in (show_stories, show_disagreement, show_ways, show_copies, show_quotes, show_diary, show_counts):
        say()
        part(library)
    library.reader.close()


def heading(text: str, why: str) -> None:
    say(text, style="bold")
    say(why, style="dim")


def show_stories(library: Library) -> None:
    heading("Stories", "Articles about one happening stand together; copies of one text count as one origin.   diurna stories")
    rows = [(s.title, s.articles, s.outlets, s.origins, s.events, s.differs) for s in library.stories()]
    emit_table(("story", "#articles", "#outlets", "#origins", "#events", "#differ"), rows)


def show_disagreement(library: Library) -> None:
    """The event in which origins differ most, with its agreement table."""
    from .event_ import show_event

    heading("Where sources differ", "One event, field by field: what each origin says, and the sentence that it rests on.   diurna event ID")
    found = [row for row in library.events(limit=1000).events if row.origins > 1]
    if found:
        show_event(library.event(max(found, key=lambda row: (len(row.differs), row.origins, row.id)).id))


def show_ways(library: Library) -> None:
    """What is not told as done: planned, denied, attributed."""
    from .events_ import how_told

    heading("How it is told", "Planned, denied and called-off things are in the record, but are never counted as done.   diurna events")
    rows = [
        (day(row.time), names(row), row.act, [p.name for p in row.recipients], how_told(row), row.outlets)
        for row in library.events(limit=1000).events
        if row.phase not in ("done", "ongoing") or row.polarity == "denied"
    ]
    emit_table(("when", "who", "what", "to whom", "how told", "#outlets"), rows[:SHOWN])


def names(row: EventRow) -> list[str]:
    return [party.name for party in row.actors]


def show_copies(library: Library) -> None:
    """The origin with most copies."""
    from .event_ import named

    heading("Copies", "Who carries whose text, how much of it, and what was changed.   diurna story ID")
    for row in sorted(library.stories(), key=lambda s: s.origins - s.articles)[:1]:
        story = library.story(row.id)
        tellers = {teller.article: teller for teller in story.tellers}
        copies = [(origin, copy) for origin in story.origins if len(origin.copies) > 1 for copy in origin.copies]
        rows = []
        for origin, copy in copies:
            share = f"{copy.containment:.0%}" if copy.parent else ""
            rows.append((origin.id[:8], named(tellers[copy.article]), copy.kind, share, tellers[copy.article].title))
        emit_table(("origin", "who", "text is", "of parent", "title"), rows)


def show_quotes(library: Library) -> None:
    heading("Quotes", "Who said what, and through whom it came.   diurna quotes")
    rows = []
    for row in library.quotes(limit=1000):
        if row.quote.kind in ("direct", "mixed"):
            words = " … ".join(row.words)
            rows.append((row.speaker.name if row.speaker else row.quote.speaker_words, words, row.through, row.teller.outlet or "unnamed"))
    emit_table(("speaker", "words", "through", "in"), rows[:SHOWN])


def show_diary(library: Library) -> None:
    heading("Diary", "What is to come, and what became of it.   diurna diary")
    rows = []
    for entry in library.diary():
        due = entry.appointment
        rows.append((day(due.time), due.name, due.place.name if due.place else None, due.status.replace("_", " "), len(due.tellings)))
    emit_table(("when", "what", "where", "status", "#told"), rows)


def show_counts(library: Library) -> None:
    heading("Counts", "Events told as done, with zeros and with how much was read.   diurna counts --by country,type")
    found = [row for row in library.counts(["country", "type"]).rows if row.events]
    emit_table(("country", "type", "#events", "#articles read"), [(r.key["country"] or "–", r.key["type"], r.events, r.articles) for r in found])
