"""Places against LGL (local news) and GeoVirus: is a toponym resolved within 161 km of its gold point?

    python -m evals.places [--errors N] [--find N]

`acc161`: gold spans are given, a toponym that stays unknown counts as a miss, and so does a country's middle that lies elsewhere
than the gold's. `area`: a choice also counts where it is a country or first-order division that the gold point lies in (told by
the gold's own country and division in LGL, by the gazetteer's nearest city in GeoVirus), since an area's point is arbitrary; a
continent or region counts where it has the gold's name. Gold toponyms without coordinates are left out. Outlets are at home
where outlet_homes.json says.
"""

from __future__ import annotations

import argparse
import gzip
import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from diurna.coding.parse import parse
from diurna.coding.places import find_places, resolve_spans
from diurna.model import Article, Span
from diurna.resources.gazetteer import Place, gazetteer, kilometres
from diurna.resources.gazetteer_names import key
from diurna.resources.language import language_model

from .calibration import interval
from .gold import gold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.model import PlaceMention
    from diurna.resources.gazetteer import Gazetteer

NEAR = 161.0  # km: 100 miles, the measure of the literature
AREAS = ("country", "admin1")
FIND_EVERY = 4  # documents: parsing all of them would take the evals a minute more and move the figures by less than their interval


class Toponym(NamedTuple):
    """A gold toponym; `country` and `admin1` as far as the gold names them."""

    span: Span
    latitude: float
    longitude: float
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    title: str = ""


class Document(NamedTuple):
    """A gold document."""

    name: str
    text: str
    toponyms: list[Toponym]
    others: list[Span]
    home: Place | None = None


def lgl(file: str = "lgl.xml.gz") -> Iterator[Document]:
    """The documents of LGL; toponyms without a gold point come as `others`."""
    homes = json.loads(gold("geo", "outlet_homes.json").read_text("utf-8"))
    for article in ElementTree.fromstring(gzip.decompress(gold("geo", file).read_bytes())):
        text = article.findtext("text") or ""
        found, others = [], []
        for node in article.find("toponyms"):
            tag = node.find("gaztag")
            span = Span(int(node.findtext("start")), int(node.findtext("end")))
            if tag is None:
                others.append(span)
                continue
            point = (float(tag.findtext("lat")), float(tag.findtext("lon")))
            country, division, feature = (tag.findtext(name) for name in ("country", "admin1", "fcode"))
            found.append(Toponym(span, *point, country, division, feature, tag.findtext("name") or ""))
        yield Document(article.get("docid") or "", text, found, others, _home(homes.get(article.findtext("domain") or "")))


def _home(row: dict | None) -> Place | None:
    if row is None:
        return None
    kind = "country" if row["level"] == "country" else "city"
    point = (row["lat"] or 0.0, row["lon"] or 0.0)
    return Place(int(row.get("geonameid", 0)), kind, row["resolved"], row["country_code3"], row.get("admin1_name"), *point, 0, "", 1)


def geovirus(file: str = "GeoVirus.xml.gz") -> Iterator[Document]:
    """The documents of GeoVirus."""
    homes = json.loads(gold("geo", "outlet_homes.json").read_text("utf-8"))
    for number, article in enumerate(ElementTree.fromstring(gzip.decompress(gold("geo", file).read_bytes()))):
        text = article.findtext("text") or ""
        found = []
        for node in article.find("locations"):
            start = int(node.findtext("start")) - 1
            name = node.findtext("name") or ""
            title = unquote((node.findtext("page") or "").rsplit("/", 1)[-1]).replace("_", " ")
            point = (float(node.findtext("lat")), float(node.findtext("lon")))
            found.append(Toponym(Span(start, start + len(name)), *point, title=title))
        yield Document(str(number), text, found, [], _home(homes.get(urlsplit(article.findtext("source") or "").netloc)))


def judged(documents: Iterator[Document], table: Gazetteer) -> Iterator[tuple[Document, Toponym, Place | None, bool, bool]]:
    """Each gold toponym with the place chosen, and whether it is right by either measure."""
    for document in documents:
        spans = [t.span for t in document.toponyms] + document.others
        chosen = dict(zip(sorted(spans), resolve_spans(document.text, spans, table, document.home), strict=True))
        for toponym in document.toponyms:
            place = chosen[toponym.span].place
            near = place is not None and kilometres(place.latitude, place.longitude, toponym.latitude, toponym.longitude) <= NEAR
            yield document, toponym, place, near, near or (place is not None and inside(toponym, place, table))


def inside(toponym: Toponym, place: Place, table: Gazetteer) -> bool:
    """Whether a gold point lies in the country or division that was chosen."""
    if place.kind == "feature":
        return key(place.name) == key(toponym.title)
    if place.kind not in AREAS:
        return False
    if toponym.country:
        country = _country(toponym.country, table)
        return country == place.country and (place.kind == "country" or toponym.admin1 == place.name)
    city = table.nearest(toponym.latitude, toponym.longitude, 4.0)
    return city is not None and city.country == place.country and (place.kind == "country" or city.admin1 == place.admin1)


def _country(name: str, table: Gazetteer) -> str | None:
    return next((p.country for p in table.find(name) if p.kind == "country"), None)


