"""From raw documents to articles: the whole stage on small reports of our own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diurna.extract import extract, raw_text, undo
from diurna.model import Article, Problem, RawDocument, bytes_hash
from diurna.settings import Settings

REPOST = """

PORT AUTHORITY AND UNIONS OPEN TALKS ON NEW HARBOUR CONTRACT

-

03.06.2019

Reuters, 03 Jun 2019

The port authority of Lisbon told visiting union leaders on Monday that both sides must settle the harbour contract before the summer, officials said.

Since Portugals harbour strike of last year, dockers have asked for shorter shifts, and the authority has offered a bonus worth up to \\$30 million.

The unions, which speak for the dockers of four harbours, said the offer fell short of what was promised to the crews, the clerks

and the pilots of the outer harbour.

TALKS

Another round is planned for Friday in Lisbon, where the countrys labour minister will meet both sides to look for a way out of the dispute.

Spains ports have gained from the dispute, and its harbour masters said that they expect more ships to change their route in the coming weeks.

Kaynak/Source:"""

PRINTED = """LISBON: The port authority told union leaders on Monday that both sides’ interests must be settled before the summer, officials said.

“We want a contract that lasts,” the head of the authority told reporters, and added that the offer would stand until the end of the week.

New route

Shipping companies have begun to send their vessels to other harbours, which has cost the city’s port a tenth of its trade since January.

Published in The Harbour Post, June 4th, 2019

Opinion

Editorial

Broken lamps
Updated 09 May, 2024

Broken lamps

The council’s promises are not new; most streets of the old town have been dark for years, and nobody seems to care about it.
Dry wells
09 May, 2024

Dry wells

