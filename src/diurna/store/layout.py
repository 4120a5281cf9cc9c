"""Where things lie in a library folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1  # of the folder; a newer one is refused with a message


class Layout:
    """The paths of a library: nothing else builds one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def manifest(self) -> Path:
        return self.root / "manifest.json"

    @property
    def lock(self) -> Path:
        return self.root / "writer.lock"

    @property
    def parts(self) -> Path:
        return self.root / "parts"

    @property
    def work(self) -> Path:
        return self.root / "work"

    def part(self, partition: str) -> Path:
        return self.parts / partition

    def table(self, partition: str, table: str) -> Path:
        return self.part(partition) / f"{table}.parquet"

    def receipt(self, partition: str) -> Path:
        return self.part(partition) / "receipt.json"

    @property
    def alerted(self) -> Path:
        return self.root / "alerted.json"

    def decision(self, key: str) -> Path:
        return self.root / "decisions" / f"{key}.json"

    def told(self, part: str) -> Path:
        """A part of the story tables."""
        return self.root / "told" / part

    def window(self, part: str) -> Path:
        """Articles of the open window, as one generation brought them."""
        return self.root / "window" / part

    def generation(self, number: int) -> Path:
        """What is made from all partitions together: stories, catalogue, full-text index."""
        return self.root / "generations" / f"{number:06d}"


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` (file or folder) that takes its place when the block ends well, and is removed when it does not.

    Raises StoreError where there is no room or no right to write.
    """
    import shutil

    from .damage import writable

    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with writable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield temporary
            if path.is_dir():
                shutil.rmtree(path)
            os.replace(temporary, path)
    finally:
        if temporary.is_dir():
            shutil.rmtree(temporary, ignore_errors=True)
        else:
            temporary.unlink(missing_ok=True)
