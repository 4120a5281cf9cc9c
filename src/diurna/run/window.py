"""Window: what the next batch needs, on disk. What a batch brought is written once, in a part; a generation names the parts that its window needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Annotations, Article, StoreError
from ..store.layout import replaced
from ..stories import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..store.layout import Layout

VERSION = 2  # of what is kept; a state of another version is not told onto, all is told anew
STATE = "state.msgpack"
NAMES = "window.json"
MOST = 64  # parts that are read for a window; beyond, they are written as one: the window is written anew once in so many batches


class Part(msgspec.Struct, frozen=True):
    """Articles that one generation brought into the window, with their annotations."""

    articles: tuple[Article, ...] = ()
    annotations: tuple[Annotations, ...] = ()


class Window(msgspec.Struct, frozen=True):
    """The state to tell onto, and the parts in which its articles are kept, the oldest first."""

    state: State = State()
    parts: dict[str, Part] = {}


class _Version(msgspec.Struct, frozen=True):
    version: int = 0


class _Held(msgspec.Struct, frozen=True):
    """The state without its articles and annotations; `order` has the ids of the articles."""

    version: int
    order: tuple[str, ...]
    rest: State


def can_grow(folder: Path) -> bool:
    """Whether a generation keeps its window in the way that is read now."""
    try:
        return msgspec.msgpack.decode((folder / STATE).read_bytes(), type=_Version).version == VERSION
    except FileNotFoundError:
        return False
    except (OSError, msgspec.DecodeError) as error:
        raise _unreadable(folder / STATE, error) from error


def read_window(layout: Layout, folder: Path) -> Window:
    """The window of a generation; raises StoreError where it is damaged."""
    path = folder / STATE
    try:
        held = msgspec.msgpack.decode(path.read_bytes(), type=_Held)
        parts = {}
        for name in read_names(folder):
            path = layout.window(name)
            parts[name] = msgspec.msgpack.decode(path.read_bytes(), type=Part)
    except (OSError, msgspec.DecodeError) as error:
        raise _unreadable(path, error) from error
    articles = {a.id: a for part in parts.values() for a in part.articles}
    coded = {m.article: m for part in parts.values() for m in part.annotations}
    if missing := [a for a in held.order if a not in articles]:
        raise _unreadable(folder / STATE, f"{len(missing)} articles of the window have gone")
    state = msgspec.structs.replace(
        held.rest, articles=tuple(articles[a] for a in held.order), annotations=tuple(coded[a] for a in held.order if a in coded),
    )
    return Window(state, parts)


def write_window(layout: Layout, folder: Path, number: int, state: State, before: Window) -> None:
    """Keep the state that generation `number` ends with: what is new in a part of its own, the parts of `before` as they stand."""
    coded = {m.article: m for m in state.annotations}
    kept = {a.id: (name, a) for name, part in before.parts.items() for a in part.articles}
    marked = {m.article: m for part in before.parts.values() for m in part.annotations}
    fresh: list[Article] = []
    needed: set[str] = set()
    for article in state.articles:
        name, old = kept.get(article.id, ("", None))
        if old is article and marked.get(article.id) is coded.get(article.id):
            needed.add(name)
        else:
            fresh.append(article)
    names = [name for name in before.parts if name in needed]
    if len(names) >= MOST:
        names, fresh = [], list(state.articles)
    if fresh:
        part = Part(tuple(fresh), tuple(coded[a.id] for a in fresh if a.id in coded))
        names.append(f"{number:06d}")
        with replaced(layout.window(names[-1])) as path:
            path.write_bytes(msgspec.msgpack.encode(part))
    clusters = state.clusters.lean()
    held = _Held(VERSION, tuple(a.id for a in state.articles), msgspec.structs.replace(state, articles=(), annotations=(), clusters=clusters))
    (folder / STATE).write_bytes(msgspec.msgpack.encode(held))
    (folder / NAMES).write_bytes(msgspec.json.encode(names))


def read_names(folder: Path) -> list[str]:
    """The parts that the window of a generation needs."""
    return msgspec.json.decode((folder / NAMES).read_bytes(), type=list[str])


def drop_window(layout: Layout, kept: Iterable[Path]) -> None:
    """Remove the parts that none of the generations that are kept needs any more."""
    named = {name for folder in kept if (folder / NAMES).exists() for name in read_names(folder)}
    root = layout.window("x").parent
    for path in root.iterdir() if root.exists() else ():
        if path.name not in named and not path.name.startswith("."):
            path.unlink(missing_ok=True)


def _unreadable(path: Path, why: object) -> StoreError:
    return StoreError(f"{path} cannot be read ({why}). Read everything into a new library.")
