"""Origins: which texts are copies, cuts, mixes and rewrites of one another, and who came first."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import combinations, groupby
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec import structs

from ..model import Copy, Origin, key_hash, slug
from .changes import changes
from .shingles import NEVER, Seen, Shingled, overlaps, shingles
from .wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ..model import Article
    from .texts import Text

UNTIMED = "~"  # sorts after every time
WINDOW = 3  # days between a text and its copy
MEMORY = 30  # days that a shingle is remembered, so that background reused for weeks is no evidence
COPY = 0.25  # share of a text's live shingles that another holds
CREDITED = 0.15  # the same, where both texts credit one agency
WHOLE = 0.8  # from here on a text is taken over as it stands
CUT = 0.75  # of the parent's length, below which a copy is a cut
SECOND = 0.15  # share of the text that a second parent adds, to call it a mix
WEAK = 0.12  # the same between two texts that both share COPY with a third: two rewrites of one text keep other words of it
NEARLY = 0.05  # containment that an earlier text may lack to be taken for the parent before a later one: a mix holds what it was mixed from
SHARED = 12  # live shingles (16 running words) that must be shared
CHUNK = 4000  # documents compared at once; bounds memory at some 400 MB


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the window: its shingles, and what its place in a tree needs."""

    shingled: Shingled
    rank: tuple[int, bool, str, int, str]
    text: str
    outlet: str | None
    credit: str | None