def score() -> dict[str, float]:
    """Accuracy within 161 km and area-aware, on both sets, and with no spans given (every FIND_EVERY-th document) the F1 of toponyms found and of
    those found and right; empty where the data is not at hand."""
    if gold("geo", "lgl.xml.gz") is None:
        return {}
    table = gazetteer()
    scores = {}
    for name, documents in (("lgl", lgl()), ("geovirus", geovirus())):
        rows = list(judged(documents, table))
        scores[f"{name}.acc161"] = round(sum(row[3] for row in rows) / len(rows), 4)
        scores[f"{name}.area"] = round(sum(row[4] for row in rows) / len(rows), 4)
        some = list(lgl() if name == "lgl" else geovirus())[::FIND_EVERY]
        scores |= {f"{name}.{measure}_f1": value for measure, value in found(some, table, demonyms=name == "lgl").items()}
    return scores


def covered(rows: list[tuple[float, bool]]) -> list[tuple[float, float, float]]:
    """(threshold, precision, share of toponyms kept) for each confidence below which a place would stay unknown; `rows` are confidence, right."""
    kept = [(t / 20, [right for sure, right in rows if sure >= t / 20]) for t in range(8, 20)]
    return [(t, sum(some) / len(some), len(some) / len(rows)) for t, some in kept if some]


def found(documents: list[Document], table: Gazetteer, *, demonyms: bool) -> dict[str, float]:
    """Without given spans: F1 of toponyms found (any overlap with a gold one) and of those found and right by the area-aware measure.

    Gold toponyms without a point count as found ones. `demonyms`: whether the gold marks "Syrian" and "Russians" too.
    """
    language = language_model()
    met = right = given = gold_points = gold_all = resolved = 0
    for number, document in enumerate(documents):
        parsed = parse(Article(id=str(number), raw="", name=document.name, text=document.text), language)
        mentions = [m for m in find_places(parsed, table, document.home) if demonyms or m.role != "demonym"]
        points = {t.span: t for t in document.toponyms}
        spans = [*points, *document.others]
        given, gold_all, gold_points = given + len(mentions), gold_all + len(spans), gold_points + len(points)
        for mention in mentions:
            span = next((s for s in spans if s.overlaps(mention.span)), None)
            met += span is not None
            resolved += mention.latitude is not None
            right += span in points and mention.latitude is not None and _right(points[span], mention, table)
    return {"found": _f1(met, given, gold_all), "right": _f1(right, resolved, gold_points)}


def _right(toponym: Toponym, mention: PlaceMention, table: Gazetteer) -> bool:
    if kilometres(mention.latitude, mention.longitude, toponym.latitude, toponym.longitude) <= NEAR:
        return True
    kind = {"PCLI": "country", "ADM1": "admin1"}.get(mention.feature or "", "feature")
    place = Place(0, kind, mention.name, mention.country, mention.admin1, mention.latitude, mention.longitude, 0, mention.feature or "", 1)
    return inside(toponym, place, table)


def _f1(hits: int, given: int, wanted: int) -> float:
    return round(2 * hits / (given + wanted), 4) if given + wanted else 0.0


def _errors(limit: int) -> None:
    for documents in (lgl(), geovirus()):
        wrong: Counter[str] = Counter()
        for document, toponym, place, near, _ in judged(documents, gazetteer()):
            if not near:
                home = document.home.name if document.home else "-"
                words = toponym.span.of(document.text)
                chosen = f"{place.kind} {place.name}, {place.admin1}, {place.country}" if place else "unknown"
                right = f"{toponym.latitude:.1f},{toponym.longitude:.1f} {toponym.feature} {toponym.admin1}"
                wrong[f"{words!r} → {chosen}; gold {right}; home {home}"] += 1
        for line, count in wrong.most_common(limit):
            print(count, line)
        print()


def _print_intervals() -> None:
    """Intervals of 95 % over documents, and how right the choices are that stay above a threshold of confidence."""
    for name, documents in (("lgl", lgl()), ("geovirus", geovirus())):
        by_document: dict[str, list[bool]] = {}
        sure: list[tuple[float, bool]] = []
        for document in documents:
            spans = [t.span for t in document.toponyms] + document.others
            chosen = dict(zip(sorted(spans), resolve_spans(document.text, spans, gazetteer(), document.home), strict=True))
            for toponym in document.toponyms:
                choice = chosen[toponym.span]
                near = choice.place is not None and kilometres(
                    choice.place.latitude, choice.place.longitude, toponym.latitude, toponym.longitude) <= NEAR  # fmt: skip
                by_document.setdefault(document.name, []).append(near)
                sure.append((choice.confidence if choice.place is not None else 0.0, near))
        low, high = interval(list(by_document.values()), lambda some: sum(map(sum, some)) / sum(map(len, some)))
        print(f"{name + '.acc161':20} 95 % {low:.3f} to {high:.3f}")
        for threshold, precision, share in covered(sure):
            print(f"    confidence from {threshold:.2f}: {precision:.3f} right of {share:.3f} kept")


def main() -> None:
    """Print the scores, and the commonest errors where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--errors", type=int, default=0, help="print the commonest errors of each set")
    arguments.add_argument("--find", type=int, default=0, help="also find the spans, in this many documents of each set")
    given = arguments.parse_args()
    scores = score()
    if not scores:
        print("skipped: no data")
    for name, value in scores.items():
        print(f"{name:20} {value:.3f}")
    if scores:
        _print_intervals()
    if given.find and scores:
        for name, documents in (("lgl", lgl()), ("geovirus", geovirus())):
            for measure, value in found(list(documents)[: given.find], gazetteer(), demonyms=name == "lgl").items():
                print(f"{name + '.' + measure:20} {value:.3f}")
    if given.errors and scores:
        _errors(given.errors)


if __name__ == "__main__":
    main()
