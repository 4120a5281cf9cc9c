"""The door to language identification (py3langid; its model comes inside the package)."""

from __future__ import annotations

SAMPLE = 5000  # characters; more changes no answer on news text


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's language."""
    import py3langid

    return str(py3langid.classify(text[:SAMPLE])[0])
