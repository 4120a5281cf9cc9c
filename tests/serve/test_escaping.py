"""Nothing that an outlet writes becomes markup or an address that does something."""

from __future__ import annotations

import json
import re

import pytest
from litestar.testing import TestClient

from diurna.library import Library
from diurna.serve import create_app
from diurna.serve.registry import modules
from diurna.serve.templating import link
from diurna.settings import Settings

EVIL = "<script>alert(1)</script>"
BODY = (
    f"The army of Ghana {EVIL} attacked rebels near Tamale on Monday, killing 12 people, a spokesman said.\n\n"
    f"\"We will <img src=x onerror=alert(1)> not stop,\" President Kofi Mensah said on Tuesday. {{{{ 7 * 7 }}}} \u202eturned around"
)
ADDRESSES = ["javascript:alert(1)", 'https://news.example/?a="><script>alert(1)</script>', "data:text/html,x"]
SAME = {"title": f"Army {EVIL} attacks rebels", "text": BODY, "date": "2024-03-05", "byline": EVIL}
ROWS = [SAME | {"outlet": f'Evil"><svg onload=alert(1)> {n}', "url": address} for n, address in enumerate(ADDRESSES)]
NO_LINKS = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "http:", "http://[", "ftp://x/y", " javascript:x"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "<script>alert(1)<script>.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in ROWS))
    library = Library(folder / "library.diurna", settings=Settings())
    library.read(file, known="2024-03-06T00:00:00+00:00")
    with TestClient(create_app(library, rate=None), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")
def every_page(hostile) -> dict[str, str]:
    """Every page of the hostile library that can be reached from the navigation, two steps deep."""
    asked: dict[str, str] = {}
    waiting = [module.PAGE.path for module in modules() if "{" not in module.PAGE.path]
    for _ in range(3):
        for path in waiting:
            asked[path] = hostile.get(path).text
        found = {path.replace("&amp;", "&") for text in asked.values() for path in re.findall(r'href="(/[^"#]*)"', text)}
        waiting = sorted(path for path in found if path not in asked and "/static/" not in path and ".json" not in path)[:60]
    return asked


def test_the_hostile_words_are_shown_as_words(every_page):
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in text for text in every_page.values())
    assert len([path for path in every_page if path.startswith("/article/")]) >= 3


def test_no_page_has_markup_of_an_outlet(every_page):
    for path, text in every_page.items():
        assert not re.search(r"<script(?! type=\"module\" src=\"/static/)", text), path
        assert not re.search(r"<(img|svg onload|iframe|object|embed)\b", text), path
        assert not re.search(r"\son\w+=[^;]*>", re.sub(r"&[^;]+;|=\"[^\"]*\"|>[^<]*<", "><", text)), path
        assert " style=" not in re.sub(r">[^<]*<", "><", text), path


def test_no_address_does_something(every_page):
    for path, text in every_page.items():
        for address in re.findall(r'(?:href|src|action)="([^"]*)"', text):
            assert address.startswith(("/", "#", "http://", "https://", "?")), (path, address)


def test_no_template_of_an_outlet_is_run(every_page):
    assert any("{{ 7 * 7 }}" in text for text in every_page.values())


def test_no_direction_is_turned(every_page):
    assert not [path for path, text in every_page.items() if "\u202e" in text]


@pytest.mark.parametrize("address", NO_LINKS)
def test_other_addresses_are_text(address):
    assert "href" not in str(link(address))


def test_links_out_say_nothing_of_us():
    made = str(link('https://news.example/"><script>', "<b>"))
    assert made == '<a class="out" href="https://news.example/&#34;&gt;&lt;script&gt;" rel="noreferrer noopener external">&lt;b&gt;</a>'