class OriginState(msgspec.Struct, frozen=True, kw_only=True):
    """What later batches need: the articles of the last days, their origins, and shingles (shortened) by the day they were seen."""

    kept: tuple[Kept, ...] = ()
    origins: tuple[Origin, ...] = ()
    aged: tuple[tuple[int, bytes], ...] = ()  # one a day


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A text and the earlier one that it shares words with; `held` is the share of the parent that it holds."""

    parent: int
    containment: float
    held: float


def find_origins(
    articles: Sequence[Article], state: OriginState | None = None, *, read: Mapping[str, Text] | None = None,
) -> tuple[list[Origin], OriginState]:
    """The origins of a batch of articles, one for every text that is no copy, and the state for the next batch.

    Texts are compared within three days (undated ones with all that is at hand). Origins of earlier batches that got a new copy
    come out again, under their id. `read` has the texts, if they were read before. Method: containment of 5-word shingles, with shingles
    aged and capped (see `shingles`).
    """
    state = state or OriginState()
    out: dict[str, Origin] = {}
    runs = (read[a.id].shingles for a in articles) if read else (shingles(w.hashes) for w in worded(a.text for a in articles))
    for chunk in _chunks(sorted((_kept(a, found) for a, found in zip(articles, runs, strict=True)), key=lambda k: k.rank)):
        found, state = _step(chunk, state)
        out.update((o.id, o) for o in found)
    return list(out.values()), state


def _kept(article: Article, found: NDArray[np.uint64]) -> Kept:
    day = article.published.interval.start.toordinal() if article.published else None
    borrowed = bool(article.credit) and not _names(article.credit, article.outlet)
    rank = (day if day is not None else 10**7, borrowed, _time_of_day(article), -len(found), article.id)
    kept = Shingled(article.id, day, found.tobytes(), bytes(len(found)))
    return Kept(shingled=kept, rank=rank, text=article.text, outlet=article.outlet, credit=article.credit)


def _time_of_day(article: Article) -> str:
    """The time of publication in UTC; a text that tells only its day is not taken to be the first of that day."""
    if article.published is None or article.published.precision not in ("minute", "second"):
        return UNTIMED
    told = datetime.fromisoformat(article.published.when)
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _names(credit: str | None, outlet: str | None) -> bool:
    """A credit names an outlet: in full, or by its initials ("AFP", "Agence France-Presse")."""
    if not credit or not outlet:
        return False
    one, two = slug(credit), slug(outlet)
    return one == two or one == "".join(part[0] for part in two.split("-"))


def _ordered(some: Iterable[Kept]) -> list[Kept]:
    """Earlier texts first; the own texts of an agency before all that others of the window may have from it, whatever their clocks say."""
    held = list(some)
    credits = {k.credit for k in held if k.credit and not _names(k.credit, k.outlet)}
    outlets = {k.outlet for k in held if k.outlet and any(_names(c, k.outlet) for c in credits)}

    def place(k: Kept) -> tuple[int, tuple[int, bool, str, int, str]]:
        own = k.outlet in outlets and not k.rank[1]
        return (k.rank[0] - WINDOW if own else k.rank[0]), k.rank

    return sorted(held, key=place)


def _chunks(kept: Sequence[Kept]) -> Iterator[list[Kept]]:
    """Runs of whole days, of some CHUNK documents."""
    chunk: list[Kept] = []
    for _, day in groupby(kept, key=lambda k: k.rank[0]):
        chunk += day
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _step(chunk: list[Kept], state: OriginState) -> tuple[list[Origin], OriginState]:
    fresh = {k.shingled.article for k in chunk}
    old = [k for k in state.kept if k.shingled.article not in fresh]
    seen = Seen(state.aged)
    every = _ordered([*old, *_alive(chunk, seen, _first_day([*old, *chunk]))])
    links, died = _links(every, np.array([k.shingled.article in fresh for k in every], dtype=np.bool_))
    for index, live in died.items():
        every[index] = structs.replace(every[index], shingled=structs.replace(every[index].shingled, live=live))
    trees = {copy.article: (origin.id, copy) for origin in state.origins for copy in origin.copies if copy.article not in fresh}
    touched: set[str] = set()
    for index, kept in enumerate(every):
        if kept.shingled.article in fresh:
            origin, copy = _placed(index, every, links.get(index, []), trees)
            trees[kept.shingled.article] = (origin, copy)
            touched.add(origin)
    _give_back(trees, touched, {k.shingled.article: k for k in every})
    origins = _origins(trees, every, {o.id: o for o in state.origins}, touched)
    return [o for o in origins if o.id in touched], _next_state(every, fresh, origins, seen)


def _first_day(some: Iterable[Kept]) -> int:
    return min((k.shingled.day for k in some if k.shingled.day is not None), default=-1)


def _alive(chunk: Sequence[Kept], seen: Seen, first: int) -> Iterator[Kept]:
    """The new documents with their live shingles: those that were not seen before the window of each (before `first`, if it has no date)."""
    lengths = [len(k.shingled.live) for k in chunk]
    since = [first if k.shingled.day is None else k.shingled.day - WINDOW for k in chunk]
    first_seen = seen.first(np.frombuffer(b"".join(k.shingled.shingles for k in chunk), dtype=np.uint64), max(since))
    live = first_seen >= np.repeat(since, lengths)
    data, at = live.tobytes(), 0
    for k, length in zip(chunk, lengths, strict=True):
        yield structs.replace(k, shingled=structs.replace(k.shingled, live=data[at : at + length]))
        at += length


def _links(every: Sequence[Kept], fresh: NDArray[np.bool_]) -> tuple[dict[int, list[Link]], dict[int, bytes]]:
    """For each fresh document those that it may be made from, best first, and what is live of those of which shingles died; `every` is in
    the order of publication.

    A text that was published earlier but read later is tied to the later one, which has its place already.
    """
    overlap = overlaps([k.shingled for k in every], fresh, WINDOW)
    days = np.array([NEVER if k.shingled.day is None else k.shingled.day for k in every], dtype=np.int64)
    apart = np.abs(days[overlap.left] - days[overlap.right])
    near = (apart <= WINDOW) | (days[overlap.left] == NEVER) | (days[overlap.right] == NEVER)
    parents, children = np.where(fresh[overlap.right], [overlap.left, overlap.right], [overlap.right, overlap.left])
    inside, held = overlap.shared / overlap.sizes[children], overlap.shared / overlap.sizes[parents]
    likely = near & (overlap.shared >= SHARED) & (np.maximum(inside, held) >= WEAK)
    found: dict[int, list[Link]] = defaultdict(list)
    weak: dict[tuple[int, int], Link] = {}
    for parent, child, one, two in zip(*(some[likely].tolist() for some in (parents, children, inside, held)), strict=True):
        link = Link(parent=parent, containment=round(one, 3), held=round(two, 3))
        credited = every[parent].credit is not None and every[parent].credit == every[child].credit
        if max(one, two) >= (CREDITED if credited else COPY):
            found[child].append(link)
        else:
            weak[parent, child] = link
    for links in [list(some) for some in found.values() if len(some) > 1]:
        for pair in combinations(sorted(link.parent for link in links), 2):
            if pair in weak:
                found[pair[1]].append(weak.pop(pair))
    return {child: _ordered_links(links) for child, links in found.items()}, overlap.died


def _ordered_links(links: list[Link]) -> list[Link]:
    """The likeliest parent first: the earliest of those that give nearly as much as the one that gives most, then by what they give."""
    most = max(link.containment for link in links)
    first = min((link for link in links if link.containment >= most - NEARLY), key=lambda link: link.parent)
    return [first, *sorted((link for link in links if link is not first), key=lambda link: (-link.containment, link.parent))]


def _placed(index: int, every: Sequence[Kept], links: list[Link], trees: dict[str, tuple[str, Copy]]) -> tuple[str, Copy]:
    """The origin that a document belongs to, and its place in the tree."""
    own = every[index]
    if not links:
        return key_hash("origin", own.shingled.article), Copy(article=own.shingled.article)
    best = links[0]
    parent = every[best.parent]
    kind, reason = _kind(own, parent, best, _second(own, links, every, trees))
    copy = Copy(
        article=own.shingled.article, parent=parent.shingled.article, kind=kind, containment=best.containment,
        changes=changes(own.text, parent.text), reason=reason,
    )
    return trees[parent.shingled.article][0], copy


def _second(own: Kept, links: list[Link], every: Sequence[Kept], trees: dict[str, tuple[str, Copy]]) -> Kept | None:
    """A text of another origin that gives a good part of what the first parent does not."""
    first = every[links[0].parent]
    rest = np.setdiff1d(own.shingled.array, first.shingled.array, assume_unique=True)
    for link in links[1:]:
        other = every[link.parent]
        if trees[other.shingled.article][0] == trees[first.shingled.article][0]:
            continue
        if len(np.intersect1d(rest, other.shingled.array, assume_unique=True)) >= SECOND * len(own.shingled.array):
            return other
    return None


def _give_back(trees: dict[str, tuple[str, Copy]], touched: set[str], held: dict[str, Kept]) -> None:
    """Where an agency's own text came in after one that credits it, make it the original and the other its copy; the origin's id stays."""
    members: dict[str, list[str]] = defaultdict(list)
    for article, (origin, _) in trees.items():
        if origin in touched and article in held:
            members[origin].append(article)
    for origin, articles in members.items():
        root = next((a for a in articles if trees[a][1].parent is None), None)
        if root is None or not held[root].rank[1]:
            continue
        own = next((a for a in articles if not held[a].rank[1] and _names(held[root].credit, held[a].outlet)), None)
        if own is not None:
            trees[own] = origin, Copy(article=own)
            trees[root] = origin, _copy_of(held[root], held[own])


def _copy_of(own: Kept, parent: Kept) -> Copy:
    """A copy tree's entry for a text and one that it was made from, with what the two share."""
    shared = len(np.intersect1d(own.shingled.array, parent.shingled.array, assume_unique=True))
    link = Link(parent=0, containment=round(shared / max(len(own.shingled.array), 1), 3), held=round(shared / max(len(parent.shingled.array), 1), 3))
    kind, reason = _kind(own, parent, link, None)
    return Copy(
        article=own.shingled.article, parent=parent.shingled.article, kind=kind, containment=link.containment,
        changes=changes(own.text, parent.text), reason=reason,
    )


