"""What is known of an article besides its text: gathered from fields, page heads and marks, then decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..model import Published, problem
from ..resources.outlets import outlets
from .dates import FoundDate, address_date, field_date, find_date, is_odd

if TYPE_CHECKING:
    from ..model import Problem, RawDocument
    from .marks import Dateline, Mark

RANKS = ("field", "meta", "footer", "credit", "byline", "text", "address", "dateline")
FOUND_IN = {"publisher": "footer", "credit": "credit", "byline": "byline", "date": "text", "caption": "", "furniture": ""}


@dataclass
class Clues:
    """What was seen so far; the first word on a matter stands, dates are ranked by where they were found."""

    outlet: str | None = None
    outlet_found: str | None = None
    address: str | None = None
    credit: str | None = None
    credit_words: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    section: str | None = None
    dates: list[tuple[str, FoundDate]] = field(default_factory=list)

    def take_mark(self, mark: Mark) -> None:
        """What a line of the text says."""
        self.take_outlet(mark.outlet, FOUND_IN[mark.kind])
        if mark.credit and not self.credit:
            self.credit, self.credit_words = mark.credit, mark.words
        self.byline = self.byline or mark.byline
        if mark.date and FOUND_IN[mark.kind]:
            self.dates.append((FOUND_IN[mark.kind], mark.date))

    def take_dateline(self, line: Dateline, words: str, *, day_first: bool) -> None:
        """What the opening of the first paragraph says."""
        self.dateline = line.place
        if line.credit and not self.credit:
            self.credit, self.credit_words = line.credit, words
        date = find_date(words, day_first=day_first)
        if date:
            self.dates.append(("dateline", date))

    def take_outlet(self, name: str | None, found: str) -> None:
        if name and not self.outlet:
            self.outlet, self.outlet_found = name, found

    def take_address(self, address: str | None) -> None:
        """The address itself, the outlet whose domain it has, and the day in it."""
        if not address or self.address:
            return
        self.address = address
        date = address_date(address)
        if date:
            self.dates.append(("address", date))

    def settle_outlet(self) -> None:
        """Where nobody names the outlet, its domain does."""
        domain = domain_of(self.address) if self.address else None
        if domain:
            self.take_outlet(outlets().get(domain, domain), "address")

    def decide_date(self, raw: RawDocument, known: str | None) -> tuple[Published | None, list[Problem]]:
        """The best date that can be true, and a problem row for none or for the ones that cannot."""
        ranked = sorted(self.dates, key=lambda pair: RANKS.index(pair[0]))
        good = [(found, date) for found, date in ranked if not is_odd(date, known)]
        odd = [(found, date) for found, date in ranked if is_odd(date, known)]
        rows = [problem("odd_date", raw.name, detail=f"{odd[0][1].when} ({odd[0][0]})", raw=raw.hash, stage="extract")] if odd else []
        if good:
            best = _sharper(good)
            return best[1].published(best[0]), rows
        return None, rows or [problem("no_date", raw.name, raw=raw.hash, stage="extract")]


def clues_of_fields(fields: dict[str, str], *, day_first: bool) -> Clues:
    """What came with the text; it goes before anything that is read from it."""
    clues = Clues(byline=fields.get("byline") or None, language=fields.get("language") or None, section=fields.get("section") or None)
    clues.take_outlet(fields.get("outlet"), "field")
    if fields.get("credit"):
        clues.credit = clues.credit_words = fields["credit"]
    date = field_date(fields["date"], day_first=day_first) if fields.get("date") else None
    if date:
        clues.dates.append(("field", date))
    clues.take_address(fields.get("address"))
    return clues


def domain_of(address: str) -> str | None:
    """The site of an address: the longest known domain, else the host without www."""
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return None
    parts = host.split(".")
    for i in range(len(parts) - 1):
        if ".".join(parts[i:]) in outlets():
            return ".".join(parts[i:])
    return host.removeprefix("www.") if "." in host else None


def _sharper(ranked: list[tuple[str, FoundDate]]) -> tuple[str, FoundDate]:
    """The first by rank, unless it gives only a year or month and another one gives the day in it."""
    best = ranked[0]
    if best[1].precision in ("year", "month"):
        for other in ranked[1:]:
            if best[1].interval.contains(other[1].interval) and other[1].precision not in ("year", "month"):
                return other
    return best
