"""Descriptions: "the Kremlin strongman", "its spokesman", "soldiers": one who was named, or an actor without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ...model import Actor, Role
from ..coreference import Entity, gender_of
from ..coreference.descriptions import described_body, described_person, described_several, number_meant
from ..coreference.guards import other_words
from ..mentions import acts_as_government

if TYPE_CHECKING:
    from ...model import ActorKind
    from ..mentions import Phrase
    from ..tokens import Token
    from .desk import Desk

ARMY = frozenset(["army", "military", "troops", "soldiers", "soldier", "brigade", "battalion", "base", "commander", "rebels", "insurgents"])
POLICE = frozenset(["police", "policeman", "policemen", "arrested", "detained", "detainees"])
GOVERNMENTS = frozenset({"government", "regime", "administration"})
FITTING = {"person": ("person",), "group": ("group", "thing"), "organisation": ("thing", "group", "country"), "country": ("country",)}
SINGLE_OFFICES = frozenset({"president", "prime minister", "king", "vice president"})  # one holder at a time; tables title them alike
STATE_OFFICES = frozenset({"president", "premier", "chancellor", "king", "queen", "minister"})  # no union's leader is later "the president"
FORMERLY = frozenset({"former", "late", "ousted", "next", "new", "ex", "deposed", "first", "last", "then", "previous"})


class Descriptions:
    """The step of casting that reads descriptions and adjectives of countries, in text order."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.unnamed = 0

    def cast(self, phrase: Phrase) -> tuple[Entity | None, str]:
        """The entity that a description stands for and why: one named beside or before it, or a new one."""
        if (tied := self._tied(phrase)) is not None:
            return tied
        count = number_meant(phrase)
        noun = phrase.root.lemma_.lower()
        if count and phrase.definiteness == "definite" and noun in self.desk.words.descriptions["pair_nouns"]:
            return described_several(phrase, count, self.desk.coordinations, self.desk.words)
        actor = self._people(phrase) or self._of_owner(phrase, self._of_owners_country(phrase, self.desk.resolved(phrase.words)))
        if actor is not None and phrase.definiteness == "definite" and (holder := self._in_office(phrase, actor)) is not None:
            return holder
        country = self.desk.country_in(phrase) or (actor.country if actor else None)
        named = actor is not None and actor.table is not None and not actor.id.startswith("unnamed:")
        if phrase.definiteness == "definite" and not named and self._same_words(phrase, actor) is None:
            found = self._named_before(phrase, country)
            if found[0] is not None:
                return found
        return self._unnamed(phrase, actor)

    def _people(self, phrase: Phrase) -> Actor | None:
        """ "600 Ghanaians": so many civilians of a country, where the phrase is but a number and a people."""
        if phrase.root.tag_ != "NNPS":
            return None
        known = self.desk.resolved(phrase.root.text)
        if known is None or known.kind != "country":
            return None
        role = Role(title="civilian", country=known.country, sectors=("CVL",), source="text")
        return msgspec.structs.replace(
            known, id="unnamed:people", name=phrase.words, kind="unnamed_group", sectors=("CVL",), role=role, table=None, reason="counted people"
        )

    def _of_owners_country(self, phrase: Phrase, actor: Actor | None) -> Actor | None:
        """ "the Quispe government": a role noun without a country of its own takes its owner's."""
        if actor is None or actor.country is not None or not actor.id.startswith("unnamed:") or (country := self.desk.country_in(phrase)) is None:
            return actor
        known = self.desk.tables.countries.get(country)
        numbers = {"gw": known.gw, "cow": known.cow} if known else {}
        if phrase.root.lemma_.lower() in GOVERNMENTS and known:
            name = f"Government of {known.name}"
            return msgspec.structs.replace(actor, id=f"government:{country}", name=name, kind="government", country=country, **numbers)
        return msgspec.structs.replace(actor, country=country, **numbers)

    def _of_owner(self, phrase: Phrase, actor: Actor | None) -> Actor | None:
        """ "its spokesman", "his forces": sectors and country of the one whose they are, if that one is known."""
        if actor is None or not actor.id.startswith("unnamed:") or actor.country is not None:
            return actor
        owner = next((t for t in phrase.root.lefts if t.dep_ == "poss" and t.tag_ == "PRP$"), None)
        whose = self.desk.cast_at(owner) if owner is not None else None
        whose_actor = whose.actor if whose is not None else None
        generic = (agent := self.desk.tables.agent(phrase.root.lower_)) is not None and agent.generic
        if whose_actor is None or whose_actor.sectors[:1] == ("UNK",) or not (generic or actor.sectors[0] in ("MIL", "UAF")):
            return msgspec.structs.replace(actor, sectors=("UNK",)) if generic and owner is not None else actor
        theirs = generic or whose_actor.sectors[:1] in (("REB",), ("PRM",), ("UAF",), ("MIL",), ("OPP",))
        sectors = (whose_actor.sectors or ("GOV",)) if theirs else ("MIL",) if whose_actor.sectors[:1] == ("GOV",) else actor.sectors
        reason = f"{actor.reason} of {whose_actor.name}"
        return msgspec.structs.replace(actor, sectors=sectors, country=whose_actor.country, gw=whose_actor.gw, cow=whose_actor.cow, reason=reason)

    def _in_office(self, phrase: Phrase, actor: Actor) -> tuple[Entity, str] | None:
        """ "the US president": who held that office on the article's day, where exactly one person did."""
        title = phrase.words[phrase.words.lower().rfind(phrase.root.lower_) :].lower()
        bare = {t for t in phrase.titles if t != phrase.root.lower_} & FORMERLY
        if phrase.kind != "person" or phrase.plural or actor.country is None or not actor.id.startswith("unnamed:") or bare or self.desk.on is None:
            return None
        term = actor.role.title.lower() if actor.role else title
        if term not in SINGLE_OFFICES or not phrase.words.lower().endswith(term):
            return None
        day = self.desk.on.start
        holding = [e for e, r in self.desk.tables.holders(term, actor.country) if r.since and r.since <= day and (r.until is None or day < r.until)]
        if len({e.key for e in holding}) != 1:
            return None
        known = self.desk.by_actor.get(holding[0].key)
        person = self.desk.resolved(f"{phrase.words} {holding[0].name}") if known is None else known.actor
        if person is None or person.id != holding[0].key:
            return None
        return known or self.desk.new(Entity(person.name), person), f"in office on the day: {term} of {actor.country}"

    def _tied(self, phrase: Phrase) -> tuple[Entity | None, str] | None:
        """The entity of the name in apposition, or of the subject that is said to be this."""
        root = phrase.root
        near = [c for c in root.children if c.dep_ == "appos" and not _parted(root, c)]
        near += [root.head] if root.dep_ == "appos" and not _parted(root.head, root) else []
        if root.dep_ == "attr" and root.head.lemma_ == "be" and phrase.definiteness != "indefinite":
            near += [c for c in root.head.children if c.dep_ == "nsubj"]
        for token in near:
            named = self.desk.named.get(token.i)
            if named is None:
                continue
            if phrase.plural and (both := next((c for c in self.desk.coordinations if c.phrases[0] is named), None)) is not None:
                return both, f"apposition: {both.name}"
            entity = self.desk.of[named][0]
            if entity is not None and entity.plural == phrase.plural and entity.nature in FITTING.get(phrase.kind, ()):
                return entity, f"apposition: {named.name}"
        return self._merged(phrase)

    def _merged(self, phrase: Phrase) -> tuple[Entity | None, str] | None:
        """ "the leader of Freedonia Jane Roe", where the parser took the country for a part of the person's name."""
        pobj = next((o for c in phrase.root.rights if c.lower_ == "of" for o in c.rights if o.dep_ == "pobj"), None)
        named = self.desk.named.get(pobj.i) if pobj is not None else None
        leads = any(t in self.desk.words.descriptions["leader_titles"] for t in phrase.titles)
        if phrase.kind != "person" or phrase.plural or named is None or not leads:
            return None
        entity = self.desk.of[named][0]
        country = self._country_before(named)
        if entity is None or entity.nature != "person" or not country:
            return None
        return entity, f"apposition: {named.name}"

    def _country_before(self, named: Phrase) -> bool:
        return any(word[:1].isupper() and self.desk.is_place(word) for word in named.words.removesuffix(named.root.text).replace("-", " ").split())

    def _named_before(self, phrase: Phrase, country: str | None) -> tuple[Entity | None, str]:
        if phrase.kind == "person" and not phrase.plural:
            entities = [e for e in self.desk.told_near(phrase) if not _never_held(e, phrase.root.lemma_.lower())]
            return described_person(phrase, country, entities, self.desk.words)
        if phrase.plural:
            return None, ""
        return described_body(phrase, country, self.desk.told_near(phrase), self.desk.words)

    def _unnamed(self, phrase: Phrase, actor: Actor | None) -> tuple[Entity | None, str]:
        """An actor without a name: the same as before for the same words (if not "a" or "another"), else a new one."""
        if actor is None and phrase.kind == "country":
            return None, f"open: {phrase.root.lemma_!r} may be any country"
        alone = phrase.start == phrase.root.i and phrase.root.dep_ == "pobj"
        if phrase.kind != "name" and phrase.definiteness == "bare" and not phrase.plural and (actor is None or alone):
            return None, ""
        if actor is not None and not actor.id.startswith("unnamed:"):
            known = self.desk.by_actor.get(actor.id)
            return known or self.desk.new(Entity(actor.name), actor), actor.reason
        if phrase.definiteness != "indefinite" and (same := self._same_words(phrase, actor)) is not None:
            return same, f"same words as before: {phrase.root.lemma_}"
        self.unnamed += 1
        key = f"unnamed:{self.desk.parse.article.id}:{self.unnamed}"
        kind: ActorKind = "unnamed_person" if phrase.kind == "person" and not phrase.plural else "unnamed_group"
        role = Role(title=phrase.root.lemma_.lower())
        base = actor or Actor(id=key, name=phrase.words, kind=kind, sectors=("UNK",), role=role, reason="no table knows the noun")
        made = msgspec.structs.replace(base, id=key, kind=kind, name=phrase.words)
        if made.role and made.role.title == "officer" and made.sectors == ("GOV",):
            made = msgspec.structs.replace(made, sectors=self._force_of(phrase))
        members = self._each_of(phrase)
        if members:
            ids = tuple(member.actor.id for member in members if member.actor)
            made = msgspec.structs.replace(made, country=None, gw=None, cow=None, members=ids)
        entity = self.desk.new(Entity(phrase.words, gender=gender_of(phrase, self.desk.words), plural=phrase.plural, members=members), made)
        return entity, made.reason

    def _force_of(self, phrase: Phrase) -> tuple[str, ...]:
        """Whether an officer is of the police or the army, by what the sentence and the one before speak of; of the police, if neither."""
        sentences = self.desk.parse.sentences
        near = {t.lower_ for n in {max(phrase.sentence - 1, 0), phrase.sentence} for t in self.desk.parse.tokens(sentences[n]) or ()}
        return ("MIL",) if near & ARMY and not near & POLICE else ("COP",)

    def _each_of(self, phrase: Phrase) -> tuple[Entity, ...]:
        """The countries of "the presidents of Benin and Togo", which belongs to no one of them."""
        if not phrase.plural:
            return ()
        owners = [o for c in phrase.root.rights if c.lower_ == "of" for o in c.rights if o.dep_ == "pobj"]
        named = [self.desk.named[t.i] for o in owners for t in (o, *o.conjuncts) if t.i in self.desk.named]
        found = tuple(dict.fromkeys(e for p in named if (e := self.desk.of[p][0]) is not None and e.nature == "country"))
        return found if len(found) > 1 else ()

    def _same_words(self, phrase: Phrase, actor: Actor | None) -> Entity | None:
        noun, country = phrase.root.lemma_.lower(), actor.country if actor else None
        if phrase.definiteness != "definite":
            return self.desk.unnamed_as(noun, phrase.plural, phrase.words)
        for entity in reversed(self.desk.unnamed_by(noun)):
            first = entity.phrases[0]
            if entity.plural != phrase.plural:
                continue
            if first.words.lower() == phrase.words.lower():
                return entity
            fits = phrase.root.n_lefts <= 1 or other_words(phrase) <= other_words(first)
            if fits and country in (None, entity.country):
                return entity
        return None

    def demonym(self, phrase: Phrase) -> tuple[Entity | None, str]:
        actor = self.desk.resolved(phrase.name)
        if actor is None or actor.kind not in ("country", "government") or (actor.kind == "government" and not self._of_power(phrase, actor)):
            return None, ""
        return self.desk.by_actor.get(actor.id) or self.desk.new(Entity(actor.name), actor), "demonym"

    def _of_power(self, phrase: Phrase, actor: Actor) -> bool:
        """Whether a capital before a noun is its government ("London officials"), not the town ("the London road", "London-based")."""
        return actor.reason.startswith("seat") or bool(acts_as_government(phrase.root, self.desk.words))

    def code_owned(self, phrase: Phrase, entity: Entity) -> None:
        """ "its leader Jane Roe": a person whom only the text makes known serves in the sector of those whom "its" stands for."""
        if entity.actor is None or entity.nature != "person" or entity.actor.table or entity.actor.sectors != ("UNK",):
            return
        owner = next((t for t in phrase.root.lefts if t.dep_ == "poss" and t.tag_ in ("PRP$", "NN", "NNS", "NNP")), None)
        agent = next((a for t in reversed(phrase.titles) if (a := self.desk.tables.agent(t)) is not None), None)
        if owner is None or agent is None or not agent.generic:
            return
        whose = self.desk.cast_at(owner)
        if whose is None or whose is entity or whose.actor is None or whose.actor.sectors[:1] in ((), ("UNK",)):
            return
        role = Role(title=agent.term, country=whose.actor.country, sectors=whose.actor.sectors)
        reason = f"{agent.term} of {whose.actor.name}"
        entity.country = whose.actor.country
        entity.actor = msgspec.structs.replace(
            entity.actor, sectors=role.sectors, country=role.country, gw=whose.actor.gw, cow=whose.actor.cow, role=role, reason=reason
        )

    def code_counterpart(self, phrase: Phrase, entity: Entity) -> None:
        """Someone's counterpart serves in the same sector, for his own country."""
        if phrase.root.lemma_.lower() not in ("counterpart", "opposite") or entity.actor is None or entity.actor.table:
            return
        owner = next((t for t in phrase.root.lefts if t.dep_ == "poss"), None)
        other = self.desk.cast_at(owner) if owner is not None else None
        if other is None or other is entity or other.actor is None or not other.actor.sectors:
            return
        role = Role(title=other.actor.role.title if other.actor.role else "counterpart", country=entity.country, sectors=other.actor.sectors)
        reason = f"counterpart of {other.name}"
        entity.actor = msgspec.structs.replace(entity.actor, sectors=other.actor.sectors, role=role, reason=reason)


def _never_held(entity: Entity, noun: str) -> bool:
    """Whether a person of known sectors has none that goes with an office of state."""
    sectors = entity.actor.sectors if entity.actor else ()
    return noun in STATE_OFFICES and bool(sectors) and noun not in entity.titles and not {"GOV", "ELI"} & set(sectors)


def _parted(noun: Token, apposed: Token) -> bool:
    """Whether an "and" of the noun's own stands before what the parser takes for its apposition."""
    return any(child.dep_ == "cc" and noun.i < child.i < apposed.i for child in noun.children)
