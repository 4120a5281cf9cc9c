"""Labels: the lists that the model's outputs stand for, in the order of its columns."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from diurna.model import Act, Phase
from diurna.resources.ontology import acts

FOLDER = Path(__file__).resolve().parents[2] / "src" / "diurna" / "resources" / "encoder"
NONE = "none"
ACTS: tuple[str, ...] = (NONE, *get_args(Act))
MODES: tuple[str, ...] = tuple(f"{act}.{mode}" for act in get_args(Act) for mode in (NONE, *sorted(acts()[act].modes)))
PHASES: tuple[str, ...] = get_args(Phase)
ROLES = (NONE, "actor", "recipient")


def mode_of(act: str, mode: str | None) -> str:
    """The label of a mode of an act."""
    return f"{act}.{mode or NONE}"
