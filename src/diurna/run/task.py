"""A task: raw documents to articles and annotations, one after the other, whatever happens to one of them."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..coding import code, limits_met
from ..extract import extract
from ..model import Annotations, Article, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import RawDocument
    from ..settings import Settings

log = logging.getLogger(__name__)


class Done(msgspec.Struct, frozen=True):
    """What came of a task's documents."""

    articles: tuple[Article, ...] = ()
    annotations: tuple[Annotations, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Done) -> Done:
        return Done(self.articles + other.articles, self.annotations + other.annotations, self.problems + other.problems)


def process(documents: Sequence[RawDocument], settings: Settings, known: str) -> Done:
    """Extract and code each document; one that fails becomes a problem row and nothing else is lost."""
    articles: list[Article] = []
    annotations: list[Annotations] = []
    problems: list[Problem] = []
    for document in documents:
        try:
            article, found = extract(document, settings=settings, known=known)
            problems.extend(found)
            if article is not None:
                annotations.append(code(article, settings=settings))
                articles.append(article)
                problems.extend(limits_met(article))
        except Exception as error:
            log.debug("%s failed", document.name, exc_info=True)
            problems.append(problem("article_failed", document.name, detail=_told(error), raw=document.hash, stage="run"))
    return Done(tuple(articles), tuple(annotations), tuple(problems))


def _told(error: Exception) -> str:
    """What failed and where: enough for a report of the fault."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
