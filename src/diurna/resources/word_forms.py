"""Word forms: part of speech and lemma of a token by what decides them, looked up instead of worked out each time.

The pipeline's attribute ruler and lemmatizer go by a token's form, tag and label (and, for a handful of colloquial pairs such as "gonna", by its
neighbour, which is left aside). So each form is shown to them once, alone, and remembered; what it saves
is in docs/decisions/0007-parse-time.md.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

COMPONENTS = ("attribute_ruler", "lemmatizer")
MOST = 200_000  # forms remembered before it starts anew; set by hand, no measurement chose it
EXPLETIVE = "expl"  # "there is": the only neighbour that matters in news, it makes a verb of the auxiliary


class WordForms:
    """Fills in `pos` and `lemma` of documents that are tagged and parsed; one a process and pipeline."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.components = [component for name, component in language.pipeline if name in COMPONENTS]
        self.known: dict[tuple[int, int, int], tuple[int, int]] = {}

    def fill(self, doc: Doc) -> None:
        """Set part of speech and lemma of every token in place."""
        if len(self.known) > MOST:
            self.known.clear()
        before = 0
        from spacy.symbols import VERB

        expletive = doc.vocab.strings.add(EXPLETIVE)
        for token in doc:
            key = (token.orth, token.tag, token.dep)
            found = self.known.get(key)
            if found is None:
                found = self.known[key] = self._worked_out(token)
            token.pos, token.lemma = found
            if before == expletive and token.lemma_ == "be":
                token.pos = VERB
            before = token.dep

    def _worked_out(self, token: Token) -> tuple[int, int]:
        from spacy.tokens import Doc

        alone = Doc(token.vocab, words=[token.text])
        alone[0].tag, alone[0].dep = token.tag, token.dep
        for component in self.components:
            alone = component(alone)
        return alone[0].pos, alone[0].lemma


@cache
def word_forms(language: Language) -> WordForms:
    """The forms known to a pipeline."""
    return WordForms(language)
