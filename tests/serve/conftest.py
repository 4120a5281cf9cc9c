"""A client of the reading room over the example library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from litestar.testing import TestClient

from diurna.serve import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.library import Library

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def client(example_library: Library) -> Iterator[TestClient]:
    """Asks the room as a browser on this machine would; redirects are not followed."""
    with TestClient(create_app(example_library, rate=None), base_url=HERE) as client:
        client.follow_redirects = False
        yield client
