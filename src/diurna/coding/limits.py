"""Limits: what of an article is not coded, or not coded whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import problem
from .parse import MAX_SENTENCE

if TYPE_CHECKING:
    from ..model import Article, Problem

CODED_LANGUAGES = frozenset({"en"})
STAGE = "coding"
STRETCH = re.compile(r"[.!?…](?=\s|$)|\n\s*\n")


def limits_met(article: Article) -> tuple[Problem, ...]:
    """A problem for a language that is not coded, and one for sentences that are cut because they run on without an end."""
    if article.language not in CODED_LANGUAGES:
        return (problem("language_not_coded", article.name, detail=article.language, raw=article.raw, article=article.id, stage=STAGE),)
    longest = max((len(stretch.split()) for stretch in STRETCH.split(article.text)), default=0)
    if longest <= MAX_SENTENCE:
        return ()
    return (problem("long_sentence", article.name, detail=f"{longest:,} words", raw=article.raw, article=article.id, stage=STAGE),)
