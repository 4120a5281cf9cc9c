"""What is seen only across articles: origins, stories, events, comparisons, utterances, the diary."""

from __future__ import annotations

from typing import Literal

import msgspec

from .actors import Participant
from .reports import Act, Phase, Polarity, RelationKind, WhereTold
from .spans import Span
from .times import Interval

Verdict = Literal["agree", "coarser", "differ", "only_one", "silent"]


class Change(msgspec.Struct, frozen=True, gc=False):
    """A figure or name that a copy gives otherwise than the text that it was made from."""

    was: str
    now: str
    span: Span


class Copy(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An article's place in the copy tree of its origin; `containment` is the share of its 5-grams that stand in `parent`."""

    article: str
    parent: str | None = None
    kind: Literal["original", "copy", "cut", "rewrite", "mix"] = "original"
    containment: float = 0.0
    changes: tuple[Change, ...] = ()
    reason: str = ""


class Origin(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A text with all its copies, cuts and rewrites. `sources` are the ends of its chains (the ultimate sources)."""

    id: str
    copies: tuple[Copy, ...]
    credit: str | None = None
    sources: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A stretch of an article's text."""

    article: str
    span: Span


class Story(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Articles about the same happening or chain of happenings; `sentences` are the ones that say most."""

    id: str
    title: str
    articles: tuple[str, ...]
    origins: tuple[str, ...]
    first: str | None = None
    last: str | None = None
    sentences: tuple[Passage, ...] = ()


class Merge(msgspec.Struct, frozen=True, gc=False):
    """Why a report was taken into an event."""

    report: str
    article: str
    reason: str


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One happening, merged over reports; its fields are those that most origins carry, the comparison has the rest."""

    id: str
    story: str
    title: str
    act: Act
    plover_type: Act
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    time: Interval | None = None
    place: WhereTold | None = None
    phase: Phase = "done"
    polarity: Polarity = "affirmed"
    background: bool = False
    part_of: str | None = None
    reports: tuple[Merge, ...] = ()
    articles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


class Cell(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What one origin says in one field: the value and the words that it rests on, told by `article`."""

    origin: str
    article: str
    report: str | None = None
    value: str = ""
    span: Span | None = None
    sentence: str = ""


class Comparison(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One field of one event, origin by origin, and whether they agree; `reason` says why they differ where it can be told."""

    event: str
    field: str
    verdict: Verdict
    reason: str = ""
    cells: tuple[Cell, ...] = ()


class Rendering(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A quote as one rendering of an utterance."""

    quote: str
    article: str
    how: Literal["same", "clipped", "altered", "paraphrased"]
    similarity: float = 0.0


class Utterance(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One thing said, aligned over its quotes; `speakers` has more than one where outlets name different ones, and `chains` tells through
    whom, where that differs ("its own words" is an outlet's own telling)."""

    id: str
    words: str
    speakers: tuple[str, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    chains: tuple[str, ...] = ()


class Telling(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One article's account of an appointment: its name and date then, whether it is `moved`, and the words.

    The appointment is made of its tellings alone, so that it can be made again from those that stood by an earlier day.
    """

    article: str
    span: Span
    time: Interval | None = None
    phase: Phase = "planned"
    published: str | None = None
    name: str = ""
    moved: bool = False
    place: WhereTold | None = None
    actors: tuple[Participant, ...] = ()
    opens: Interval | None = None
    days: int | None = None
    report: str | None = None


class Appointment(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that is to come, or a deadline: the diary's entry, with what became of it."""

    id: str
    name: str
    kind: Literal["event", "deadline"]
    time: Interval | None = None
    opens: Interval | None = None
    days: int | None = None
    place: WhereTold | None = None
    actors: tuple[Participant, ...] = ()
    event: str | None = None
    status: Literal["expected", "moved", "called_off", "happened", "lapsed", "unknown"] = "expected"
    tellings: tuple[Telling, ...] = ()


class StandingRelation(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One relation between two parties with all who state it, merged over articles.

    `of` and `to` are actor ids (a government goes under its country) or "words:..." where the articles name no known actor; `first` and
    `last` are dates of publication. `one_sided` says why it rests on one side: one speaker vouches for it, or one origin states it.
    """

    id: str
    kind: RelationKind
    of: str
    to: str
    of_name: str = ""
    to_name: str = ""
    relations: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    valid: Interval | None = None
    denied: bool = False
    one_sided: str = ""


class Succession(msgspec.Struct, frozen=True, gc=False):
    """What became of the id of a story or event (`of`): it lives on under another (`merged`), or a part of it left under a new one (`split`)."""

    old: str
    new: str
    why: str
    kind: Literal["merged", "split"] = "merged"
    of: Literal["story", "event"] = "story"
