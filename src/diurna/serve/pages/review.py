"""Review: one event at a time, to accept, correct, merge or split; the log of it, and the precision that it yields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, unquote

from anyio import to_thread
from litestar import MediaType, Request, get, post
from litestar.exceptions import ValidationException
from litestar.params import QueryParameter
from litestar.response import Redirect

from ...views.decisions import DecisionRow, decisions
from ...views.review import Queue, Review, review
from ..entry import our_cookie
from ..page import Page, handlers
from ..room import Asked, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

WHO = "diurna_reviewer"
DAYS_KEPT = 400
NAME_CHARACTERS = 80
LOG_ROWS = 200
FIELDS_MOST = 2_000  # characters of a reason or a value

Queued = Annotated[Queue, QueryParameter(description="`random`: drawn evenly over types; `doubtful`: what reports are least sure of first.")]


def ask(desk: Desk, queue: Queued = "random") -> Review:
    """The next event to look at, and how often those drawn at random were right."""
    return desk.room.remember(("review", queue), lambda: review(desk.reader, queue))


def dress(answer: object, desk: Desk) -> dict[str, Any]:
    """The reviewer's name, as it was given last."""
    return {"who": unquote(desk.cookies.get(WHO, ""))[:NAME_CHARACTERS]}


def ask_log(desk: Desk) -> list[DecisionRow]:
    """What persons decided, the latest first."""
    return decisions(desk.reader)[::-1][:LOG_ROWS]


@post("/review/decide", include_in_schema=False, media_type=MediaType.HTML)
async def decide(desk: Asked, request: Request[Any, Any, Any]) -> Redirect:
    """Write down what a reviewer decided, and go on to the next event."""
    form = await request.form()
    given = {key: str(value)[:FIELDS_MOST] for key, value in form.items()}
    reports = [str(key) for key in form.getall("report", [])]
    do = DEEDS.get(given.get("do", ""))
    if do is None:
        raise ValidationException("Say what to do: accept, correct, merge, split or undo.")
    await to_thread.run_sync(lambda: do(desk, given, reports))
    back = "/review/log" if given.get("do") == "undo" else "/review"
    cookie = our_cookie(WHO, quote(given.get("who", "")[:NAME_CHARACTERS]), days=DAYS_KEPT)
    queue = given.get("queue", "random")
    return Redirect(desk.url(back, queue=queue if queue == "doubtful" and back == "/review" else None), status_code=303, cookies=[cookie])


def _told(given: dict[str, str]) -> dict[str, Any]:
    return {"who": given.get("who", ""), "why": given.get("why", "")}


def _accept(desk: Desk, given: dict[str, str], reports: list[str]) -> None:
    why = given.get("why") or "looked at, right"
    desk.room.library.accept(given.get("event", ""), who=given.get("who", ""), why=why, queue=given.get("queue", ""))


def _correct(desk: Desk, given: dict[str, str], reports: list[str]) -> None:
    field, value = given.get("field", ""), given.get("value", "").strip()
    desk.room.library.correct(given.get("event", ""), field=field, value=value, queue=given.get("queue", ""), **_told(given))


def _merge(desk: Desk, given: dict[str, str], reports: list[str]) -> None:
    other = given.get("other", "").strip().rpartition("/")[2]
    desk.room.library.merge(given.get("event", ""), other=other, queue=given.get("queue", ""), **_told(given))


def _split(desk: Desk, given: dict[str, str], reports: list[str]) -> None:
    desk.room.library.split(given.get("event", ""), reports=reports, queue=given.get("queue", ""), **_told(given))


def _undo(desk: Desk, given: dict[str, str], reports: list[str]) -> None:
    desk.room.library.undo(given.get("decision", ""), **_told(given))


DEEDS: dict[str, Callable[[Desk, dict[str, str], list[str]], None]] = {
    "accept": _accept, "correct": _correct, "merge": _merge, "split": _split, "undo": _undo,
}  # fmt: skip


@get("/review/precision.csv", include_in_schema=False, media_type="text/csv; charset=utf-8", sync_to_thread=True)
def table(desk: Asked) -> str:
    """The precision by type as a file."""
    found = review(desk.reader).precision
    rows = [(s.type, s.events, s.seen, s.right, s.low, s.high) for s in found.strata]
    rows.append(("all", sum(s.events for s in found.strata), found.seen, found.right, found.low, found.high))
    lines = [",".join("" if v is None else str(v) for v in row) for row in rows]
    return "\n".join(["type,events,seen,right,low,high", *lines]) + "\n"


PAGE = Page(name="review", path="/review", nav="Review", ask=ask, template="review.html", dress=dress)
LOG = Page(name="review_log", path="/review/log", ask=ask_log, template="review_log.html", dress=dress)
ROUTES = [decide, table, *handlers(LOG)]
