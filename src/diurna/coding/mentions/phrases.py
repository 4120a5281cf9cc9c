"""Phrases: every noun phrase of a parse that can stand for an actor, with its extent, its head and its name proper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ...model import Span
from .counted import is_counted_people
from .doers import does_what_follows, first_of_doer
from .extent import name_core, noun_phrase
from .known import KnownName, known_names
from .things import is_no_actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...model import Form
    from ...resources.coreference import CoreferenceWords
    from ..parse import Parse
    from ..tokens import Token

Kind = Literal["name", "person", "group", "organisation", "country", "pronoun", "demonym"]

NOT_ACTORS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
INNER = frozenset({"compound", "nmod", "amod", "npadvmod"})
PLACES_AND_PEOPLES = frozenset({"GPE", "NORP", "ORG", "LOC"})
PRONOUNS = frozenset([
    "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their", "theirs", "themselves",
    "i", "me", "my", "myself", "we", "us", "our", "ours", "ourselves",
])  # fmt: skip
PLURAL_PRONOUNS = frozenset(["they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours", "ourselves"])
INDEFINITE = frozenset(["a", "an", "another", "some", "any", "several", "many", "few", "other", "dozens", "hundreds", "thousands"])
DEFINITE = frozenset(["the", "this", "that", "these", "those", "both"])
JOINTS = (
    "-backed", "-led", "-allied", "-supported", "-sponsored", "-held", "-controlled", "-based", "-brokered",
    "-run", "-trained", "-funded", "-born", "-occupied", "-made",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A noun phrase: tokens [start, end) of the doc with head `root`; `core` is the name proper (or the head) and `span`, `head`
    are in code points of the text."""

    root: Token
    start: int
    end: int
    core: tuple[int, int]
    kind: Kind
    form: Form
    span: Span
    head: Span
    name: str
    words: str
    plural: bool
    definiteness: Literal["definite", "indefinite", "possessed", "bare"]
    sentence: int
    titles: tuple[str, ...] = field(init=False)  # the lower-case words before the name proper, or a nominal's own words but the determiner

    def __post_init__(self) -> None:
        end = self.core[0] if self.kind == "name" else self.root.i + 1
        object.__setattr__(self, "titles", tuple(t.lower_ for t in self.root.doc[self.start : end]) if self.start < end else ())


def find_phrases(parse: Parse, words: CoreferenceWords, is_known: Callable[[str], bool] = lambda name: False) -> tuple[Phrase, ...]:
    """All phrases of the parse, in text order of their heads; those that lie inside another are given too.

    `is_known` tells whole names of the tables: "Guinea" is no phrase inside "Republic of Guinea", and a name that goes on
    behind its head ("Front for the Dawn and the Dusk") is taken whole.
    """
    names = known_names(parse, is_known)
    found = []
    for token in parse.doc:
        if token.i in names and token.i != names[token.i].root:
            continue
        kind = _kind(token, words)
        if kind == "pronoun":
            found.append(_pronoun(parse, token))
        elif kind == "demonym":
            found.append(_demonym(parse, token))
        elif kind:
            found.append(_phrase(parse, token, kind, words, names.get(token.i)))
    return tuple(found)


def _kind(token: Token, words: CoreferenceWords) -> Kind | None:
    tag = token.tag_
    if does_what_follows(token, words):
        return "organisation" if words.noun_kind(token.lower_) == "organisation" else "group"
    if tag in ("PRP", "PRP$"):
        return "pronoun" if token.lower_ in PRONOUNS and not _empty(token) else None
    if tag.startswith("JJ") or token.dep_ == "npadvmod":
        return "demonym" if _is_demonym(token) else None
    if tag in NAME_TAGS:
        return "group" if is_counted_people(token) else _name_kind(token, words)
    if tag in ("NN", "NNS") and token.ent_type_ not in NOT_ACTORS and token.dep_ not in ("compound", "nmod"):
        if token.ent_type_ == "PERSON" and token.text[:1].isupper() and token.i > token.sent.start:
            return "name"
        kind = words.noun_kind(token.lower_) or words.noun_kind(token.lemma_.lower())
        return kind if kind and not is_no_actor(token, words) else None
    return None


def _name_kind(token: Token, words: CoreferenceWords) -> Kind | None:
    if token.ent_type_ in NOT_ACTORS or not any(c.isalpha() for c in token.text):
        return None
    head = token.head
    if token.lower_ in words.things["events"] and is_no_actor(token, words):
        return None
    if token.dep_ not in INNER or head.i < token.i:
        lower = token.lower_
        if token.ent_type_ == "" and not _before_person(token) and (kind := words.noun_kind(lower) or words.noun_kind(token.lemma_.lower())):
            return None if is_no_actor(token, words) else kind  # "the President", "the Army": a title in capitals
        return "name"
    if head.tag_ in NAME_TAGS:
        joined = any(child.dep_ == "cc" for child in token.children) and token.ent_type_ == "PERSON"
        inner = (token.ent_type_ in PLACES_AND_PEOPLES or joined) and not _same_entity(token, head)
        return ("demonym" if token.ent_type_ in ("GPE", "NORP") else "name") if inner and _ends_entity(token) else None
    if token.ent_type_ == "NORP" or (token.ent_type_ == "GPE" and token.dep_ == "amod"):
        return "demonym" if _ends_entity(token) else None
    return "name" if _ends_entity(token) else None


