"""Diurna: news reports in, the record out.

`open` gives a library; `extract` and `code` are the maps that it is made by, one document or article at a time.
Everything here is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .coding import code
    from .extract import extract
    from .library import Library
    from .library import open_library as open
    from .model import Annotations, Article, RawDocument, Span
    from .settings import Settings, load_settings

__version__ = "0.1.0"
__all__ = ["Annotations", "Article", "Library", "RawDocument", "Settings", "Span", "code", "extract", "load_settings", "open"]

_HOMES = {
    "Annotations": ("model", "Annotations"),
    "Article": ("model", "Article"),
    "Library": ("library", "Library"),
    "RawDocument": ("model", "RawDocument"),
    "Settings": ("settings", "Settings"),
    "Span": ("model", "Span"),
    "code": ("coding", "code"),
    "extract": ("extract", "extract"),
    "load_settings": ("settings", "load_settings"),
    "open": ("library", "open_library"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f".{module}", __name__), attribute)
