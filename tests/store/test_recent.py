"""Recent: a bounded memory, the longest unasked goes first."""

from __future__ import annotations

from diurna.store.recent import Recent


def test_only_what_is_missing_is_read_and_the_oldest_goes():
    asked: list[list[str]] = []

    def read(keys):
        asked.append(list(keys))
        return {key: key.upper() for key in keys if key != "none"}

    recent: Recent[str] = Recent(2)
    assert recent.of(["a", "b", "none"], read) == {"a": "A", "b": "B"}
    assert recent.of(["a"], read) == {"a": "A"}
    assert recent.of(["c", "c"], read) == {"c": "C"}
    assert recent.of(["a", "b"], read) == {"a": "A", "b": "B"}
    assert asked == [["a", "b", "none"], ["c"], ["b"]]


def test_the_reader_gives_texts_and_headlines_of_the_articles(example_library):
    reader = example_library.reader
    headlines = {row["id"]: row["headline"] for row in reader.rows("SELECT id, headline FROM articles")}
    articles = reader.articles(list(headlines))
    assert headlines == {key: article.headline for key, article in articles.items()}
    assert reader.texts([*headlines, "none"]) == {key: article.text for key, article in articles.items()}
    assert any(headlines.values())
