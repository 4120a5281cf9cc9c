"""Where the gold data lies; evals without it are skipped and say so."""

from __future__ import annotations

from pathlib import Path

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
SEEDS = GOLD.parent / "seeds"


def gold(*parts: str) -> Path | None:
    """A file of the gold data, or None where it is not at hand."""
    path = GOLD.joinpath(*parts)
    return path if path.exists() else None


def seeds(*parts: str) -> Path | None:
    """A file of the seed reports, or None where it is not at hand."""
    path = SEEDS.joinpath(*parts)
    return path if path.exists() else None
