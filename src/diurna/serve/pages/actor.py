"""Actor: what it did and what was done to it, with whom, its relations and its offices."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Annotated, Any

from litestar import Response, get
from litestar.params import QueryParameter

from ...views.actor_page import NETWORK, ActorPage, Side, actor_page, together
from ...views.dyads import DyadMonth, dyad_months
from ...views.export import cell
from ..drawings.months import chart
from ..drawings.ring import ring
from ..page import Page
from ..query import AsOf, Clock, Key, Number, Since, TypeName, Until, narrowed
from ..room import Asked, Desk

Other = Annotated[str | None, QueryParameter(max_length=200, description="A counterpart's id: only what is between the two.")]
WhichSide = Annotated[Side, QueryParameter(description="Events in which the actor did something, had it done to it, or both.")]
SIDES = {"both": "all", "did": "what they did", "had_done": "what was done to them"}
NOT_TAKEN = ("type", "page", "side")  # parameters of the page that its months do not know
KINDS = {
    "ally": "ally of", "supporter": "supports", "rival": "rival of", "hostile": "hostile to", "member_of": "member of", "party_to": "party to",
    "holds_office": "holds the office of", "predecessor": "came before", "controls_territory": "controls", "owns": "owns",
}  # fmt: skip
COLUMNS = ("counterpart", "name", "month", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def ask(
    desk: Desk, key: Key, side: WhichSide = "both", other: Other = None, type: TypeName = None, since: Since = None, until: Until = None,
    page: Number = 1, as_of: AsOf = None, clock: Clock = None,
) -> ActorPage:  # fmt: skip
    """One actor: its events, counterparts, months, relations and offices. Charts and network count what is told as done."""
    narrow = narrowed(type=type, since=since, until=until, as_of=as_of, clock=clock)
    remembered = ("actor", key, narrow, side, other, page)
    return desk.room.remember(remembered, lambda: actor_page(desk.reader, key, narrow, side=side, other=other, page=page))


def dress(answer: ActorPage, desk: Desk) -> dict[str, Any]:
    kept = {name: value for name, value in desk.params.items() if name not in NOT_TAKEN}
    return {
        "SIDES": SIDES,
        "KINDS": KINDS,
        "chart": chart(answer.months),
        "sum": together(answer.months),
        "ring": ring(answer.party, answer.counterparts[:NETWORK], answer.ties),
        "csv": desk.url(f"/actor/{answer.party.id}/months.csv", **kept),
    }


@get("/actor/{key:str}/months.csv", name="actor.months.csv", sync_to_thread=True, include_in_schema=True, media_type="text/csv",
     operation_id="actor_months", summary="An actor's events by counterpart, month and quad class, as CSV.", tags=["Actors"],
     raises=[])  # fmt: skip
def months_csv(
    desk: Asked, key: Key, other: Other = None, since: Since = None, until: Until = None, as_of: AsOf = None, clock: Clock = None,
) -> Response[str]:  # fmt: skip
    """Events told as done by counterpart, month and quad class; the month is empty where no day is told."""
    narrow = narrowed(since=since, until=until, as_of=as_of, clock=clock)
    rows = dyad_months(desk.reader, key, narrow, others=[other] if other else None)
    name = "".join(c if c.isalnum() else "-" for c in key)[:60]
    return Response(written(rows), media_type="text/csv; charset=utf-8", headers={"content-disposition": f'attachment; filename="{name}-months.csv"'})


def written(rows: list[DyadMonth]) -> str:
    """Rows as CSV."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        quads = [getattr(row.quads, name) for name in COLUMNS[3:]]
        writer.writerow([cell(row.counterpart), cell(row.name), row.month, *quads])
    return out.getvalue()


PAGE = Page(name="actor", path="/actor/{key:str}", ask=ask, template="actor.html", dress=dress)
ROUTES = [months_csv]
