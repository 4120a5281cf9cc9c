"""Case: headlines in capitals or Title Case put into the case of a sentence, by the article's own body, for the parser's eyes only."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
VERB_LIKE = re.compile(r"\bIS\b")  # an armed group that parsers take for the verb;
STAND_IN = "IZ"  # any other two capitals are a name to them
LINES = re.compile(r"(\n+)")
LEAST_LETTERS = 16  # a shorter line in capitals is as likely an acronym or a dateline
SHOUT = 0.8  # share of capitals: "IRAN, RUSSIA AND THE U.S." has 1, a name-rich sentence at most .3
LEAST_WORDS = 4
TITLED = 0.75  # share of capitalised words among those longer than three letters
LONGEST_TITLE = 200  # code points
ENDINGS = ("s", "es", "ed", "d", "ing", "ly")
NOT_SMALL = frozenset({"us", "it", "who"})  # US, IT, WHO
OPENS = re.compile(r"(?:(?<=[\s(\[])|\A)''(?=[^\s'])")  # two apostrophes that open a quotation: parsers know them only as what closes one


def read_case(text: str, small: Collection[str]) -> str:
    """The text with each headline in sentence case, length unchanged, so that the tagger can tell its verbs from names; two apostrophes that
    open a quotation become the `` that parsers were taught with.

    A word that the body writes in lower case, or one of `small` (function words), is lower-cased; one that the body writes with
    capitals stands as there; of one that the body does not have, only the first letter stays a capital.
    """
    text = OPENS.sub("``", text)
    lines = LINES.split(text)
    headlines = {i for i, line in enumerate(lines) if _shouts(line) or _is_titled(line)}
    if VERB_LIKE.search(text):
        lines = [line if _shouts(line) else VERB_LIKE.sub(STAND_IN, line) for line in lines]
    elif not headlines:
        return text
    body = Counter(word for i, line in enumerate(lines) if i not in headlines for word in WORD.findall(line))
    return "".join(_recased(line, body, small) if i in headlines else line for i, line in enumerate(lines))


def _shouts(line: str) -> bool:
    letters = sum(map(str.isalpha, line))
    if letters < LEAST_LETTERS or sum(map(str.isupper, line)) <= SHOUT * letters:
        return False
    return sum(c.isupper() for c in line if c.isalpha()) > SHOUT * letters


def _is_titled(line: str) -> bool:
    if len(line) > LONGEST_TITLE or line.rstrip().endswith("."):
        return False
    words = [word for word in WORD.findall(line) if len(word) > 3]
    return len(words) >= LEAST_WORDS and sum(word[0].isupper() for word in words) > TITLED * len(words)


def _recased(line: str, body: Counter[str], small: Collection[str]) -> str:
    shouts = _shouts(line)

    def cased(match: re.Match[str]) -> str:
        word, lower = match.group(), match.group().lower()
        if len(lower) != len(word) or len(word) == 1:
            return word.lower() if word == "A" and match.start() else word
        written = _as_in_body(word, body, shouts)
        if match.start() == 0:
            return written if written.isupper() and not shouts else word[0] + (lower if written == lower else written)[1:]
        if (lower in small or (len(lower) > 3 and lower.removesuffix("s") in small)) and not (lower in NOT_SMALL and word.isupper() and body[word]):
            return lower
        return written

    return WORD.sub(cased, line)


def _as_in_body(word: str, body: Counter[str], shouts: bool) -> str:
    """The word as the body most often writes it, also by another ending: "Talks" by "talk"; else with its first letter a capital."""
    lower, title = word.lower(), word[0] + word[1:].lower()
    if body[word.upper()] > max(body[lower], body[title]):
        return word.upper()
    if body[lower] or body[title]:
        return lower if body[lower] >= body[title] else title
    stems = {lower.removesuffix(ending) for ending in ENDINGS if len(lower) - len(ending) > 2} - {lower}
    forms = [stem + ending for stem in {lower, *stems} for ending in ("", "e", *ENDINGS)]
    if any(body[form] for form in forms) and not any(body[form.capitalize()] for form in forms):
        return lower
    return title if shouts else word
