"""How far a noun phrase reaches, and which part of it is the name proper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...resources.coreference import CoreferenceWords
    from ..tokens import Token

LEFT_PARTS = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "npadvmod", "advmod", "case", "neg", "intj", "nounmod"}
)
NAME_TAGS = frozenset({"NNP", "NNPS"})
PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "ben", "bint", "abu", "von", "van", "der", "den", "de", "da", "di", "du", "dos", "la", "le", "del", "y", "ur", "ul"]
)
WHEN = frozenset({"DATE", "TIME"})
ARTICLES = frozenset({"The", "An"})
TITLE_PREPOSITIONS = frozenset({"of", "for", "to"})
MOST_OF_TITLES = 12  # tokens: "the United Nations special envoy for ..." has 9; a longer tail is a parser's slip


def noun_phrase(root: Token, words: CoreferenceWords) -> tuple[int, int]:
    """Tokens [start, end) of the phrase that `root` heads: its modifiers, "of" phrases and a close apposition, no relative clause."""
    return _start(root), _end(root, words, 0)


def _start(root: Token) -> int:
    start = root.i
    for child in reversed(list(root.lefts)):
        if child.dep_ == "punct" and child.text in ("-", "–", "'", "’", "“", "‘", '"', "``", ".") and child.i < start:
            continue
        if child.ent_type_ in WHEN and root.ent_type_ not in WHEN:
            break  # "Earlier Wednesday troops ..."
        if child.dep_ == "det" and child.text in ARTICLES:
            return child.i  # "Accra The army": a place's name that heads the paragraph is no part of it
        if child.dep_ not in LEFT_PARTS or child.right_edge.i + 1 < start - 2:
            break
        if child.dep_ == "advmod" and child.lower_ not in (
            "very",
            "most",
            "more",
            "newly",
            "now",
            "once",
            "nearly",
            "about",
            "almost",
            "at",
            "least",
            "all",
        ):
            break
        joined = [c for c in child.subtree if c.dep_ == "cc" and child.tag_ in NAME_TAGS]
        if joined and child.dep_ in ("nmod", "compound"):
            return _without_quote(root, joined[-1].i + 1)  # "Lee and President Park" misread as one name
        start = _left_of(child)
    return _without_quote(root, start)


def _left_of(child: Token) -> int:
    """The left edge of a modifier, but not over a clause or comma at its own left."""
    edge = child.i
    for part in reversed(list(child.lefts)):
        if part.dep_ in ("cc", "preconj", "relcl", "advcl", "mark") or part.text in (",", ";", ":", "—"):
            break
        edge = part.left_edge.i
    return edge


def _without_quote(root: Token, start: int) -> int:
    doc = root.doc
    while start < root.i and (doc[start].is_punct or doc[start].is_space or (doc[start].lower_ in ("both", "either") and root.tag_ == "NNP")):
        start += 1
    return start


def _end(root: Token, words: CoreferenceWords, depth: int) -> int:
    end = root.i + 1
    doc = root.doc
    for child in root.rights:
        if child.i >= len(doc) or child.left_edge.i > end + 1:
            break
        if child.dep_ == "case":
            continue  # the genitive's own ending is no part of the owner
        if child.dep_ == "prep" and child.i == end and _belongs(root, child, words) and depth < 3:
            end = _prep_end(child, words, depth)
        elif child.dep_ == "appos" and child.left_edge.i == end and depth < 3 and child.tag_ in NAME_TAGS:
            end = _end(child, words, depth + 1)
        elif child.dep_ == "nummod" and child.i == end and root.tag_ in NAME_TAGS and child.ent_type_ != "DATE":
            end = child.i + 1
        else:
            break
    return _with_closing_quote(root, end)


def _with_closing_quote(root: Token, end: int) -> int:
    """One token more where a quotation mark opened before the head would stay open."""
    doc = root.doc
    opened = any(t.text in ("“", '"', "``") for t in doc[max(root.left_edge.i, 0) : root.i])
    return end + 1 if opened and end < len(doc) and doc[end].text in ("”", '"', "''") else end


def _belongs(root: Token, preposition: Token, words: CoreferenceWords) -> bool:
    lower = preposition.lower_
    if lower == "of":
        return True
    if lower == "for" and root.tag_ in NAME_TAGS and root.lower_ in words.organisation_last:
        return any(child.tag_ in NAME_TAGS for child in preposition.rights)
    return lower in TITLE_PREPOSITIONS and root.lemma_.lower() in words.nominals["person"]


def _prep_end(preposition: Token, words: CoreferenceWords, depth: int) -> int:
    end = preposition.i + 1
    for child in preposition.rights:
        if child.dep_ == "pobj":
            end = _end(child, words, depth + 1)
            for conjunct in child.conjuncts:
                if conjunct.i > child.i and conjunct.tag_ in NAME_TAGS | {"NN", "NNS"} and not _after_comma(conjunct):
                    end = max(end, _end(conjunct, words, depth + 1))
    return end if end - preposition.i <= MOST_OF_TITLES else preposition.i + 1 if end == preposition.i + 1 else preposition.i


def _after_comma(conjunct: Token) -> bool:
    """Whether a comma stands before "and X": then X is another member of the sentence, not of the phrase."""
    before = conjunct.left_edge.i - 1
    doc = conjunct.doc
    return before > 1 and doc[before].dep_ == "cc" and doc[before - 1].text == ","


def name_core(root: Token, start: int, words: CoreferenceWords) -> tuple[int, int]:
    """Tokens of the name proper: the run of name words up to `root`, without titles and adjectives of countries before a person."""
    doc = root.doc
    first = root.i
    while first > start and _continues(doc[first - 1]):
        first -= 1
    while first < root.i and (doc[first].is_punct or doc[first].lower_ in ("-", "'s", "’s", "’")):
        first += 1
    after = max((i + 1 for i in range(first, root.i) if doc[i].tag_ == "POS"), default=first)
    first = after
    if _is_person(root, first, words):
        while first < root.i and (_bare(doc[first]) in words.all_titles or _foreign(doc[first], root) or doc[first].is_punct):
            first += 1
    return first, root.i + 1


def _continues(token: Token) -> bool:
    return (
        token.tag_ in NAME_TAGS
        or token.tag_ == "HYPH"
        or token.lower_ in PARTICLES
        or (token.ent_type_ == "PERSON" and not token.is_punct)
        or (token.text[:1].isupper() and token.tag_ in ("JJ", "NN", "NNS") and token.ent_type_ in ("ORG", "NORP"))
    )


def _is_person(root: Token, first: int, words: CoreferenceWords) -> bool:
    if root.lower_ in words.organisation_last:
        return False
    return root.ent_type_ == "PERSON" or any(words.is_title(_bare(t)) for t in root.doc[first : root.i])


def _bare(token: Token) -> str:
    return token.lower_.rstrip(".")


def _foreign(token: Token, root: Token) -> bool:
    """A country's name or adjective before a person's name: "Azerbaijan" in "Azerbaijan President ..."."""
    return token.ent_type_ in ("GPE", "NORP") and root.ent_type_ not in ("GPE", "NORP", "ORG")
