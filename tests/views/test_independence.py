"""On how many outlets, texts and sources a value rests, and what an outlet leaves out."""

from __future__ import annotations

import json

import pytest

from diurna.library import Library
from diurna.settings import Settings


def test_every_value_of_an_event_says_on_what_it_rests(example_library):
    toll = max(example_library.events(place="Djibo").events, key=lambda row: row.reports)
    view = example_library.event(toll.id)
    held = {(s.field, s.value): s for s in view.support}
    assert held.keys() == {(c.field, cell.value) for c in view.comparisons for cell in c.cells}
    assert all(1 <= s.origins <= toll.origins and 1 <= s.sources <= s.origins for s in view.support)
    assert any(s.outlets > s.origins for s in view.support), "copies of one text are one origin"


def test_counts_and_lists_count_tellers_once(example_library):
    for row in example_library.counts(["type"]).rows:
        assert bool(row.events) == bool(row.origins)
        assert row.telling <= row.outlets
    assert all(a.origins and a.outlets <= a.articles for a in example_library.actors())
    assert any(s.sources > 1 for s in example_library.stories())


TOLD = {
    "Alder Post": "At least 14 people were killed in a bomb attack on a fuel depot in Bamako on Monday, the mayor said.",
    "Birch Times": "A bomb at a fuel depot in Bamako on Monday killed 14 people, rescue workers said. Flames could be seen for hours.",
    "Cedar Daily": "Fourteen people were killed on Monday when a bomb tore through a fuel depot in Bamako, witnesses said.",
    "Dogwood Mail": "A bomb tore through a fuel depot in Bamako on Monday, witnesses said. The depot belongs to the city.",
}


@pytest.fixture(scope="module")
def blast(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blast")
    rows = [
        {"title": "Blast at fuel depot in Bamako", "text": text, "outlet": outlet, "published": "2019-05-07", "url": f"https://{n}.example/1"}
        for n, (outlet, text) in enumerate(TOLD.items())
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    library = Library(folder / "library.diurna", settings=Settings())
    library.read(folder / "rows.jsonl")
    first, *rest = sorted((e for e in library.events().events if e.act == "ASSAULT"), key=lambda e: (-e.reports, e.id))
    for event in rest:  # whether the program merges them is another question
        library.merge(first.id, other=event.id, who="A. Reader", why="one blast")
    return library


def test_a_fact_that_three_origins_carry_and_one_outlet_leaves_out_is_listed(blast):
    left_out = [o for story in blast.stories() for o in blast.story(story.id).omissions]
    if len(blast.stories()) > 1:
        pytest.skip("the program takes the four articles for more than one story")
    assert left_out
    assert {o.outlet for o in left_out} == {"Dogwood Mail"}
    assert all(o.origins >= 3 for o in left_out)
    assert {o.sentence for o in left_out if o.sentence} <= set(" ".join(TOLD.values()).replace(". ", ".\n").splitlines()) | set(TOLD.values())


def test_an_event_rests_on_the_sources_of_its_own_reports(example_library):
    for row in example_library.events(limit=1000).events:
        view = example_library.event(row.id)
        named = {t.report.chain[-1].actor for t in view.tellings if t.report.chain} - {None}
        known = {actor for actor in named if not actor.startswith("unnamed:")}
        own = {t.teller.origin for t in view.tellings if not t.report.chain}
        assert view.event.sources == row.sources
        assert len(known | own) <= row.sources <= len(view.tellings)
