"""Role nouns: what "soldiers", "the trade minister", "the rebel Dawn Front" are coded as, with what stands around the noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Role, slug
from .persons import role_on
from .phrase import Segment, Word, proper_name
from .reading import OFFICES, Ask, entry_of, is_former, made

if TYPE_CHECKING:
    from ...model import Actor, ActorKind
    from ...resources.actor_tables import Agent

SERVING = frozenset({"of", "for", "from", "at", "in", "with"})
BODY_KINDS: tuple[tuple[str, ActorKind], ...] = (
    ("REB", "armed_group"), ("UAF", "armed_group"), ("PRM", "armed_group"), ("PTY", "party"), ("BUS", "company"),
)  # fmt: skip
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP"})  # sectors whose country the article's country may supply
GOVERNMENT_TERMS = frozenset({
    "government", "regime", "administration", "authority", "leadership", "state", "central government", "federal government",
})  # fmt: skip
FOR_THE_STATE = frozenset({
    "official", "senior official", "top official", "leader", "officer", "representative", "envoy of", "delegation", "negotiating team",
})  # fmt: skip
OF_OFFICE = frozenset({"presidential", "royal", "ministerial"})
LED = frozenset({"leadership"})  # of whom it is, is told after "of"
AGAINST_THE_STATE = ("REB", "UAF", "PRM", "CRM")  # "a rebel brigade", "militia forces" are theirs, no army's
ARMED = frozenset({"UAF", "MIL"})


def of_agent(
    agents: list[Segment], head: list[Segment], country: str | None, body: Segment | None, link: str | None, tail: list[Segment], ask: Ask
) -> Actor | None:
    agent = agents[-1].agent
    assert agent is not None
    sectors, place = agent_code(agents, head, country, body, link, tail, ask)
    if is_former(head) and set(sectors) & OFFICES:
        sectors = ("ELI",)
    if (named := proper_name(agents[-1], head)):
        return _named_body(named, agent, agents[:-1], sectors, place, ask)
    if place is None and set(sectors) & STATE and not body:
        place = ask.hint
    told = [*head, *([Segment("link", (Word(link or "", False, False),)), *tail] if agent.generic and link in SERVING else [])]
    words = " ".join(segment.text for segment in told if segment.kind != "number" and segment is not _leading_link(head))
    reason = f"role noun {agent.term}"
    known = ask.tables.countries.get(place or "")
    if agent.institution and place and known and len(agents) == 1:
        if agent.term in GOVERNMENT_TERMS:
            return made(f"government:{place}", f"Government of {known.name}", "government", place, sectors, ask, reason=reason)
        name = f"{known.name}: {agent.term}"
        return made(f"organisation:{place.lower()}-{slug(agent.term)}", name, "organisation", place, sectors, ask, reason=reason)
    kind: ActorKind = "unnamed_group" if agent.plural or agent.institution or agent.crowd or agent.collective else "unnamed_person"
    role = Role(title=agent.term, country=place, sectors=sectors, source="text")
    return made(f"unnamed:{slug(words)}", words, kind, place, sectors, ask, role=role, reason=reason)


def _named_body(name: str, agent: Agent, before: list[Segment], sectors: tuple[str, ...], place: str | None, ask: Ask) -> Actor:
    """A body that no table knows under its own name."""
    if rebels := next((a.agent.codes for a in before if a.agent and a.agent.codes[0] in AGAINST_THE_STATE), None):
        sectors = rebels  # "the rebel Niassa Front"
    if sectors == ("MIL",) and place is None:
        sectors = ("UAF",)  # "the Dune Brigades": a force that no state is told to own
    kind = next((kind for sector, kind in BODY_KINDS if sector in sectors), "organisation")
    return made(f"{kind}:{slug(name)}", name, kind, place, sectors, ask, reason=f"named in the text: {agent.term}")


def _leading_link(head: list[Segment]) -> Segment | None:
    """The "at" of "at least twenty soldiers", which is no part of the actor's words."""
    return head[0] if head[0].kind == "link" else None


def agent_code(
    agents: list[Segment], head: list[Segment], country: str | None, body: Segment | None, link: str | None, tail: list[Segment], ask: Ask
) -> tuple[tuple[str, ...], str | None]:
    """Sectors and country of a role noun with what stands around it."""
    last: Agent = agents[-1].agent  # type: ignore[assignment]
    if last.codes[0] == "REL" and len(agents) > 1 and agents[-2].agent.codes[0] in STATE:  # type: ignore[union-attr]
        last = agents[-2].agent  # "Supreme Leader Ayatollah ..."
    if body:
        entry = entry_of(body)
        role, past = role_on(ask.tables.roles(entry.key), ask.day)
        sectors = role.sectors if role and not past else entry.sectors
        if last.generic or (last.codes[0] == "GOV" and entry.kind != "party"):
            return sectors, country or entry.country
        if sectors[:1] == ("IGO",):
            return tuple(dict.fromkeys((*sectors, *last.codes))), None
        return last.codes, country or entry.country
    if last.codes[0] in ARMED and (side := _side_of(agents, head, ask)):
        return side, country
    if last.codes == ("IGO",) and country and not last.institution:
        return ("GOV",), country  # "the Norwegian mediator" speaks for a state
    if last.generic and len(agents) > 1:
        return agents[-2].agent.codes, country  # type: ignore[union-attr]
    if (last.generic or last.term in LED) and link in SERVING and tail:
        whom = ask.read(tail, ask) if ask.read else None
        if whom and whom.sectors:
            return whom.sectors, country or whom.country
    if last.generic and any(segment.text.lower() in OF_OFFICE for segment in head):
        return ("GOV",), country
    if last.generic and country is None and last.term not in FOR_THE_STATE and last.codes[0] == "GOV":
        return ("UNK",), None  # "the head", "a director": of whom is not told
    if any(segment.agent.codes[0] == "OPP" for segment in agents[:-1]) and last.codes[0] in ("GOV", "LEG", "PTY"):  # type: ignore[union-attr]
        return ("OPP",), country
    return last.codes, country


def _side_of(agents: list[Segment], head: list[Segment], ask: Ask) -> tuple[str, ...]:
    """Whose the fighters or forces are, where a word before tells: rebels', a people's, the government's, or of those who are for it."""
    before = [segment.agent.codes for segment in agents[:-1] if segment.agent]
    last = agents[-1].agent
    assert last is not None
    if last.codes[0] == "MIL" and (others := next((codes for codes in before if codes[0] in AGAINST_THE_STATE), None)):
        return others
    if any(segment.kind == "status" and segment.text.lower() == "pro" for segment in head):
        return ("PRM",) if last.codes[0] == "UAF" else ()
    if last.codes[0] == "UAF" and any(codes[0] in AGAINST_THE_STATE for codes in before):
        return ()
    if last.codes[0] == "UAF" and any(codes[0] in ("GOV", "MIL") for codes in before):
        return ("MIL",)
    if last.codes[0] == "MIL" and any(word.text.lower() in ask.tables.peoples for segment in head for word in segment.words):
        return ("UAF",)
    return ()
