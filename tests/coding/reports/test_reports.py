"""Reports: what a sentence tells, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diurna.coding.cast import Cast
from diurna.coding.parse import span_of
from diurna.coding.reports import find_reports, type_pairs
from diurna.model import Actor, ActorMention, Span


def cast_of(parse, *names):
    """A cast of the given words, each an actor of its own wherever it stands."""
    mentions, actors = [], []
    for name in names:
        actors.append(Actor(id=f"test:{name}", name=name, kind="country"))
        at = parse.text.find(name)
        while at >= 0:
            span = Span(at, at + len(name))
            root = parse.tokens(span).root
            mentions.append(ActorMention(span=span, head=span_of(root), form="name", sentence=parse.sentence_of(root), actor=f"test:{name}"))
            at = parse.text.find(name, at + 1)
    return Cast(tuple(sorted(mentions, key=lambda m: m.span)), tuple(actors))


def told(read, text, *names):
    parse = read(text, published=date(2001, 5, 3))
    return find_reports(parse, cast_of(parse, *names))


def sides(report):
    return [p.actor[5:] for p in report.actors], [p.actor[5:] for p in report.recipients]


@pytest.mark.parametrize(
    ("text", "names", "act", "actors", "recipients"),
    [
        ("Peru condemned Ecuador for the raid.", ("Peru", "Ecuador"), "ACCUSE", ["Peru"], ["Ecuador"]),
        ("Ecuador was condemned by Peru.", ("Peru", "Ecuador"), "ACCUSE", ["Peru"], ["Ecuador"]),
        ("Peru rejected Ecuador's proposal on Monday.", ("Peru", "Ecuador"), "REJECT", ["Peru"], ["Ecuador"]),
        ("Peru imposed sanctions on Ecuador.", ("Peru", "Ecuador"), "SANCTION", ["Peru"], ["Ecuador"]),
        ("Peru's criticism of Ecuador on Monday drew a reply from Chile.", ("Peru", "Ecuador", "Chile"), "ACCUSE", ["Peru"], ["Ecuador"]),
        ("Peru praised cooperation with Ecuador.", ("Peru", "Ecuador"), "SUPPORT", ["Peru"], ["Ecuador"]),
        ("Peru demanded that Ecuador free the pilot.", ("Peru", "Ecuador"), "REQUEST", ["Peru"], ["Ecuador"]),
        ("Peru threatened to attack Ecuador.", ("Peru", "Ecuador"), "THREATEN", ["Peru"], ["Ecuador"]),
    ],
)
def test_who_does_what_to_whom(read, text, names, act, actors, recipients):
    reports = told(read, text, *names)
    assert (reports[0].act, *sides(reports[0])) == (act, actors, recipients)


def test_a_meeting_of_equals_has_all_as_actors(read):
    (report,) = told(read, "Peru held talks with Ecuador in Quito.", "Peru", "Ecuador")
    assert report.reciprocal and sides(report) == (["Peru", "Ecuador"], [])


def test_a_planned_meeting_is_typed_as_agreement(read):
    (report,) = told(read, "Peru will hold talks with Ecuador next week.", "Peru", "Ecuador")
    assert (report.act, report.plover_type, report.phase) == ("CONSULT", "AGREE", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Peru could attack Ecuador, analysts said.",
        "Peru did not attack Ecuador.",
        "If Peru attacks Ecuador, prices will rise.",
        "Peru said the weather in Ecuador was fine.",
        "Peru lies south of Ecuador.",
    ],
)
def test_nothing_is_reported_that_was_not_done(read, text):
    assert told(read, text, "Peru", "Ecuador") == ()


def test_a_refusal_is_done_and_its_content_is_not(read):
    reports = told(read, "Peru refused to release the pilot.", "Peru")
    assert [r.act for r in reports] == ["REJECT"]


def test_a_negated_promise_is_a_refusal(read):
    (report,) = told(read, "Peru will not lift the sanctions on Ecuador.", "Peru", "Ecuador")
    assert (report.act, report.phase) == ("REJECT", "done")


def test_a_denial_keeps_the_deed_and_who_denies_it(read):
    reports = told(read, "Peru denied attacking Ecuador.", "Peru", "Ecuador")
    assert [(r.act, r.polarity) for r in reports] == [("ASSAULT", "denied")]
    assert reports[0].denied_by.actor == "test:Peru"


def test_the_chain_names_who_says_so(read):
    reports = told(read, "Chile said Peru bombed Ecuador.", "Chile", "Peru", "Ecuador")
    assert sides(reports[0]) == (["Peru"], ["Ecuador"])
    assert [s.words for s in reports[0].chain] == ["Chile"]


def test_two_different_deeds_stay_two(read):
    reports = told(read, "Peru bombed Ecuador on Monday. Peru freed the pilots of Ecuador on Tuesday.", "Peru", "Ecuador")
    assert [r.act for r in reports] == ["ASSAULT", "RETREAT"]


def test_pairs_are_typed_with_a_score(read):
    parse = read("Peru accused Ecuador of smuggling.")
    ((act, score, rule),) = type_pairs(parse, [(Span(0, 4), Span(13, 20))])
    assert act == "ACCUSE" and score > 0 and rule.startswith("accuse")


def test_a_pair_without_an_event_has_none(read):
    parse = read("Peru lies south of Ecuador.")
    assert type_pairs(parse, [(Span(0, 4), Span(19, 26))])[0][0] is None


WORDS = st.sampled_from(
    [
        "Peru",
        "Ecuador",
        "army",
        "attacked",
        "said",
        "that",
        "will",
        "not",
        "meet",
        "talks",
        "with",
        ",",
        "the",
        "rebels",
        "by",
        "released",
        "on",
        "Monday",
        "and",
        "to",
        "sign",
        "a",
        "deal",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_spans_lie_in_the_text(read, words):
    text = " ".join(words) + "."
    parse = read(text)
    for report in find_reports(parse, cast_of(parse, "Peru", "Ecuador")):
        assert text[report.trigger.start : report.trigger.end].strip()
        for span in (*report.evidence, *(p.span for p in (*report.actors, *report.recipients)), *(s.span for s in report.chain)):
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "names", "actors", "recipients"),
    [
        ("Rebels attacked a convoy on Friday, killing four soldiers.", ("Rebels", "four soldiers"), ["Rebels"], ["four soldiers"]),
        ("The convoy was attacked by rebels, killing four soldiers.", ("rebels", "four soldiers"), ["rebels"], ["four soldiers"]),
        ("A shell fired by rebels on the camp left two miners dead.", ("rebels", "two miners"), ["rebels"], ["two miners"]),
        ("Two miners were wounded when soldiers opened fire.", ("soldiers", "Two miners"), ["soldiers"], ["Two miners"]),
    ],
)
def test_an_outcome_joins_its_act(read, text, names, actors, recipients):
    (report,) = told(read, text, *names)
    assert (report.act, *sides(report)) == ("ASSAULT", actors, recipients)


def test_raids_on_a_country_are_not_its_own(read):
    (report,) = told(read, "Peru-led raids on Ecuador killed nine miners.", "Peru", "Ecuador", "nine miners")
    assert sides(report) == (["Peru"], ["nine miners"])


def test_sent_troops_are_mobilised_and_are_no_side(read):
    (report,) = told(read, "Peru sent troops to the border area.", "Peru", "troops")
    assert (report.act, *sides(report)) == ("MOBILIZE", ["Peru"], [])


def test_a_strike_that_is_called_is_still_to_come(read):
    (report,) = told(read, "The union called a strike for Friday.", "The union")
    assert (report.act, report.phase) == ("PROTEST", "planned")


def test_who_gives_something_in_return_is_whom_sanctions_were_lifted_for(read):
    (report,) = told(read, "Sanctions were lifted in exchange for limits on Peru's fishing.", "Peru")
    assert (report.act, *sides(report)) == ("CONCEDE", [], ["Peru"])


def test_a_visitor_is_the_actor_and_the_teller_the_host(read):
    text = "Kenyan President William Ruto told visiting Ghanaian President John Mahama on Wednesday that Nairobi and Accra must step up cooperation."
    reports = told(read, text, "William Ruto", "John Mahama")
    assert [(r.mode, *sides(r)) for r in reports if r.act == "CONSULT"] == [("visit", ["John Mahama"], ["William Ruto"])]


def test_a_deed_that_one_is_accused_of_is_told_by_the_accuser(read):
    reports = told(read, "Peru accused Ecuador of shelling Chile.", "Peru", "Ecuador", "Chile")
    deed = next(r for r in reports if r.act == "ASSAULT")
    assert sides(deed) == (["Ecuador"], ["Chile"]) and [s.words for s in deed.chain] == ["Peru"]


def test_the_fallen_of_a_headline_are_no_doers(read):
    reports = told(read, "Nine harbour guards wounded in Accra clashes.", "harbour guards", "Accra")
    assert [sides(r) for r in reports] in ([([], ["harbour guards"])], [])


def test_what_shares_a_victims_lot_is_a_victim(read):
    (report,) = told(read, "A colonel was killed along with three sailors in the port.", "A colonel", "three sailors")
    assert sides(report) == ([], ["A colonel", "three sailors"])


def test_a_visit_under_way_that_is_named_again_in_a_future_clause_is_one_visit(read):
    from diurna.coding.casting import find_cast
    from diurna.coding.places import find_places
    from diurna.coding.reports import find_reports
    from diurna.resources.actor_tables import actor_tables
    from diurna.resources.gazetteer import gazetteer

    text = "Norway's president Kari Vold, on her first visit to Peru, toured a port. Officials said fishing will be a focus of Vold's visit."
    parsed = read(text)
    places = find_places(parsed, gazetteer())
    cast = find_cast(parsed, places, actor_tables())
    visits = [r for r in find_reports(parsed, cast, places=places) if r.mode == "visit"]
    assert len(visits) == 1 and visits[0].phase == "done"
