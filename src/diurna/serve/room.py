"""The room: the library that is served, and the desk at which one request is answered."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from litestar.di import NamedDependency

from ..store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from litestar.datastructures import Cookie

    from ..library import Library

MEMO_ENTRIES = 256  # answers kept per generation; a page's facets over the whole library take one each


class Room:
    """Holds a reader of the live generation. Each generation has a reader of its own: one that a request still asks is never closed under it."""

    def __init__(self, library: Library, *, base: str = "", secret: bytes = b"") -> None:
        self.library = library
        self.base = base.rstrip("/")
        self.secret = secret
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._reader: Reader | None = None
        self._memo: dict[Any, Any] = {}

    def reader(self) -> Reader:
        """The reader of what is live now; raises StoreError where there is no library."""
        reader = self._reader
        if reader is None or self._stamp != _stamp(reader):
            with self._lock:
                if self._reader is None or self._stamp != _stamp(self._reader):
                    fresh = Reader(self.library.path)
                    self._reader, self._stamp, self._memo = fresh, _stamp(fresh), {}
                reader = self._reader
        return reader

    def remember(self, key: Any, make: Callable[[], Any]) -> Any:
        """What `make` gave for this key in this generation; made once."""
        self.reader()  # what was remembered of a generation goes with it
        memo = self._memo
        if key not in memo:
            if len(memo) >= MEMO_ENTRIES:
                memo.pop(next(iter(memo)), None)
            memo[key] = make()
        return memo[key]


def _stamp(reader: Reader) -> tuple[int, int] | None:
    try:
        stat = reader.layout.manifest.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ino


class Desk:
    """One request: the room, the address asked, its cookies and the token that its forms carry. `set_cookies` go out with the page.

    A class like any other, not a struct: Litestar would look into a struct and check its fields.
    """

    def __init__(self, room: Room, *, path: str, query: list[tuple[str, str]], cookies: dict[str, str], csrf: str, origin: str = "") -> None:
        self.room, self.path, self.query, self.cookies, self.csrf, self.origin = room, path, query, cookies, csrf, origin
        self.set_cookies: list[Cookie] = []

    @property
    def reader(self) -> Reader:
        return self.room.reader()

    @property
    def params(self) -> dict[str, str]:
        """The query parameters; the last one where a name stands twice."""
        return dict(self.query)

    def here(self, **changes: object) -> str:
        """This address with some query parameters changed; None takes one away. Changing anything but the page goes back to the first page."""
        if "page" not in changes:
            changes = {**changes, "page": None}
        kept = [(name, value) for name, value in self.query if name not in changes]
        return self.room_address(self.path, [*kept, *_pairs(changes.items())])

    def stem(self, *without: str) -> str:
        """This address without some query parameters and the page, to which others are written: it ends with ? or &."""
        at = self.room_address(self.path, [(name, value) for name, value in self.query if name not in (*without, "page")])
        return f"{at}&" if "?" in at else f"{at}?"

    def url(self, path: str, **query: object) -> str:
        """An address in the room; query parameters that are None are left out."""
        return self.room_address(path, _pairs(query.items()))

    @property
    def twin(self) -> str:
        """The address of this page's JSON twin."""
        return self.room_address(f"{self.path}.json", self.query)

    def room_address(self, path: str, query: Iterable[tuple[str, str]]) -> str:
        asked = urlencode(list(query))
        return f"{self.room.base}{quote(path, safe='/:@')}{'?' if asked else ''}{asked}"


Asked = NamedDependency[Desk]  # how a handler asks for the desk


def _pairs(items: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in items if value is not None and value != ""]
