"""Word forms: part of speech and lemma of a token by what decides them, looked up instead of worked out each time.

The pipeline's attribute ruler goes by a token's tag and label and, where a rule names its word, by its form; its lemmatizer by form, part of
speech and morphology. (For a handful of colloquial pairs such as "gonna" the ruler also looks at the neighbour, which is left aside.) So each
combination is shown to them once, alone, and remembered; what it saves is in docs/decisions/0007-parse-time.md.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens.morphanalysis import MorphAnalysis

COMPONENTS = ("attribute_ruler", "lemmatizer")
MOST = 200_000  # forms remembered before it starts anew; set by hand, no measurement chose it
EXPLETIVE = "expl"  # "there is": the only neighbour that matters in news, it makes a verb of the auxiliary
READ = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})  # attributes that a rule may go by, if words that no rule names are to share an outcome
ANY_WORD = 0

Key = tuple[int, int, int]  # form, tag, label


class WordForms:
    """Fills in `pos` and `lemma` of documents that are tagged and parsed; one a process and pipeline."""

    def __init__(self, language: Language) -> None:
        parts = dict(language.pipeline)
        self.ruler, self.lemmatizer = (parts.get(name) for name in COMPONENTS)
        self.is_named = _named_words(self.ruler.patterns) if hasattr(self.ruler, "patterns") else _every_word
        _make_sets(self.lemmatizer)
        self.vocab = language.vocab
        self.known: dict[Key, tuple[int, int]] = {}
        self.ruled: dict[Key, tuple[int, MorphAnalysis, int]] = {}
        self.lemmas: dict[tuple[int, int, int], int] = {}

    def fill(self, doc: Doc) -> None:
        """Set part of speech and lemma of every token in place."""
        import numpy
        from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
        from spacy.symbols import VERB

        if max(len(self.known), len(self.lemmas)) > MOST:
            self.known.clear()
            self.lemmas.clear()
        keys = list(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist()))
        self._learn([key for key in dict.fromkeys(keys) if key not in self.known])
        found = [self.known[key] for key in keys]
        expletive, be = doc.vocab.strings.add(EXPLETIVE), doc.vocab.strings.add("be")
        for i, (_, _, label) in enumerate(keys[:-1], 1):
            if label == expletive and found[i][1] == be:
                found[i] = VERB, be
        doc.from_array([POS, LEMMA], numpy.array(found, dtype="uint64").reshape(-1, 2))

    def _learn(self, keys: list[Key]) -> None:
        """Work out what is not known, each token as if it stood alone."""
        told = {key: self._rule(key) for key in keys}
        wanted = {(key[0], pos, morph.key): morph for key, (pos, morph, lemma) in told.items() if not lemma}
        self._lemmatize({want: morph for want, morph in wanted.items() if want not in self.lemmas})
        for key, (pos, morph, lemma) in told.items():
            self.known[key] = pos, lemma or self.lemmas[key[0], pos, morph.key]

    def _rule(self, key: Key) -> tuple[int, MorphAnalysis, int]:
        """Part of speech, morphology and, where a rule gives it, lemma."""
        lexeme = self.vocab[key[0]]
        shared = (key[0] if lexeme.is_space or self.is_named(lexeme.lower_) else ANY_WORD, *key[1:])
        if shared not in self.ruled:
            alone = self._alone([key[0]])
            alone[0].tag, alone[0].dep = key[1:]
            token = (self.ruler(alone) if self.ruler else alone)[0]
            self.ruled[shared] = token.pos, token.morph, token.lemma
        return self.ruled[shared]

    def _lemmatize(self, wanted: dict[tuple[int, int, int], MorphAnalysis]) -> None:
        forms = self._alone([orth for orth, _, _ in wanted])
        for token, ((_, pos, _), morph) in zip(forms, wanted.items(), strict=True):
            token.pos = pos
            token.set_morph(morph)
        if self.lemmatizer:
            forms = self.lemmatizer(forms)
        self.lemmas.update(zip(wanted, (token.lemma for token in forms), strict=True))

    def _alone(self, forms: list[int]) -> Doc:
        from spacy.tokens import Doc

        return Doc(self.vocab, words=[self.vocab.strings[form] for form in forms])


def _make_sets(lemmatizer: Any) -> None:
    """The words that a rule lemmatizer looks for in lists, as sets: a look-up takes 10 microseconds instead of 300."""
    if lemmatizer is None or not hasattr(lemmatizer, "lookups") or not lemmatizer.lookups.has_table("lemma_index"):
        return
    table = lemmatizer.lookups.get_table("lemma_index")
    for kind, words in list(table.items()):
        table[kind] = frozenset(words)


def _every_word(word: str) -> bool:
    return True


def _named_words(rules: list[dict[str, Any]]) -> Callable[[str], bool]:
    """Whether a rule of the ruler names a word; any word, where a rule goes by what is not read here."""
    constraints = [token for rule in rules for pattern in rule["patterns"] for token in pattern]
    if any(key not in READ for token in constraints for key in token):
        return _every_word
    words: set[str] = set()
    shapes: list[re.Pattern[str]] = []
    for asked in (token["LOWER"] for token in constraints if "LOWER" in token):
        if isinstance(asked, str):
            words.add(asked)
        elif set(asked) == {"IN"}:
            words.update(asked["IN"])
        elif set(asked) == {"REGEX"}:
            shapes.append(re.compile(asked["REGEX"]))
        else:
            return _every_word
    return lambda word: word in words or any(shape.search(word) for shape in shapes)


@cache
def word_forms(language: Language) -> WordForms:
    """The forms known to a pipeline."""
    return WordForms(language)
