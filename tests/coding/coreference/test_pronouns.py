"""Names that are one person's, and pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diurna.coding.coreference import PronounResolver, link_names
from diurna.coding.mentions import find_phrases
from diurna.resources.coreference import coreference_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse


@pytest.fixture
def meant(read: Callable[..., Parse]) -> Callable[[str, str], str | None]:
    """The name that the last such pronoun of a text is resolved to, among the persons named."""

    def resolved(text: str, pronoun: str) -> str | None:
        words = coreference_words()
        phrases = find_phrases(read(text), words)
        persons = [e for e in link_names(phrases, text, words) if e.nature == "person"]
        found = None
        for phrase in (p for p in phrases if p.kind == "pronoun"):
            entity, reason = PronounResolver(text).resolve(phrase, persons)
            assert reason
            if entity is not None:
                entity.add(phrase)
            if phrase.name == pronoun:
                found = entity.name if entity else None
        return found

    return resolved


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Mary Jones met John Smith in Lima. She thanked the hosts.", "she", "Mary Jones"),
        ("Mary Jones met John Smith in Lima. He thanked the hosts.", "he", "John Smith"),
        ("John Smith told reporters that he would resign.", "he", "John Smith"),
        ("John Smith met Peter Brown. The visit was his first.", "his", "John Smith"),
        ("Peter Brown accused him.", "him", None),
        ("Before his arrival in Lima, John Smith called Mary Jones.", "his", "John Smith"),
    ],
)
def test_pronouns(meant: Callable[[str, str], str | None], text: str, pronoun: str, name: str | None) -> None:
    assert meant(text, pronoun) == name


def test_an_object_is_not_its_own_subject(meant: Callable[[str, str], str | None]) -> None:
    assert meant("John Smith arrived. Peter Brown greeted him.", "him") == "John Smith"


def test_short_names_and_bracketed_acronyms_are_linked(read: Callable[..., Parse]) -> None:
    text = "John Smith of the Northern Relief Council (NRC) spoke in Lima. The NRC backed Smith on Monday."
    words = coreference_words()
    entities = link_names(find_phrases(read(text), words), text, words)
    names = [[p.name for p in e.phrases] for e in entities]
    assert ["John Smith", "Smith"] in names
    assert any("Northern Relief Council" in group and "NRC" in group for group in names)