def _kind(own: Kept, parent: Kept, link: Link, second: Kept | None) -> tuple[str, str]:
    reason = f"{link.containment:.0%} of its five-word runs stand in the earlier text"
    if own.credit and own.credit == parent.credit:
        reason += f"; both credit {own.credit}"
    if second is not None:
        return "mix", f"{reason}; a further part stands in {second.shingled.article}"
    if link.containment >= WHOLE:
        shorter = len(own.shingled.array) < CUT * len(parent.shingled.array)
        return ("cut" if shorter else "copy"), reason
    if link.held >= WHOLE:
        return "mix", f"holds {link.held:.0%} of the earlier text and adds to it"
    return "rewrite", reason


def _origins(trees: dict[str, tuple[str, Copy]], every: Sequence[Kept], before: dict[str, Origin], touched: set[str]) -> list[Origin]:
    """The origins of the window with their copies in order; one text's that stands alone as before is as it was."""
    credits = {k.shingled.article: k.credit for k in every}
    rank = {k.shingled.article: i for i, k in enumerate(every)}
    grouped: dict[str, list[Copy]] = defaultdict(list)
    for origin, copy in trees.values():
        grouped[origin].append(copy)
    origins = []
    for key, copies in grouped.items():
        if len(copies) == 1 and key not in touched and len(before[key].copies) == 1:
            origins.append(before[key])
            continue
        copies.sort(key=lambda c: (rank.get(c.article, -1), c.article))
        credit = next((credits[c.article] for c in copies if credits.get(c.article)), before[key].credit if key in before else None)
        origins.append(Origin(id=key, copies=tuple(copies), credit=credit))
    return origins


def _next_state(every: Sequence[Kept], fresh: set[str], origins: list[Origin], seen: Seen) -> OriginState:
    last = max((k.shingled.day for k in every if k.shingled.day is not None), default=None)
    if last is None:
        return OriginState(kept=tuple(every), origins=tuple(origins), aged=seen.since(0))
    kept = tuple(k for k in every if k.shingled.day is not None and k.shingled.day >= last - WINDOW)
    ids = {k.shingled.article for k in kept}
    open_origins = tuple(o for o in origins if o.copies[-1].article in ids or any(c.article in ids for c in o.copies))
    days: dict[int, list[NDArray[np.uint64]]] = defaultdict(list)
    for k in every:
        if k.shingled.day is not None and k.shingled.article in fresh:
            days[k.shingled.day].append(k.shingled.array)
    for day, arrays in days.items():
        seen.add(day, np.concatenate(arrays))
    return OriginState(kept=kept, origins=open_origins, aged=seen.since(last - MEMORY))
