"""Derivation: from act, mode, phase and content to PLOVER type, CAMEO code, quad class and Goldstein value."""

from __future__ import annotations

import msgspec

from ...model import Act, Phase, Quad
from ...resources.ontology import acts, cameo, contents, goldstein


class Derived(msgspec.Struct, frozen=True):
    """What follows from an act: `plover_type`, `mode` (as the content gives it), `cameo`, `quad` and `goldstein`."""

    plover_type: Act
    mode: str | None
    cameo: str
    quad: Quad
    goldstein: float | None


def derive(act: Act, mode: str | None, code: str | None, phase: Phase, content: Act | None = None) -> Derived:
    """The codes of an act. `content` is the act asked for, refused, threatened or promised, where the words name one.

    A planned act is coded by PLOVER's rule as its intention (`planned` in plover.toml). A code that the conversion table of 2021 gives
    another type follows the table (163, sanctions: COERCE).
    """
    mode = mode or _mode_of(act, content)
    code = contents().codes.get(act, {}).get(mode or "") or _promised(act, content) or code or acts()[act].cameo
    kind: Act = act
    planned = acts()[act].planned
    if phase == "planned" and planned is not None:
        kind, code = planned, acts()[act].planned_cameo or code
    elif (entry := cameo().get(code)) is not None and act == "SANCTION" and entry.plover:
        kind = entry.plover
    return Derived(kind, mode, code, acts()[kind].quad, goldstein(code))


def _promised(act: Act, content: Act | None) -> str | None:
    return contents().agreed.get(content or "") if act == "AGREE" else None


def _mode_of(act: Act, content: Act | None) -> str | None:
    if content is None:
        return None
    if act in ("REQUEST", "REJECT"):
        return contents().asked.get(content, "change")
    return contents().threatened.get(content) if act == "THREATEN" else None
