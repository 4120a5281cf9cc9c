"""Columns: numbers, words and lists of numbers, each in a file of its own beside the catalogue; they are read where they lie, without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec
import numpy as np

from .damage import intact

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

T = TypeVar("T", bound=msgspec.Struct)
SMALL = 65_536  # bytes of a file that is read whole: a map takes more than that, and of an empty column there can be none


class Words:
    """A column of words: word n is `letters[at[n]:at[n + 1]]` in UTF-8."""

    PARTS = ("at", "letters")

    def __init__(self, at: np.ndarray, letters: np.ndarray) -> None:
        self.at, self.letters = at, letters
        self._few: list[str] | None = None

    @classmethod
    def taken(cls, words: pa.Array) -> Words:
        """A column of Arrow's (of strings, none missing), taken over as it lies."""
        _, at, letters = words.buffers()
        if not len(words):
            return cls(np.zeros(1, dtype=np.int32), np.zeros(0, dtype=np.uint8))
        wide = np.int64 if str(words.type).startswith("large") else np.int32
        places = np.frombuffer(at, dtype=wide)[words.offset : words.offset + len(words) + 1]
        every = np.zeros(0, dtype=np.uint8) if letters is None else np.frombuffer(letters, dtype=np.uint8)
        return cls(places - places[0], every[places[0] : places[-1]])

    def __len__(self) -> int:
        return len(self.at) - 1

    def __getitem__(self, n: int) -> str:
        return self.letters[self.at[n] : self.at[n + 1]].tobytes().decode()

    def find(self, word: str) -> int | None:
        """The number of a word, where the words stand in their order; None where it is none of them."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self[middle].encode() < word.encode() else (low, middle)
        return low if low < len(self) and self[low] == word else None

    def all(self) -> list[str]:
        """Every word; kept from then on."""
        if self._few is None:
            self._few = [self[n] for n in range(len(self))]
        return self._few


class Lists:
    """A column of lists of numbers: list n is `values[at[n]:at[n + 1]]`."""

    PARTS = ("at", "values")

    def __init__(self, at: np.ndarray, values: np.ndarray) -> None:
        self.at, self.values = at, values

    def __len__(self) -> int:
        return len(self.at) - 1

    def one(self, n: int) -> slice:
        """Where the numbers of one list stand."""
        return slice(int(self.at[n]), int(self.at[n + 1]))

    def of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The lists of some rows: how long each is, and their numbers one after another."""
        first = self.at[rows]
        sizes = self.at[rows + 1] - first
        ends = np.cumsum(sizes, dtype=first.dtype)
        where = np.repeat(first - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0, dtype=first.dtype)
        return sizes, self.values[where]


def starts(sizes: Any) -> np.ndarray:
    """Where parts of some sizes begin, one after another, and where the last one ends."""
    at = np.concatenate([[0], np.cumsum(np.asarray(sizes, dtype=np.int64))])
    return at.astype(np.int32 if at[-1] < 2**31 else np.int64)  # half the bytes: lists are found in two thirds of the time


def write_columns(folder: Path, held: msgspec.Struct) -> None:
    """Write a struct of columns: numbers (arrays), Words and Lists."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, parts in _parts(type(held)).items():
        column = getattr(held, name)
        for part, some in zip(parts, [column] if isinstance(column, np.ndarray) else [getattr(column, of) for of in column.PARTS], strict=True):
            (folder / f"{part}.npy").unlink(missing_ok=True)  # never written over: someone may read it where it lies
            np.save(folder / f"{part}.npy", some, allow_pickle=False)


def stand(folder: Path, kind: type[msgspec.Struct]) -> bool:
    """Whether a folder has all columns of a struct."""
    return folder.is_dir() and {path.name for path in folder.iterdir()}.issuperset(f"{part}.npy" for parts in _parts(kind).values() for part in parts)


def read_columns(folder: Path, kind: type[T]) -> T:
    """The struct of columns that was written; raises StoreError where a file is gone or damaged."""
    hints = get_type_hints(kind, localns={"np": np})
    found = {name: [_read(folder / f"{part}.npy") for part in parts] for name, parts in _parts(kind).items()}
    return kind(**{name: parts[0] if hints[name] is np.ndarray else hints[name](*parts) for name, parts in found.items()})


def _parts(kind: type[Any]) -> dict[str, list[str]]:
    """The files of each column of a struct, without their ending."""
    hints = get_type_hints(kind, localns={"np": np})
    return {name: [f"{name}.{part}" for part in hint.PARTS] if hasattr(hint, "PARTS") else [name] for name, hint in hints.items()}


def _read(path: Path) -> np.ndarray:
    with intact(path):
        try:
            small = path.stat().st_size <= SMALL
            return np.load(path, mmap_mode=None if small else "r", allow_pickle=False).view(np.ndarray)
        except (ValueError, EOFError) as error:  # what a file that is cut off or overwritten gives
            raise OSError(str(error)) from error
