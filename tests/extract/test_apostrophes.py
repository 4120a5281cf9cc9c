"""Lost apostrophes: restored where the text shows that it lost them, never in a plural."""

from __future__ import annotations

import pytest

from diurna.extract.apostrophes import restore
from diurna.extract.weave import Weave, undone

FILL = "The council of the harbour met again on Monday and spoke for two hours of the new contract with the unions. " * 4


def restored(text: str) -> list[str]:
    weave = restore(Weave.of_raw(FILL + text))
    assert undone(weave.text, weave.repairs) == FILL + text
    return [r.span.of(weave.text) for r in weave.repairs]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It praised Norways decision. Later Hanna Quill spoke, and Quills plan was praised.", ["Norway's", "Quill's"]),
        ("The ministrys report on Norways harbours came out.", ["ministry's", "Norway's"]),
        ("They didnt say what Norways minister wants.", ["didn't", "Norway's"]),
        ("In Norways view Wednesdays talks failed.", ["Norway's", "Wednesday's"]),
        ("Norways harbours were closed by the European Unions new rules.", ["Norway's", "Union's"]),
    ],
)
def test_restored(text: str, words: list[str]) -> None:
    assert restored(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The Russians left and the Kurds stayed. Saudis and Israelis met Americans, and Norwegians spoke.",
        "Norway’s harbours were closed, but the two Koreas met.",
        "We were there when the Democrats won and the Houthis left.",
        "On Wednesdays markets open. Both Sudans agreed.",
    ],
)
def test_left_alone(text: str) -> None:
    assert restored(text) == []


def test_plurals_stay_where_apostrophes_are_lost() -> None:
    assert restored(
        "Norways harbours were closed. The Russians known to them and the Kurds fighting there left, as did Syrians including three boys."
    ) == ["Norway's"]
