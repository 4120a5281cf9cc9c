"""Stretches: a long text's dependency parse in a few stretches at a time, cut where a sentence surely ends.

The parser decides word by word, and half of its time goes into calls for a single decision; of several documents it makes one decision each at a
time. So a text is cut in stretches that go side by side. Where they meet the parser no longer looks a word past the end: of 21,690 tokens of 60
articles 4 came out with another head or label, in two thirds of the time (docs/decisions/0007-parse-time.md).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.pipeline import DependencyParser
    from spacy.tokens import Doc
    from thinc.types import Ints2d

STRETCHES = 4
LEAST = 60  # tokens of a text that is cut
ENDS = frozenset(".!?")
WORD = 4  # letters, in lower case, before a full stop that ends a sentence and no abbreviation
STARTS, GOES_ON = 1, -1  # spaCy's marks of a token that begins a sentence and of one that cannot


def read_in_stretches(parser: DependencyParser, doc: Doc) -> None:
    """Set heads and labels of a document that has its vectors, in place."""
    from spacy.attrs import DEP, HEAD, ORTH, SENT_START, SPACY

    marks = doc.to_array([ORTH, SPACY, SENT_START])
    cuts = _cuts(doc, marks[:, 2].astype("int64").tolist()) if len(doc) >= LEAST else []
    if not cuts:
        parser(doc)
        return
    import numpy

    parts = [_part(doc, start, end, marks) for start, end in pairwise([0, *cuts, len(doc)])]
    parser.set_annotations(parts, parser.predict(parts))
    doc.from_array([HEAD, DEP], numpy.vstack([part.to_array([HEAD, DEP]) for part in parts]))


def _part(doc: Doc, start: int, end: int, marks: Ints2d) -> Doc:
    from spacy.attrs import SENT_START
    from spacy.tokens import Doc

    words, spaces = marks[start:end, 0].tolist(), (marks[start:end, 1] == 1).tolist()
    part = Doc(doc.vocab, words=words, spaces=spaces).from_array([SENT_START], marks[start:end, 2])
    part.tensor = doc.tensor[start:end]
    return part


def _cuts(doc: Doc, starts: list[int]) -> list[int]:
    """The tokens at which stretches of like length begin, the first left out; none where no sentence surely begins near."""
    reach = len(doc) // (2 * STRETCHES)
    found = []
    for n in range(1, STRETCHES):
        middle = n * len(doc) // STRETCHES
        near = (at for off in range(reach) for at in (middle - off, middle + off))
        if (cut := next((at for at in near if _begins(doc, at, starts)), None)) is not None:
            found.append(cut)
    return sorted(set(found))


def _begins(doc: Doc, at: int, starts: list[int]) -> bool:
    if starts[at] == STARTS:
        return True
    if at < 2 or starts[at] == GOES_ON or not doc[at].is_title or doc[at - 1].orth_ not in ENDS:
        return False
    return doc[at - 2].is_lower and len(doc[at - 2]) >= WORD
