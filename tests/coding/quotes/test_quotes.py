"""Quotes: who said what, in which words, through whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diurna.coding.cast import Cast
from diurna.coding.quotes import find_quotes
from diurna.model import Actor, ActorMention, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse
    from diurna.model import Quote

Read = "Callable[..., Parse]"


def cast_of(parse: Parse) -> Cast:
    """A cast of the names that the pipeline finds."""
    mentions = [
        ActorMention(
            span=Span(e.start_char, e.end_char), head=Span(e.root.idx, e.root.idx + len(e.root)), form="name", sentence=0, actor=f"x:{e.text}"
        )
        for e in parse.doc.ents
        if e.label_ in {"PERSON", "GPE", "ORG", "NORP"}
    ]
    return Cast(tuple(mentions), tuple(Actor(id=str(m.actor), name="", kind="person") for m in mentions))


def quotes_of(read: Callable[..., Parse], text: str) -> list[tuple[str, str, str]]:
    """Speaker, kind and content of each quote."""
    parsed = read(text)
    return [(q.speaker_words, q.kind, " / ".join(s.of(text) for s in q.content)) for q in find_quotes(parsed, cast_of(parsed))]


def only(read: Callable[..., Parse], text: str) -> Quote:
    parsed = read(text)
    found = find_quotes(parsed, cast_of(parsed))
    assert len(found) == 1, [(q.speaker_words, [s.of(text) for s in q.content]) for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "content"),
    [
        ("The mayor said that the bridge would open in May.", "The mayor", "indirect", "the bridge would open in May"),
        ("The bridge will open in May, the mayor said.", "the mayor", "indirect", "The bridge will open in May"),
        ("“The bridge will open in May,” Anna Lindholm said.", "Anna Lindholm", "direct", "The bridge will open in May"),
        ('"The bridge will open," said Anna Lindholm.', "Anna Lindholm", "direct", "The bridge will open"),
        ("“I will go,” he said, “and you will stay.”", "he", "direct", "I will go / and you will stay"),
        ("According to the ministry, four ships left the port.", "the ministry", "indirect", "four ships left the port"),
        ("Four ships left the port on Friday, according to the ministry.", "the ministry", "indirect", "Four ships left the port on Friday"),
        ("Norway accused Latvia of hiding the letters.", "Norway", "indirect", "hiding the letters"),
        ("Norway slammed its neighbour’s “reckless and childish games”.", "Norway", "fragment", "reckless and childish games"),
    ],
)
def test_speaker_kind_and_content(read: Callable[..., Parse], text: str, speaker: str, kind: str, content: str) -> None:
    assert quotes_of(read, text) == [(speaker, kind, content)]


def test_marks_lost_in_a_repost(read: Callable[..., Parse]) -> None:
    text = "We reject any change in the fishing treaty, Lindholm told Berzins, Latvian state radio reported."
    quote = only(read, text)
    assert (quote.kind, quote.marks, quote.speaker_words, quote.addressee_words) == ("direct", "lost", "Lindholm", "Berzins")
    assert [link.words for link in quote.chain] == ["Latvian state radio"]


def test_lost_marks_with_an_elision(read: Callable[..., Parse]) -> None:
    text = "Our boats can feed the islands ... The treaty cannot be changed, Lindholm told Berzins, according to Latvian state radio."
    quote = only(read, text)
    assert quote.content[0].of(text) == "Our boats can feed the islands ... The treaty cannot be changed"
    assert (quote.marks, quote.elisions, [link.words for link in quote.chain]) == ("lost", 1, ["Latvian state radio"])


def test_unnamed_speaker_with_condition_and_medium(read: Callable[..., Parse]) -> None:
    text = "The talks have failed, a Latvian official told Reuters on condition of anonymity."
    quote = only(read, text)
    assert quote.unnamed
    assert quote.condition == "on condition of anonymity"
    assert [link.words for link in quote.chain] == ["Reuters"]


def test_a_quotation_runs_over_paragraphs(read: Callable[..., Parse]) -> None:
    text = "“We came early,” Lindholm said. “Nobody was there.\n\n“Then the rain began.”"
    assert all(speaker == "Lindholm" for speaker, _, _ in quotes_of(read, text))
    assert "Then the rain began" in " ".join(content for _, _, content in quotes_of(read, text))


def test_terms_in_marks_are_nobodys(read: Callable[..., Parse]) -> None:
    assert quotes_of(read, "Four “quiet zones” lie around the lake, and a “congress” meets there in June.") == []


def test_headline_in_capitals(read: Callable[..., Parse]) -> None:
    assert quotes_of(read, "LINDHOLM SAYS FISHING TREATY WILL HOLD\n\nShips left on Friday.")[0] == (
        "LINDHOLM",
        "indirect",
        "FISHING TREATY WILL HOLD",
    )


def test_occasion_is_told(read: Callable[..., Parse]) -> None:
    text = "The lake is clean, the minister said in a televised interview."
    assert only(read, text).occasion == "in a televised interview"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Nets rot.\n\n“We have had better seasons,” island elder Tove Brandal, holding a “Cod First” banner, said drily.",
            "Brandal",
            "We have had better seasons",
        ),
        (
            "In a note to the Courier, her senior adviser, Jon Aldis, said: “Anna Lindholm keeps her word.”",
            "Jon Aldis",
            "Anna Lindholm keeps her word",
        ),
        (
            "Ida Berg, the 2012 chess champion, tweeted in response: ''Fishing is older than any treaty.''",
            "Ida Berg",
            "Fishing is older than any treaty",
        ),
        ("At the time, she released a statement saying, “The nets were ours. We want them back.”", "she", "The nets were ours. We want them back"),
        ("He left.\n\n“The ice is too thin for the trucks we own,” she went on.", "she", "The ice is too thin for the trucks we own"),
        ("Boats burned.\n\n“Out!” roared the crowd at the gate.", "the crowd", "Out!"),
        ("On the day of the vote, Lindholm said of the episode, “I regret it.”", "Lindholm", "I regret it"),
        (
            "The delay did not surprise harbour master Jon Aldis: “Nobody has dredged the channel in years.”",
            "Jon Aldis",
            "Nobody has dredged the channel in years",
        ),
        ("Tove Brandal: ‘The Ice Will Not Wait For Us!’", "Tove Brandal", "The Ice Will Not Wait For Us!"),
    ],
)
def test_speaker_is_read_from_the_order_of_words(read: Callable[..., Parse], text: str, speaker: str, content: str) -> None:
    quote = next(q for q in find_quotes(read(text), Cast((), ())) if content in " / ".join(s.of(text) for s in q.content))
    assert speaker in quote.speaker_words
    assert quote.content[0].of(text) == content


def test_a_few_words_in_marks_are_a_part_of_their_clause(read: Callable[..., Parse]) -> None:
    assert quotes_of(read, "Lindholm testified “dozens” of letters had not been opened.") == [
        ("Lindholm", "indirect", "“dozens” of letters had not been opened")
    ]


def test_a_clause_goes_on_behind_its_cue(read: Callable[..., Parse]) -> None:
    text = "“We are worried,” the members wrote in a letter, that the ministry “may have sold the harbour.”"
    ((speaker, _, content),) = quotes_of(read, text)
    assert speaker == "the members"
    assert "may have sold the harbour" in content


def test_two_labels_are_two_speakers(read: Callable[..., Parse]) -> None:
    text = "Anna Lindholm: “Our aim is to keep the fleet at sea.” Jon Aldis: “Our aim is to sell the fleet.”"
    found = quotes_of(read, text)
    assert [(speaker, content) for speaker, _, content in found] == [
        ("Anna Lindholm", "Our aim is to keep the fleet at sea"),
        ("Jon Aldis", "Our aim is to sell the fleet"),
    ]


def test_a_quotation_announced_by_the_line_before_it(read: Callable[..., Parse]) -> None:
    text = 'Berg wants to sue Lindholm.\n\nBerg stated:\n\n"The harbour is not “Open To All” any more. It shut.\n\n"Lindholm suing us is odd."'
    quote = find_quotes(read(text), Cast((), ()))[-1]
    assert quote.speaker_words == "Berg"
    assert "Open To All" in quote.content[0].of(text)


PIECES = st.sampled_from(
    ["“", "”", '"', "'", "‘", "’", "he said", ", ", ". ", "We go", " ... ", "\n\n", "Anna told Reuters that", "according to", " it rains", ":", " - "]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=14))
def test_spans_stand_in_the_text(read: Callable[..., Parse], pieces: list[str]) -> None:
    text = " ".join(pieces)
    parsed = read(text)
    for attitudes in (False, True):
        for quote in find_quotes(parsed, cast_of(parsed), attitudes=attitudes):
            assert quote.content
            for span in (*quote.content, *([quote.cue] if quote.cue else []), *(c.span for c in quote.chain)):
                assert 0 <= span.start < span.end <= len(text)
            if quote.speaker_span is not None:
                assert quote.speaker_span.of(text) == quote.speaker_words


def test_who_is_met_is_spoken_to(read):
    from diurna.coding.casting import find_cast
    from diurna.coding.quotes import find_quotes
    from diurna.resources.actor_tables import actor_tables

    parsed = read("“We will keep our word,” President Ana Ruiz said during a meeting with Prime Minister Lars Holm.")
    (quote,) = find_quotes(parsed, find_cast(parsed, (), actor_tables()))
    assert quote.addressee_words.endswith("Lars Holm")


@pytest.mark.parametrize(("opening", "closing"), ["“”", "„“", "«»", "»«", '""'])
def test_a_second_verb_of_speech_opens_a_quote_of_its_own(read: Callable[..., Parse], opening: str, closing: str) -> None:
    text = f"The minister said {opening}no deal is near{closing} and added {opening}we will wait{closing}."
    assert quotes_of(read, text) == [("The minister", "direct", "no deal is near"), ("The minister", "direct", "we will wait")]


def test_another_speaker_ends_what_is_said(read: Callable[..., Parse]) -> None:
    text = "Anna Lindholm said it was „a trap“, while Jon Berzins called it „an honest offer“."
    assert quotes_of(read, text) == [("Anna Lindholm", "mixed", "it was „a trap“"), ("Jon Berzins", "mixed", "it „an honest offer“")]


def test_a_half_behind_its_cue_and_an_and_belongs_to_it(read: Callable[..., Parse]) -> None:
    assert quotes_of(read, "The plan was „a trap“, Anna Lindholm said, and „an insult“ to all.") == [
        ("Anna Lindholm", "mixed", "The plan was „a trap“ / „an insult“")
    ]


@pytest.mark.parametrize("text", ["Lindholm Calls Berzins ‘a Clown’\n\nThey met on Monday.", "Minister calls vote ‘a farce’\n\nThey met on Monday."])
def test_a_headline_that_calls_somebody_something(read: Callable[..., Parse], text: str) -> None:
    (speaker, kind, content) = quotes_of(read, text)[0]
    assert (speaker, kind) == (text.split()[0], "mixed")
    assert content.endswith("’")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Lindholm meets the strikers: ‘Go home’\n\nThey met on Monday.", ("Lindholm", "direct", "Go home")),
        ("The mayor left.\n\nAdded Anna Lindholm:\n\n“We will build a bridge here.”", ("Anna Lindholm", "direct", "We will build a bridge here")),
        ("“It is bad luck,” Anna Lindholm said, that both ships sank.", ("Anna Lindholm", "mixed", "“It is bad luck,” / both ships sank")),
    ],
)
def test_announced_and_taken_up_again(read: Callable[..., Parse], text: str, expected: tuple[str, str, str]) -> None:
    speaker, kind, content = quotes_of(read, text)[0]
    assert expected[0] in speaker
    assert (kind, content) == expected[1:]


def test_the_question_is_no_part_of_the_answer(read: Callable[..., Parse]) -> None:
    assert ("Jon Berzins", "direct", "Probably") in quotes_of(read, "Asked whether he would dismiss the aide, Jon Berzins said, “Probably.”")
