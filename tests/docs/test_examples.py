"""The commands of the tutorial and the guides run as they stand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """Runs a block in a folder of its own where `diurna` is this Diurna."""
    folder = tmp_path_factory.mktemp("tutorial")
    program = folder / "bin" / "diurna"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m diurna "$@"\n')
    program.chmod(0o755)
    environment = os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}", "DIURNA_LIBRARY": "week.diurna"}

    def run(block: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", "-e", "-c", block]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)

    return run


def test_the_tutorial_runs_from_top_to_bottom(shell):
    blocks = BLOCK.findall((DOCS / "tutorial.md").read_text("utf-8"))
    assert len(blocks) > 8
    ids: dict[str, str] = {}
    for block in blocks:
        if "ID" in block and not ids and "LIBRARY" not in block:
            row = json.loads(shell("diurna events --json").stdout)["events"][0]
            ids = {"STORY": row["story"], "ID": row["id"][:10]}
        for name, value in ids.items():
            block = re.sub(rf"\b{name}\b", value, block)
        if "STORY" in block:
            block = block.replace("STORY", json.loads(shell("diurna events --json").stdout)["events"][0]["story"])
        done = shell(block)
        assert done.returncode == 0, (block, done.stderr)


def test_the_example_of_own_codes_codes(shell):
    text = (DOCS / "guides" / "your-own-codes.md").read_text("utf-8")
    (codes,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (sentence,) = [block for block in BLOCK.findall(text) if "echo" in block]
    done = shell(f"cat > codes.toml <<'END'\n{codes}END\n{sentence}")
    assert done.returncode == 0, done.stderr
    assert [report["own_type"] for report in json.loads(done.stdout)["reports"]] == ["EVICTION"]


def test_the_pipes_of_the_guide_run(shell):
    blocks = BLOCK.findall((DOCS / "guides" / "your-own-reports.md").read_text("utf-8"))
    (pairs,) = [block for block in blocks if "pairs" in block]
    done = shell(pairs)
    assert done.returncode == 0, done.stderr
    assert [pair["type"] for pair in json.loads(done.stdout)["pairs"]] == ["ACCUSE"]


RULES = re.compile(r"```toml\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("guide", ["as-known-on", "decisions", "alerts", "brief"])
def test_a_guide_over_the_examples_runs(shell, guide):
    text = (DOCS / "guides" / f"{guide}.md").read_text("utf-8")
    rules = "\n".join(f"cat >> rules.toml <<'END'\n{block}\nEND" for block in RULES.findall(text) if "deliver" not in block)
    ready = "test -d week.diurna || diurna try --library week.diurna > /dev/null; mkdir -p reports; rm -f rules.toml"
    assert shell(f"{ready}\n{rules}").returncode == 0
    for block in BLOCK.findall(text):
        done = shell(filled(block, shell))
        assert done.returncode == 0, (block, done.stderr)


def filled(block: str, shell) -> str:
    """A block with ids that are there."""
    if not re.search(r"\b(?:EVENT|OTHER|REPORT|DECISION)\b", block):
        return block
    events = sorted(json.loads(shell("diurna events --json").stdout)["events"], key=lambda row: (row["place"] != "Djibo", -row["reports"]))
    report = json.loads(shell(f"diurna event {events[0]['id']} --json").stdout)["tellings"][-1]["report"]["id"]
    made = shell("diurna decisions --json").stdout
    ids = {"EVENT": events[0]["id"], "OTHER": events[1]["id"], "REPORT": report}
    for row in json.loads(made)[:1]:
        ids["DECISION"] = row["decision"]["id"]
    return re.sub(r"\b(EVENT|OTHER|REPORT|DECISION)\b", lambda match: ids[match.group()], block)
