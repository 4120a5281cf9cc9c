"""Write the reference pages from the code that they describe: `python docs/make_reference.py`. A test holds them against it."""

from __future__ import annotations

import inspect
import json
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pyarrow as pa

from diurna.cli.group import EPILOG, VERBS
from diurna.model import problem_kinds
from diurna.settings import ENVIRONMENT_PREFIX, Settings
from diurna.store.schema import ARTICLE_TABLES, PROBLEMS, RAW, STORY_TABLES, TableSpec, arrow_schema

HERE = Path(__file__).parent / "reference"
EVALS = Path(__file__).parents[1] / "evals"
SHIPPED = Path(__file__).parents[1] / "src" / "diurna" / "resources" / "scores.json"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {"commands.md": commands(), "settings.md": settings(), "tables.md": tables(), "problems.md": problems(), "scores.md": scores()}


def commands() -> str:
    parts = ["# Commands", "", "Made from the program's own help.", "", "```text", EPILOG.replace("\b\n", "").strip(), "```"]
    for verb in VERBS:
        command = import_module(f"diurna.cli.{verb}_").command
        named = {"info_name": f"diurna {verb}", "help_option_names": ["-h", "--help"]}
        context = click.Context(command, **named, max_content_width=110, terminal_width=110)
        parts += ["", f"## diurna {verb}", "", "```text", command.get_help(context).strip(), "```"]
    return "\n".join(parts) + "\n"


def settings() -> str:
    described = dict(line.strip().split(": ", 1) for line in inspect.getdoc(Settings).splitlines() if ": " in line)
    rows = [
        f"| `{name}` | `{default!r}` | {described[name]} |"
        for name, default in zip(Settings.__struct_fields__, Settings.__struct_defaults__, strict=True)
    ]
    return f"""# Settings

A setting comes from, in rising order: the default, `diurna.toml` in the folder where you call Diurna, the environment
(`{ENVIRONMENT_PREFIX}` before the name, as in `{ENVIRONMENT_PREFIX}LIBRARY`), the command line. An unknown setting is an error.

| setting | default | meaning |
| --- | --- | --- |
{chr(10).join(rows)}
"""


def tables() -> str:
    parts = [
        "# Tables",
        "",
        "Derived from the structs of `diurna.model`. The catalogue (`diurna sql`) has all of them but `raw`, and `articles` without its text.",
    ]
    parts += ["", "`surfaces` has the words of every span of a row, in the order of its fields: `diurna verify` checks them."]
    parts += ["The catalogue also has `directory`: one row an actor (`id`, `name`, `kind`, `country`, `sectors`, `articles`)."]
    parts += ["For its pages it also has what events and actors say, laid out by actor and place: `sides` (one row for each actor of an event),"]
    parts += ["`dyads` (for each two sides of one), `placed` (each event with a place) and `roles` (offices with the articles that rest on them)."]
    for title, specs in (("One row an article or an annotation", (*ARTICLE_TABLES, PROBLEMS, RAW)), ("Across articles", STORY_TABLES)):
        parts += ["", f"## {title}"]
        for spec in specs:
            parts += ["", *_table(spec)]
    return "\n".join(parts) + "\n"


def _table(spec: TableSpec) -> list[str]:
    said = inspect.getdoc(spec.struct) or ""
    rows = [f"| `{field.name}` | `{_type(field.type)}` |" for field in arrow_schema(spec)]
    return [f"### {spec.name}", "", said, "", "| column | type |", "| --- | --- |", *rows]


def _type(kind: pa.DataType) -> str:
    if pa.types.is_struct(kind):
        return "struct(" + ", ".join(field.name for field in kind) + ")"
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    return str(kind)


def problems() -> str:
    rows = [f"| `{kind.code}` | {kind.what} | {kind.remedy} |" for kind in problem_kinds().values()]
    head = "# Problem codes\n\nWhat could not be read or resolved becomes a row of `problems`; everything else is still read.\n"
    return f"{head}\n| code | what | what to do |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"


def measured() -> list[dict[str, str | float]]:
    """Every measure that has a floor, as the program ships it."""
    reached = json.loads((EVALS / "floors.json").read_text("utf-8"))
    measures = tomllib.loads((EVALS / "measures.toml").read_text("utf-8"))
    return [{"key": key, **about, "reached": reached[key]} for key, about in measures.items() if key in reached]


def shipped() -> str:
    """The scores as a resource of the program."""
    return json.dumps(measured(), ensure_ascii=False, indent=1) + "\n"


def scores() -> str:
    rows = [f"| `{m['key']}` | {m['what']} | {m['reached']:.3f} | {m.get('others', '')} | {m.get('note', '')} |" for m in measured()]
    head = """# Scores

What the layers reach on development data, each by `python -m evals.check`. CI fails where a score falls below this. All of these sets were
at hand while the program was written: where a figure is a development figure, the last column says so.

| key | what | reached | others | note |
| --- | --- | --- | --- | --- |
"""
    return head + "\n".join(rows) + "\n"


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
    SHIPPED.write_text(shipped(), encoding="utf-8")


if __name__ == "__main__":
    main()
