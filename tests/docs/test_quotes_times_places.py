"""The examples of the guide to quotes, times and places hold as they stand."""

from __future__ import annotations

import re
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "quotes-times-places.md"


def test_the_examples_hold() -> None:
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert len(blocks) > 5
    exec(compile("\n".join(blocks), str(GUIDE), "exec"), {})
