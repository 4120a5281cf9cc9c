"""The door to the table of publishers: which outlets belong to one owner, and so are no independent voices."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def families() -> dict[str, str]:
    """Each outlet that shares its publisher with another, in lower case and without an article, to the publisher."""
    table = tomllib.loads(files(__package__).joinpath("outlets_families.toml").read_text("utf-8"))
    return {_key(outlet): publisher for publisher, some in table["families"].items() for outlet in some}


def publisher(outlet: str) -> str:
    """Who publishes an outlet: its family, or the outlet itself where it stands alone or nothing is known."""
    return families().get(_key(outlet), outlet)


def kin(outlets: Iterable[str | None]) -> dict[str, tuple[str, ...]]:
    """The publishers that stand behind more than one of some outlets, each with these outlets."""
    found: dict[str, dict[str, None]] = {}
    for outlet in outlets:
        if outlet:
            found.setdefault(publisher(outlet), {})[outlet] = None
    return {name: tuple(some) for name, some in found.items() if len(some) > 1}


def _key(outlet: str) -> str:
    return outlet.lower().removeprefix("the ").strip()
