"""Pronouns on GAP development: F1 over both names, also by gender. Run: python -m evals.coref [--errors N] [--sample N]"""

from __future__ import annotations

import argparse
import csv
from typing import TYPE_CHECKING, NamedTuple

from diurna.coding.coreference import Entity, PronounResolver, link_names
from diurna.coding.mentions import find_phrases
from diurna.coding.parse import Parse, parse
from diurna.model import Article
from diurna.resources.coreference import coreference_words
from diurna.resources.language import language_model

from .gold import gold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.coding.mentions import Phrase

BASELINE = 0.684  # subject and recency, as measured for ../shared/gold
FEMININE = frozenset({"she", "her", "hers"})


class Case(NamedTuple):
    """One row of GAP: a pronoun, two names and whether each is meant."""

    key: str
    text: str
    pronoun: int
    names: tuple[int, int]
    truth: tuple[bool, bool]
    feminine: bool


def cases(sample: int | None = None) -> list[Case]:
    """The development rows, or the first `sample` of them; none where the data is not at hand."""
    path = gold("coref", "gap-development.tsv")
    if path is None:
        return []
    with path.open(encoding="utf-8") as rows:
        read = [_case(row) for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return read[:sample]


def _case(row: dict[str, str]) -> Case:
    truth = row["A-coref"] == "TRUE", row["B-coref"] == "TRUE"
    names = int(row["A-offset"]), int(row["B-offset"])
    return Case(row["ID"], row["Text"], int(row["Pronoun-offset"]), names, truth, row["Pronoun"].lower() in FEMININE)


def read(case: Case) -> Parse:
    return parse(Article(id=case.key, raw="", name=case.key, text=case.text), language_model())


def cast(case: Case, parsed: Parse) -> tuple[list[Entity], list[Phrase], tuple[Entity | None, Entity | None]]:
    """All persons by name, the pronouns in order, and the entities of the two names (taken for persons)."""
    words = coreference_words()
    phrases = find_phrases(parsed, words)
    entities = link_names(phrases, case.text, words)
    held = [next((e for e in entities if any(_covers(p, at, parsed) for p in e.phrases)), None) for at in case.names]
    for entity in held:
        if entity is not None:
            entity.nature, entity.plural = "person", False
    pronouns = [p for p in phrases if p.kind == "pronoun"]
    return [e for e in entities if e.nature == "person"], pronouns, (held[0], held[1])


def _covers(phrase: Phrase, offset: int, parsed: Parse) -> bool:
    first = parsed.doc[phrase.core[0]].idx
    return first <= offset < phrase.head.end or phrase.span.start <= offset < phrase.head.end


def answer(case: Case, parsed: Parse, resolver: PronounResolver) -> tuple[tuple[bool, bool], str]:
    """Which of the two names the pronoun is resolved to, by resolving every pronoun up to it."""
    entities, pronouns, held = cast(case, parsed)
    for pronoun in pronouns:
        entity, reason = resolver.resolve(pronoun, entities)
        if pronoun.span.start == case.pronoun:
            return (entity is not None and entity is held[0], entity is not None and entity is held[1]), reason
        if entity is not None:
            entity.add(pronoun)
    return (False, False), "pronoun not found"


def f1(pairs: list[tuple[bool, bool]]) -> float:
    """F1 over (said, true) decisions."""
    both = sum(said and true for said, true in pairs)
    total = sum(said for said, _ in pairs) + sum(true for _, true in pairs)
    return 2 * both / total if total else 0.0


def decisions(sample: int | None = None) -> Iterator[tuple[Case, tuple[bool, bool], str]]:
    for case in cases(sample):
        parsed = read(case)
        said, reason = answer(case, parsed, PronounResolver(case.text))
        yield case, said, reason


def score(sample: int | None = None) -> dict[str, float]:
    """gap_dev.f1 and its two halves; empty where the data is not at hand."""
    return _scores([(case, said) for case, said, _ in decisions(sample)])


def _scores(done: list[tuple[Case, tuple[bool, bool]]]) -> dict[str, float]:
    if not done:
        return {}
    def part(wanted: bool | None) -> float:
        return f1([pair for case, said in done if wanted is None or case.feminine is wanted for pair in zip(said, case.truth, strict=True)])

    return {"gap_dev.f1": part(None), "gap_dev.masculine": part(False), "gap_dev.feminine": part(True)}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--sample", type=int)
    given = options.parse_args()
    done = list(decisions(given.sample))
    if not done:
        print("skipped: no data")
        return
    for key, value in _scores([(case, said) for case, said, _ in done]).items():
        print(f"{key:20} {value:.3f}")
    print(f"{'(baseline)':20} {BASELINE:.3f}")
    wrong = [item for item in done if item[1] != item[0].truth][: given.errors]
    for case, said, reason in wrong:
        print(f"\n{case.key} said {said} true {case.truth}: {reason}\n{_marked(case)}")


def _marked(case: Case) -> str:
    text = case.text
    marks = sorted([(case.pronoun, "**"), (case.names[0], "A:"), (case.names[1], "B:")], reverse=True)
    for at, mark in marks:
        text = text[:at] + mark + text[at:]
    return text


if __name__ == "__main__":
    main()