def _before_person(token: Token) -> bool:
    """Whether a person's name follows right after: "President" in a phrase that the parser cut before the name."""
    return token.i + 1 < len(token.doc) and token.doc[token.i + 1].ent_type_ == "PERSON" and token.doc[token.i + 1].tag_ in NAME_TAGS


def _same_entity(token: Token, head: Token) -> bool:
    between = token.doc[token.i : head.i + 1]
    return token.ent_type_ == head.ent_type_ and all(t.ent_iob_ == "I" for t in between[1:])


def _ends_entity(token: Token) -> bool:
    """Whether a name inside a phrase ends here: "York" of "New York police", not "New"."""
    if token.i + 1 >= len(token.doc):
        return True
    following = token.doc[token.i + 1]
    if token.ent_type_:
        return not (following.ent_iob_ == "I" and following.ent_type_ == token.ent_type_ and following.tag_ in NAME_TAGS)
    return following.tag_ not in NAME_TAGS


def _is_demonym(token: Token) -> bool:
    if token.ent_type_ == "NORP" or (token.ent_type_ == "GPE" and token.text[:1].isupper()):
        return True
    return token.text[:1].isupper() and token.lower_.endswith(JOINTS)


def _empty(token: Token) -> bool:
    """An "it" that stands for nothing: "it is clear that", "it seems", "it rained"."""
    if token.lower_ != "it" or token.dep_ not in ("nsubj", "expl", "nsubjpass"):
        return False
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in ("seem", "appear", "rain", "snow", "happen"):
        return True
    deps = {child.dep_ for child in verb.children}
    if verb.lemma_ == "be":
        return bool(deps & {"acomp", "attr", "advmod"}) and bool(deps & {"ccomp", "xcomp", "advcl", "csubj"})
    return token.dep_ == "nsubjpass" and "ccomp" in deps


def _pronoun(parse: Parse, token: Token) -> Phrase:
    span = Span(token.idx, token.idx + len(token))
    return Phrase(
        root=token,
        start=token.i,
        end=token.i + 1,
        core=(token.i, token.i + 1),
        kind="pronoun",
        form="pronoun",
        span=span,
        head=span,
        name=token.lower_,
        words=token.lower_,
        plural=token.lower_ in PLURAL_PRONOUNS,
        definiteness="definite",
        sentence=parse.sentence_of(token),
    )


def _demonym(parse: Parse, token: Token) -> Phrase:
    """An adjective of a country, or the country in "U.S.-backed" (then without the rest of the word)."""
    start = token.i
    while start > 0 and token.doc[start].ent_iob_ == "I" and token.doc[start - 1].ent_type_ == token.ent_type_ and token.ent_type_:
        start -= 1
    end = token.idx + len(token)
    surface = parse.text[token.idx : end]
    joint = next((j for j in JOINTS if surface.lower().endswith(j)), "")
    span = Span(token.doc[start].idx, end - len(joint))
    if parse.text[span.start : span.start + 4].lower() == "the ":
        start += 1
        span = Span(token.doc[start].idx, span.end)
    words = span.of(parse.text)
    return Phrase(
        root=token,
        start=start,
        end=token.i + 1,
        core=(start, token.i + 1),
        kind="demonym",
        form="demonym",
        span=span,
        head=Span(token.idx, span.end),
        name=words,
        words=words,
        plural=False,
        definiteness="bare",
        sentence=parse.sentence_of(token),
    )


def _phrase(parse: Parse, token: Token, kind: Kind, words: CoreferenceWords, known: KnownName | None = None) -> Phrase:
    doing = kind in ("organisation", "group") and does_what_follows(token, words)
    start, end = (first_of_doer(token), token.i + 1) if doing else noun_phrase(token, words)
    core = name_core(token, start, words) if kind == "name" else (token.i, token.i + 1)
    if known and kind == "name":
        core, start, end = (known.start, known.end), min(start, known.start), max(end, known.end)
    doc, text = token.doc, parse.text
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    name = text[doc[core[0]].idx : doc[core[1] - 1].idx + len(doc[core[1] - 1])]
    form: Form = "name" if kind == "name" else "nominal"
    if kind == "name" and len(name) <= 6 and token.text.isupper() and len(name) > 1 and name.isalpha():
        form = "acronym"
    return Phrase(
        root=token,
        start=start,
        end=end,
        core=core,
        kind=kind,
        form=form,
        span=span,
        head=Span(token.idx, token.idx + len(token)),
        name=name,
        words=_without_article(span.of(text)),
        plural=token.tag_ in ("NNS", "NNPS") or (doing and kind == "group") or token.lower_ in ("police", "people", "troops"),
        definiteness=_definiteness(token, start),
        sentence=parse.sentence_of(token),
    )


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else words


def _definiteness(token: Token, start: int) -> Literal["definite", "indefinite", "possessed", "bare"]:
    first = token.doc[start].lower_
    if first in DEFINITE or any(child.lower_ in DEFINITE and child.dep_ == "det" for child in token.lefts):
        return "definite"
    if first in INDEFINITE:
        return "indefinite"
    if any(child.dep_ == "poss" for child in token.lefts):
        return "possessed"
    return "bare"
