"""Schemas are derived from the model, and rows survive the way there and back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.model import Interval, Participant, Quote, RawDocument, Source, Span, TimeMention
from diurna.store.schema import TABLES, arrow_schema, from_row, spans_of, table_of, to_row

spans = st.tuples(st.integers(0, 1000), st.integers(1, 50)).map(lambda t: Span(t[0], t[0] + t[1]))


@pytest.mark.parametrize("spec", TABLES.values(), ids=TABLES)
def test_every_struct_has_an_arrow_schema(spec):
    schema = arrow_schema(spec)
    assert set(spec.struct.__struct_fields__) <= set(schema.names)


@given(st.lists(spans, min_size=1, max_size=3), st.none() | spans)
def test_quotes_survive_the_way_to_arrow_and_back(content, cue):
    quote = Quote(
        id="q", article="a", sentence=2, content=tuple(content), kind="direct", cue=cue, speaker=Participant("person:x", content[0]),
        chain=(Source(words="state TV", span=content[0], anonymous=True),),
    )  # fmt: skip
    table = table_of(TABLES["quotes"], [to_row(quote) | {"surfaces": []}])
    assert from_row(table.to_pylist(maps_as_pydicts="strict")[0], Quote) == quote


def test_dates_and_maps_survive():
    time = TimeMention(span=Span(0, 4), sentence=0, kind="DATE", value="2017", interval=Interval(date(2017, 1, 1), date(2018, 1, 1), "year"))
    row = table_of(TABLES["times"], [{"article": "a", "n": 0} | to_row(time) | {"surfaces": ["2017"]}]).to_pylist()[0]
    assert from_row(row, TimeMention) == time
    raw = RawDocument("h", "n", "row", b"\x00\xff", {"title": "x"})
    assert from_row(table_of(TABLES["raw"], [to_row(raw)]).to_pylist(maps_as_pydicts="strict")[0], RawDocument) == raw


def test_spans_are_found_wherever_they_are_nested():
    quote = Quote(id="q", article="a", sentence=0, content=(Span(1, 2), Span(3, 4)), kind="direct", speaker=Participant("p", Span(5, 6)))
    assert spans_of(quote) == [Span(1, 2), Span(3, 4), Span(5, 6)]
