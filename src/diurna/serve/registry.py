"""The pages, in the order of the navigation: one line each."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

PAGES = (
    "today",
    "stories",
    "story",
    "event",
    "reading",
    "quotes",
    "speaker",
    "actors",
    "actor",
    "map",
    "diary",
    "explore",
    "query",
    "review",
    "sources",
)  # fmt: skip


@cache
def modules() -> tuple[ModuleType, ...]:
    """The modules of the pages; each has a PAGE and may have ROUTES."""
    return tuple(import_module(f"{__package__}.pages.{name}") for name in PAGES)


@cache
def navigation() -> tuple[tuple[str, str], ...]:
    """The words and addresses of the navigation."""
    return tuple((module.PAGE.nav, module.PAGE.path) for module in modules() if module.PAGE.nav)
