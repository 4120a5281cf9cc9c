"""How a place's name is written as a key: without case, accents, apostrophes, hyphens and full stops."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʿʾʻʼ.·"))
SEPARATORS = re.compile(r"[\s\-‐-―_/]+")
SHORT = re.compile(r"\b(?:st|ste|mt|ft)\b")
LONG = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", ",": " "})
ARTICLE = re.compile(r"^(?:al|ar|as|ash|at|ad|adh|an|az|el|ath) (?=\S{3})")
NEWSPAPER = {"tall": "tel", "dayr": "deir", "ayn": "ain", "umm": "um", "bayt": "beit", "jabal": "jebel", "shaykh": "sheikh"}
INNER_ARTICLES = frozenset(["al", "ar", "as", "ash", "at", "ad", "an", "az", "el", "ez", "es"])
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ſ‘’'`ʻʿ](?:[A-Za-zÀ-ɏḀ-ỿ‘’'`ʻʿʾ.,\- ()])*$")


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """The key under which a name stands in the gazetteer."""
    plain = name.casefold().translate(APOSTROPHES)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = SEPARATORS.sub(" ", plain.translate(LETTERS)).strip()
    plain = plain.removeprefix("the ")
    return SHORT.sub(lambda m: LONG[m[0]], plain) if "t" in plain else plain


def arabic_keys(plain: str) -> set[str]:
    """The ways in which newspapers write a romanised Arabic name: without its article, without the last h, "Tel" for "Tall"."""
    bare = ARTICLE.sub("", plain)
    words = [NEWSPAPER.get(word, word) for word in bare.split()]
    inner = [word for word in words if word not in INNER_ARTICLES]
    forms = {bare, " ".join(words), " ".join(inner), " ".join(["al", *words])}
    forms |= {form.removesuffix("h") for form in forms if form.endswith("ah")}
    return {form for form in forms if len(form) > 3} - {plain}


def is_latin(name: str) -> bool:
    """Whether a name is in Latin letters and begins like a name."""
    return LATIN.match(name) is not None
