"""Stories group day by day, and their ids stay."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from diurna.model import Article, Interval, Published, Span
from diurna.stories.clusters import ClusterState, cluster

FLOOD = "Flood in Valdoro\n\nThe river Saela burst its banks in Valdoro and drowned the old mill. Mayor Petra Lind ordered the Saela valley cleared."
FLOOD_TOO = "Valdoro under water\n\nThe Saela flood drowned the mill of Valdoro, and mayor Petra Lind had the valley of the Saela cleared."
STRIKE = "Tram strike in Ostrel\n\nTram drivers in Ostrel walked out over night shifts; union head Jon Barka wants a ninth rest day."


def article(key: str, text: str, day: int | None = 1) -> Article:
    when = date(2031, 3, 1) + timedelta(days=day or 0)
    published = Published(when.isoformat(), Interval.day(when), "test") if day is not None else None
    return Article(id=key, raw=key, name=key, text=text, title=Span(0, text.index("\n")) if "\n" in text else None, published=published)


def test_articles_on_one_happening_share_a_story() -> None:
    found, _ = cluster([article("a", FLOOD), article("b", FLOOD_TOO, 2), article("c", STRIKE, 2)])
    assert found["a"] == found["b"] != found["c"]


def test_ids_stay_when_a_story_grows_in_a_later_batch() -> None:
    first, state = cluster([article("a", FLOOD)])
    second, _ = cluster([article("b", FLOOD_TOO, 2)], state)
    assert second == {"b": first["a"]}


def test_undated_and_empty_articles_have_stories_too() -> None:
    found, _ = cluster([article("a", FLOOD, None), article("b", FLOOD_TOO, None), article("c", "", None)])
    assert found["a"] == found["b"] != found["c"]


def windowed(*pairs: tuple[str, str]) -> tuple[list[list[str]], list[str]]:
    """Articles by story, and what became of stories, after batches of (key, text)."""
    state, homes, rows = None, {}, []
    for day, (key, text) in enumerate(pairs):
        found, state = cluster([article(key, text, day)], state)
        homes |= found
        rows += state.successions
    return sorted(sorted(a for a in homes if homes[a] == s) for s in set(homes.values())), rows


def test_batches_of_a_day_give_the_stories_of_one_batch() -> None:
    texts = [("a", FLOOD), ("c", FLOOD_TOO), ("b", STRIKE), ("d", STRIKE + " The tram union of Ostrel will vote.")]
    whole, _ = cluster([article(key, text, day) for day, (key, text) in enumerate(texts)])
    stories, rows = windowed(*texts)
    assert stories == sorted(sorted(a for a in whole if whole[a] == s) for s in set(whole.values())) == [["a", "c"], ["b", "d"]]
    assert rows == []


def test_an_article_read_again_keeps_its_story() -> None:
    first, state = cluster([article("a", FLOOD), article("b", FLOOD_TOO, 2)])
    again, _ = cluster([article("b", FLOOD_TOO, 2)], state)
    assert again.get("b", first["b"]) == first["a"]


def test_a_lean_state_tells_the_same() -> None:
    _, state = cluster([article("a", FLOOD), article("c", STRIKE), article("d", FLOOD + " Wells stand empty.", 1), article("e", STRIKE, 1)])
    lean = msgspec.msgpack.decode(msgspec.msgpack.encode(state.lean()), type=ClusterState)
    batch = [article("b", FLOOD_TOO, 2), article("c", STRIKE + " It rained.", 1)]  # one is read again: a part of its block goes
    (one, first), (other, second) = cluster(batch, state), cluster(batch, lean)
    assert one == other and first == second


def test_small_batches_leave_few_blocks() -> None:
    state = None
    for n in range(40):
        _, state = cluster([article(f"a{n}", f"{FLOOD} Number {n}.", n // 20)], state)
    assert len(state.blocks) < 8 and len(state.articles) == 40
