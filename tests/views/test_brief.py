"""The brief: every line is footnoted, every quoted sentence stands in its article, and nothing of an outlet is markup."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import msgspec
from click.testing import CliRunner

from diurna.cli.group import diurna
from diurna.views.brief import Brief, Line, Note, Section
from diurna.views.brief_text import markdown, page
from diurna.views.event import Teller

DAY = date(2024, 4, 11)
BAD = 'x <script>alert("1")</script> *bold* [a](b) & `c`'


def test_every_line_is_footnoted_and_every_sentence_is_an_articles(example_library):
    found = example_library.brief(day=DAY)
    assert [s.name for s in found.sections] == ["new", "disputed", "changed", "due"]
    assert sum(len(s.lines) for s in found.sections) > 10
    notes = {note.number: note.teller for note in found.notes}
    assert sorted(notes) == list(range(1, len(notes) + 1))
    for line in (line for s in found.sections for line in s.lines):
        assert line.notes[0] and len(line.notes) == 1 + len(line.quoted)
        for said, numbers in zip(line.quoted, line.notes[1:], strict=True):
            texts = [" ".join(example_library.article(notes[n].article).text.split()) for n in numbers]
            assert any(" ".join(said.split()) in text for text in texts)
    assert all((teller.published or "")[:10] <= "2024-04-11" for teller in notes.values())


def test_it_is_of_what_was_known_on_the_day(example_library):
    found = example_library.brief(day=DAY)
    assert found.articles == 7
    due = next(s for s in found.sections if s.name == "due")
    assert any("2024-04-24" in line.told and "(expected)" in line.told for line in due.lines)
    assert example_library.brief().day == date(2024, 4, 14)
    empty = example_library.brief(day=date(2020, 1, 1))
    assert empty.notes == [] and all(not s.lines for s in empty.sections)
    assert "Nothing that was not told before." in markdown(empty)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.targets = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k == "href"]
        self.targets |= {v for k, v in attrs if k == "id"}


def hostile():
    teller = Teller(article="a", outlet=BAD, credit=None, published="2031-01-01", title=BAD, address='javascript:alert("1")', origin=None, name="a")
    lines = [Line(BAD, [BAD], [[1], [1]], "e")]
    return Brief(day=DAY, sections=[Section("new", lines)], notes=[Note(1, teller)], articles=1, outlets=1)


def test_a_page_has_no_script_and_every_footnote_leads_somewhere(example_library):
    for found in (example_library.brief(day=DAY), hostile()):
        tags = Tags()
        tags.feed(page(found))
        assert not {"script", "img", "link", "iframe", "form"} & set(tags.tags)
        assert all(link.startswith(("#n", "https://", "http://")) for link in tags.links)
        assert {link[1:] for link in tags.links if link.startswith("#")} == {f"n{n.number}" for n in found.notes} == tags.targets


def test_markdown_shows_text_as_it_is():
    text = markdown(hostile())
    assert "\\<script\\>" in text and "\\*bold\\*" in text and "\\[a\\]" in text
    assert "javascript:" not in text
    assert "[^1]: " in text


def test_on_the_command_line(example_library, monkeypatch, tmp_path):
    monkeypatch.setenv("DIURNA_LIBRARY", str(example_library.path))
    to = tmp_path / "brief.html"
    assert CliRunner().invoke(diurna, ["brief", "--day", "2024-04-11", "--to", str(to)]).exit_code == 0
    assert to.read_text("utf-8").startswith("<!doctype html>")
    shown = CliRunner().invoke(diurna, ["brief", "--day", "2024-04-11"])
    assert shown.exit_code == 0 and "Disputed" in shown.stdout and "[1]" in shown.stdout
    assert CliRunner().invoke(diurna, ["brief", "--day", "2024-04-11", "--format", "md"]).stdout.startswith("# Brief of 2024-04-11")
    assert msgspec.json.decode(CliRunner().invoke(diurna, ["brief", "--json"]).stdout)["day"] == "2024-04-14"
    assert CliRunner().invoke(diurna, ["brief", "--format", "terminal", "--to", str(to)]).exit_code == 2
