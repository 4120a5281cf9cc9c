"""Settings: one struct, filled from defaults < diurna.toml < environment < command line."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from .model.errors import SettingsError

ENVIRONMENT_PREFIX = "DIURNA_"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a user can set.

    library: the library that verbs work on when none is given
    workers: worker processes; 0 is one a core
    pool_above: documents in a batch above which workers are started; fewer are read in one process, as starting costs seconds
    batch_articles: documents in one partition of a library
    max_document_bytes: larger documents are left out with a problem row
    task_seconds: how long a worker may take for one task (25 documents) before it is taken for hung
    pipeline: the spaCy pipeline; the bundled one, or one that you have installed
    codes: a TOML file with types, verbs and actors of your own; "" takes codes.toml in the library's folder, if there is one
    alerts: rules (a TOML file) by which `diurna read` tells of new events at its end
    day_first: whether 02.11.2017 and 2/11/2017 are the second of November (true) or the eleventh of February (false)
    """

    library: str = "library.diurna"
    workers: int = 0
    pool_above: int = 200
    batch_articles: int = 2000
    max_document_bytes: int = 20_000_000
    task_seconds: int = 600
    pipeline: str = "en_core_web_md"
    codes: str = ""
    alerts: str = ""
    day_first: bool = True


def load_settings(*, file: Path | None = None, environment: dict[str, str] | None = None, **given: Any) -> Settings:
    """The settings in force; `given` (the command line) wins over the environment, that over the file, that over the defaults.

    `file` defaults to ./diurna.toml, read only if it exists; a `file` that is named must exist. Raises SettingsError.
    """
    merged = _from_file(file) | _from_environment(os.environ if environment is None else environment)
    merged |= {key: value for key, value in given.items() if value is not None}
    try:
        return msgspec.convert(merged, Settings, strict=False)
    except msgspec.ValidationError as error:
        known = ", ".join(Settings.__struct_fields__)
        raise SettingsError(f"a setting cannot be used: {error}. Known settings: {known}") from error


def _from_file(file: Path | None) -> dict[str, Any]:
    path = file or Path("diurna.toml")
    if file is None and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as settings: {error}") from error


def _from_environment(environment: Any) -> dict[str, str]:
    return {key[len(ENVIRONMENT_PREFIX) :].lower(): value for key, value in environment.items() if key.startswith(ENVIRONMENT_PREFIX)}
