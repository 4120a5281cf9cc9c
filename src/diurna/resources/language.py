"""The door to the language model: the only module that loads a spaCy pipeline."""

from __future__ import annotations

import hashlib
import tomllib
import warnings
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import ModelError

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def language_model(name: str = "en_core_web_md") -> Language:
    """The pipeline of this name, loaded once a process.

    One that `language.toml` lists is loaded from its package and its files are checked against the pinned sha256 first; any other
    name is a pipeline that the user has installed. Raises ModelError with the remedy.
    """
    return load_model(name)


def load_model(name: str) -> Language:
    """The pipeline of this name, loaded anew, as `language_model` says: for who measures against one that nothing has touched."""
    import spacy

    pinned = pinned_models().get(name)
    with warnings.catch_warnings(action="ignore"):  # spaCy warns that 3.7 weights run in 3.8, at every load
        try:
            return spacy.load(_checked_folder(name, pinned) if pinned else name, exclude=["senter"])
        except OSError as error:
            raise ModelError(f"the pipeline {name!r} is not installed: install its package, or set `pipeline` to one that is") from error


@cache
def pinned_models() -> dict[str, dict[str, Any]]:
    """The pipelines that come inside a package, by name."""
    return tomllib.loads(files(__package__).joinpath("language.toml").read_text("utf-8"))


def folder_digest(folder: Path) -> str:
    """The sha256 over the paths and bytes of all files below a folder, in the order of their paths."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _checked_folder(name: str, pinned: dict[str, Any]) -> Path:
    if find_spec(pinned["package"]) is None:
        raise ModelError(f"the package {pinned['package']!r} with the pipeline {name!r} is not installed: run python3 dev.py setup")
    folder = Path(str(files(pinned["package"]))) / pinned["folder"]
    if folder_digest(folder) != pinned["sha256"]:
        raise ModelError(f"{folder} is not the pipeline that Diurna was tested with (version {pinned['version']}): install the pinned package anew")
    return folder
