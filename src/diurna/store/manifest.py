"""The manifest: the one file that says what is live in a library, and so the only commit point."""

from __future__ import annotations

import msgspec

from ..model import StoreError
from .layout import FORMAT, Layout, replaced

# Of the catalogue that a generation holds. Raise it with every table or column of the catalogue that a view asks for: 2 has the headlines of
# articles, what was removed from and mended in them, and the derived tables of articles; 3 has the shelf and the tables of lists.
CATALOGUE = 3


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`partitions` are read batches in the order of reading; `told` are those that the live generation was made from.

    `decisions` are those that persons made, in their order; `settled` those that the live generation knows; `catalogue` is the format of
    its catalogue.
    """

    format: int = FORMAT
    partitions: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    generation: int = 0
    decisions: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    catalogue: int = 1

    @property
    def behind(self) -> bool:
        """Whether partitions have come (or gone), or decisions were made, since the live generation was made, or an older Diurna made it."""
        return self.told != self.partitions or self.settled != self.decisions or self.dated

    @property
    def dated(self) -> bool:
        """Whether the live generation has a catalogue of an older format, which no view can ask."""
        return bool(self.generation) and self.catalogue < CATALOGUE


def read_manifest(layout: Layout) -> Manifest:
    """The live manifest; an empty one where the library is new. Raises StoreError if it cannot be read."""
    try:
        manifest = msgspec.json.decode(layout.manifest.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return Manifest()
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"{layout.manifest} cannot be read ({error}). Is {layout.root} a Diurna library?") from error
    if manifest.format > FORMAT:
        raise StoreError(f"{layout.root} was written by a newer Diurna (format {manifest.format}, this one reads {FORMAT}). Upgrade Diurna.")
    return manifest


def write_manifest(layout: Layout, manifest: Manifest) -> None:
    """Put a manifest in place of the live one, whole or not at all."""
    with replaced(layout.manifest) as temporary:
        temporary.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
