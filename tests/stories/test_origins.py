"""Copies, cuts and mixes are found; what is only alike is not."""

from __future__ import annotations

from datetime import date, timedelta

from diurna.model import Article, Interval, Published
from diurna.stories.changes import changes
from diurna.stories.origins import find_origins

WIRE = " ".join(
    f"In district {n} the river board counted {n * 7} flooded barns while farmer number {n} moved cattle towards the chapel on hill {n + 3}."
    for n in range(20)
)
OTHER = " ".join(
    f"Clerk {n} of the port office weighed crate {n * 3} twice, then sealed the lid with wax of colour {n % 5} before the tide."
    for n in range(20)
)


def article(key: str, text: str, day: int = 1, **fields: object) -> Article:
    when = date(2031, 3, 1) + timedelta(days=day)
    return Article(id=key, raw=key, name=key, text=text, published=Published(when.isoformat(), Interval.day(when), "test"), **fields)


def kinds(*articles: Article) -> dict[str, str]:
    origins, _ = find_origins(articles)
    return {c.article: c.kind for o in origins for c in o.copies}


def test_a_cut_and_a_mix_join_the_origin_of_the_first_text() -> None:
    cut = WIRE[: len(WIRE) // 3]
    mix = WIRE[: len(WIRE) // 2] + " " + OTHER[: len(OTHER) // 2]
    origins, _ = find_origins([article("wire", WIRE), article("port", OTHER), article("cut", cut, 2), article("mix", mix, 3)])
    homes = {c.article: o.id for o in origins for c in o.copies}
    found = {c.article: c for o in origins for c in o.copies}
    assert homes["wire"] == homes["cut"] != homes["port"]
    assert (found["cut"].kind, found["cut"].parent, found["mix"].kind) == ("cut", "wire", "mix")
    assert "port" in found["mix"].reason or "wire" in found["mix"].reason


def test_a_copy_after_the_window_is_an_origin_of_its_own() -> None:
    assert kinds(article("wire", WIRE), article("late", WIRE, 9)) == {"wire": "original", "late": "original"}


def test_batches_give_what_one_batch_gives() -> None:
    first, state = find_origins([article("wire", WIRE)])
    second, _ = find_origins([article("copy", WIRE, 2)], state)
    assert second[0].id == first[0].id
    assert [c.article for c in second[0].copies] == ["wire", "copy"]


def test_background_seen_weeks_before_is_no_evidence() -> None:
    _, state = find_origins([article("old", WIRE)])
    origins, _ = find_origins([article("a", WIRE + " " + OTHER, 20), article("b", WIRE, 20)], state)
    assert len(origins) == 2


def test_changed_figures_are_kept_with_their_words() -> None:
    copy = "Firemen said that 112 miners died in the shaft at Lota on Monday."
    found = changes(copy, "Firemen said that 126 miners died in the shaft at Lota on Monday.")
    assert [(c.was, c.now, c.span.of(copy)) for c in found] == [("126", "112", "112")]


def test_what_a_cut_leaves_of_a_sentence_is_no_change() -> None:
    parent = "On Monday the council of Valdoro met. Minister Anna Holm went to Ostrel by boat and spoke of 40 barges there."
    assert changes("The copy has a title.\n\nOn Monday the council of Valdoro met. Minister Anna Holm went to Os", parent) == ()
    assert changes(parent, parent) == ()


def test_short_and_empty_texts_are_origins() -> None:
    assert kinds(article("empty", ""), article("short", "Rain fell.")) == {"empty": "original", "short": "original"}


def timed(key: str, text: str, when: str, **fields: object) -> Article:
    day = Interval.day(date.fromisoformat(when[:10]))
    return Article(id=key, raw=key, name=key, text=text, published=Published(when, day, "test", precision="minute"), **fields)


def original(*articles: Article) -> list[str]:
    origins, _ = find_origins(articles)
    return [c.article for o in origins for c in o.copies if c.kind == "original"]


def test_a_bare_date_is_no_evidence_of_being_first_on_that_day() -> None:
    assert original(article("bare", WIRE, 1), timed("evening", WIRE, "2031-03-02T20:00:00+01:00")) == ["evening"]


def test_times_are_compared_on_one_clock() -> None:
    early, late = timed("lagos", WIRE, "2031-03-02T09:30:00+01:00"), timed("london", WIRE, "2031-03-02T09:00:00Z")
    assert original(late, early) == ["lagos"]


def test_a_credited_copy_is_never_the_original_beside_the_agency_itself() -> None:
    copy = timed("copy", WIRE, "2031-03-02T06:00:00Z", outlet="Harbour Post", credit="CPA")
    own = article("own", WIRE + " " + OTHER[:200], 2, outlet="Coastal Press Agency")
    assert original(copy, own) == ["own"]
    first, state = find_origins([copy])
    second, _ = find_origins([own], state)
    assert second[0].id == first[0].id
    assert {c.article: (c.kind == "original", c.parent) for c in second[0].copies} == {"copy": (False, "own"), "own": (True, None)}
