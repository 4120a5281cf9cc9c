"""Journeys through the reading room, by mouse and by keyboard, wide and narrow, with and without script."""

from __future__ import annotations

import pytest

from diurna.serve.registry import modules

from .conftest import CHROMIUM, WIDTHS

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: apt-get install chromium")
EVERY_WIDTH = pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def addresses(example_library) -> dict[str, str]:
    """An address for each kind of page."""
    event = example_library.sql("SELECT id, story FROM events WHERE len(differs) > 0 ORDER BY len(origins) DESC, id LIMIT 1").to_pylist()[0]
    article = example_library.sql("SELECT id FROM articles WHERE name LIKE 'meridian-gazette-2024-04-13%'").to_pylist()[0]
    return {"story": f"/story/{event['story']}", "event": f"/event/{event['id']}", "reading": f"/article/{article['id']}"}


def paths(addresses: dict[str, str]) -> list[str]:
    return [module.PAGE.path for module in modules() if "{" not in module.PAGE.path] + list(addresses.values())


def wide_as_its_window(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(visit, addresses, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    for path in paths(addresses):
        page = visit(path, width=width, color_scheme=scheme, bypass_csp=True)
        assert wide_as_its_window(page), path
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
        told = [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"][:3]]
        assert not told, (path, told)


@EVERY_WIDTH
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_today_to_the_words_by_mouse(visit, width, script):
    page = visit("/", width=width, script=script)
    assert page.locator("h1").inner_text() == "Today"
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Stories").click()
    page.get_by_label("Words").fill("ceasefire")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/stories?words=ceasefire")
    page.locator(".row-link").first.click()
    assert page.get_by_role("heading", name="What happened").is_visible()
    page.locator(".strips .row-link").first.click()
    value = page.locator(".value summary").first
    value.click()
    assert page.locator(".value[open] blockquote").first.is_visible()
    page.locator(".value[open] a").first.click()
    assert page.url.endswith("#cited") and page.locator(".m.cited").first.is_visible()


def test_the_stories_by_keyboard(visit):
    page = visit("/stories")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    second = page.locator(".rows > li").nth(1)
    assert "at" in second.get_attribute("class")
    title = second.locator(".row-link").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/story/*")
    assert page.locator("h1").inner_text() == title


def test_no_key_works_while_something_is_typed(visit):
    page = visit("/stories")
    page.get_by_label("Words").focus()
    page.keyboard.type("jk?")
    assert page.get_by_label("Words").input_value() == "jk?" and page.locator("li.at").count() == 0


def test_the_whole_room_by_tab(visit):
    page = visit("/today")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_keys_are_told(visit):
    page = visit("/stories")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


@EVERY_WIDTH
def test_only_differences_without_script(visit, addresses, width):
    page = visit(addresses["event"], width=width, script=False)
    every = page.locator(".agreement tbody tr").count()
    page.get_by_role("link", name="only differences").click()
    assert 0 < page.locator(".agreement tbody tr").count() < every
    assert page.locator(".agreement tbody tr.agree").count() == 0


def test_same_values_share_colour_and_sign(visit, addresses):
    page = visit(addresses["event"])
    pairs = page.evaluate("""[...document.querySelectorAll('.agreement tbody tr')].flatMap(
        row => [...row.querySelectorAll('.value')].map(v => [row.rowIndex, v.querySelector('.said').textContent.toLowerCase(),
            v.querySelector('.sign').textContent, getComputedStyle(v.querySelector('summary')).color]))""")
    seen: dict[tuple[int, str], tuple[str, str]] = {}
    for row, value, sign, colour in pairs:
        assert seen.setdefault((row, value), (sign, colour)) == (sign, colour)
    assert len(set(seen.values())) > 1


def test_the_slider_goes_back_to_earlier_days(visit, addresses):
    page = visit(addresses["event"])
    now = page.locator("#reports").inner_text()
    slider = page.get_by_role("slider", name="As known on")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url("**as_of=*")
    page.locator(".as-known").wait_for()
    assert page.locator("#reports").inner_text() != now
    page.get_by_role("slider", name="As known on").focus()
    page.keyboard.press("End")
    page.locator(".as-known").wait_for(state="detached")
    assert page.locator("#reports").inner_text() == now


@EVERY_WIDTH
def test_stepping_through_the_evidence(visit, addresses, width):
    page = visit(addresses["reading"], width=width)
    steps = page.locator("[data-steps] > li").count()
    for n in range(3):
        page.keyboard.press("ArrowRight")
        assert page.locator("[data-step-said]").inner_text().startswith(f"{n + 1} of {steps}")
        assert page.locator(".m.here").count() > 0
    page.keyboard.press("ArrowLeft")
    assert page.locator("[data-step-said]").inner_text().startswith("2 of")


def test_citing_with_one_key(visit, addresses):
    page = visit(addresses["reading"], permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    page.locator("[data-step-said]", has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Meridian Gazette" in copied and "2024-04-13" in copied and copied.startswith("“")


@EVERY_WIDTH
def test_the_reader_without_script(visit, addresses, width):
    page = visit(addresses["reading"], width=width, script=False)
    assert page.locator(".furniture").first.is_visible()
    page.get_by_label("page furniture").uncheck()
    assert not page.locator(".furniture").first.is_visible()
    before = page.locator(".m.actor").first.evaluate("e => getComputedStyle(e).color")
    page.get_by_label("actors").check()
    assert page.locator(".m.actor").first.evaluate("e => getComputedStyle(e).color") != before
    assert not page.locator(".steps").is_visible()


def test_an_unknown_page_leads_back(browser, room):
    page = browser.new_page()
    assert page.goto(f"{room}/event/nothing").status == 404
    page.get_by_role("link", name="To the first page").click()
    assert page.locator("h1").inner_text() == "Today"
    page.close()
