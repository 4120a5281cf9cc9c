"""Journeys: what a visit and the meetings during it tell of one another, their place and the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ...model import Participant

if TYPE_CHECKING:
    from ...model import Report, WhereTold
    from ..cast import Cast

COUNTRYWIDE = 6  # UCDP's precision of a place told no nearer than its country


def on_journeys(reports: list[Report], cast: Cast) -> list[Report]:
    """The reports with the host and place of a visit, and the place of the visitor's meetings with the host's side, where they are told elsewhere.

    A place is lent only if the article gives the visitor's talks in the host country one place.
    """
    hosts = _hosts(reports, cast)
    stays = {key: _stay(key, host, reports) for key, host in hosts.items()}
    return [_told(report, hosts, stays, cast) for report in reports]


def _hosts(reports: list[Report], cast: Cast) -> dict[str, str]:
    """The country that each visitor is told to be in: of the host, or of the place; visitors with two are left out."""
    found: dict[str, set[str]] = {}
    for report in reports:
        if report.mode == "visit" and report.act == "CONSULT" and not report.background:
            for visitor in report.actors:
                found.setdefault(visitor.actor, set()).update(_countries(report, visitor.actor, cast))
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}


def _countries(report: Report, visitor: str, cast: Cast) -> set[str]:
    codes = {cast.actor(r.actor).country for r in report.recipients} | {report.place.country if report.place else None}
    return {code for code in codes if code and code != cast.actor(visitor).country}


def _stay(visitor: str, host: str, reports: list[Report]) -> WhereTold | None:
    """The one place in the host country where the article puts the visitor's visit or talks."""
    told = [r.place for r in reports if r.act == "CONSULT" and r.place and r.place.country == host and visitor in _ids(r) and not r.background]
    finer = [p for p in told if p.precision is not None and p.precision < COUNTRYWIDE]
    return finer[0] if len({p.geonames for p in finer}) == 1 else None


def _told(report: Report, hosts: dict[str, str], stays: dict[str, WhereTold | None], cast: Cast) -> Report:
    if report.act != "CONSULT" or report.background:
        return report
    visitor = next((key for key in hosts if key in _ids(report)), None)
    if visitor is None:
        return report
    code, stay = hosts[visitor], stays[visitor]
    visit = report.mode == "visit"
    if visit and not report.recipients and (host := _host(code, stay, cast)) is not None:
        report = msgspec.structs.replace(report, recipients=(host,))
    met = any(cast.actor(key).country == code for key in _ids(report) - {visitor})
    if report.place is None and stay is not None and (visit or met) and report.phase in ("done", "ongoing"):
        report = msgspec.structs.replace(report, place=msgspec.structs.replace(stay, reason="where the visit takes place"))
    return report


def _host(code: str, stay: WhereTold | None, cast: Cast) -> Participant | None:
    known = next((a for a in cast.actors if a.country == code and a.kind in ("country", "government")), None)
    words = stay.span if stay else next((m.span for m in cast.mentions if known is not None and m.actor == known.id), None)
    return Participant(known.id, words, "country of the visit") if known is not None and words is not None else None


def _ids(report: Report) -> set[str]:
    return {p.actor for p in (*report.actors, *report.recipients)}
