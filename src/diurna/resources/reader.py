"""The reader: what the pipeline's components find in a tokenized document, each by the quickest way that gives the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .entities import EntityMoves
from .stretches import read_in_stretches
from .token_vectors import FormRows, TokenVectors
from .word_forms import COMPONENTS, word_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Floats2d

PARSER = "parser"
VECTORS, ENTITIES = "tok2vec", "ner"  # the components that are read anew; one that is built in another way runs as it is


class Reader:
    """Runs a pipeline over documents in place; one a process and pipeline."""

    def __init__(self, language: Language) -> None:
        self.language = language
        _multiply_by_numpy(language)
        self.forms = word_forms(language)
        self.vectors: dict[str, TokenVectors] = {}
        self.moves: EntityMoves | None = None
        for name, found in (pair for pair in language.pipeline if pair[0] in (VECTORS, ENTITIES)):
            self._learn(name, found)
        self.rows = FormRows(list(self.vectors.values()))

    def read(self, doc: Doc) -> None:
        """Set tags, heads, labels, parts of speech, lemmas and entities of a document, in place."""
        rows = dict(zip(self.vectors, self.rows.of(doc), strict=True)) if self.vectors and len(doc) else {}
        for name, component in self.language.pipeline:
            if name in rows:
                self._set(doc, name, self.vectors[name].encoded(rows[name]))
            elif name == PARSER and VECTORS in rows:
                read_in_stretches(component, doc)
            elif name not in COMPONENTS:
                component(doc)
        self.forms.fill(doc)

    def _learn(self, name: str, component: Callable[[Doc], Doc]) -> None:
        try:
            if name == ENTITIES:
                moves = EntityMoves(component)
                self.vectors[name] = TokenVectors(moves.model.layers[0])
                self.moves = moves
            else:
                self.vectors[name] = TokenVectors(component.model)
        except (AttributeError, KeyError, ValueError):
            return  # a pipeline of the user's own, built in another way: its component runs as it is

    def _set(self, doc: Doc, name: str, vectors: Floats2d) -> None:
        from spacy.tokens import Span

        if name == ENTITIES:
            doc.set_ents([Span(doc, start, end, label=label) for start, end, label in self.moves.find(doc, vectors)])
        else:
            doc.tensor = vectors


def _multiply_by_numpy(language: Language) -> None:
    """Let a pipeline's layers multiply by numpy: twice as quick as their own multiplication, results differ in the sixth decimal at most."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for layer in (layer for _, found in language.pipeline if getattr(found, "model", None) for layer in found.model.walk()):
        if isinstance(layer.ops, NumpyOps):
            layer.ops = ops


@cache
def reader(language: Language) -> Reader:
    """The reader of a pipeline."""
    return Reader(language)
