"""Recent: what was asked for last, up to a number of entries."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

T = TypeVar("T")


class Recent(Generic[T]):
    """Values by key; the ones asked for longest ago go first. Many threads may ask at once: what two of them miss is read twice."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, keys: Collection[Any], read: Callable[[Collection[Any]], dict[Any, T]]) -> dict[Any, T]:
        """The values of some keys; `read` gives those that are not held, and leaves out what there is not."""
        found: dict[Any, T] = {}
        with self._lock:
            for key in keys:
                if key in self._held:
                    self._held.move_to_end(key)
                    found[key] = self._held[key]
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        fresh = read(missing) if missing else {}
        with self._lock:
            self._held.update(fresh)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return found | fresh
