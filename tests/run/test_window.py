"""What the next batch needs is kept in parts: what a batch brought is written once."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from diurna.model import Annotations, Article, Interval, Published, StoreError
from diurna.run.window import MOST, Window, can_grow, drop_window, read_window, write_window
from diurna.store.layout import Layout
from diurna.stories import State


def article(key: str, day: int) -> Article:
    when = date(2031, 3, 1) + timedelta(days=day)
    return Article(id=key, raw=key, name=key, text=f"Text of {key}.", published=Published(when.isoformat(), Interval.day(when), "test"))


def onto(window: Window, *articles: Article, without: tuple[str, ...] = ()) -> State:
    again = {a.id for a in articles} | set(without)
    kept = [a for a in window.state.articles if a.id not in again]
    marks = [m for m in window.state.annotations if m.article not in again]
    marks += [Annotations(article=a.id) for a in articles]
    return State(articles=(*kept, *articles), annotations=tuple(marks), homes={a.id: "o" for a in articles})


@pytest.fixture
def layout(tmp_path):
    return Layout(tmp_path)


def written(layout: Layout, number: int, state: State, before: Window) -> Window:
    folder = layout.generation(number)
    folder.mkdir(parents=True)
    write_window(layout, folder, number, state, before)
    window = read_window(layout, folder)
    assert msgspec.structs.replace(window.state, annotations=()) == msgspec.structs.replace(state, annotations=())
    assert sorted(m.article for m in window.state.annotations) == sorted(m.article for m in state.annotations)
    return window


def test_a_batch_writes_its_own_articles_alone(layout):
    first = written(layout, 1, onto(Window(), article("a", 1), article("b", 1)), Window())
    path = layout.window("000001")
    before = path.read_bytes()
    second = written(layout, 2, onto(first, article("c", 2)), first)
    assert [[a.id for a in part.articles] for part in second.parts.values()] == [["a", "b"], ["c"]]
    assert path.read_bytes() == before and len(layout.window("000002").read_bytes()) < len(before)


def test_an_article_read_again_stands_as_it_was_read_last(layout):
    first = written(layout, 1, onto(Window(), article("a", 1), article("b", 1)), Window())
    again = msgspec.structs.replace(article("a", 1), text="Text of a, mended.")
    second = written(layout, 2, onto(first, again), first)
    assert {a.id: a.text for a in second.state.articles} == {"a": "Text of a, mended.", "b": "Text of b."}


def test_a_part_goes_when_none_of_its_articles_is_open(layout):
    first = written(layout, 1, onto(Window(), article("a", 1)), Window())
    second = written(layout, 2, onto(first, article("b", 30), without=("a",)), first)
    assert list(second.parts) == ["000002"]
    drop_window(layout, [layout.generation(1), layout.generation(2)])
    assert layout.window("000001").exists()
    drop_window(layout, [layout.generation(2)])
    assert not layout.window("000001").exists() and layout.window("000002").exists()


def test_many_parts_are_written_as_one(layout):
    window = Window()
    for number in range(1, MOST + 2):
        window = written(layout, number, onto(window, article(f"a{number}", 1)), window)
    assert len(window.parts) == 1 and len(window.state.articles) == MOST + 1


def test_a_window_of_another_version_is_not_told_onto_and_a_damaged_one_is_named(layout):
    written(layout, 1, onto(Window(), article("a", 1)), Window())
    folder = layout.generation(1)
    assert can_grow(folder)
    (folder / "state.msgpack").write_bytes(msgspec.msgpack.encode(State()))
    assert not can_grow(folder)
    written(layout, 2, onto(Window(), article("b", 1)), Window())
    layout.window("000002").write_bytes(b"\x93")
    with pytest.raises(StoreError, match="000002 cannot be read"):
        read_window(layout, layout.generation(2))
