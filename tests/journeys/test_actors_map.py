"""Journeys over the actors and the map, by mouse and by keyboard, wide and narrow, with and without script."""

from __future__ import annotations

import re

import pytest

from .conftest import CHROMIUM, WIDTHS

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: apt-get install chromium")
EVERY_WIDTH = pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ACTOR = "/actor/country:BFA"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_on_actors_and_maps(visit, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    for path in ("/actors?kind=person", ACTOR, f"{ACTOR}?other=country:MLI", "/map?country=BFA", "/map?west=-5&south=5&east=5&north=15&all=yes"):
        page = visit(path, width=width, color_scheme=scheme, bypass_csp=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
        told = [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"][:3]]
        assert not told, (path, told)


@EVERY_WIDTH
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_list_to_what_two_did(visit, width, script):
    page = visit("/actors", width=width, script=script)
    page.get_by_role("textbox", name="Actor").fill("burkina")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Burkina Faso", exact=True).first.click()
    assert page.locator("h1").inner_text().startswith("Burkina Faso")
    page.get_by_text("The months as a table").click()
    assert page.get_by_role("region", name="Events by month and quad class").is_visible()
    page.get_by_role("region", name="Counterparts by quad class").get_by_role("link").first.click()
    assert "Only what is between Burkina Faso and" in page.get_by_role("status").first.inner_text()
    page.get_by_role("link", name="With all").click()
    page.get_by_role("link", name="what they did", exact=True).click()
    assert "side=did" in page.url and page.locator(".side").first.inner_text() in ("did", "together")


def test_months_are_downloaded(visit):
    page = visit(ACTOR)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download by counterpart and month (CSV)").click()
    assert download.value.suggested_filename == "country-BFA-months.csv"


@EVERY_WIDTH
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_map_closer_to_an_event(visit, width, script):
    page = visit("/map", width=width, script=script)
    country = page.get_by_role("link", name=re.compile(r"^Burkina Faso \d+$"))
    count = country.inner_text().split()[-1]
    country.click()
    assert "country=BFA" in page.url and page.locator("#list").inner_text() == f"{count} events in Burkina Faso"
    page.get_by_role("link", name="farther").click()
    assert "west=" in page.url
    page.get_by_text("All places as a table").click()
    page.get_by_role("region", name="Places").get_by_role("link").first.click()
    assert page.locator("#list").inner_text().endswith("at the mark")
    page.locator(".list-side .row-link").first.click()
    page.wait_for_url("**/event/*")


def test_map_and_list_are_in_step(visit):
    page = visit("/map")
    row = page.locator(".list-side li[data-mark^=m]").first
    key = row.get_attribute("data-mark")
    row.locator(".row-link").focus()
    assert "here" in page.locator(f".mark[data-mark={key}]").get_attribute("class")
    page.locator(f".mark[data-mark={key}]").focus()
    assert "here" in row.get_attribute("class")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map?*")
