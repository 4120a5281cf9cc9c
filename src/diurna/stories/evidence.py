"""Evidence: what speaks for and against two reports being of one happening."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from .alike import named_by, one_telling, same_word, shared, similarity
from .cues import incident_stems
from .days import by_days
from .deeds import SPOKEN, daily, one_deed, one_town, same_told_place, told_back, told_day
from .firm import one_sentence, two_deeds
from .means import by_means, means, one_day, one_doer, one_target, rare_means, same_means
from .parties import overlap
from .quarters import kin
from .sides import NOBODY, by_sides, same_speaker
from .tolls import CLOSE, SMALL, by_figures, one_figure
from .tuning import Tuning, same_family, tuning
from .where import by_place, vague

if TYPE_CHECKING:
    from .node import Node

SAID = 0.1  # cosine from which two demands or charges under a common verb have something of their content in common
LITTLE = 0.05  # cosine of two sentences that share a word
UNNAMED = 2.0  # below the threshold, where nothing but parties, place and day speaks for a merge
DEALS = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID"})
VERBATIM = 0.97  # cosine from which a sentence was copied, however old it is


class Weighed(msgspec.Struct, frozen=True):
    """The evidence that two reports are of one happening, in all, and why in words.

    `barred` where something forbids it; `firm` where one article itself ties the two; `copied` where both have one sentence.
    """

    score: float
    reasons: tuple[str, ...]
    barred: bool = False
    firm: bool = False
    copied: bool = False


BARRED = Weighed(-math.inf, (), True)


def may_meet(a: Node, b: Node) -> bool:
    """Whether two reports can be weighed above the threshold at all: words, figures, the naming of the act, or one article ties them."""
    if a.trigger == b.trigger or a.report.article == b.report.article or a.gathering & b.gathering:
        return True
    if a.quantities and b.quantities and any(x.kind == y.kind for x in a.quantities for y in b.quantities):
        return True
    if rare_means(a, b) or (daily(a, b) and same_means(a, b) and same_told_place(a, b)):
        return True
    return same_word(a.trigger, b.trigger) or named_by(a, b) or similarity(a, b) >= tuning().distinctive or one_deed(a, b)


class Signs(NamedTuple):
    """What a weighing rests on: the scores of days, places, figures, ties of one article and means, and whether they make one deed."""

    cosine: float
    named: bool
    when: float
    place: float
    told: float
    leaning: float
    means: float
    one: bool
    town: bool


def weigh(a: Node, b: Node) -> Weighed:
    """Weigh two reports. Never enough: parties, place and day alone; words, figures or the naming of the act must meet too."""
    t = tuning()
    when = by_days(a, b, t)
    if when[0] == -math.inf or two_deeds(a, b):
        return BARRED
    done = by_sides(a, b, t)
    if done[0] == -math.inf:
        return BARRED
    named = same_word(a.trigger, b.trigger) or bool(a.gathering & b.gathering)
    if done[0] <= NOBODY and not named:
        return Weighed(done[0], ())
    cosine = 0.0 if one_sentence(a, b) else similarity(a, b)
    place, told, done_with = _circumstances(a, b, t, cosine)
    leaning = _leaning(a, b, t)
    parts = [_act(a, b, t), done, when, place, _quarter(a, b, t), told, _background(a, b, t), leaning]
    if named and (when[0] >= t.stale or cosine >= VERBATIM) and one_telling(a, b, cosine):
        return Weighed(sum(score for score, _ in parts) + t.threshold * 2, (*_reasons(parts, cosine, a, b), "told in the same sentence"), copied=True)
    parts += [_again(a, b, leaning[0], t), _object(a, b, t, cosine), _one_news(a, b, t, cosine), done_with]
    town = told[0] >= 0 and done_with[0] >= 0 and one_town(a, b)
    one = told[0] >= 0 and one_deed(a, b)
    hit = daily(a, b) and a.report.article != b.report.article and one_target(a, b)
    parts += [(t.one_target, "one target hit by one means on one day")] * hit
    parts += [(t.one_town, "deed of one day in one town")] * town + [(t.one_deed, "one deed of named parties on one day")] * one
    total = sum(score for score, _ in parts) + t.shared_words * cosine
    if not _enough(a, b, Signs(cosine, named, when[0], place[0], told[0], leaning[0], done_with[0], one, town or hit)):
        total = min(total, t.threshold - UNNAMED)
    return Weighed(total, _reasons(parts, cosine, a, b), firm=leaning[0] > 0)


def _circumstances(a: Node, b: Node, t: Tuning, cosine: float) -> tuple[tuple[float, str], tuple[float, str], tuple[float, str]]:
    """Place, figures and means, as far as one of them does not explain away what another says."""
    place, told = by_place(a, b, t), by_figures(a, b, t, cosine)
    done_with = (0.0, "") if one_sentence(a, b) else by_means(a, b, t)
    if done_with[0] > t.one_means and told[0] < 0:
        told = (t.other_figure * t.explained, "")  # two counts of the dead of one gas attack
    if done_with[0] < 0 and told[0] >= t.quantity and place[0] >= t.same_place and one_day(a, b):
        done_with = (0.0, "")  # a rocket and the blast that it set off
    return place, told, done_with


def _enough(a: Node, b: Node, s: Signs) -> bool:
    """Something ties the two beyond parties, place and day: words, the naming of the act, figures, means, a town on a told day."""
    t = tuning()
    grounds = s.when > 0 or s.place >= t.within_place
    alike = s.cosine >= CLOSE or (s.cosine >= t.distinctive and len(a.words.keys() & b.words.keys()) > 1)
    by_noun = not s.named and named_by(a, b) and (alike or s.place >= t.within_place or not daily(a, b))
    known = _said_alike(a, b, s.cosine) if a.report.act in SPOKEN else not a.common
    naming = (s.named and (grounds or (known and _of_one_thing(a, b, s.cosine)))) or by_noun or s.one
    by_doer = s.means > 0 <= s.told and one_doer(a, b)
    tied = s.told > t.like_figure or s.leaning > 0 or s.means > t.one_means or by_doer or s.town
    return (naming or alike or tied) and (grounds or tied or (s.cosine >= CLOSE and _distinct(a, b)) or s.one or not daily(a, b))


def _distinct(a: Node, b: Node) -> bool:
    """Articles that tell of a deed share more words than those of any such deed: of its means, "raid", "attack"."""
    return a.report.article == b.report.article or any(w not in incident_stems() and not means(w, ()) for w in a.words.keys() & b.words.keys())


def _of_one_thing(a: Node, b: Node, cosine: float) -> bool:
    """Two articles that tell neither day nor place have a word in common beside the one for the act, or whom it is done to. A visit needs none: its
    guest makes one at a time."""
    if a.report.article == b.report.article or daily(a, b) or a.report.mode == b.report.mode == "visit":
        return True
    return cosine >= LITTLE or overlap(a.recipients, b.recipients) > 0


def _said_alike(a: Node, b: Node, cosine: float) -> bool:
    """One speaker, and a verb that few acts have ("sued"), or some of what was said."""
    return same_speaker(a, b) and (not a.common or cosine >= SAID)


def _quarter(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """Both name one quarter or village."""
    named = daily(a, b) and bool(a.quarters) and bool(b.quarters) and kin(a.quarters, b.quarters)
    return (t.same_quarter, "the same quarter or village") if named else (0.0, "")


def _reasons(parts: list[tuple[float, str]], cosine: float, a: Node, b: Node) -> tuple[str, ...]:
    found = [why for score, why in parts if why and score > 0]
    return (*found, f"shared words ({', '.join(shared(a, b)[:4])})") if cosine >= tuning().distinctive else tuple(found)


def _object(a: Node, b: Node, t: Tuning, cosine: float) -> tuple[float, str]:
    """Two deals of one day are of two things, where nothing but the word for dealing is shared."""
    dealt = a.report.act in DEALS and b.report.act in DEALS and a.report.article != b.report.article
    return (t.other_object, "") if dealt and cosine == 0 and min(len(a.words), len(b.words)) >= SMALL and not told_back(a, b) else (0.0, "")


def _one_news(a: Node, b: Node, t: Tuning, cosine: float) -> tuple[float, str]:
    """Two outlets tell of one day and one town in like words: news of one deed, though its day is not told."""
    days = {n.when.start.toordinal() if told_day(n) and n.when and n.when.days == 1 else n.day for n in (a, b)}
    words = cosine >= t.distinctive and len(a.words.keys() & b.words.keys()) > 1
    alike = daily(a, b) and len(days) == 1 and None not in days and words and a.report.article != b.report.article
    here = same_told_place(a, b) and not vague(a.place)
    return (t.one_news, "news of one day and place") if alike and here and not (told_day(a) and told_day(b)) else (0.0, "")


def _again(a: Node, b: Node, leaning: float, t: Tuning) -> tuple[float, str]:
    """What one article tells twice, it mostly tells of two; an opening such as "Elsewhere" says so."""
    if a.report.article != b.report.article:
        return 0.0, ""
    later = max(a, b, key=lambda n: n.order)
    if later.anew and a.report.sentence != b.report.sentence and not later.anaphor:
        return -t.threshold, ""
    return (t.same_article, "") if daily(a, b) and leaning <= 0 and not one_sentence(a, b) else (0.0, "")


def _leaning(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """What ties two reports of one article: a headline and its text, "the attack" that goes back to one told, a toll told without its doer."""
    if a.report.article != b.report.article or not same_family(a.report.act, b.report.act):
        return 0.0, ""
    if a.headline == b.headline:
        return _goes_back(*((a, b) if a.order < b.order else (b, a)), t)
    body, head = (b, a) if a.headline else (a, b)
    reach = t.reach if body.anaphor and same_word(a.trigger, b.trigger) else t.lead
    near = body.report.sentence - head.report.sentence <= reach and body.many == head.many
    doer = same_means(a, b) and (bool({x.id for x in a.actors} & {x.id for x in b.actors}) or (not head.actors and same_told_place(a, b)))
    named = same_word(a.trigger, b.trigger) or similarity(a, b) >= t.distinctive or one_figure(a, b)
    of_act = a.report.act == b.report.act or a.trigger in b.naming or b.trigger in a.naming
    told = named or doer or (of_act and not daily(a, b))
    return (t.headline, "the headline and its text") if near and told else (0.0, "")


def _goes_back(first: Node, later: Node, t: Tuning) -> tuple[float, str]:
    told = first.report.phase not in ("planned", "called_off")
    if first.report.act != later.report.act or later.report.sentence - first.report.sentence > t.reach or not told:
        return 0.0, ""
    if later.anaphor:
        return t.goes_back, "it goes back to what was told before"
    bare = not later.actors and later.when is None and later.place is None and first.report.act in tuning().families["force"]
    other = (later.naming - first.naming) & incident_stems() or first.trigger in t.ground
    return (t.goes_back, "told on without its doer") if bare and later.quantities and not other else (0.0, "")


def _act(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    score, why = t.other_family, ""
    if a.report.act == b.report.act:
        score, why = t.same_act, f"same act {a.report.act}"
    elif same_family(a.report.act, b.report.act):
        score, why = t.same_family, f"related acts {a.report.act} and {b.report.act}"
    if same_word(a.trigger, b.trigger) or a.gathering & b.gathering:
        score += t.common_trigger if a.common and b.common else t.same_trigger
        why = f"{why}, same word" if why else "same word for the act"
    elif named_by(a, b):
        score, why = score + t.named_by, f"{why}, named in the other" if why else "named in the other"
    modes = a.report.mode, b.report.mode
    inside = a.gathering & b.beside or b.gathering & a.beside
    untold = None in modes and a.trigger == b.trigger
    if inside or ("visit" in modes and modes[0] != modes[1] and not untold):
        return score + t.other_mode, why
    if None not in modes and modes[0] != modes[1] and not daily(a, b):
        return score + t.modes_apart, why
    return score + (t.same_mode if modes[0] and modes[0] == modes[1] else 0), why


def _background(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    if a.report.background and b.report.background:
        return t.both_background, ""
    return (t.one_background if a.report.background != b.report.background else 0.0), ""
