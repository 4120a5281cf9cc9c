"""Parts of the story tables: later rows stand for earlier ones, and small parts are joined."""

from __future__ import annotations

from diurna.model import Comparison, Story, Succession
from diurna.store.catalogue import Catalogue
from diurna.store.layout import Layout
from diurna.store.stories import TIER, Part, Stories, add_part, drop_parts, read_stories


def story(key: str, title: str) -> Story:
    return Story(id=key, title=title, articles=(key,), origins=(key,))


def test_later_rows_stand_for_earlier_ones_whatever_was_joined(tmp_path) -> None:
    layout, names = Layout(tmp_path), []
    for number in range(2 * TIER + 1):
        rows = Stories(
            stories=(story("first", f"as of {number}"), story(f"own{number}", "own")),
            comparisons=(Comparison(event="e", field=f"f{number}", verdict="agree"),),
            successions=(Succession(f"old{number}", "first", "merged"),),
        )
        names = add_part(layout, names, number, Part(rows, {"comparisons": ["e"], "stories": [f"own{number - 1}"]}))
    assert len(names) == 3
    drop_parts(layout, set(names))
    found = read_stories(layout, names)
    assert {s.id: s.title for s in found.stories} == {"first": f"as of {2 * TIER}", f"own{2 * TIER}": "own"}
    assert [c.field for c in found.comparisons] == [f"f{2 * TIER}"]
    assert len(found.successions) == 2 * TIER + 1
    assert {folder.name for folder in layout.told("x").parent.iterdir()} == set(names)


def test_the_catalogue_takes_what_a_part_puts(tmp_path) -> None:
    path = tmp_path / "catalogue.duckdb"
    with Catalogue(path) as catalogue:
        catalogue.put(Part(Stories(stories=(story("a", "one"), story("b", "two")))))
        catalogue.set_problems(Layout(tmp_path), (), ())
    with Catalogue(path) as catalogue:
        catalogue.put(Part(Stories(stories=(story("a", "three"),)), {"stories": ["a", "b"]}))
        assert catalogue.rows("stories", "id", ["a", "b"]) == [story("a", "three")]
        assert not catalogue.known({"x"})
