"""A browser in the reading room: Debian's Chromium, driven by Playwright, with every request to elsewhere refused and told."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from diurna.library import Library

CHROMIUM = os.environ.get("DIURNA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = {"wide": 1280, "narrow": 390}


@pytest.fixture(scope="session")
def room(example_library: Library) -> Iterator[str]:
    """The address of a reading room over the example library, served on loopback."""
    import uvicorn

    from diurna.serve import create_app

    held = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(example_library, rate=None), log_level="warning", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{held.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; tests that need it are skipped, and say so, where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium found: apt-get install chromium, or name one in DIURNA_CHROMIUM")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: see requirements.in")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture()
def visit(browser: Browser, room: str) -> Iterator[Callable[..., Page]]:
    """`visit("/stories", width=390, script=False)` opens a page. Requests to elsewhere, faults on the console and failed requests fail the test."""
    contexts, faults = [], []

    def open_page(path: str, *, width: int = WIDTHS["wide"], script: bool = True, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=room, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith((f"{room}/", "data:")) else faults.append(f"asked {request.url}"))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def first_link(page: Page, within: str) -> str:
    """The address of the first link inside an element."""
    return str(page.locator(within).first.get_attribute("href"))
