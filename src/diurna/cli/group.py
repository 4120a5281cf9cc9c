"""The verbs, with the line that `diurna --help` shows; a verb's module is imported when the verb is called."""

from __future__ import annotations

from importlib import import_module

import click

from .. import __version__

VERBS = {
    "try": "Read the example reports and walk through their record.",
    "read": "Read reports into a library.",
    "recode": "Code a library anew after an upgrade or with codes of your own.",
    "events": "List events.",
    "event": "Show what each origin says of one event.",
    "history": "Show how a value of an event was told, day by day.",
    "explain": "Tell how a value came about.",
    "stories": "List stories.",
    "story": "Show one story.",
    "quotes": "List who said what.",
    "relations": "List who is whose ally, rival, member or office holder.",
    "actors": "List actors.",
    "counts": "Count events by dyad, time and type.",
    "diary": "List what is to come and what became of it.",
    "merge": "Decide that two events are one.",
    "split": "Decide that reports of an event tell another one.",
    "correct": "Put a value of your own beside a field of an event.",
    "undo": "Undo a decision.",
    "decisions": "List what persons decided.",
    "alert": "Tell of new events that fit the rules of a watch list.",
    "brief": "Write what is new, disputed, changed and due on a day, every sentence footnoted.",
    "search": "Find articles by their words.",
    "sql": "Ask the catalogue in SQL.",
    "serve": "Serve the reading room and the REST API.",
    "status": "Show what a library holds and what could not be read.",
    "verify": "Check every stored span against the stored text.",
    "export": "Write a table as Parquet, CSV or JSON lines.",
    "extract": "Pipe: raw files in, articles out.",
    "code": "Pipe: articles in, annotations out.",
    "group": "Pipe: articles in, story and origin ids out.",
    "completion": "Print the shell's completion script.",
}
EPILOG = """\b
Examples:
  diurna try
  diurna read reports/ --library war.diurna
  diurna events --actor RUS --since 2017-11-01 --library war.diurna
  diurna extract page.html | diurna code > annotations.jsonl

Exit codes: 0 well; 1 nothing found, or verify found faults; 2 wrong call; 3 library or settings unusable; 4 input unreadable; 130 interrupted.
"""


class Verbs(click.Group):
    """A group whose commands are modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = import_module(f".{cmd_name}_", __package__)
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="diurna")
def diurna() -> None:
    """News reports in, the record out: who did what to whom, when and where, who says so, and where they differ."""
