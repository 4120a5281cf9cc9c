"""Casting: the actors of an article and every phrase that stands for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ..model import Actor, ActorMention, Role
from ..resources.coreference import coreference_words
from .actors import resolve
from .cast import Cast
from .coreference import Entity, PronounResolver, gender_of, link_names, nature_of
from .coreference.descriptions import described_body, described_person, described_several, number_meant
from .coreference.guards import only_plural, other_words, safely_meant
from .coreference.local import PLACE_LINKS, LocalActors
from .coreference.salience import clause_of
from .mentions import acts_as_government, find_phrases

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..model import Form, PlaceMention
    from ..resources.actor_tables import ActorTables
    from .mentions import Phrase
    from .parse import Parse

GOVERNMENTS = frozenset({"government", "regime", "administration"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST_PERSON = frozenset(["i", "me", "my", "myself", "we", "us", "our", "ours", "ourselves"])
FITTING = {"person": ("person",), "group": ("group", "thing"), "organisation": ("thing", "group", "country"), "country": ("country",)}
GUARDED = frozenset(["it", "its", "itself", "they", "them", "their", "theirs", "themselves"])
PAST_UNION = re.compile(r"\b(?:ex|former)[- ](?:Soviet|Yugoslav)\b[- ]?(?:republic of )?", re.IGNORECASE)  # tells of the country, not of the person
LEAST_LETTERS = 4
LONGEST_WORDS = 14  # of a phrase that is looked up whole; longer ones are parser's slips


def find_cast(parse: Parse, places: tuple[PlaceMention, ...], tables: ActorTables) -> Cast:
    """The cast of an article; `places` tell towns from governments. Pure: the same article gives the same cast."""
    return _Casting(parse, places, tables).cast()


class _Casting:
    """One article's casting, in three steps: names, then descriptions and pronouns in text order, then the mentions."""

    def __init__(self, parse: Parse, places: tuple[PlaceMention, ...], tables: ActorTables) -> None:
        self.parse, self.tables, self.words = parse, tables, coreference_words()
        published = parse.article.published
        self.on = published.interval if published else None
        self.places = {place.span.start: place for place in places}
        self.local = LocalActors(self.words, frozenset(p.span.start for p in places if p.role == "place"))
        self.looked_up: dict[str, Actor | None] = {}
        self.entities: list[Entity] = []
        self.of: dict[Phrase, tuple[Entity | None, str]] = {}
        self.coordinations: list[Entity] = []
        self.by_actor: dict[str, Entity] = {}
        self.named: dict[int, Phrase] = {}
        self.unnamed = 0

    def cast(self) -> Cast:
        phrases = find_phrases(self.parse, self.words)
        self._cast_names(phrases)
        self._note_coordinations(phrases)
        resolver = PronounResolver(self.parse.text)
        for phrase in sorted(phrases, key=lambda p: p.root.i):
            if phrase in self.of:
                continue
            if phrase.kind == "pronoun":
                self.of[phrase] = self._pronoun(phrase, resolver)
            elif phrase.kind == "demonym":
                self.of[phrase] = self._demonym(phrase)
            elif phrase.kind != "name":
                self.of[phrase] = self._description(phrase)
            entity = self.of.get(phrase, (None, ""))[0]
            if entity is not None and phrase.kind != "demonym":
                entity.add(phrase)
                self._code_counterpart(phrase, entity)
        return self._finished(phrases)

    # names

    def _cast_names(self, phrases: tuple[Phrase, ...]) -> None:
        introduced = {p.root.i: p for p in phrases if p.kind in ("person", "group", "organisation")}
        for entity in link_names(phrases, self.parse.text, self.words, self._is_place):
            actor = self._actor_of_name(entity, introduced)
            if actor is None:
                continue
            known = self.by_actor.get(actor.id)
            if known is None:
                known = self._new(entity, actor)
            else:
                known.titles |= entity.titles
                known.gender = known.gender or entity.gender
            for phrase in list(entity.phrases):
                why = self._name_reason(phrase, actor)
                if not why:
                    if known is entity:
                        entity.phrases.remove(phrase)
                    continue
                if known is not entity:
                    known.add(phrase)
                self.of[phrase] = known, why

    def _actor_of_name(self, entity: Entity, introduced: dict[int, Phrase]) -> Actor | None:
        person = entity.nature == "person"
        for asked in self._introductions(entity, introduced):
            actor = self._resolved(asked)
            if actor is None or actor.id.startswith("unnamed:") or (person != (actor.kind == "person") and (person or actor.table is None)):
                continue
            return actor
        return self.local.actor(entity)

    def _introductions(self, entity: Entity, introduced: dict[int, Phrase]) -> list[str]:
        """What to look the name up by: its fullest introductions first, the name alone last."""
        asked: list[str] = []
        for phrase in entity.phrases[:6]:
            root = phrase.root
            apposed = [introduced[c.i] for c in root.children if c.dep_ == "appos" and c.i in introduced]
            owner = introduced.get(root.head.i) if root.dep_ == "appos" else None
            if owner is not None and entity.nature == "person" and not owner.plural:
                asked.append(owner.words if owner.span.end >= phrase.span.end else f"{owner.words} {entity.name}")
                entity.titles.update(owner.titles)
                entity.gender = entity.gender or gender_of(owner, self.words)
            for other in apposed:
                if entity.nature == "person" and not other.plural:
                    asked.append(f"{other.words} {entity.name}")
                    entity.titles.update(other.titles)
                    entity.gender = entity.gender or gender_of(other, self.words)
            first, _, rest = phrase.name.partition(" ")
            if " " in rest and entity.nature == "person" and self._is_place(first):
                asked.append(f"{first} leader {rest}" if root.dep_ == "pobj" and root.head.lower_ == "of" else rest)
            if phrase.titles and entity.nature == "person":
                asked.append(f"{self._before_name(phrase)} {entity.name}")
        whole = [p.words for p in entity.phrases[:2] if p.end - p.start <= LONGEST_WORDS and entity.nature != "person"]
        # "Freedonias": its apostrophe is lost
        lost = [entity.name[:-1]] if entity.name.endswith("s") and len(entity.name) > LEAST_LETTERS else []
        return [*asked, *whole, entity.name, *lost]

    def _before_name(self, phrase: Phrase) -> str:
        doc = phrase.root.doc
        first = doc[phrase.core[0]].idx
        return PAST_UNION.sub("", self.parse.text[phrase.span.start : first]).strip()

    def _name_reason(self, phrase: Phrase, actor: Actor) -> str:
        """Why the name stands for the actor here, or "" where it is only a place or part of a name."""
        place = self.places.get(phrase.span.start) or self.places.get(self.parse.doc[phrase.core[0]].idx)
        whole = place is not None and place.span.end >= phrase.head.end
        if whole and place.role == "part_of_name" and phrase.root.ent_type_ != "PERSON":
            return ""
        if whole and place.role == "place" and actor.kind == "person" and not phrase.titles:
            return ""
        if actor.kind != "government" or phrase.end - phrase.start > 2:
            return actor.reason or "name"
        if place is not None and place.role == "metonym":
            return f"metonym: {place.reason}"
        if phrase.name.lower() in self.words.metonyms["seats"] or actor.reason.startswith("seat"):
            inside = phrase.root.dep_ == "pobj" and phrase.root.head.lower_ in PLACE_LINKS
            return "" if inside else "metonym: seat of power"
        why = acts_as_government(phrase.root, self.words)
        return f"metonym: {why}" if why else ""

    def _is_place(self, name: str) -> bool:
        actor = self._resolved(name)
        return actor is not None and (actor.kind in ("country", "government") or actor.reason.startswith("a place"))

    # descriptions and pronouns

    def _description(self, phrase: Phrase) -> tuple[Entity | None, str]:
        if (tied := self._tied(phrase)) is not None:
            return tied
        count = number_meant(phrase)
        noun = phrase.root.lemma_.lower()
        if count and phrase.definiteness == "definite" and noun in self.words.descriptions["pair_nouns"]:
            return described_several(phrase, count, self.coordinations, self.words)
        actor = self._of_owners_country(phrase, self._resolved(phrase.words))
        country = self._country_in(phrase) or (actor.country if actor else None)
        named = actor is not None and actor.table is not None and not actor.id.startswith("unnamed:")
        if phrase.definiteness == "definite" and not named and self._same_words(phrase, actor) is None:
            found = self._named_before(phrase, country)
            if found[0] is not None:
                return found
        return self._unnamed(phrase, actor)

    def _of_owners_country(self, phrase: Phrase, actor: Actor | None) -> Actor | None:
        """ "the Quispe government": a role noun without a country of its own takes its owner's."""
        if actor is None or actor.country is not None or not actor.id.startswith("unnamed:") or (country := self._country_in(phrase)) is None:
            return actor
        known = self.tables.countries.get(country)
        numbers = {"gw": known.gw, "cow": known.cow} if known else {}
        if phrase.root.lemma_.lower() in GOVERNMENTS and known:
            name = f"Government of {known.name}"
            return msgspec.structs.replace(actor, id=f"government:{country}", name=name, kind="government", country=country, **numbers)
        return msgspec.structs.replace(actor, country=country, **numbers)

    def _tied(self, phrase: Phrase) -> tuple[Entity | None, str] | None:
        """The entity of the name in apposition, or of the subject that is said to be this."""
        root = phrase.root
        near = [c for c in root.children if c.dep_ == "appos" and not _parted(root, c)]
        near += [root.head] if root.dep_ == "appos" and not _parted(root.head, root) else []
        if root.dep_ == "attr" and root.head.lemma_ == "be" and phrase.definiteness != "indefinite":
            near += [c for c in root.head.children if c.dep_ == "nsubj"]
        for token in near:
            named = self.named.get(token.i)
            if named is None:
                continue
            if phrase.plural and (both := next((c for c in self.coordinations if c.phrases[0] is named), None)) is not None:
                return both, f"apposition: {both.name}"
            entity = self.of[named][0]
            if entity is not None and entity.plural == phrase.plural and entity.nature in FITTING[phrase.kind]:
                return entity, f"apposition: {named.name}"
        return self._merged(phrase)

    def _merged(self, phrase: Phrase) -> tuple[Entity | None, str] | None:
        """ "the leader of Freedonia Jane Roe", where the parser took the country for a part of the person's name."""
        pobj = next((o for c in phrase.root.rights if c.lower_ == "of" for o in c.rights if o.dep_ == "pobj"), None)
        named = self.named.get(pobj.i) if pobj is not None else None
        if phrase.kind != "person" or phrase.plural or named is None or not any(t in self.words.descriptions["leader_titles"] for t in phrase.titles):
            return None
        entity = self.of[named][0]
        country = self._country_before(named)
        if entity is None or entity.nature != "person" or not country:
            return None
        return entity, f"apposition: {named.name}"

    def _country_before(self, named: Phrase) -> bool:
        return any(word[:1].isupper() and self._is_place(word) for word in named.words.removesuffix(named.root.text).replace("-", " ").split())

    def _named_before(self, phrase: Phrase, country: str | None) -> tuple[Entity | None, str]:
        if phrase.kind == "person" and not phrase.plural:
            return described_person(phrase, country, self.entities, self.words)
        if phrase.plural:
            return None, ""
        return described_body(phrase, country, self.entities, self.words)

    def _unnamed(self, phrase: Phrase, actor: Actor | None) -> tuple[Entity | None, str]:
        """An actor without a name: the same as before for the same words (if not "a" or "another"), else a new one."""
        if actor is None and phrase.kind == "country":
            return None, f"open: {phrase.root.lemma_!r} may be any country"
        if phrase.definiteness == "bare" and not phrase.plural and (actor is None or (phrase.start == phrase.root.i and phrase.root.dep_ == "pobj")):
            return None, ""
        if actor is not None and not actor.id.startswith("unnamed:"):
            known = self.by_actor.get(actor.id)
            return known or self._new(Entity(actor.name), actor), actor.reason
        if phrase.definiteness != "indefinite" and (same := self._same_words(phrase, actor)) is not None:
            return same, f"same words as before: {phrase.root.lemma_}"
        self.unnamed += 1
        key = f"unnamed:{self.parse.article.id}:{self.unnamed}"
        kind = "unnamed_person" if phrase.kind == "person" and not phrase.plural else "unnamed_group"
        role = Role(title=phrase.root.lemma_.lower())
        base = actor or Actor(id=key, name=phrase.words, kind=kind, sectors=("UNK",), role=role, reason="no table knows the noun")
        made = msgspec.structs.replace(base, id=key, kind=kind, name=phrase.words)
        entity = self._new(Entity(phrase.words, gender=gender_of(phrase, self.words), plural=phrase.plural), made)
        return entity, made.reason

    def _same_words(self, phrase: Phrase, actor: Actor | None) -> Entity | None:
        noun, country = phrase.root.lemma_.lower(), actor.country if actor else None
        for entity in reversed(self.entities):
            if entity.actor is None or not entity.actor.id.startswith("unnamed:") or entity.plural != phrase.plural or not entity.phrases:
                continue
            first = entity.phrases[0]
            if first.root.lemma_.lower() != noun:
                continue
            if first.words.lower() == phrase.words.lower():
                return entity
            fits = phrase.root.n_lefts <= 1 or other_words(phrase) <= other_words(first)
            if phrase.definiteness == "definite" and fits and country in (None, entity.country):
                return entity
        return None

    def _pronoun(self, phrase: Phrase, resolver: PronounResolver) -> tuple[Entity | None, str]:
        word = phrase.root.lower_
        if word in FIRST_PERSON:
            return self._speaker(phrase)
        if word in NEUTER:
            return self._nearest_safe(phrase, resolver)
        candidates = [*self.entities, *self.coordinations] if word in GUARDED else self.entities
        entity, reason = resolver.resolve(phrase, candidates)
        if entity is not None and word in GUARDED and not (safely_meant(phrase, entity) or only_plural(phrase, entity, candidates)):
            return None, f"pronoun: {entity.name!r} is not near enough to tell"
        return entity, reason

    def _nearest_safe(self, phrase: Phrase, resolver: PronounResolver) -> tuple[Entity | None, str]:
        """ "it" stands for things more often than for actors: only one that syntax puts forward is taken."""
        for _, entity, best in resolver.ranked(phrase, self.entities):
            if safely_meant(phrase, entity):
                return entity, resolver.reason(phrase, best)
        return None, "pronoun: no country or body is near enough to tell"

    def _speaker(self, phrase: Phrase) -> tuple[Entity | None, str]:
        """Who says "I" or "we", where the words hang on a verb of saying with a known subject."""
        node = clause_of(phrase.root)
        while node.head != node and node.dep_ in ("ccomp", "conj", "xcomp", "advcl", "relcl", "acl"):
            above = clause_of(node.head)
            if node.dep_ == "ccomp" and above.lemma_ in self.words.speech:
                subject = next((c for c in above.children if c.dep_ == "nsubj"), None)
                named = self.named.get(subject.i) if subject is not None else None
                entity = self.of[named][0] if named is not None else None
                if entity is not None and named is not None:
                    return entity, f"first person: {named.name!r} speaks"
            node = above
        return None, "first person: its speaker"

    def _demonym(self, phrase: Phrase) -> tuple[Entity | None, str]:
        actor = self._resolved(phrase.name)
        if actor is None or actor.kind not in ("country", "government"):
            return None, ""
        return self.by_actor.get(actor.id) or self._new(Entity(actor.name), actor), "demonym"

    def _code_counterpart(self, phrase: Phrase, entity: Entity) -> None:
        """Someone's counterpart serves in the same sector, for his own country."""
        if phrase.root.lemma_.lower() not in ("counterpart", "opposite") or entity.actor is None or entity.actor.table:
            return
        owner = next((t for t in phrase.root.lefts if t.dep_ == "poss"), None)
        other = next((e for p, (e, _) in self.of.items() if owner is not None and p.root == owner and e is not None), None)
        if other is None or other is entity or other.actor is None or not other.actor.sectors:
            return
        role = Role(title=other.actor.role.title if other.actor.role else "counterpart", country=entity.country, sectors=other.actor.sectors)
        reason = f"counterpart of {other.name}"
        entity.actor = msgspec.structs.replace(entity.actor, sectors=other.actor.sectors, role=role, reason=reason)

    # coordinations

    def _note_coordinations(self, phrases: tuple[Phrase, ...]) -> None:
        """Names told together ("Russia, Iran and Turkey") can later be "the three powers" or "they"."""
        self.named = roots = {p.root.i: p for p in phrases if p in self.of and p.kind == "name"}
        for phrase in roots.values():
            root = phrase.root
            if root.dep_ == "conj" or not root.conjuncts:
                continue
            parts = [phrase, *(roots[c.i] for c in root.conjuncts if c.i in roots and c.i > root.i)]
            members = tuple(dict.fromkeys(e for p in parts if (e := self.of[p][0]) is not None))
            if len(members) > 1:
                both = Entity(" and ".join(m.actor.name if m.actor else m.name for m in members), "group", plural=True, members=members)
                both.phrases.append(phrase)
                self.coordinations.append(both)

    def _group(self, entity: Entity) -> Actor:
        members = tuple(sorted(m.actor.id for m in entity.members if m.actor))
        countries = all(m.nature == "country" for m in entity.members)
        keys = "+".join(key.split(":", 1)[1].lower() for key in members)
        kind = "group_of_countries" if countries else "unnamed_group"
        return Actor(id=f"{kind}:{keys}", name=entity.name, kind=kind, members=members, reason="named together")

    # looking up and writing down

    def _new(self, entity: Entity, actor: Actor) -> Entity:
        entity.actor, entity.country = actor, actor.country
        entity.nature = nature_of(actor)
        if actor.role:
            entity.titles.update(actor.role.title.lower().split())
        self.entities.append(entity)
        self.by_actor[actor.id] = entity
        return entity

    def _resolved(self, phrase: str) -> Actor | None:
        if phrase not in self.looked_up:
            self.looked_up[phrase] = resolve(phrase, on=self.on, tables=self.tables)
        return self.looked_up[phrase]

    def _country_in(self, phrase: Phrase) -> str | None:
        """The country of a name or adjective before the noun: "Kremlin" in "the Kremlin strongman"."""
        doc = phrase.root.doc
        before = self.parse.text[phrase.span.start : phrase.head.start].strip()
        if not before or phrase.start == phrase.root.i or not any(doc[i].text[:1].isupper() for i in range(phrase.start, phrase.root.i)):
            return None
        actor = self._resolved(before.removeprefix("the ").removeprefix("The "))
        return actor.country if actor else None

    def _finished(self, phrases: tuple[Phrase, ...]) -> Cast:
        mentions, actors = [], {}
        for phrase in phrases:
            if phrase not in self.of:
                continue
            entity, reason = self.of[phrase]
            if entity is None and not reason:
                continue
            actor = None
            if entity is not None:
                actor = entity.actor or self._group(entity)
                actors[actor.id] = actor
                for member in entity.members:
                    if member.actor:
                        actors[member.actor.id] = member.actor
            mentions.append(ActorMention(
                span=phrase.span, head=phrase.head, form=_form(phrase, reason), sentence=phrase.sentence,
                actor=actor.id if actor else None, reason=reason,
            ))
        mentions.sort(key=lambda m: (m.span.start, -m.span.end))
        return Cast(tuple(mentions), tuple(actors.values()))


def _parted(noun: Token, apposed: Token) -> bool:
    """Whether an "and" of the noun's own stands before what the parser takes for its apposition."""
    return any(child.dep_ == "cc" and noun.i < child.i < apposed.i for child in noun.children)


def _form(phrase: Phrase, reason: str) -> Form:
    if phrase.kind == "name" and reason.startswith("metonym"):
        return "metonym"
    if phrase.kind == "person" and phrase.definiteness == "definite" and not phrase.plural:
        return "title"
    return phrase.form
