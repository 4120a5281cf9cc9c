"""Headlines that end in who says so."""

from __future__ import annotations

import pytest

from diurna.coding import code
from diurna.coding.headline import headline_source, with_colon
from diurna.model import Article, Span

LONG = " The town council met at noon and spoke about roads and schools and water for an hour before it voted on the budget of the next year." * 5


def article(headline: str, body: str = "") -> Article:
    return Article(id="a", raw="", name="x", text=f"{headline}\n\n{body}", title=Span(0, len(headline)))


@pytest.mark.parametrize(
    ("headline", "bare", "source"),
    [
        ("Blast kills nine in harbour town: police", False, "police"),
        ("Blast kills nine in harbour town: health ministry", False, "health ministry"),
        ("Blast kills nine in harbour town monitor", True, "monitor"),
        ("Blast kills nine in harbour town state media", True, "state media"),
        ("Blast kills nine in harbour town rights group", True, "rights group"),
        ("Blast kills nine in harbour town monitor", False, None),
        ("Gunmen kill nine police", True, None),
        ("Harbour town: a blast and its nine dead", False, None),
        ("Council backs monitor", True, None),
        ("Rivals sign deal: what we know so far about the truce", False, None),
        ("", True, None),
    ],
)
def test_who_says_so_is_found_at_the_end(headline: str, bare: bool, source: str | None) -> None:
    told = article(headline)
    found = headline_source(told, bare=bare)
    assert (found.of(told.text) if found else None) == source


def test_the_text_keeps_its_length() -> None:
    told = article("Blast kills nine in harbour town monitor", "More.")
    assert with_colon(told.text, headline_source(told, bare=True)) == "Blast kills nine in harbour town:monitor\n\nMore."
    kept = article("Blast kills nine in harbour town:  police")
    assert with_colon(kept.text, headline_source(kept, bare=False)) == kept.text


@pytest.mark.parametrize(("headline", "source"), [
    ("Rebels kill nine soldiers near Almora: army", "army"), ("Rebels kill nine soldiers near Almora monitoring group", "monitoring group"),
])
def test_the_source_of_a_headline_is_no_victim(headline: str, source: str) -> None:
    told = article(headline, LONG)
    report = next(r for r in code(told).reports if r.trigger.end <= len(headline))
    assert [link.words for link in report.chain] == [source]
    assert [told.text[p.span.start : p.span.end] for p in report.recipients] == ["nine soldiers"]
