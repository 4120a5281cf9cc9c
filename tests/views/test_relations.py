"""Standing relations over articles can be asked, narrowed to an actor on either side."""

from __future__ import annotations


def test_relations_of_the_examples(example_library):
    found = example_library.relations()
    assert found
    assert len({r.id for r in found}) == len(found)
    assert [len(r.origins) for r in found] == sorted((len(r.origins) for r in found), reverse=True)
    assert all(r.of_name and r.articles and r.first for r in found)


def test_an_actor_narrows_them(example_library):
    some = example_library.relations()[0]
    assert any(r.id == some.id for r in example_library.relations(actor=some.of)) or some.of.startswith("words:")
    assert example_library.relations(actor="nobody of this name") == []
