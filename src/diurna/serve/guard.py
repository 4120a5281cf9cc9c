"""The door: who may ask, from where, how much and how often, and the headers that every answer carries."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import msgspec

from .errors import body
from .page import TWIN

if TYPE_CHECKING:
    from litestar.types import ASGIApp, Message, Receive, Scope, Send

SESSION = "diurna_session"
SAFE = ("GET", "HEAD", "OPTIONS")
OPEN_PATHS = ("/enter", "/static/")  # what the page that asks for the token needs
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
NO_STORE = (b"cache-control", b"private, no-cache")


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What the door lets in. `hosts` are names without port; `rate` requests a second and `burst` at once, for each client; None is no limit.

    The sizes hold any address that the pages make (the longest is an SQL query of 4,000 characters, written in percent signs).
    """

    hosts: frozenset[str]
    token: str | None = None
    base: str = ""
    path_bytes: int = 1_000
    query_bytes: int = 16_000
    body_bytes: int = 200_000
    rate: float | None = 50.0
    burst: int = 300


class Refusal(Exception):
    """A request that is not answered; `headers` go out with the status."""

    def __init__(self, status: int, detail: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or []


class Guard:
    """Stands before the whole application, so that even an unknown address is answered by its rules."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app, self.rules = app, rules
        self.buckets = Buckets(rules.rate, rules.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        asks_json = scope["path"].endswith(".json")

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *HEADERS, *([] if NO_STORE[0] in own else [NO_STORE])]
            await send(message)

        try:
            self.check(scope)
            taken = await self.taken(scope, receive)
        except Refusal as refusal:
            return await refuse(refusal, dressed, asks_json=asks_json, base=self.rules.base)
        if asks_json and scope["path"] != "/openapi.json" and not scope["path"].startswith("/static/"):
            path = TWIN + scope["path"].removesuffix(".json")
            scope["path"], scope["raw_path"] = path, quote(path).encode()
        return await self.app(scope, taken, dressed)

    def check(self, scope: Scope) -> None:
        """Raises Refusal for a request that breaks a rule."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        self._check_sizes(scope, headers)
        if host_of(headers.get("host", "")) not in self.rules.hosts:
            raise Refusal(421, "This name is not served here. Ask for it with: diurna serve --allow-host NAME")
        client = (scope.get("client") or ("", 0))[0]
        if not self.buckets.take(client):
            raise Refusal(429, "Too many requests; wait a second.", [(b"retry-after", b"1")])
        if scope["path"].startswith("/-/"):
            raise Refusal(404, "There is no such page.")
        self._check_token(scope, headers)
        self._check_origin(scope, headers)
        self._tidy(scope)

    def _check_sizes(self, scope: Scope, headers: dict[str, str]) -> None:
        path = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0]  # some servers leave the query on it
        if len(path) > self.rules.path_bytes or len(scope["query_string"]) > self.rules.query_bytes:
            raise Refusal(414, "The address is too long.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.rules.body_bytes:
            raise Refusal(413, "What was sent is too large.")

    def _check_token(self, scope: Scope, headers: dict[str, str]) -> None:
        token = self.rules.token
        if token is None or scope["path"].startswith(OPEN_PATHS):
            return
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if same(bearer, token) or same(cookie(headers, SESSION), session_of(token)):
            return
        if scope["method"] in SAFE and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            to = scope["path"] + (f"?{query}" if query else "")
            raise Refusal(303, "Enter the token first.", [(b"location", f"{self.rules.base}/enter?{urlencode({'to': to})}".encode())])
        raise Refusal(401, "This room asks for a token: send it as Authorization: Bearer TOKEN.", [(b"www-authenticate", b"Bearer")])

    def _check_origin(self, scope: Scope, headers: dict[str, str]) -> None:
        """A form may be sent from the room's own pages alone."""
        if scope["method"] in SAFE:
            return
        origin = headers.get("origin")
        if origin is None:
            if headers.get("sec-fetch-site") == "same-origin":
                return
            raise Refusal(403, "A request that changes something must say where it comes from (Origin).")
        if urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            raise Refusal(403, "This was sent from another site.")

    def _tidy(self, scope: Scope) -> None:
        """Empty fields of a form are no filters: the address is asked for again without them, so that it can be cited."""
        query = scope["query_string"].decode("latin-1")
        pairs = parse_qsl(query, keep_blank_values=True)
        if scope["method"] != "GET" or all(value for _, value in pairs):
            return
        left = urlencode([(name, value) for name, value in pairs if value])
        where = f"{self.rules.base}{quote(scope['path'], safe='/:@')}{'?' if left else ''}{left}"
        raise Refusal(303, "The same without empty fields.", [(b"location", where.encode())])

    async def taken(self, scope: Scope, receive: Receive) -> Receive:
        """The body, read whole within its limit, for the application to receive."""
        if scope["method"] in SAFE:
            return receive
        read, more = b"", True
        while more:
            message = await receive()
            read += message.get("body", b"")  # type: ignore[operator]
            more = bool(message.get("more_body", False))
            if len(read) > self.rules.body_bytes:
                raise Refusal(413, "What was sent is too large.")
        first: list[Message] = [{"type": "http.request", "body": read, "more_body": False}]

        async def again() -> Message:
            return first.pop() if first else await receive()

        return again


class Buckets:
    """A bucket of tokens for each client: `burst` at once, `rate` a second."""

    CLIENTS = 10_000  # remembered; beyond them the longest known is forgotten

    def __init__(self, rate: float | None, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self.left: dict[str, tuple[float, float]] = {}

    def take(self, client: str) -> bool:
        """Whether the client may ask now."""
        if self.rate is None:
            return True
        now = time.monotonic()
        left, then = self.left.pop(client, (float(self.burst), now))
        left = min(float(self.burst), left + (now - then) * self.rate)
        if len(self.left) >= self.CLIENTS:
            self.left.pop(next(iter(self.left)))
        self.left[client] = (max(0.0, left - 1), now)
        return left >= 1


async def refuse(refusal: Refusal, send: Send, *, asks_json: bool, base: str) -> None:
    """Answer a request that is not let in."""
    content, kind = body(refusal.status, refusal.detail, asks_json=asks_json, base=base)
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(content)).encode()), *refusal.headers]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": False})


def host_of(header: str) -> str:
    """The name in a Host header, without its port."""
    if header.startswith("["):
        return header.partition("]")[0].lower() + "]"
    return header.partition(":")[0].lower()


def cookie(headers: dict[str, str], name: str) -> str:
    """The value of a cookie, "" where it was not sent."""
    for part in headers.get("cookie", "").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return ""


def session_of(token: str) -> str:
    """What the cookie of someone holds who has entered the token."""
    return hmac.new(token.encode(), b"diurna session", hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode("utf-8", "surrogatepass"))
