"""Look-up: the rows of a Parquet file that hold some keys, reading only the row groups that may have them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

FILES = 1_024  # files whose footers are kept: eleven tables of some ninety partitions
Bounds = tuple[tuple[str, str] | None, ...]


def rows_with(path: Path, key: str, wanted: Collection[str], *, columns: list[str] | None = None) -> list[dict[str, Any]]:
    """The rows whose column `key` holds one of the wanted values, in the order of the file. Raises OSError, pyarrow.ArrowException."""
    stat = path.stat()
    footer, bounds = _footer(str(path), stat.st_mtime_ns, stat.st_size, key)
    groups = [n for n, bound in enumerate(bounds) if bound is None or any(bound[0] <= value <= bound[1] for value in wanted)]
    if not groups:
        return []
    with pq.ParquetFile(path, metadata=footer) as file:
        found = file.read_row_groups(groups, columns=[*columns, key] if columns and key not in columns else columns, use_threads=False)
    held = found.filter(pc.is_in(found[key], value_set=pa.array(list(wanted), pa.string())))
    return held.to_pylist(maps_as_pydicts="strict")


@lru_cache(maxsize=FILES)
def _footer(path: str, changed: int, size: int, key: str) -> tuple[pq.FileMetaData, Bounds]:
    """A file's footer, and the least and greatest key of each row group; None where the file does not say."""
    footer = pq.read_metadata(path)
    column = next(n for n in range(footer.num_columns) if footer.schema.column(n).path == key)
    held = [footer.row_group(n).column(column).statistics for n in range(footer.num_row_groups)]
    return footer, tuple((s.min, s.max) if s is not None and s.has_min_max else None for s in held)
