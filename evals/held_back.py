"""Event or none, and every field, on the sentences held back before the first model was trained: `python -m evals.held_back`.

Prints scores with 95 % intervals, confusions of acts and reliability curves; never a word of the sentences. Labels are the settled ones.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from diurna.coding.parse import parse
from diurna.model import Article
from diurna.resources.language import language_model
from training.sentences.agreement import overlap
from training.sentences.settle import final_events, rows_of
from training.sentences.split import held_back

from .calibration import brier, calibration_error, curve
from .intervals import confusion_table, print_measures
from .stage import reports_of
from .written import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diurna.model import Report

Event = dict[str, Any]
FIELDS = ("act", "actors", "recipients", "phase", "polarity", "background")


class Read(msgspec.Struct):
    """One sentence: how many events it has and reports were found, and for each report whether it is one and which fields are right."""

    events: int
    acts: list[tuple[str, str]]
    reports: list[tuple[float, bool]]
    fields: dict[str, list[tuple[float, bool]]]


def read() -> list[Read]:
    """Every held-back sentence."""
    labels, texts = final_events(), rows_of("written")
    return [read_sentence(key, texts[key]["text"], labels[key]) for key in texts if held_back(key)]


def read_sentence(key: str, text: str, events: list[Event]) -> Read:
    """One sentence, read by the coder as an article of its own, beside its labelled events."""
    _, reports = reports_of(parse(Article(id=key, raw="", name=key, text=text), language_model()))
    met = matched(reports, events, text)
    found = Read(len(events), [], [(r.confidence, n in met) for n, r in enumerate(reports)], {field: [] for field in FIELDS})
    for number, event in met.items():
        report = reports[number]
        sure = {s.field: s.confidence for s in report.sure}
        for field in FIELDS:
            found.fields[field].append((sure.get(field, 0.0), right(field, report, event, text)))
    found.acts += [(event["act"], reports[n].act) for n, event in met.items()]
    found.acts += [(event["act"], "none") for event in events if not any(event is e for e in met.values())]
    found.acts += [("none", r.act) for n, r in enumerate(reports) if n not in met]
    return found


def matched(reports: Sequence[Report], events: list[Event], text: str) -> dict[int, Event]:
    """Each report's event: triggers that touch, or a trigger within the report's words; the same act first; each event once."""
    pairs = []
    for at, report in enumerate(reports):
        for number, event in enumerate(events):
            start, end = place(event["trigger"], text)
            on_trigger = report.trigger.start < end and start < report.trigger.end
            if on_trigger or any(e.start < end and start < e.end for e in report.evidence[:1]):
                pairs.append(((right("act", report, event, text), on_trigger, event["polarity"] == report.polarity), at, number))
    found: dict[int, Event] = {}
    used: set[int] = set()
    for _, at, number in sorted(pairs, key=lambda p: p[0], reverse=True):
        if at not in found and number not in used:
            found[at] = events[number]
            used.add(number)
    return found


def right(field: str, report: Report, event: Event, text: str) -> bool:
    """Whether one field of a report is what the label says: sides where they share a word, an act also where its derived type is meant."""
    if field == "act":
        return event["act"] in (report.act, report.plover_type)
    if field not in ("actors", "recipients"):
        return getattr(report, field) == event[field]
    actors, recipients = ([p.span.of(text) for p in side] for side in (report.actors, report.recipients))
    if report.reciprocal and not recipients:
        return overlap(actors, event["actors"] + event["recipients"])
    return overlap(actors if field == "actors" else recipients, event[field])


def measures(found: Sequence[Read], name: str = "held_back") -> dict[str, float]:
    """The scores under a name; sentences count for detection, reports that meet an event for the fields."""
    told, wanted = [r for r in found if r.reports], [r for r in found if r.events]
    both = sum(bool(r.reports) for r in wanted)
    reports = [pair for r in found for pair in r.reports]
    met = sum(is_one for _, is_one in reports)
    scores = {
        f"{name}.detection.precision": both / max(len(told), 1),
        f"{name}.detection.recall": both / max(len(wanted), 1),
        f"{name}.events.precision": met / max(len(reports), 1),
        f"{name}.events.recall": met / max(sum(r.events for r in found), 1),
    }
    for field in FIELDS:
        pairs = [pair for r in found for pair in r.fields[field]]
        scores[f"{name}.{field}"] = sum(is_right for _, is_right in pairs) / max(len(pairs), 1)
    return scores


def calibrations(found: Sequence[Read]) -> dict[str, list[tuple[float, bool]]]:
    """Probabilities and what was so, of the reports and of each field of those that are one."""
    return {"report": [p for r in found for p in r.reports], **{field: [p for r in found for p in r.fields[field]] for field in FIELDS}}


def score() -> dict[str, float]:
    """held_back.*: detection, events, fields, and one minus the calibration error of the reports' confidence (higher is better)."""
    found = read()
    return measures(found) | {"held_back.calibration": 1 - calibration_error(calibrations(found)["report"])}


def main() -> None:
    """Print scores with intervals, the commonest confusions, and reliability curves."""
    show(read(), "held_back")


def show(found: Sequence[Read], name: str) -> None:
    """Print the scores of what was read, under a name, with intervals, confusions and reliability curves."""
    print(f"{len(found)} sentences, {sum(r.events for r in found)} events")
    print_measures(found, lambda rows: measures(rows, name))
    print(*confusion_table(Counter(pair for r in found for pair in r.acts)), sep="\n")
    for field, pairs in calibrations(found).items():
        print(f"{field:12} calibration error {calibration_error(pairs):.3f}, Brier {brier(pairs):.3f}")
        print("             " + "  ".join(f"{chance:.2f}→{share:.2f} ({count})" for chance, share, count in curve(pairs)))


if __name__ == "__main__":
    main()