THE story of the wells is the story of neglect. Farmers in these..."""


def read(data: bytes | str, media: str = "text", known: str | None = None, **fields: str) -> tuple[Article | None, tuple[Problem, ...]]:
    content = data.encode() if isinstance(data, str) else data
    raw = RawDocument(bytes_hash(content), "test", media, content, fields)
    article, problems = extract(raw, settings=Settings(), known=known)
    if article:
        check_offsets(raw, article)
    return article, problems


def check_offsets(raw: RawDocument, article: Article) -> None:
    words = raw_text(raw)
    for segment in article.map:
        assert article.text[segment.text : segment.text + segment.length] == words[segment.raw : segment.raw + segment.length]
    for part in article.parts:
        assert "\n" not in part.span.of(article.text)
    assert article.text == "\n\n".join(part.span.of(article.text) for part in article.parts)
    assert all(0 <= f.span.start < f.span.end <= len(words) for f in article.furniture)
    assert all(0 <= r.span.start <= r.span.end <= len(article.text) for r in article.repairs)


def test_a_repost() -> None:
    article, problems = read(REPOST)
    assert article and not problems
    assert article.headline == "PORT AUTHORITY AND UNIONS OPEN TALKS ON NEW HARBOUR CONTRACT"
    assert (article.outlet, article.credit, article.published.when) == (None, "Reuters", "2019-06-03")
    assert [p.kind for p in article.parts] == ["title", "paragraph", "paragraph", "paragraph", "heading", "paragraph", "paragraph"]
    assert "the crews, the clerks and the pilots" in article.text
    assert "Kaynak" not in article.text and "03 Jun" not in article.text
    assert [(r.was, r.why) for r in article.repairs] == [
        ("Portugals", "lost_apostrophe"),
        ("\\", "escape"),
        ("\n\n", "broken_paragraph"),
        ("countrys", "lost_apostrophe"),
        ("Spains", "lost_apostrophe"),
    ]
    assert "Portugals" in undo(article) and "\\$30 million" in undo(article) and "clerks\n\nand the" in undo(article)


def test_a_printed_report_with_a_sidebar() -> None:
    article, problems = read(PRINTED)
    assert article and not problems
    assert (article.outlet, article.outlet_found, article.credit, article.dateline) == ("The Harbour Post", "footer", None, "Lisbon")
    assert (article.published.interval.start, article.published.found) == (date(2019, 6, 4), "footer")
    assert article.text.startswith("The port authority told") and article.text.endswith("of its trade since January.")
    assert {"publisher", "dateline", "furniture"} <= {f.kind for f in article.furniture}
    assert not article.repairs


def test_fields_go_before_guesses() -> None:
    text = "LISBON (AFP) - The talks were put off on Monday, officials said.\n\nNo new day was named. (Reuters)"
    article, _ = read(
        b"{}", "row", text=text, title="Talks put off", outlet="The Quay", date="2019-06-03", address="https://quay.example/2018/01/02/talks"
    )
    assert article
    assert (article.outlet, article.outlet_found, article.credit, article.published.when, article.published.found) == (
        "The Quay",
        "field",
        "AFP",
        "2019-06-03",
        "field",
    )
    assert article.text == "Talks put off\n\nThe talks were put off on Monday, officials said.\n\nNo new day was named."


def test_a_row_that_tells_date_and_title_again() -> None:
    text = "Sun 05 Jul 2015 Two boats sink off the northern quay. Two boats sank on Saturday, the harbour master said.-AFP"
    article, _ = read(b"{}", "row", text=text, title="Two boats sink off the northern quay")
    assert article and article.text == "Two boats sink off the northern quay\n\nTwo boats sank on Saturday, the harbour master said."
    assert (article.published.when, article.credit) == ("2015-07-05", "AFP")


@pytest.mark.parametrize(
    ("given_date", "code"), [("2031-01-01", "odd_date"), ("1900-01-01", "odd_date"), ("0001-01-01", "odd_date"), ("", "no_date"), ("soon", "no_date")]
)
def test_dates_that_cannot_be(given_date: str, code: str) -> None:
    article, problems = read(b"{}", "row", known="2026-11-20", text="They met.", date=given_date)
    assert article and article.published is None
    assert [p.code for p in problems] == [code]


def test_an_odd_date_does_not_hide_a_good_one() -> None:
    article, problems = read(b"{}", "row", text="They met.", date="1970-01-01", address="https://quay.example/2018/01/02/talks")
    assert article and article.published.when == "2018-01-02"
    assert [p.code for p in problems] == ["odd_date"]


def test_the_same_content_has_the_same_id() -> None:
    one, _ = extract(RawDocument("x", "one.txt", "text", PRINTED.encode()), settings=Settings())
    two, _ = extract(RawDocument("x", "two.txt", "text", PRINTED.encode()), settings=Settings())
    other, _ = extract(RawDocument("x", "two.txt", "text", REPOST.encode()), settings=Settings())
    assert one and two and other and one.id == two.id != other.id


def test_hard_wrapped_paragraphs_become_lines() -> None:
    sentence = (
        "The harbour master said on Monday that the talks with the unions of the dockers would go on for another week in the old customs house. "
    )
    import textwrap

    text = "\n\n".join(textwrap.fill(sentence * 3, 70) for _ in range(3))
    article, _ = read(text)
    assert article and len(article.parts) == 3


def test_right_to_left_text_and_emoji_survive() -> None:
    text = (
        "اجتمع الوزراء يوم الاثنين في المدينة القديمة لبحث العقد الجديد مع نقابات الميناء بعد أسابيع من الخلاف بين الطرفين.\n\nThe minister "
        "smiled 👨‍👩‍👧 and left the old harbour by car after the talks."
    )
    article, _ = read(text)
    assert article and "👨‍👩‍👧" in article.text and "الوزراء" in article.text


def test_mixed_encodings_are_read_byte_by_byte() -> None:
    article, _ = read(
        "The café’s owner and the naïve mayor met on Monday in the old harbour, and then “they” left. ".encode()
        + "The señor of Málaga said ’no’ to the deal.".encode("cp1252")
    )
    assert article and "café’s" in article.text and "Málaga said ’no’" in article.text


def test_mojibake_is_repaired_and_can_be_shown() -> None:
    broken = "The minister said â€œwe will not goâ€\x9d to the cafÃ© in MÃ¡laga on Monday, whatever the unions may say of it."
    article, _ = read(broken)
    assert article and article.text == "The minister said “we will not go” to the café in Málaga on Monday, whatever the unions may say of it."
    assert {r.why for r in article.repairs} == {"mojibake"}
    assert undo(article) == broken


def test_text_without_an_article() -> None:
    article, problems = read("Home\nNews\nSport\nContact us\n© 2019")
    assert article is None and [p.code for p in problems] == ["no_article_text"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab Z.’'s\\$&;\n\r\t\xa0\x00Ã©â€™…é👍\u202e-(AFP)"), max_size=300))
def test_offsets_hold_for_any_text(text: str) -> None:
    article, _ = read(text, "text")
    row, _ = read(b"{}", "row", text=text, title="Trumps plan &amp; Syrias war")
    assert row is None or row.headline.startswith("Trump")
    assert article is None or isinstance(undo(article), str)


def test_apostrophes_are_restored_in_english_only() -> None:
    text = "Im Hafen von Lissabon haben sich am Montag die Minister getroffen, um über den neuen Vertrag der Gewerkschaften zu sprechen. " * 3
    article, _ = read(b"{}", "row", text=text)
    assert article and article.language == "de" and not article.repairs
