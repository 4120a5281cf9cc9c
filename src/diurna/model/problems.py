"""Problems: what could not be read or resolved, where, and what to do about it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class ProblemKind(msgspec.Struct, frozen=True, gc=False):
    """What a problem code means and what a user can do about it."""

    code: str
    what: str
    remedy: str


class Problem(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One thing that went wrong with one document; nothing else is lost by it."""

    code: str
    where: str
    detail: str = ""
    raw: str | None = None
    article: str | None = None
    stage: str = ""

    @property
    def remedy(self) -> str:
        return problem_kinds()[self.code].remedy

    def __str__(self) -> str:
        kind = problem_kinds()[self.code]
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.where}: {kind.what}{detail} [{self.code}] {kind.remedy}"


@cache
def problem_kinds() -> dict[str, ProblemKind]:
    """Every problem code, from `problems.toml` beside this module."""
    table = tomllib.loads(files(__package__).joinpath("problems.toml").read_text("utf-8"))
    return {code: ProblemKind(code, **entry) for code, entry in table.items()}


def problem(code: str, where: str, *, detail: str = "", raw: str | None = None, article: str | None = None, stage: str = "") -> Problem:
    """A problem row; raises KeyError for a code that `problems.toml` does not explain."""
    if code not in problem_kinds():
        raise KeyError(f"unknown problem code {code!r}: explain it in problems.toml")
    return Problem(code=code, where=where, detail=detail, raw=raw, article=article, stage=stage)
