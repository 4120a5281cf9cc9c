"""Mending: slips that the parser makes again and again in news prose, put right before any layer reads the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def mend(doc: Doc) -> None:
    """Change heads and labels in place where a known slip is certain from the words around it."""
    for token in doc:
        if token.dep_ == "appos" and token.i > token.head.i:
            _join_named(token)


def _join_named(name: Token) -> None:
    """ "the government and the rebel Dawn Front": the parser joins "rebel" and makes the name an apposition of the government."""
    head = name.head
    word = next((c for c in head.children if c.dep_ == "conj" and c.i == name.left_edge.i - 1 and head.i < c.i), None)
    joined = any(c.dep_ == "cc" and head.i < c.i < name.i for c in head.children)
    if word is None or not joined or word.pos_ not in ("ADJ", "NOUN", "PROPN") or any(c.dep_ not in ("det", "amod") for c in word.children):
        return
    for child in list(word.children):
        child.head = name
    word.head, word.dep_ = name, "amod"
    name.dep_ = "conj"
