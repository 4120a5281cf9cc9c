"""Places: toponyms found, told apart from governments and peoples, and resolved to the gazetteer."""

from __future__ import annotations

from .resolve import Choice, resolve
from .toponyms import toponyms

__all__ = ["Choice", "resolve", "resolve_spans", "toponyms"]

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Span
    from ...resources.gazetteer import Gazetteer, Place


def resolve_spans(text: str, spans: Iterable[Span], gazetteer: Gazetteer, home: Place | None = None) -> list[Choice]:
    """The places meant by given spans of a text, in the order of the text; needs no parse."""
    found = toponyms(text, spans, gazetteer)
    chosen = resolve(text, found, gazetteer, home)
    return [chosen[t.span.start] for t in found]
