"""Web pages, friendly and hostile."""

from __future__ import annotations

import time

import pytest

from diurna.extract import extract
from diurna.extract.page import page_text, parse_page
from diurna.model import RawDocument, bytes_hash
from diurna.settings import Settings

from .test_article import check_offsets

PARAGRAPHS = "".join(
    f"<p>The harbour council agreed on point {word} of the contract on Monday, its speaker said, after a week of talks with the <b>dockers</b>.</p>"
    for word in ("one", "two", "three", "four", "five")
)
PAGE = f"""<html><head><title>Council agrees on contract | The Quay</title>
<meta property="og:site_name" content="The Quay">
<meta property="og:title" content="Council agrees on harbour contract">
<meta property="article:published_time" content="2019-06-03T14:05:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<article>
<h1>Council agrees on harbour contract</h1><p>By Ada Quill</p>{PARAGRAPHS}<h2>New route</h2>{PARAGRAPHS.replace("council", "board")}</article>
<aside><h3>More stories</h3><time datetime="2024-05-09">09 May, 2024</time>
<a href="/x">Lamps broken</a></aside><script>var a = "<p>never</p>";</script></body></html>"""


def read(markup: str | bytes):  # type: ignore[no-untyped-def]
    data = markup.encode() if isinstance(markup, str) else markup
    raw = RawDocument(bytes_hash(data), "page.html", "html", data)
    article, problems = extract(raw, settings=Settings(), known="2026-11-20")
    if article:
        check_offsets(raw, article)
    return article, [p.code for p in problems]


def test_a_page() -> None:
    article, problems = read(PAGE)
    assert not problems
    assert article.headline == "Council agrees on harbour contract"
    assert (article.outlet, article.published.when, article.published.found, article.byline) == (
        "The Quay",
        "2019-06-03T14:05:00Z",
        "meta",
        "Ada Quill",
    )
    assert "Lamps" not in article.text and "never" not in article.text and "By Ada" not in article.text
    assert [p.span.of(article.text) for p in article.parts if p.kind == "heading"] == ["New route"]
    assert sum(s.length for s in article.map) > 0.95 * len(article.text)


def test_a_teaser_gives_no_date() -> None:
    article, problems = read(PAGE.replace('<meta property="article:published_time" content="2019-06-03T14:05:00Z">', ""))
    assert article.published is None and problems == ["no_date"]


def test_page_text_is_one_line_a_block() -> None:
    assert page_text(parse_page("<p>One <b>two</b>\n three</p><div>four<br>five</div><script>no</script>")) == "One two three\nfour\nfive"


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("nested", "<html><body>" + "<div>" * 100_000 + "text"),
        ("attribute", "<html><body><p title='" + "x" * 3_000_000 + "'>The council met.</p>"),
        ("large", "<html><body>" + "<p>The council met on Monday.</p>" * 600_000),
        ("tags", "<html><body>" + "<a" * 500_000),
        ("scripts", "<html><body>" + "<script>" * 100_000),
        ("comments", "<html><body>" + "<!--" * 200_000),
        ("entities", '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>&b;&b;</p>'),
        ("external", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>&x;</p>'),
        ("empty", "<html></html>"),
        ("declared", "<?xml version='1.0' encoding='utf-8'?><html><body><p>x</p></body></html>"),
    ],
)
def test_hostile_pages_are_problems(name: str, markup: str) -> None:
    start = time.process_time()
    _, problems = read(markup)
    assert problems and set(problems) <= {"hostile_markup", "no_article_text", "no_date"}
    assert time.process_time() - start < 20
    if name in ("nested", "large"):
        assert problems == ["hostile_markup"]
