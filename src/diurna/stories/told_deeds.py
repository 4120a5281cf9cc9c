"""Told deeds: what was done and how far it came, as two reports of one event tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import figures
from .alike import similarity
from .tuning import same_family, tuning

if TYPE_CHECKING:
    from .figures import Stand
    from .node import Node

GOING_ON = "one tells it as still going on"


def stand_of_phases(a: Node, b: Node) -> tuple[Stand, str]:
    """What is told as done and as going on is one deed, unless a later report tells that it is over."""
    if a.report.phase == b.report.phase:
        return "same", ""
    if {a.report.phase, b.report.phase} != {"done", "ongoing"}:
        return "differ", ""
    done, ongoing = (a, b) if a.report.phase == "done" else (b, a)
    if done.reading.published[:10] > ongoing.reading.published[:10]:
        return "differ", ""
    return ("finer" if ongoing is a else "coarser"), GOING_ON


def stand(a: Node, b: Node) -> tuple[Stand, str]:
    """How the act and mode of the first report stand to those of the second; what is told in the same words is the same, however it was coded."""
    one, two = a.report, b.report
    (act, mode), (other, way) = (one.act, one.mode), (two.act, two.mode)
    if (act, mode) == (other, way):
        return "same", ""
    if act == other and (mode is None or way is None):
        return ("coarser" if mode is None else "finer"), "one tells no mode"
    found = _modes(mode, way) if act == other else ("differ", "related acts" if same_family(act, other) else "")
    if found[0] == "differ" and act == other and (means := sorted(a.means & b.means)):
        return "coarser", f"both tell of {means[0]}"
    if found[0] != "differ":
        return found
    if told_alike(a, b):
        return "same", "told in the same words"
    return ("same", "told in the same word") if a.trigger == b.trigger and not act == other == "ASSAULT" else found


def _modes(a: str | None, b: str | None) -> tuple[Stand, str]:
    """Two modes of one act: the same thing told more closely, the means beside the effect, or two things."""
    closer, told = figures.table()["modes"], figures.table()["told_by"]
    if b in closer.get(a, ()):
        return "coarser", f"{b} is a kind of {a}"
    if a in closer.get(b, ()):
        return "finer", f"{a} is a kind of {b}"
    if {a, b} & set(told["means"]) and {a, b} & set(told["effect"]):
        return ("finer" if a in told["means"] else "coarser"), "one tells the means, the other what it did"
    return "differ", ""


def told_alike(a: Node, b: Node) -> bool:
    """Whether two reports are one sentence: the same word names the act, and nearly all words are shared."""
    return a.trigger == b.trigger and a.report.article != b.report.article and similarity(a, b) >= tuning().copied
