"""Decide: a person's decision written down, and the record told with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from ..model import StoreError
from ..model.decisions import Decision, decision_id
from ..store.decisions import write_decision
from ..store.layout import Layout
from ..store.lock import writing
from ..store.manifest import read_manifest, write_manifest
from .anchors import anchor_of
from .generation import build_generation
from .progress import Silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..model.decisions import Anchor, DecisionKind
    from ..store.reader import Reader
    from .progress import Progress


def anchors(reader: Reader, reports: Sequence[str]) -> tuple[Anchor, ...]:
    """The anchors of reports, by id."""
    rows = reader.rows("SELECT id, article FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[])) ORDER BY id", [list(reports)])
    ids = {row["article"] for row in rows}
    articles, coded = reader.articles(ids), reader.annotations(ids)
    found = []
    for row in rows:
        report = next(r for r in coded[row["article"]].reports if r.id == row["id"])
        found.append(anchor_of(report, articles[row["article"]], coded[row["article"]]))
    return tuple(found)


def decided(kind: DecisionKind, *, who: str, why: str, when: str | None = None, **fields: object) -> Decision:
    """A decision of now. Raises ValueError where it is not said who made it or why."""
    if not who.strip() or not why.strip():
        raise ValueError("a decision needs who made it and why: nobody could weigh it later")
    now = when or datetime.now(UTC).isoformat(timespec="seconds")
    parts = [str(fields.get(name, "")) for name in ("field", "value", "undoes")]
    key = decision_id(kind, str(fields.get("event", "")), str(fields.get("other", "")), now, who, why, *parts)
    return Decision(id=key, kind=kind, who=who.strip(), why=why.strip(), when=now, **fields)  # type: ignore[arg-type]


def decide(root: Path, decision: Decision, *, progress: Progress | None = None) -> int:
    """Write a decision into a library and build the record with it, unless it changes nothing there (accept); returns the generation.

    Raises StoreError where there is no library, or another process writes. A run that is killed keeps the decision: the next one builds.
    """
    layout = Layout(root)
    if not layout.manifest.exists():
        raise StoreError(f"there is no library at {root}. Make one: diurna read PATH --library {root}")
    with writing(layout):
        manifest = read_manifest(layout)
        if decision.id not in manifest.decisions:
            write_decision(layout, decision)
            level = decision.kind == "accept" and not manifest.behind
            manifest = msgspec.structs.replace(manifest, decisions=(*manifest.decisions, decision.id))
            manifest = msgspec.structs.replace(manifest, settled=manifest.decisions) if level else manifest
            write_manifest(layout, manifest)
        if not manifest.behind:
            return manifest.generation
        return build_generation(layout, manifest, progress=progress or Silent()).generation
